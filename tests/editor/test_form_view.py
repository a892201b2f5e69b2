"""The form view: every question can be made and changed in it, and nothing else moves."""

import re
from pathlib import Path
from typing import Any

import pytest

from quizapp.bank.cli import QUESTION_BANK
from quizapp.bank.form_controls import ABSENT, Control, control, filled_in
from quizapp.bank.form_labels import LABELS
from quizapp.bank.form_shapes import Kind, Shape, shape_for
from quizapp.bank.problems import Problem
from quizapp.bank.skeletons import skeleton
from quizapp.bank.strict_yaml import read
from quizapp.bank.validation import validated
from quizapp.database import db
from quizapp.editor.models import Draft
from quizapp.editor.sheets import ROOT, Sheet, opened
from quizapp.editor.working import text_hash
from quizapp.items import ITEM_TYPES
from tests.editor.world import BANK, ITEM, World
from tests.pages import NAMESPACE, Page, Pages

FILES = sorted([*QUESTION_BANK.glob("items/*/*.yaml"), *QUESTION_BANK.glob("sources/*.yaml")])
ADDRESS = f"/banks/{BANK}/files/{ITEM}/form"


class Fields(dict[str, list[str]]):
    """What a browser sends."""

    def get(self, key: str, default: Any = None) -> Any:
        return self[key][0] if key in self else default

    def getlist(self, key: str) -> list[str]:
        return super().get(key, [])


def sent_by(sheet: Sheet) -> Fields:
    """Return what a browser sends of a form that nobody has touched."""
    fields = Fields({ROOT: ["whole"]})
    for each in sheet.control.every():
        if each.kept:
            continue
        if each.shape.kind in {Kind.LIST, Kind.MAP}:
            fields[each.name] = [entry.token for entry in each.entries]
            for entry in each.entries if each.shape.kind is Kind.MAP else ():
                fields[f"{entry.name}-key"] = [entry.key]
        elif each.shape.kind is not Kind.GROUP:
            fields[each.name] = [each.typed.replace("\n", "\r\n")]
    return fields


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_saving_an_untouched_form_changes_nothing(path: Path):
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(QUESTION_BANK).as_posix()

    again = opened(name, text, sent_by(opened(name, text)))

    assert again.written() == text
    assert not any(each.kept for each in again.control.every())


@pytest.mark.parametrize("name", ITEM_TYPES)
def test_every_type_can_be_written_from_an_empty_form(name: str):
    text = skeleton(name, "A-07", skill="CO", sources=["src1"])
    full = opened("items/A/A-07.yaml", text)
    fields = sent_by(full)
    for key in [each for each in fields if each in {e.name for e in full.control.every()}]:
        fields[key] = [re.sub(r"^(?=\d+$)", "n", each) for each in fields[key]]  # all are new
    fields = Fields({re.sub(r"-(?=\d+(-|$))", "-n", key): value for key, value in fields.items()})
    for key, value in fields.items():
        if re.search(r"(credit|seconds|difficulty|est|level|answer|mark|pick|value)$", key):
            fields[key] = [re.sub(r"^n(?=\d)", "", each) for each in value]

    made = opened("items/A/A-07.yaml", f"type: {name}\n", fields).written()

    document = read(made.encode(), "A-07.yaml")
    assert document.value == read(text.encode(), "").value
    assert validated(ITEM_TYPES[name].model, document, "A-07.yaml")[1] == []


def test_a_row_of_a_grid_becomes_disputed_in_the_form_and_has_an_answer_again():
    path, text = "items/A/A-07.yaml", skeleton("grid", "A-07", skill="CO")
    place = opened(path, text).control.parts["rows"].entries[0].name
    fields = sent_by(opened(path, text))

    fields[f"{place}-answer"], fields[f"{place}-contested"] = [""], ["true"]
    disputed = opened(path, text, fields).written()
    fields[f"{place}-answer"] = ["c1"]
    both = opened(path, text, fields).written()
    fields[f"{place}-contested"] = [""]
    again = opened(path, disputed, fields).written()

    assert "contested: true" in disputed
    assert disputed.count("answer:") == text.count("answer:") - 1
    assert problems_of("grid", disputed) == []
    assert "leave out answer, or contested" in str(problems_of("grid", both)[0])
    assert read(again.encode(), "").value == read(text.encode(), "").value


def problems_of(name: str, text: str) -> list[Problem]:
    return validated(ITEM_TYPES[name].model, read(text.encode(), "A-07.yaml"), "A-07.yaml")[1]


def shapes(shape: Shape) -> list[Shape]:
    inner = [shape.entry] if shape.inner else []
    return [shape, *(found for each in (*shape.fields.values(), *inner) for found in shapes(each))]


