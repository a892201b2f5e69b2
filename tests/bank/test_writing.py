"""Help while writing: what may come next, what a word means, and figures on the text."""

from pathlib import Path
from time import process_time

import pytest

from quizapp.bank.lint.wording import STEM_WORDS
from quizapp.bank.meanings import _ANYWHERE, _OF
from quizapp.bank.schema import schema
from quizapp.bank.seeds import Seeds
from quizapp.bank.writing import shapes
from quizapp.bank.writing.completion import Desk, Proposals, first_text, proposals
from quizapp.bank.writing.counting import figures
from quizapp.bank.writing.explaining import explanation
from quizapp.bank.writing.ids import next_id
from quizapp.items import ITEM_TYPES
from tests.bank.small import DOCUMENT_TEXT, FILES, SEEDS, SmallBank, all_fingerprints

ITEM = "items/A/A-01.yaml"
CURSOR = "¦"


@pytest.fixture
def small(tmp_path: Path) -> SmallBank:
    return SmallBank(tmp_path)


def desk(small: SmallBank, path: str, text: str, seeds: Seeds = SEEDS) -> Desk:
    return Desk(path, text, small.load().bank, seeds, list(FILES))


def proposed(small: SmallBank, path: str, text: str) -> Proposals:
    """Return what is proposed at the mark in a text."""
    at = text.index(CURSOR)
    return proposals(desk(small, path, text.replace(CURSOR, "")), at)


def labels(small: SmallBank, path: str, text: str) -> list[str]:
    return [each.label for each in proposed(small, path, text).options]


@pytest.mark.parametrize("name", ITEM_TYPES)
def test_a_half_written_item_of_every_type_is_offered_its_missing_keys(small: SmallBank, name: str):
    text = f"id: A-01\ntype: {name}\nstem: What\n{CURSOR}\nseconds: 30\n"

    found = labels(small, ITEM, text)

    required = [key.name for key in shapes.keys_at(name, ()) if key.required]
    missing = [each for each in required if each not in {"id", "type", "stem", "seconds"}]
    assert found[: len(missing)] == missing
    assert not {"id", "type", "stem", "seconds"} & set(found)
    assert "twin" in found[len(missing) :]


@pytest.mark.parametrize("name", ITEM_TYPES)
def test_every_prefix_of_a_whole_item_of_every_type_can_be_gone_on_with(
    small: SmallBank, name: str
):
    text = first_text(name, "A-05", small.load().bank)
    at_hand = desk(small, "items/A/A-05.yaml", text)

    for end in range(0, len(text), 7):
        proposals(Desk(at_hand.path, text[:end], at_hand.bank, SEEDS, at_hand.paths), end)
        explanation(at_hand, end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("options:\n  - id: a\n    ¦\n    credit: 1\n", ["text", "feedback", "misconception"]),
        ("options:\n  - ¦\n", ["id", "text", "feedback", "credit", "misconception"]),
        ("options:\n- id: a\n  ¦", ["text", "feedback", "credit", "misconception"]),
        ("options:\n  - {id: a, ¦, credit: 1}\n", ["text", "feedback", "misconception"]),
        ("options:\n  - {id: a, text: b}\n  - {¦", ["id", "text", "feedback", "credit"]),
        ("reviewed:\n  ¦\nstem: x\n", ["blind", "covered", "changed"]),
        ("bloom: ¦\n", ["remember", "understand", "apply", "analyse", "evaluate", "create"]),
        ("certainty: t¦\n", ["true", "false"]),
    ],
)
def test_keys_and_values_follow_the_place(small: SmallBank, text: str, expected: list[str]):
    found = labels(small, ITEM, f"type: single_choice\n{text}")

    assert found[: len(expected)] == expected
    assert "id" not in found or "id" in expected


@pytest.mark.parametrize(
    "text",
    [
        "stem: What does the ¦",
        "stem: >-\n  What ¦\n",
        "# a remark ¦",
        "stem: |\n  options:\n    - ¦",
        f"{'- ' * 200}¦",
        f"{'[' * 200}¦",
    ],
)
def test_nothing_is_proposed_in_prose_and_remarks(small: SmallBank, text: str):
    assert labels(small, ITEM, f"type: single_choice\n{text}") == []


