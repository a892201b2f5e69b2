"""Adding and changing a source in the browser."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask

from quizapp.bank.originals import Originals
from quizapp.bank.source_fields import SourceFields
from quizapp.bank.source_file import fields_of, value_with
from quizapp.bank.strict_yaml import read
from quizapp.editor import actions
from quizapp.editor.sourcing import text_with, used_ids, value_in
from quizapp.editor.working import text_hash
from tests.bank.real import BANK as REAL
from tests.bank.small import DOCUMENT, DOCUMENT_TEXT
from tests.editor.world import BANK, World
from tests.make import NOON
from tests.pages import Page, Pages

PATH = "sources/src1.yaml"
ADDRESS = f"/banks/{BANK}/sources/src1"
NEW = f"/banks/{BANK}/sources/new"
FULL = {
    "title": "A pilot's log",
    "short_title": "The log",
    "kind": "source",
    "adapted": "true",
    "label": "Adapted for this site",
    "creator": "A pilot",
    "role": "Pilot of the harbour",
    "form": "Log",
    "audience": "The harbour office",
    "date": "1850-04~",
    "circulation": "private",
    "note": "From the log of April 1850.",
    "language": "English",
    "licence": "Our own wording",
    "cuts": "Nothing was left out.",
    "refs": "001:L2",
}


def form_of(page: Page) -> dict[str, object]:
    """Return what a browser would send of the page's large form."""
    found: dict[str, object] = {}
    for field in [*page.all("input"), *page.all("textarea"), *page.all("select")]:
        name, value = field.get("name"), field.get("value", "")
        if not name or name == "csrf_token":
            continue
        if field.tag.endswith("textarea"):
            value = "".join(field.itertext()).removeprefix("\n")
        if field.tag.endswith("select"):
            options = [e for e in field.iter() if e.tag.endswith("option")]
            chosen = next((e for e in options if "selected" in e.attrib), options[0])
            value = chosen.get("value", "")
        if name.startswith(("sentence-", "reading-")):
            found.setdefault(name, [])
            assert isinstance(found[name], list)
            found[name].append(value)  # type: ignore[attr-defined]
        else:
            found[name] = value
    return found


@pytest.fixture
def author(world: World, pages: Pages) -> Pages:
    return pages.sign_in(world.author)


@pytest.mark.parametrize("source", REAL.sources)
def test_a_file_of_the_real_bank_comes_back_as_it_was(source: str, bank_folder: Path) -> None:
    text = (bank_folder / "sources" / f"{source}.yaml").read_text(encoding="utf-8")

    assert text_with(text, fields_of(value_in(text)), source) == text


def test_saving_without_a_change_writes_nothing(world: World, author: Pages) -> None:
    text = world.text(PATH)
    form = form_of(author.get(ADDRESS))

    author.post(ADDRESS, {**form, "step": "save"})

    assert world.text(PATH) == text
    assert PATH not in world.working.drafts


def test_a_changed_field_changes_only_its_line(world: World, author: Pages) -> None:
    before = world.text(PATH)
    form = form_of(author.get(ADDRESS))

    author.post(ADDRESS, {**form, "audience": "The mayor", "step": "save"})

    assert world.text(PATH) == before.replace("audience: The council", "audience: The mayor")


def test_a_source_is_added_from_a_pasted_text(world: World, author: Pages) -> None:
    given = {**form_of(author.get(NEW)), **FULL, "ident": "src2"}
    text = "Mr. Hale came at 3.5 bells. “Is it lit?” he asked.\r\n\r\nNobody spoke."

    cut = author.post(NEW, {**given, "whole": text, "step": "split"}, status=200)
    saved = author.post(NEW, {**form_of(cut), "step": "save"})
    page = author.get(saved.location)

    assert saved.location.endswith("/sources/src2")
    content = world.working.content
    assert content
    assert [(each.id, each.text) for each in content.sources["src2"].sentences] == [
        ("s1", "Mr. Hale came at 3.5 bells."),
        ("s2", "“Is it lit?” he asked."),
        ("s3", "Nobody spoke."),
    ]
    assert world.working.problems_in("sources/src2.yaml") == []
    assert "Students read the date as: about April 1850." in page.words()
    assert "As students see it A pilot's log" in page.words()
    assert world.text("sources/src2.yaml").startswith("# yaml-language-server: $schema=../")