@pytest.mark.parametrize("name", ITEM_TYPES)
def test_every_field_has_a_name_in_plain_words(name: str):
    shape = shape_for("items/A/A-01.yaml", {"type": name})
    assert shape is not None
    keys = {key for each in shapes(shape) for key in each.fields}

    assert keys <= set(LABELS)
    assert not any("_" in LABELS[key].name for key in keys)


def options(text: str) -> Control:
    return opened(ITEM, text).control.parts["options"]


def test_entries_are_added_moved_and_removed(world: World):
    found = options(world.text(ITEM))

    found.act("add", "")
    found.act("up", "n1")
    found.act("remove", "0")
    found.act("down", "n1")

    assert [each.token for each in found.entries] == ["1", "n1"]


def test_what_the_form_does_not_know_stays(world: World):
    text = world.text(ITEM).replace("bloom: understand", "bloom: understand  # why\nmood: calm")
    sheet = opened(ITEM, text)
    fields = sent_by(sheet)
    fields["f-stem"] = ["What is asked for?"]

    made = opened(ITEM, text, fields).written()

    assert made == text.replace("What does the keeper ask the council for?", "What is asked for?")


def test_a_part_of_another_shape_is_kept_as_it_stands(world: World):
    text = world.text(ITEM).replace("skill: CO", "skill: [CO, SO]")

    sheet = opened(ITEM, text)

    assert sheet.control.parts["skill"].kept
    assert opened(ITEM, text, sent_by(sheet)).written() == text


def test_a_form_that_did_not_arrive_whole_takes_nothing_away(world: World):
    text = world.text(ITEM)

    assert opened(ITEM, text, Fields({"f-stem": ["Cut"]})).written() == text


def test_emptied_fields_lose_their_keys():
    shape = shape_for("items/A/A-01.yaml", {"type": "single_choice"})
    assert shape is not None
    value = {"type": "single_choice", "certainty": "true", "facts": ["a"], "stem": "x"}
    fields = Fields({"f-certainty": [""], "f-stem": [" y "], "f-facts": []})

    assert filled_in(shape, value, ROOT, fields).plain() == {"type": "single_choice", "stem": "y"}
    assert control(shape, ABSENT, ROOT).plain() is ABSENT


def values_of(page: Page) -> dict[str, Any]:
    """Return what a browser would send of the page's form."""
    fields: dict[str, Any] = {}
    templates = {id(each) for t in page.all("template") for each in t.iter()}
    for tag in ("input", "textarea", "select"):
        for each in page.all(tag):
            name = each.get("name")
            if name is None or id(each) in templates or name == "csrf_token":
                continue
            if tag == "select":
                chosen = [
                    o for o in each.iter(f"{NAMESPACE}option") if o.get("selected") is not None
                ]
                value = (chosen or list(each.iter(f"{NAMESPACE}option")))[0].get("value")
            else:
                value = each.get("value") if tag == "input" else (each.text or "")
            fields.setdefault(name, []).append(value or "")
    return fields


def test_a_form_is_filled_in_and_saved_with_the_smallest_change(world: World, pages: Pages):
    text = world.text(ITEM)
    fields = values_of(pages.sign_in(world.author).get(ADDRESS))

    unchanged = pages.post(ADDRESS, {**fields, "do": "save"}, status=302)
    fields["f-options-1-text"] = "A lamp: brighter"
    pages.post(ADDRESS, {**fields, "do": "save"}, status=302)

    assert unchanged.location.endswith("/form")
    saved = world.text(ITEM)
    assert saved == text.replace("A stronger lamp with more glass", '"A lamp: brighter"')


def test_lists_are_changed_without_a_script_and_nothing_typed_is_lost(world: World, pages: Pages):
    fields = values_of(pages.sign_in(world.author).get(ADDRESS))
    fields["f-stem"] = "Typed, not saved"

    page = pages.post(ADDRESS, {**fields, "do": "add f-options"}, status=200)
    more = values_of(page)
    assert more["f-options"] == ["0", "1", "n1"]
    assert more["f-stem"] == ["Typed, not saved"]
    more["f-options-n1-text"] = "A third"
    page = pages.post(ADDRESS, {**more, "do": "up f-options n1"}, status=200)

    assert values_of(page)["f-options"] == ["0", "n1", "1"]
    assert values_of(page)["f-options-n1-text"] == ["A third"]
    assert db.session.query(Draft).count() == 0


