"""How the versions of a question behaved, against numbers worked out by hand."""

from collections.abc import Sequence
from fractions import Fraction

import pytest

from quizapp.accounts.models import User
from quizapp.attempts.models import Attempt
from quizapp.bank.sources import Source
from quizapp.database import db
from quizapp.editor.record import VersionRecord, bank_figures, compared, records_of
from quizapp.editor.usage import uses
from quizapp.insights.cells import Sight
from quizapp.insights.marks import Which
from quizapp.insights.statistics_page import statistics_of
from quizapp.items.base import Item
from quizapp.items.single_choice.model import SingleChoiceItem
from quizapp.quizzes.models import Assignment
from tests.counting import statements
from tests.make import Make, real_bank

ASKED, OTHER = "S1-03", "S1-05"
SOURCES: dict[str, Source] = {}


def reworded() -> SingleChoiceItem:
    """The question with other words in its option c."""
    item = real_bank().items[ASKED]
    assert isinstance(item, SingleChoiceItem)
    options = [
        each.model_copy(update={"text": "Something else"}) if each.id == "c" else each
        for each in item.options
    ]
    return item.model_copy(update={"options": tuple(options)})


def answered(
    make: Make, quiz: Assignment, outcomes: Sequence[tuple[str | None, ...]]
) -> list[Attempt]:
    return [make.attempt(quiz, responses=dict(enumerate(each, start=1))) for each in outcomes]


def records(item_id: str = ASKED) -> Sequence[VersionRecord]:
    return records_of("test", item_id, None, SOURCES)


def two_items(make: Make, *items: str | Item) -> Assignment:
    return make.assignment(items=items or (ASKED, OTHER))


def test_few_answers_give_counts_and_an_interval_but_no_coefficient(make: Make):
    answered(make, two_items(make), [("right", "right"), ("wrong", "right"), (None, "wrong")])

    [record] = records()
    found = record.figures

    assert (found.n, found.counts[Sight.RIGHT], found.counts[Sight.WRONG]) == (2, 1, 1)
    assert found.counts[Sight.UNREACHED] == 1
    assert found.discrimination is None
    assert found.right is not None
    assert found.right[0] < 0.5 < found.right[1]


def test_facility_and_discrimination_are_as_worked_out_by_hand(make: Make):
    # Of 30, 20 are right here and 10 wrong; of the right ones 15 are right in the rest as well, of
    # the wrong ones 2. The correlation of two such columns is phi = (ad - bc) / sqrt(...).
    rows = [("right", "right")] * 15 + [("right", "wrong")] * 5
    rows += [("wrong", "right")] * 2 + [("wrong", "wrong")] * 8
    quiz = two_items(make)
    answered(make, quiz, rows)

    [record] = records()
    by_hand = 100 * (15 * 8 - 5 * 2) / (20 * 10 * 17 * 13) ** 0.5
    [line, _] = statistics_of([quiz], Which.FIRST).analysis.items

    assert record.figures.facility == Fraction(20, 30)
    assert record.figures.discrimination == pytest.approx(by_hand)
    assert record.figures.discrimination == pytest.approx(line.figures.discrimination_index)


def test_two_quizzes_are_compared_within_themselves(make: Make):
    # In one quiz most are right in both questions, in the other few: that alone would look like
    # strong students. Inside each quiz right answers here go with no more right ones there.
    good, odd, bad = (
        ("right", "right"),
        [("right", "wrong"), ("wrong", "right")],
        ("wrong", "wrong"),
    )
    answered(make, two_items(make), [good] * 9 + odd * 3 + [bad])
    answered(make, two_items(make, ASKED, "S1-06"), [good] + odd * 3 + [bad] * 9)

    [record] = records()

    assert (record.figures.n, record.figures.facility) == (32, Fraction(1, 2))
    assert record.figures.discrimination == pytest.approx(0)


def test_where_the_rest_never_differs_within_a_quiz_there_is_no_discrimination(make: Make):
    answered(make, two_items(make), [("right", "right")] * 16 + [("wrong", "right")])
    answered(
        make, two_items(make, ASKED, "S1-06"), [("wrong", "wrong")] * 16 + [("right", "wrong")]
    )

    [record] = records()

    assert record.figures.n == 34
    assert record.figures.discrimination is None


