"""Normal form: equal contents have equal hashes, and pinned versions can be read back."""

import json
from fractions import Fraction

import pytest

from quizapp.bank.versions import (
    canonical,
    content_hash,
    item_content,
    item_from_content,
    normal_form,
    quiz_content,
    quiz_from_content,
    source_content,
    source_from_content,
)
from quizapp.items.base import Item
from quizapp.items.grid.model import GridItem
from tests.bank.real import BANK
from tests.bank.small import SmallBank

ITEM_KEYS = {
    *("id", "type", "section", "skill", "difficulty", "stem", "sources", "certainty", "max_mark"),
    *("refs", "misconceptions"),
}
PART_KEYS = {
    "single_choice": {"options"},
    "best_answer": {"options"},
    "multiple_response": {"options", "pick"},
    "ordering": {"elements", "order"},
    "matching": {"rows", "choices"},
    "categorise": {"elements", "categories"},
    "gap_fill": {"gaps", "text"},
    "hot_text": {"targets", "pick"},
    "grid": {"rows", "columns"},
    "ranking": {"elements", "order"},
    "contested": {"positions", "reason"},
    "numeric": {"answer", "lowest", "highest", "unit"},
    "short_answer": {"accept"},
    "extended_response": {"levels", "checklist"},
}


@pytest.mark.parametrize("item", BANK.items.values(), ids=BANK.items.keys())
def test_a_pinned_item_is_read_back(item: Item) -> None:
    stored = canonical(item_content(item))
    without_notes = item.model_copy(update={"facts": (), "reviewed": None})

    assert item_from_content(json.loads(stored)) == without_notes


def test_a_row_that_is_not_disputed_leaves_no_trace_of_the_word() -> None:
    grids = [each for each in BANK.items.values() if isinstance(each, GridItem)]
    rows = [row for grid in grids for row in item_content(grid)["rows"]]  # type: ignore[attr-defined]

    assert {row["answer"] is None for row in rows} == {True, False}
    assert all(("contested" in row) == (row["answer"] is None) for row in rows)


def test_pinned_sources_and_quizzes_are_read_back() -> None:
    sources = [json.loads(canonical(source_content(s))) for s in BANK.sources.values()]
    quizzes = [json.loads(canonical(quiz_content(q))) for q in BANK.quizzes.values()]

    assert [source_from_content(content) for content in sources] == list(BANK.sources.values())
    assert [quiz_from_content(content) for content in quizzes] == list(BANK.quizzes.values())


def test_the_normal_form_has_the_keys_that_readers_rely_on() -> None:
    form = json.loads(canonical(normal_form(BANK)))

    assert {"revision", "items", "sources", "quizzes", "misconceptions", "glossary"} <= set(form)
    assert all(ITEM_KEYS | PART_KEYS[item["type"]] <= set(item) for item in form["items"])
    assert all({"id", "title", "items", "mode", "minutes"} <= set(quiz) for quiz in form["quizzes"])
    assert all(
        set(option) == {"id", "text", "credit", "feedback", "misconception"}
        and isinstance(option["credit"], int | float)
        for item in form["items"]
        for option in item.get("options", [])
    )


def test_the_revision_is_the_hash_of_everything_else(small: SmallBank) -> None:
    bank = small.load().bank
    assert bank is not None
    form = normal_form(bank)
    revision = form.pop("revision")

    assert revision == content_hash(form)


def test_spelling_and_place_of_a_file_change_nothing(small: SmallBank) -> None:
    before = small.load().bank
    text = small.files.pop("items/A/A-01.yaml")
    (small.folder / "items/A/A-01.yaml").unlink()
    small.files["items/A/renamed.yaml"] = text.replace("credit: 1\n", "credit: 1.0  # the key\n")
    after = small.load().bank
    assert before is not None
    assert after is not None

    assert normal_form(after)["revision"] == normal_form(before)["revision"]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("items/A/A-01.yaml", "credit: 1", "credit: 1\n    misconception: keeper-was-lazy"),
        ("quizzes/Q1.yaml", "minutes: 10", "minutes: 11"),
        ("glossary.yaml", "a lamp", "the lamp"),
        ("bank.yaml", "title: The harbour", "title: A harbour"),
        ("sources/src1.yaml", "Two ships", "Three ships"),
    ],
)
def test_a_change_of_contents_changes_the_revision(
    small: SmallBank, path: str, old: str, new: str
) -> None:
    before = small.load().bank
    small.replace(path, old, new)
    after = small.load().bank
    assert before is not None
    assert after is not None

    assert normal_form(after)["revision"] != normal_form(before)["revision"]


def test_canonical_json_has_one_spelling() -> None:
    assert canonical({"b": 0.25, "a": ["é", None]}) == '{"a":["é",null],"b":0.25}'
    assert content_hash({"a": 1, "b": 2}) == content_hash({"b": 2, "a": 1})
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))


def test_credits_come_back_exactly(small: SmallBank) -> None:
    small.replace("items/A/A-01.yaml", "type: single_choice", "type: best_answer")
    small.replace("items/A/A-01.yaml", "    misconception", "    credit: 0.25\n    misconception")
    bank = small.load().bank
    assert bank is not None
    back = item_from_content(json.loads(canonical(item_content(bank.items["A-01"]))))

    assert [o["credit"] for o in back.model_dump(mode="python")["options"]] == [1, 0.25]
    assert [o.credit for o in getattr(back, "options")] == [1, Fraction(1, 4)]  # noqa: B009