@pytest.mark.parametrize("ident", ["src1", "A/../x", "", "new", "A-99"])
def test_an_id_that_cannot_be_is_refused_and_nothing_is_lost(
    world: World, author: Pages, ident: str
) -> None:
    form = {**FULL, "ident": ident, "sentence-id": ["s1"], "sentence-text": ["It was dark."]}

    page = author.post(NEW, {**form, "step": "save"}, status=422)

    assert world.working.drafts == {}
    assert "It was dark." in page.text
    assert "A pilot's log" in page.text.replace("&#39;", "'")


def test_a_changed_text_keeps_ids_and_names_the_questions(world: World, author: Pages) -> None:
    form = form_of(author.get(ADDRESS))
    text = (
        "The great lamp went out twice in one month. Fog lay on the sea. "
        "I ask for oil and for a second hand."
    )

    page = author.post(ADDRESS, {**form, "whole": text, "step": "split"}, status=200)

    assert form_of(page)["sentence-id"] == ["s1", "s4", "s3"]
    assert "Sentence s1 was changed. Look again at A-01 and A-02." in page.words()
    assert "Sentence s2 is no longer there" in page.words()
    assert "Still pointed at by A-02." in page.words()
    assert PATH not in world.working.drafts


def test_a_number_that_was_used_once_is_not_given_again(world: World, author: Pages) -> None:
    extra = "  - {id: s9, text: Nobody came.}\nword_bank:"
    world.save(PATH, world.text(PATH).replace("word_bank:", extra))
    world.save(PATH, world.text(PATH).replace(extra, "word_bank:"))

    page = author.post(ADDRESS, {**form_of(author.get(ADDRESS)), "step": "add"}, status=200)

    assert form_of(page)["sentence-id"] == ["s1", "s2", "s3", "s10"]
    assert used_ids(BANK, PATH) == {"s1", "s2", "s3", "s9"}


def test_sentences_are_joined_and_divided_without_a_script(author: Pages) -> None:
    form = form_of(author.get(ADDRESS))

    joined = form_of(author.post(ADDRESS, {**form, "step": "join:0"}, status=200))
    texts = joined["sentence-text"]
    assert isinstance(texts, list)
    texts[1] = "I ask for oil | and for a second hand."
    divided = form_of(author.post(ADDRESS, {**joined, "step": "divide:1"}, status=200))
    dropped = form_of(author.post(ADDRESS, {**divided, "step": "drop:0"}, status=200))

    assert joined["sentence-id"] == ["s1", "s3"]
    assert divided["sentence-id"] == ["s1", "s3", "s4"]
    assert divided["sentence-text"][1:] == ["I ask for oil", "and for a second hand."]  # type: ignore[index]
    assert dropped["sentence-id"] == ["s3", "s4"]


@pytest.mark.parametrize("step", ["join:9", "join:x", "divide:99999", "drop:-1", "nonsense", ""])
def test_a_button_that_is_not_there_changes_nothing(author: Pages, step: str) -> None:
    form = form_of(author.get(ADDRESS))

    after = form_of(author.post(ADDRESS, {**form, "step": step}, status=200))

    assert after["sentence-id"] == ["s1", "s2", "s3"]


