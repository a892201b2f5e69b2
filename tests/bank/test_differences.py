"""What changed between two versions, in words."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from quizapp.bank.changes import changes_in
from quizapp.bank.differences import differences
from quizapp.bank.loader import load_files
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Frozen, Item, Unreadable
from tests.bank.small import FILES
from tests.make import real_bank

BANK = real_bank()
BY_TYPE = {name: [item for item in BANK.items.values() if item.type == name] for name in ITEM_TYPES}


def changed(value: Frozen, **changes: Any) -> Frozen:
    """Return a value with some keys given anew; ``options__1__text`` leads into it."""
    content = value.model_dump(mode="json")
    for way, new in changes.items():
        *steps, last = [int(step) if step.isdigit() else step for step in way.split("__")]
        inner: Any = content
        for step in steps:
            inner = inner[step]
        inner[last] = new
    return type(value).model_validate(content)


def words(before: Frozen | None, after: Frozen | None) -> list[str]:
    return [each.words for each in differences(before, after)]


def small(path: str, old: str = "", new: str = "") -> list[tuple[str, bool]]:
    """Return what is said of a file of the small bank in which one place is written anew."""
    texts = {name: text.encode() for name, text in FILES.items()}
    assert old.encode() in texts[path]
    other = {**texts, path: texts[path].replace(old.encode(), new.encode(), 1)}
    found = changes_in(path, load_files(texts, "harbour"), load_files(other, "harbour"))
    return [(each.words, each.scores) for change in found for each in change.differences]


def test_another_key_is_said_with_the_id_of_the_question():
    item = BY_TYPE["single_choice"][0]
    right = next(n for n, o in enumerate(item.options) if o.credit == 1)
    other = (right + 1) % len(item.options)
    moved = changed(item, **{f"options__{right}__credit": 0, f"options__{other}__credit": 1})

    first = differences(item, moved)[0]

    was, now = item.options[right].id, item.options[other].id
    assert first.words == f"The key of {item.id} changes from {was} to {now}."
    assert first.scores


@pytest.mark.parametrize(
    ("place", "said", "scores"),
    [
        (("The last sentence", "Its last sentence"), "The explanation", False),
        (("difficulty: 1", "difficulty: 2"), "The difficulty changes from 1 to 2.", False),
        (("A stronger lamp", "A new lamp"), "Option b reads “A new lamp with", False),
        (("seconds: 30", "seconds: 30\nmax_mark: 3"), "Worth 3 marks instead of 1.", True),
        (("id: b", "id: c"), "A new option: c.", True),
        (("keeper ask", "keeper beg"), "The stem changes", False),
        (("keeper-was-lazy", "ships-sank"), "The misconception of option b changes from", False),
    ],
)
def test_a_change_of_a_question_is_said_plainly(place: tuple[str, str], said: str, scores: bool):
    found = small("items/A/A-01.yaml", *place)

    assert any(words.startswith(said) and flag is scores for words, flag in found), found


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("sources/src1.yaml", "went out twice", "went out", "Sentence s1 "),
        ("quizzes/Q1.yaml", "  - A-03\n", "", "Question A-03 is taken away."),
        ("quizzes/Q1.yaml", "max_mark: 4", "max_mark: 5", "Question A-04 is worth 5 marks"),
        ("bank.yaml", "Salteby", "Saltebye", "The spellings of names that are accepted"),
        ("glossary.yaml", "after a lamp", "after the lamp", "The meaning of keeper changes"),
        ("retired.yaml", "A-99", "A-98", "New: A-98."),
        ("retired.yaml", "A-99", "A-98", "A-99 is taken away."),
        ("items/A/A-03.yaml", "answer: out", "answer: sank", "The answer of row lamp changes"),
        ("items/A/A-04.yaml", "label: Weighs", "label: Judges", "The label of level 2 changes"),
    ],
)
def test_every_file_has_its_words(path: str, old: str, new: str, said: str):
    found = [words for words, _ in small(path, old, new)]

    assert any(words.startswith(said) for words in found), found


def test_a_comment_changes_nothing_that_could_be_said():
    assert small("items/A/A-01.yaml", "skill: CO", "skill: CO  # understands it") == []


def test_what_comes_and_what_goes_is_named():
    item = BY_TYPE["ordering"][0]

    assert words(None, item) == [f"A new question of type {kind(item)}: {item.id}."]
    assert words(item, None) == [f"{item.id} is taken away."]


def kind(item: Item) -> str:
    return ITEM_TYPES[item.type].label.lower()


def test_another_type_is_said_as_such():
    one, other = BY_TYPE["single_choice"][0], BY_TYPE["ordering"][0]

    [found] = differences(one, other.model_copy(update={"id": one.id}))

    assert found.scores
    assert f"is of type {kind(other)} instead of {kind(one)}" in found.words


def test_reasons_with_marks_are_said_with_what_they_are_worth():
    item = BY_TYPE["ranking"][0]
    one = changed(item, reason__accept=[{"text": "They saw it", "mark": 2}])
    other = changed(item, reason__accept=[{"text": "They saw it", "mark": 1}])

    assert words(item, one) == ["The reason “They saw it” is worth 2 marks."]
    assert words(one, other) == ["The reason “They saw it” is worth 1 mark."]
    assert words(other, item) == ["The reason “They saw it” is marked by a person again."]
    assert all(each.scores for each in differences(item, one))


def test_a_row_that_becomes_disputed_or_has_an_answer_again_is_said_in_words():
    item = next(each for each in BY_TYPE["grid"] if not any(r.contested for r in each.rows))
    free = {"rows__0__answer": None, "rows__0__misconception": None, "rows__0__contested": True}
    disputed, row = changed(item, **free), item.rows[0]

    gone, back = differences(item, disputed), differences(disputed, item)

    assert gone[0].words == (
        f"Row {row.id} is disputed now: no column is right, and it is not scored."
    )
    assert back[0].words == (
        f"Row {row.id} is no longer disputed: {row.answer} is right, and it is scored."
    )
    assert gone[0].scores
    assert back[0].scores
    assert not any("answer" in each.words for each in (*gone, *back))


def leaves(content: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the ways to everything inside a value: parts that hold others too."""
    found = [path] if path else []
    if isinstance(content, dict):
        found += [way for key, each in content.items() for way in leaves(each, (*path, key))]
    elif isinstance(content, list):
        found += [way for at, each in enumerate(content) for way in leaves(each, (*path, at))]
    return found