def test_only_the_first_attempt_of_a_student_counts(make: Make):
    quiz = two_items(make)
    [first] = answered(make, quiz, [("wrong", "wrong")])
    make.attempt(quiz, first.student, {1: "right", 2: "right"}, number=2)
    later = two_items(make, ASKED, "S1-06")
    make.attempt(later, first.student, {1: "right", 2: "right"}, started_at=make.later(days=1))
    void = make.attempt(quiz, responses={1: "right", 2: "right"})
    void.void(quiz.teacher, "", make.later(days=1))
    make.attempt(quiz, responses={1: "right"}, handed_in=False)

    [record] = records()

    assert (record.figures.n, record.figures.counts[Sight.WRONG]) == (1, 1)


def test_options_are_counted_by_version(make: Make):
    answered(make, two_items(make), [("right", "right"), ("right", "wrong"), ("wrong", "wrong")])
    answered(make, two_items(make, reworded(), OTHER), [("wrong", "right")])

    new, old = records()

    assert [each.number for each in (new, old)] == [2, 1]
    assert sorted(option.chosen for option in old.groups[0].options) == [0, 1, 2]
    assert sorted(option.chosen for option in new.groups[0].options) == [0, 0, 1]


def test_the_newest_version_is_compared_in_a_sentence(make: Make):
    answered(make, two_items(make), [("right", "right")] * 12 + [("wrong", "wrong")] * 28)
    answered(
        make,
        two_items(make, reworded(), OTHER),
        [("right", "right")] * 34 + [("wrong", "wrong")] * 6,
    )

    assert compared(records()) == (
        "Option c has another text. Since then 55 points more got it right: "
        "34 of 40 after 12 of 40."
    )


def test_a_small_difference_may_be_chance_and_few_answers_say_nothing(make: Make):
    quiz = two_items(make)
    answered(make, quiz, [("right", "right")] * 20 + [("wrong", "wrong")] * 20)
    new = two_items(make, reworded(), OTHER)
    answered(make, new, [("right", "right")] * 12 + [("wrong", "wrong")] * 17)
    assert "too few answers to compare: 29 answers now and 40 before" in compared(records())

    answered(make, new, [("right", "right")])

    assert compared(records()).endswith("13 of 30 after 20 of 40. It may be chance.")


def test_one_version_is_compared_with_nothing(make: Make):
    answered(make, two_items(make), [("right", "right")])
    make.item_version(reworded())

    assert compared(records()) == ""


def test_problem_figures_are_those_of_the_published_version(make: Make):
    answered(make, two_items(make), [("wrong", "right")] * 12)
    revision = make.revision()
    revision.items = [make.item_version(ASKED), make.item_version(OTHER)]
    db.session.flush()

    found = bank_figures(revision)
    revision.items = [make.item_version(reworded()), make.item_version(OTHER)]
    db.session.flush()

    assert found[ASKED].suspicious
    assert found[ASKED].remarks[0].words.startswith("Hardly anybody was right")
    assert not found[OTHER].suspicious
    assert ASKED not in bank_figures(revision)


def test_the_number_of_queries_depends_on_nothing(make: Make):
    revision = make.revision()

    def queries(items: list[str], students: int) -> int:
        quiz = two_items(make, *items)
        answered(make, quiz, [("right",) * len(items)] * students)
        revision.items = [make.item_version(each) for each in items]
        db.session.commit()
        with statements() as sent:
            bank_figures(revision)
            records_of("test", ASKED, revision, SOURCES)
            uses(quiz.teacher, "test")
        return len(sent)

    assert queries([ASKED], 1) == queries([ASKED, OTHER, "S1-06", "S1-07"], 9)


def test_of_the_classes_of_others_only_the_number_is_known(make: Make):
    mine = two_items(make)
    later = make.later(days=3)
    make.assignment(items=[ASKED], opens_at=later)
    make.assignment(items=[ASKED])

    use = uses(mine.teacher, "test", ASKED)[ASKED]
    stranger: User = make.teacher()

    assert [each.classroom for each in use.own] == [mine.classroom.name]
    assert (use.others, use.last) == (2, later)
    assert uses(stranger, "test")[ASKED].own == []
    assert len(uses(make.admin(), "test")[ASKED].own) == 3
    assert "S2-01" not in uses(stranger, "test")