def test_a_reading_is_added_and_saved(world: World, author: Pages) -> None:
    empty = form_of(
        author.post(ADDRESS, {**form_of(author.get(ADDRESS)), "step": "read"}, status=200)
    )
    lines = "s1 = The lamp went out twice in one week.\ns3 = I need oil."
    given = {"reading-id": "easier", "reading-title": "Easier", "reading-partial": "true"}

    author.post(ADDRESS, {**empty, **given, "reading-lines": lines, "step": "save"})

    content = world.working.content
    assert content
    reading = content.sources["src1"].readings[0]
    assert reading.partial
    assert reading.sentences["s3"] == "I need oil."
    assert "Easier reads like grade" in author.get(ADDRESS).words()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("word_bank", "entry the way in", "this line is not so: 'entry the way in'"),
        ("word_bank", "entry = a\nentry = b", "'entry' has two lines"),
    ],
)
def test_what_no_file_can_hold_is_refused_in_a_sentence(
    world: World, author: Pages, name: str, value: str, said: str
) -> None:
    form = form_of(author.get(ADDRESS))

    page = author.post(ADDRESS, {**form, name: value, "step": "save"}, status=422)

    assert said in page.words()
    assert PATH not in world.working.drafts


def test_letters_that_no_page_can_show_are_left_out(world: World, author: Pages) -> None:
    form = form_of(author.get(ADDRESS))

    odd = {**form, "note": "A \x07letter of \x1b1850."}
    author.post(ADDRESS, {**odd, "step": "look"}, status=200)
    author.post(ADDRESS, {**odd, "step": "save"})

    assert "note: A letter of 1850." in world.text(PATH)


def test_too_much_text_is_refused(author: Pages) -> None:
    form = form_of(author.get(ADDRESS))
    for text in ("It was dark. " * 401, "x" * 60_001):
        page = author.post(ADDRESS, {**form, "whole": text, "step": "split"}, status=422)
        assert "A source has at most" in page.words()


def test_what_is_missing_is_said_and_kept_as_a_draft(world: World, author: Pages) -> None:
    form = form_of(author.get(ADDRESS))

    author.post(ADDRESS, {**form, "licence": "", "date": "spring", "step": "save"})
    page = author.get(ADDRESS)
    listed = author.get(f"/banks/{BANK}/sources").words()

    assert "Not whole yet src1" in listed
    assert "'licence' is missing" in page.words()
    assert "The date cannot be read." in page.words()
    assert PATH in world.working.drafts


@pytest.mark.parametrize("date", ["1850-13", "1850-02-30", "0000", "1850/1851-00", "1850-3"])
def test_a_date_that_never_was_is_a_problem_and_breaks_no_page(author: Pages, date: str) -> None:
    form = form_of(author.get(ADDRESS))

    page = author.post(ADDRESS, {**form, "date": date, "step": "look"}, status=200)

    assert "The date cannot be read." in page.words()
    assert "Error, line" in page.words()


def test_two_authors_do_not_overwrite_each_other(world: World, author: Pages) -> None:
    form = form_of(author.get(ADDRESS))
    world.save(PATH, world.text(PATH).replace("The council", "The mayor"))

    late = author.post(ADDRESS, {**form, "label": "Cut and adapted", "step": "save"}, status=409)
    again = form_of(late)

    assert "audience: The mayor" in late.text
    assert again["label"] == "Cut and adapted"
    assert again["started_from"] == text_hash(world.text(PATH))
    assert "The mayor" in world.text(PATH)
    author.post(ADDRESS, {**again, "step": "save"})
    assert "Cut and adapted" in world.text(PATH)


@pytest.mark.parametrize(
    "text", ["id: [", "- a", "id: src1\nsentences: none", "id: src1\nsentences: [{id: s1, x: y}]"]
)
def test_a_file_that_is_no_form_is_mended_as_text(world: World, author: Pages, text: str) -> None:
    actions.put(BANK, PATH, text, None, NOON)

    assert author.get(ADDRESS, status=302).location.endswith(f"/files/{PATH}")
    assert author.post(ADDRESS, {"step": "save"}).location.endswith(f"/files/{PATH}")
    assert world.text(PATH) == text