@pytest.mark.parametrize(
    ("path", "text", "label", "meaning"),
    [
        (ITEM, "sources: [¦", "src1", "A letter about the lamp"),
        (ITEM, "sources:\n  - ¦", "src1", "A letter about the lamp"),
        (ITEM, "options:\n  - misconception: ke¦", "keeper-was-lazy", "The lamp went out"),
        (ITEM, "skill: ¦", "CO", "Comprehension"),
        (ITEM, "twin: A¦", "A-02", "Which words say"),
        ("quizzes/Q1.yaml", "entries:\n  - A-¦", "A-03", "Match each thing"),
        ("quizzes/Q1.yaml", "entries:\n  - {claim: ¦", "A-01", "What does the keeper"),
        ("paths.yaml", "paths:\n  - lessons:\n      - quizzes: [¦", "Q1", "The letter"),
        (ITEM, "type: hot_text\nsources: [src1]\ntargets:\n  - id: s¦", "s2", "Two ships"),
        (ITEM, "refs: [¦", "E01", "The letter is dated."),
    ],
)
def test_ids_are_proposed_with_what_they_stand_for(
    small: SmallBank, path: str, text: str, label: str, meaning: str
):
    found = {each.label: each for each in proposed(small, path, text).options}

    assert found[label].meaning.startswith(meaning)


def test_a_question_is_not_its_own_twin(small: SmallBank):
    assert labels(small, ITEM, "id: A-01\ntwin: ¦") == ["A-02", "A-03", "A-04"]


def test_parts_of_the_item_itself_are_proposed(small: SmallBank):
    text = "type: grid\ncolumns:\n  - {id: yes, text: Yes}\n  - id: 'no'\nrows:\n  - answer: ¦"
    order = "type: ordering\nelements:\n  - id: first\n  - {id: then, text: x}\norder: [first, ¦"

    assert labels(small, ITEM, text) == ["yes", "no"]
    assert labels(small, ITEM, order) == ["first", "then"]


def test_what_is_written_fits_where_it_is_written(small: SmallBank):
    found = {each.label: each for each in proposed(small, ITEM, "type: grid\n¦").options}

    assert (found["stem"].text, found["stem"].back) == ("stem: ", 0)
    assert (found["sources"].text, found["sources"].back) == ("sources: []", 1)
    assert found["rows"].text == "rows:\n  - "
    assert found["reviewed"].text == "reviewed:\n  "
    inside = proposed(small, ITEM, "type: numeric\nfollow_up:\n  ¦").options
    assert [each.text for each in inside] == ["stem: ", "options:\n    - "]
    listed = proposed(small, "quizzes/Q1.yaml", "entries:\n  ¦").options
    assert listed[0].text == "- item: "


def test_an_empty_file_of_an_item_is_offered_a_whole_first_text_of_each_type(small: SmallBank):
    found = proposed(small, "items/A/A-05.yaml", "# a remark\n¦").options

    whole = [each for each in found if each.whole]
    assert len(whole) == len(ITEM_TYPES)
    assert all("id: A-05\n" in each.text and "skill: CO\n" in each.text for each in whole)
    small.files["items/A/A-05.yaml"] = whole[0].text
    assert "A-05" in (small.load().bank or pytest.fail("no bank")).items


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("items/A/A-05.yaml", ["A-05", "A-100"]),
        ("items/A/A-99.yaml", ["A-100"]),
        (ITEM, ["A-01", "A-100"]),
        ("items/A/A-02-new.yaml", ["A-02-new", "A-100"]),
        ("sources/src2.yaml", ["src2"]),
        ("bank.yaml", []),
    ],
)
def test_an_id_is_proposed_that_is_free(small: SmallBank, path: str, expected: list[str]):
    assert labels(small, path, "id: ¦\n") == expected