def test_problems_stand_beside_their_fields(world: World, pages: Pages):
    fields = values_of(pages.sign_in(world.author).get(ADDRESS))
    fields |= {"f-difficulty": "7", "f-explanation": "", "f-options-1-misconception": "nobody"}

    pages.post(ADDRESS, {**fields, "do": "save"}, status=302)
    page = pages.get(ADDRESS)

    beside = {each.get("id"): "".join(each.itertext()) for each in page.all("div")}
    assert "difficulty is 7" in beside["f-difficulty-problem"]
    assert "'explanation' is missing" in beside["f-explanation-problem"]
    assert "#f-difficulty" in {each.get("href") for each in page.all("a")}


def test_problems_of_the_whole_bank_stand_there_too(world: World, pages: Pages):
    fields = values_of(pages.sign_in(world.author).get(ADDRESS))
    fields["f-options-1-misconception"] = "nobody"

    pages.post(ADDRESS, {**fields, "do": "save"}, status=302)

    assert 'id="f-options-1-misconception-problem"' in pages.get(ADDRESS).text


def test_what_no_file_can_hold_is_refused_beside_its_field(world: World, pages: Pages):
    fields = values_of(pages.sign_in(world.author).get(ADDRESS))
    fields["f-stem"] = "a bell \x07"

    page = pages.post(ADDRESS, {**fields, "do": "save"}, status=422)

    assert 'id="f-stem-problem"' in page.text
    assert db.session.query(Draft).count() == 0


def test_text_and_form_carry_each_other_along(world: World, pages: Pages):
    pages.sign_in(world.author)
    text, begun = world.text(ITEM), text_hash(world.text(ITEM))
    unsaved = text.replace("the council for", "the mayor for") + "# a remark\n"

    form = pages.post(ADDRESS, {"text": unsaved, "started_from": begun, "do": "open"}, status=200)
    fields = values_of(form)
    fields["f-stem"] = "Another question?"
    back = pages.post(ADDRESS, {**fields, "do": "text"}, status=200)

    assert "the mayor for" in form.text
    assert "# a remark" in back.text
    assert "stem: Another question?" in back.text
    assert values_of(back)["started_from"] == [begun]
    assert db.session.query(Draft).count() == 0


def test_unreadable_text_opens_as_text_with_the_line_named(world: World, pages: Pages):
    pages.sign_in(world.author)
    world.save(ITEM, "id: A-01\ntype: single_choice\noptions: [")

    page = pages.get(ADDRESS)
    carried = {"text": "id: [", "started_from": "", "do": "open"}
    refused = pages.post(ADDRESS, carried, status=422)

    assert "only be edited as text" in page.words()
    assert "Line 3" in page.words() or "Line 4" in page.words()
    assert "Line" in refused.words()
    assert "id: [" in refused.text


def test_two_authors_of_a_form_collide_and_nothing_is_lost(world: World, pages: Pages):
    fields = values_of(pages.sign_in(world.author).get(ADDRESS))
    world.save(ITEM, world.text(ITEM) + "# theirs\n")
    fields["f-stem"] = "Mine?"

    page = pages.post(ADDRESS, {**fields, "do": "save"}, status=409)

    assert "# theirs" in page.text
    assert "stem: Mine?" in page.text


@pytest.mark.parametrize("name", ITEM_TYPES)
def test_a_new_question_of_every_type_opens_in_its_form(world: World, pages: Pages, name: str):
    asked = {"type": name, "section": "A", "ident": "", "do": "form"}

    pages.sign_in(world.author).get(f"/banks/{BANK}/items/new")
    made = pages.post(f"/banks/{BANK}/items/new", asked, status=302)
    pages.get(made.location)

    assert made.location.endswith("/files/items/A/A-100.yaml/form")
    text = world.text("items/A/A-100.yaml")
    assert text.startswith("# yaml-language-server: $schema=")
    assert world.working.loaded.bank is not None
    assert "A-100" in world.working.loaded.bank.items


@pytest.mark.parametrize(
    ("ident", "words"),
    [("A-01", "A-100 is free"), ("A-99", "permanent"), ("a b", "letters"), ("../x", "letters")],
)
def test_an_id_that_was_used_or_is_none_is_refused(
    world: World, pages: Pages, ident: str, words: str
):
    asked = {"type": "grid", "section": "A", "ident": ident, "do": "form"}

    page = pages.sign_in(world.author).post(f"/banks/{BANK}/items/new", asked, status=422)

    assert words in page.words()


def test_the_id_of_a_question_that_was_taken_away_stays_used(world: World, pages: Pages):
    world.save("items/A/A-04.yaml", None)

    for ident in ("A-04", "a-04", "a-01"):
        asked = {"type": "grid", "section": "A", "ident": ident, "do": "form"}
        page = pages.sign_in(world.author).post(f"/banks/{BANK}/items/new", asked, status=422)
        assert "was used before" in page.words()