def test_keys_that_the_form_does_not_know_stay() -> None:
    base = {
        "id": "src1",
        "colour": "green",
        "title": "Old",
        "sentences": [{"id": "s1", "text": "A"}],
    }
    fields = fields_of(base)

    value = value_with(base, SourceFields({**fields.texts, "title": "New"}, fields.sentences), "x")

    assert value == {**base, "title": "New"}
    assert base["title"] == "Old"


@pytest.fixture
def copies(app: Flask, tmp_path: Path) -> Iterator[None]:
    """The document of the harbour's bank, attached."""
    (tmp_path / "001.txt").write_text(DOCUMENT_TEXT, encoding="utf-8")
    hashed = sha256(DOCUMENT_TEXT.encode()).hexdigest()
    document = DOCUMENT.model_copy(update={"sha256": hashed})
    kept = app.extensions["originals"]
    app.extensions["originals"] = Originals(tmp_path, {"001": document})
    yield
    app.extensions["originals"] = kept


def test_the_page_says_whether_the_original_wording_is_found(copies: None, author: Pages) -> None:
    lost = author.get(ADDRESS)
    anchor = {"original_starts": "our lamp", "original_ends": "was thin"}
    found = author.post(ADDRESS, {**form_of(lost), **anchor, "step": "look"}, status=200)
    listed = author.get(f"/banks/{BANK}/sources")

    assert "No original wording is offered: the words 'The lamp' stand nowhere" in lost.words()
    assert "The original wording is found and offered to students." in found.words()
    assert "our lamp burned low" in found.words()
    assert "No original wording: the words 'The lamp'" in listed.words()


def test_a_source_that_is_not_there_is_not_found(author: Pages) -> None:
    for name in ("src9", "..%2Fbank", "a b"):
        author.get(f"/banks/{BANK}/sources/{name}", status=404)
        author.post(f"/banks/{BANK}/sources/{name}", {"step": "save"}, status=404)


def test_what_was_written_is_read_as_text(world: World, author: Pages) -> None:
    form = form_of(author.get(ADDRESS))

    author.post(ADDRESS, {**form, "label": "no: 012 # yes", "step": "save"})

    value = read(world.text(PATH).encode(), "x").value
    assert isinstance(value, dict)
    assert value["label"] == "no: 012 # yes"


@pytest.mark.parametrize("theirs", ["id: src1\ntitle: [\n", "", None])
def test_what_was_typed_outlives_a_file_that_broke_or_went_meanwhile(
    world: World, author: Pages, theirs: str | None
) -> None:
    mine = {**form_of(author.get(ADDRESS)), "label": "Cut and adapted"}
    world.save(PATH, theirs)

    looked = form_of(author.post(ADDRESS, {**mine, "step": "look"}, status=200))
    late = form_of(author.post(ADDRESS, {**mine, "step": "save"}, status=409))

    assert looked["label"] == late["label"] == "Cut and adapted"
    assert late["sentence-text"] == mine["sentence-text"]
    author.post(ADDRESS, {**late, "step": "save"})
    assert world.working.problems_in(PATH) == []
    assert "Cut and adapted" in world.text(PATH)


def test_the_id_of_a_source_that_classes_once_had_is_not_given_again(
    world: World, author: Pages
) -> None:
    for path in world.working.texts:
        if path.startswith(("sources/", "items/", "quizzes/")):
            world.save(path, None)
    actions.publish(BANK, world.author, "", NOON)

    for ident in ("src1", "SRC1"):
        page = author.post(NEW, {**FULL, "ident": ident, "step": "save"}, status=422)
        assert "This id is in use, or was once." in page.words()
    assert not world.working.drafts


def test_a_new_form_is_not_met_with_errors_before_anything_is_written(author: Pages) -> None:
    begun = author.get(NEW).words()
    looked = author.post(NEW, {"ident": "", "title": "A log", "step": "look"}, status=200).words()

    assert "To mend it" not in begun
    assert "listed here as soon as you write" in begun
    assert "To mend it" in looked