def test_the_next_id_is_written_as_those_before_it(small: SmallBank):
    bank = small.load().bank
    assert bank
    plain = ["items/B/B07.yaml", "items/B/B12.yaml", "items/A/A-50.yaml"]

    assert next_id("B", bank, plain) == "B13"
    assert next_id("C", bank, plain) == "C-01"
    assert next_id("A", None, plain) == "A-51"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (ITEM, "st¦em: What", "at most 25 words. Required."),
        (ITEM, "bl¦oom: apply", "One of: remember, understand"),
        (ITEM, "type: single_choice\noptions:\n  - cred¦it: 1", "from 0 to 1"),
        (ITEM, "options:\n  - misconception: keeper-was¦-lazy", "because the keeper slept"),
        (ITEM, "sources: [sr¦c1]", "A letter about the lamp"),
        (ITEM, "type: sin¦gle_choice", "One answer"),
        (ITEM, "refs: [E0¦1]", "The letter is dated."),
        ("quizzes/Q1.yaml", "entries:\n  - A-0¦3", "Match each thing"),
    ],
)
def test_a_word_is_explained(small: SmallBank, path: str, text: str, expected: str):
    at = text.index(CURSOR)

    found = explanation(desk(small, path, text.replace(CURSOR, "")), at)

    assert found
    assert expected in found.meaning
    assert found.start <= at <= found.end


@pytest.mark.parametrize("text", ["stem: the lam¦p", "¦", "unknown¦: x", "# st¦em: x", "x: [ ¦ ]"])
def test_other_words_explain_themselves(small: SmallBank, text: str):
    at_hand = desk(small, ITEM, text.replace(CURSOR, ""))

    assert explanation(at_hand, text.index(CURSOR)) is None


def test_every_key_of_the_schema_has_a_meaning_and_every_meaning_a_key():
    found: set[str] = set()
    for name, definition in schema()["$defs"].items():
        for shape in [definition, *definition.get("anyOf", ())]:
            for key, each in shape.get("properties", {}).items():
                assert each.get("description"), f"{name}.{key}"
                found.add(f"{name}.{key}" if f"{name}.{key}" in _OF else key)

    assert found >= {*_OF, *_ANYWHERE}


def test_the_figures_of_an_item_are_those_of_the_linter(small: SmallBank):
    long = FILES[ITEM].replace("council for?", f"council for {'so ' * STEM_WORDS}?")

    whole = {each.name: each for each in figures(desk(small, ITEM, FILES[ITEM]))}
    found = {each.name: each for each in figures(desk(small, ITEM, long))}

    assert whole["Stem"].finding == "8 words of 25 at most"
    assert whole["Reading grade"].fits
    assert whole["Feedback"].finding.endswith("in 2 texts, each within its bounds")
    assert not found["Stem"].fits


def test_words_of_a_document_are_counted_among_the_figures(small: SmallBank):
    seeds = Seeds(SEEDS.documents, all_fingerprints(), notes=SEEDS.notes)
    copied = f"stem: {DOCUMENT_TEXT.splitlines()[1]}\n"

    [own] = [each for each in figures(desk(small, ITEM, copied, seeds)) if each.name == "Own words"]

    assert not own.fits
    assert "lamp burned low" in own.finding


def test_a_source_has_figures_and_a_broken_text_has_none(small: SmallBank):
    path = "sources/src1.yaml"
    found = {each.name: each.finding for each in figures(desk(small, path, FILES[path]))}

    assert found["Longest sentence"].startswith("9 words")
    assert "in 3 sentences" in found["Text"]
    assert figures(desk(small, path, "a: [")) == []
    assert figures(desk(small, path, "- a")) == []


@pytest.mark.parametrize(
    "text",
    [
        "[" * 400_000,
        "{" * 400_000,
        "- " * 200_000,
        "a:\n" * 130_000,
        "".join(f"{' ' * depth}a:\n" for depth in range(800)),
        "k: {" + "a: b, " * 60_000,
        "\"'" * 200_000,
        "\ud800\U0001f600" * 100_000,
    ],
    ids=range(8),
)
def test_hostile_text_is_answered_soon(small: SmallBank, text: str):
    at_hand = desk(small, ITEM, text)
    began = process_time()

    proposals(at_hand, len(text))
    explanation(at_hand, len(text) - 1)
    figures(at_hand)

    assert process_time() - began < 8
