import pytest

from quizapp.insights import saying
from quizapp.insights.tally import belief, tally, telling_group
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Item
from quizapp.items.hot_text.model import HotTextItem
from tests.insights.plain import BELIEF, CHOICE, pupil
from tests.make import real_bank

BANK = real_bank()
SOURCES = BANK.sources


@pytest.mark.parametrize("item", BANK.items.values(), ids=BANK.items.keys())
def test_everything_that_was_answered_to_an_item_is_counted(item: Item):
    kind = ITEM_TYPES[item.type]
    samples = kind.samples(item)
    given = [(pupil(n), fields) for n, fields in enumerate(samples.values(), start=1)]

    counted = tally(item, given, SOURCES)

    chosen = sum(len(c.choosers) for group in counted.groups for c in group.choices)
    typed = sum(len(each.writers) for each in counted.typed)
    assert chosen + typed + len(counted.written) >= len(samples) - 2  # unreadable, blank
    assert [c.text for group in counted.groups for c in group.choices if not c.text] == []


@pytest.mark.parametrize("item", BANK.items.values(), ids=BANK.items.keys())
def test_the_right_answer_is_put_into_words_unless_a_person_marks_it(item: Item):
    words = saying.right_answer(item, SOURCES)

    assert bool(words) == (item.type not in {"extended_response", "ranking", "contested"})


def test_choices_are_counted_with_who_chose_them():
    item = CHOICE
    given = [(pupil(n), {"choice": [each]}) for n, each in enumerate("aabc", start=1)]

    group = tally(item, given, SOURCES).groups[0]

    assert [len(choice.choosers) for choice in group.choices] == [2, 1, 1]
    assert [choice.right for choice in group.choices] == [False, True, False]
    assert group.share_right == 0.25


def test_a_belief_is_named_when_two_students_share_it():
    item = CHOICE

    def found(letters: str) -> object:
        given = [(pupil(n), {"choice": [each]}) for n, each in enumerate(letters, start=1)]
        return belief(tally(item, given, SOURCES).groups)

    common = found("aab")
    assert common is not None
    assert (common.misconception, common.believers) == (BELIEF.id, 2)  # type: ignore[attr-defined]
    assert found("abc") is None


def test_different_spellings_of_a_typed_answer_are_one():
    item = next(each for each in BANK.items.values() if each.type == "short_answer")
    typed = ["Zzz", "zzz ", "other", ""]

    counted = tally(item, [(pupil(n), {"text": [t]}) for n, t in enumerate(typed)], SOURCES)

    assert [(each.text, len(each.writers)) for each in counted.typed] == [("Zzz", 2), ("other", 1)]


def test_of_an_item_with_rows_the_one_that_went_worst_is_telling():
    item = next(each for each in BANK.items.values() if each.type == "matching")
    kind = ITEM_TYPES[item.type]
    right = {name: list(values) for name, values in kind.samples(item)["right"].items()}
    wrong_row = sorted(right)[-1]
    other = next(v for name, v in right.items() if name != wrong_row)

    counted = tally(item, [(pupil(1), {**right, wrong_row: other})], SOURCES)
    telling = telling_group(counted.groups)

    assert telling is not None
    assert telling.share_right == 0
    assert telling_group(()) is None


def test_a_selected_sentence_is_said_with_its_number_and_words():
    item = next(
        each
        for each in BANK.items.values()
        if isinstance(each, HotTextItem) and len(each.sources) == 1 and not each.targets[0].text
    )
    target = item.targets[0].id
    sentence = next(s for s in SOURCES[item.sources[0]].sentences if s.id == target)

    words = saying.said(item, {"select": [target]}, SOURCES)

    assert words == f"Sentence {target[1:]}: {sentence.text}"


def test_what_cannot_be_read_is_said_as_it_came():
    item = CHOICE

    assert saying.said(item, {"choice": ["no-such-option"]}, SOURCES) == "no-such-option"
    assert saying.said(item, {}, SOURCES) == ""