def mutated(item: Item, data: st.DataObject) -> Item:
    """Return the item with one place of it changed at random; the same where that is no item."""
    content = item.model_dump(mode="json")
    way = data.draw(st.sampled_from(leaves(content)))
    inner: Any = content
    for step in way[:-1]:
        inner = inner[step]
    old = inner[way[-1]]
    match old:
        case list() if len(old) > 1:
            inner[way[-1]] = data.draw(st.one_of(st.permutations(old), st.just(old[1:])))
        case bool():
            inner[way[-1]] = not old
        case int() | float():
            inner[way[-1]] = data.draw(st.sampled_from([0, 0.5, 1, 2, 3, old + 1]))
        case str():
            inner[way[-1]] = data.draw(st.sampled_from(["other", f"{old} more", *ids_in(content)]))
        case _:
            del inner[way[-1]]
    try:
        return type(item).model_validate(content)
    except ValidationError:
        return item


def ids_in(content: Any) -> list[str]:
    ways = leaves(content)
    return [str(at(content, way)) for way in ways if way[-1] in {"id", "answer"}] or ["none"]


def at(content: Any, way: tuple[Any, ...]) -> Any:
    for step in way:
        content = content[step]
    return content


@pytest.mark.parametrize("name", ITEM_TYPES)
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_there_are_words_exactly_where_something_differs(name: str, data: st.DataObject):
    item = data.draw(st.sampled_from(BY_TYPE[name]))
    other = mutated(item, data)

    found = differences(item, other)

    assert bool(found) == (item.model_dump() != other.model_dump())
    assert differences(item, type(item).model_validate(item.model_dump(mode="json"))) == []
    assert all(each.words.endswith(".") for each in found)


@pytest.mark.parametrize("name", ITEM_TYPES)
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_where_only_wording_changes_no_answer_is_worth_anything_else(
    name: str, data: st.DataObject
):
    item = data.draw(st.sampled_from(BY_TYPE[name]))
    other = mutated(item, data)
    scores = any(each.scores for each in differences(item, other))

    for fields in ITEM_TYPES[name].samples(item).values():
        assert scores or worth(item, fields) == worth(other, fields)


def worth(item: Item, fields: Any) -> Any:
    kind = ITEM_TYPES[item.type]
    try:
        response = kind.read(item, fields)
    except Unreadable:
        return "unreadable"
    if response is None:
        return "blank"
    score = kind.score(item, response)
    return score.fraction * item.max_mark, score.waiting * item.max_mark


def test_two_questions_of_one_type_always_differ_in_words():
    for items in BY_TYPE.values():
        for one, other in pairwise(items):
            assert differences(one, other)


def test_sources_and_quizzes_of_the_whole_bank_differ_in_words():
    for kinds in (BANK.sources, BANK.quizzes, BANK.misconceptions, BANK.facts, BANK.paths):
        values = list(kinds.values())
        for one, other in pairwise(values):
            assert differences(one, other, named=True)
