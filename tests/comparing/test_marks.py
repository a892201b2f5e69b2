"""From the scale to marks, and marks that are given."""

from fractions import Fraction

import pytest

from quizapp.attempts import actions as attempts
from quizapp.attempts.models import Correction, Remedy, Response, State, StepKind
from quizapp.comparing import actions, queries
from quizapp.comparing.finding import Finding
from quizapp.comparing.giving import use_marks
from quizapp.comparing.marks import NoMarks, proposed_marks, whole_marks
from quizapp.comparing.models import ComparingRound
from quizapp.database import db
from quizapp.marking.models import GivenMark
from tests.comparing.world import LATER, anchored, begun, essays, judge, script_of, seen
from tests.make import Make

ORIGIN = "comparative judgement, round of 3 March 2026"


@pytest.fixture
def one(make: Make) -> ComparingRound:
    """A round of five scripts with a scale: the more words, the better."""
    found = begun(essays(make, 5))
    judge(found, found.started_by, 20)
    return found


def marks(one: ComparingRound) -> dict[int, int]:
    """Return the marks that the scale says, by number of words."""
    found = whole_marks(Finding(seen(one)))
    return {seen(one).present[script].words: mark for script, mark in found.items()}


def response_of(one: ComparingRound, words: int) -> Response:
    return db.session.get_one(Response, script_of(seen(one), words).response_id)


def used(one: ComparingRound, over: tuple[int, ...] = (), now=LATER):
    return use_marks(one, one.started_by, over, ORIGIN, now)


def test_two_anchors_make_marks_that_rise_with_the_scale(one: ComparingRound):
    anchored(one, {2: 4, 4: 8})

    found = marks(one)

    assert (found[2], found[4]) == (4, 8)
    assert found[1] < 4 < found[3] < 8 < found[5] <= 12


def test_marks_never_leave_the_scheme(one: ComparingRound):
    anchored(one, {2: 1, 3: 11})

    found = marks(one)

    assert (found[1], found[4], found[5]) == (0, 12, 12)


def test_with_more_anchors_each_keeps_its_mark(one: ComparingRound):
    anchored(one, {1: 1, 3: 2, 5: 12})

    found = marks(one)

    assert (found[1], found[3], found[5]) == (1, 2, 12)
    assert found[2] in {1, 2}
    assert 2 < found[4] < 12


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({}, "at least two scripts whose marks are known"),
        ({3: 6}, "at least two scripts whose marks are known"),
        ({1: 6, 5: 6}, "have the same mark, 6"),
        ({1: 9, 5: 2}, "was not judged better than"),
        ({1: 1, 3: 9, 5: 8}, "was not judged better than"),
    ],
)
def test_anchors_that_make_no_marks_are_explained(
    one: ComparingRound, known: dict[int, int], said: str
):
    anchored(one, known)

    with pytest.raises(NoMarks, match=said):
        marks(one)


def test_an_example_can_be_an_anchor_and_gets_no_mark(make: Make):
    one = begun(essays(make, 4), samples={0: 12})
    judge(one, one.started_by, 25)
    anchored(one, {1: 1})
    actions.set_anchors(one, {script_of(seen(one), 1).id: 1}, {0: 12})

    proposed = proposed_marks(Finding(seen(one)), {})

    assert sorted(each.paper.words for each in proposed) == [1, 2, 3, 4]


def test_using_the_marks_gives_them_with_level_and_origin(one: ComparingRound):
    anchored(one, {1: 2, 5: 10})

    came = used(one)

    assert (came.given, came.kept, came.refused) == (5, 0, 0)
    best = response_of(one, 5)
    assert (best.state, best.mark) == (State.SCORED, 10)
    assert [each.reason for each in best.steps if each.kind is StepKind.MARKED] == [ORIGIN]
    given = db.session.scalars(db.select(GivenMark).filter_by(response_id=best.id)).one()
    level = next(each for each in given.version.content["levels"] if each["level"] == given.level)
    assert level["lowest"] <= 10 <= level["highest"]
    assert (given.origin, given.mark, given.current) == (ORIGIN, 10, True)


def test_using_them_again_replaces_only_what_came_from_the_round(make: Make, one: ComparingRound):
    anchored(one, {1: 2, 5: 10})
    used(one)
    by_hand = response_of(one, 3)
    attempts.mark_by_person(by_hand, Fraction(1), one.started_by, make.later(days=2), "by hand")
    anchored(one, {1: 3, 5: 12})

    came = used(one, now=make.later(days=3))

    assert (came.given, came.kept) == (4, 1)
    assert response_of(one, 3).mark == 1
    assert response_of(one, 5).mark == 12
    came = used(one, (by_hand.id,), make.later(days=4))
    assert (came.given, came.kept) == (5, 0)
    assert response_of(one, 3).mark not in {None, 1}
    current = db.select(GivenMark).where(GivenMark.current)
    assert len(db.session.scalars(current).all()) == 5


def test_a_mark_by_hand_from_before_the_round_needs_a_tick_too(make: Make):
    assignment = essays(make, 5)
    one = begun(assignment)
    judge(one, one.started_by, 20)
    marked = response_of(one, 2)
    attempts.mark_by_person(marked, Fraction(7), one.started_by, LATER, "by hand")
    anchored(one, {1: 2, 5: 10})

    table = seen(one)
    ids = [paper.response_id for paper in table.present.values()]
    proposed = proposed_marks(Finding(table), queries.marks_by_person(ids))
    used(one)

    assert [each.paper.words for each in proposed if each.by_hand] == [2]
    assert response_of(one, 2).mark == 7


def test_what_can_no_longer_be_marked_is_counted(make: Make, one: ComparingRound):
    anchored(one, {1: 2, 5: 10})
    db.session.add(
        Correction(
            assignment_id=one.assignments[0].id,
            position=1,
            act="once",
            remedy=Remedy.CREDIT,
            max_mark_before=12,
            at=LATER,
        )
    )
    db.session.flush()

    came = used(one)

    assert (came.given, came.refused) == (0, 5)


def test_marks_stand_beside_each_other_on_the_scale_of_the_scheme(one: ComparingRound):
    for each in one.scripts:
        each.response.max_mark = 6
    anchored(one, {1: 2, 5: 10})
    used(one)

    [best] = [each for each in proposed_marks(Finding(seen(one)), {}) if each.mark == 10]

    assert (best.paper.mark, response_of(one, 5).mark) == (10, 5)
