"""Second marking: a stable draw, a blind second mark, and a decision that is kept."""

from fractions import Fraction

import pytest

from quizapp.attempts.models import ResponseStep, StepKind
from quizapp.database import db
from quizapp.marking.actions import HeldByOther, MarkedMeanwhile, Said, hold
from quizapp.marking.line import current_mark
from quizapp.marking.scheme import OutsideLevel
from quizapp.marking.second import actions, reading
from quizapp.marking.second.actions import (
    AnswerReplaced,
    EnoughDrawn,
    GivenMeanwhile,
    NotGivenYet,
    NothingMarked,
    OwnFirstMark,
)
from quizapp.marking.second.desk import comparison_of, find_second_desk
from quizapp.marking.second.models import Outcome
from tests.make import Make
from tests.marking.anchored import given, topic_of
from tests.marking.world import ESSAY, LATER, co_teacher, essay, marked, quiz

SEED = 20


@pytest.fixture
def assignment(make: Make):
    return quiz(make)


def drawn(make: Make, assignment, scripts: int = 5, per_cent: int = 10, least: int = 3):
    """Mark scripts and draw from them; returns what was drawn."""
    for _ in range(scripts):
        marked(essay(make, assignment), assignment.teacher, mark="4", comment="Say where.")
    actions.draw(topic_of(), assignment.teacher, per_cent, least, SEED, LATER)
    return reading.second_marks(assignment.teacher, "test", ESSAY)


def second_mark(second, marker, mark: int) -> None:
    actions.give_second(second, marker, given(mark), topic_of().version, LATER)


def take_over(second, decider, seen: int | None = None, agreed: Fraction | None = None) -> None:
    seen = second.first_id if seen is None else seen
    actions.take_over(second, decider, topic_of().version, seen, LATER, agreed)


@pytest.mark.parametrize(
    ("marked_scripts", "per_cent", "least", "size"),
    [(0, 10, 3, 0), (2, 10, 3, 2), (20, 10, 3, 3), (31, 10, 3, 4), (40, 25, 3, 10), (7, 100, 1, 7)],
)
def test_a_sample_has_its_share_and_never_more_than_there_is(marked_scripts, per_cent, least, size):
    assert actions.wanted(marked_scripts, per_cent, least) == size


def test_the_draw_is_the_same_for_the_same_seed_whatever_the_order():
    one = actions.drawn_by_lot({3, 1, 2, 9, 7}, 3, SEED)

    assert one == actions.drawn_by_lot([9, 7, 3, 2, 1], 3, SEED)
    assert any(actions.drawn_by_lot(range(50), 3, seed) != [1, 2, 3] for seed in range(3))


def test_nothing_is_drawn_where_nothing_is_marked(make: Make, assignment):
    essay(make, assignment)

    with pytest.raises(NothingMarked):
        actions.draw(topic_of(), assignment.teacher, 10, 3, SEED, LATER)


def test_a_second_draw_only_adds_what_the_share_still_lacks(make: Make, assignment):
    first = {each.response_id for each in drawn(make, assignment)}
    with pytest.raises(EnoughDrawn):
        actions.draw(topic_of(), assignment.teacher, 10, 3, SEED + 1, LATER)

    actions.draw(topic_of(), assignment.teacher, 80, 3, SEED + 1, LATER)

    now = reading.second_marks(assignment.teacher, "test", ESSAY)
    assert len(first) == 3
    assert len(now) == 4
    assert first < {each.response_id for each in now}
    assert [each.sample.seed for each in now] == [SEED, SEED, SEED, SEED + 1]


def test_the_second_marker_is_somebody_else_and_does_not_see_the_first_mark(make: Make, assignment):
    [second, *_] = drawn(make, assignment)
    colleague, stranger = co_teacher(make, assignment), make.teacher()

    assert actions.waiting_for(assignment.teacher, [second]) == []
    assert actions.waiting_for(colleague, [second]) == [second]
    desk = find_second_desk(colleague, second.id, LATER)
    assert desk.current is None
    assert not desk.closed
    assert "first mark" in find_second_desk(assignment.teacher, second.id, LATER).closed
    assert find_second_desk(stranger, second.id, LATER) is None
    with pytest.raises(OwnFirstMark):
        second_mark(second, assignment.teacher, 6)


def test_the_second_mark_is_kept_beside_the_first_which_stands(make: Make, assignment):
    colleague = co_teacher(make, assignment)
    seconds = drawn(make, assignment)
    for second, mark in zip(seconds, (4, 5, 9), strict=True):
        second_mark(second, colleague, mark)

    comparison = comparison_of(assignment.teacher, "test", ESSAY, LATER)

    assert [each.difference for each in comparison.done] == [5, 1, 0]
    assert (comparison.agreement.equal, comparison.agreement.near) == (1, 2)
    assert comparison.agreement.mean_difference == 2
    assert comparison.agreement.kappa == 0
    assert {current_mark(each.response_id).mark for each in seconds} == {4}


def test_of_two_second_markers_the_first_to_save_counts(make: Make, assignment):
    [second, *_] = drawn(make, assignment)
    one, other = co_teacher(make, assignment), co_teacher(make, assignment)
    hold(second.response_id, one, LATER)
    with pytest.raises(HeldByOther):
        second_mark(second, other, 9)
    assert actions.take_next(other, [second], LATER) is None
    second_mark(second, one, 6)

    with pytest.raises(GivenMeanwhile):
        second_mark(second, other, 9)

    assert (second.mark, second.marker) == (6, one)


def test_a_mark_outside_the_level_is_no_second_mark(make: Make, assignment):
    [second, *_] = drawn(make, assignment)
    outside = given(5)
    outside = type(outside)(1, Fraction(16), "", (), outside.version_id, 0)

    with pytest.raises(OutsideLevel):
        actions.give_second(
            second, co_teacher(make, assignment), outside, topic_of().version, LATER
        )


def test_an_answer_that_was_replaced_is_not_compared(make: Make, assignment):
    colleague = co_teacher(make, assignment)
    [second, *others] = drawn(make, assignment)
    second.response.revision += 1
    db.session.flush()

    with pytest.raises(AnswerReplaced):
        second_mark(second, colleague, 6)
    comparison = comparison_of(colleague, "test", ESSAY, LATER)
    assert comparison.replaced == 1
    assert comparison.waiting == others
    assert "replaced" in find_second_desk(colleague, second.id, LATER).closed


def test_taking_over_the_second_mark_is_a_new_mark_with_its_reason(make: Make, assignment):
    [second, *_] = drawn(make, assignment)
    second_mark(second, co_teacher(make, assignment), 9)

    take_over(second, assignment.teacher)

    now = current_mark(second.response_id)
    assert (now.mark, now.origin, now.comment) == (9, "second marking", "Say where.")
    assert second.response.mark == 9
    assert second.outcome is Outcome.SECOND
    step = db.session.scalars(
        db.select(ResponseStep)
        .filter_by(response_id=second.response_id, kind=StepKind.MARKED)
        .order_by(ResponseStep.id.desc())
    ).first()
    assert step.reason.startswith("second marking: level")
    assert step.actor_id == assignment.teacher.id
    assert second.first.mark == 4


def test_what_the_second_marker_said_goes_with_their_mark(make: Make, assignment):
    [second, *_] = drawn(make, assignment)
    words = second.response.fields["text"][0]
    ruling = given(9, comment="Clear.")
    ruling = type(ruling)(
        ruling.level, ruling.mark, "Clear.", [Said(0, 15, words[:15], "Who?")], ruling.version_id, 0
    )
    actions.give_second(second, co_teacher(make, assignment), ruling, topic_of().version, LATER)

    take_over(second, assignment.teacher)

    now = current_mark(second.response_id)
    assert now.comment == "Clear."
    assert [(each.quote, each.text) for each in now.remarks] == [(words[:15], "Who?")]


def test_a_third_mark_can_be_agreed_on_and_decided_anew(make: Make, assignment):
    [second, *_] = drawn(make, assignment)
    second_mark(second, co_teacher(make, assignment), 9)

    take_over(second, assignment.teacher, agreed=Fraction(7))
    assert second.outcome is Outcome.THIRD
    assert current_mark(second.response_id).mark == 7

    take_over(second, assignment.teacher, seen=current_mark(second.response_id).id)
    assert current_mark(second.response_id).mark == 9


def test_keeping_the_first_mark_changes_nothing_but_is_on_record(make: Make, assignment):
    [second, *_] = drawn(make, assignment)
    with pytest.raises(NotGivenYet):
        actions.keep_first(second, assignment.teacher, LATER)
    second_mark(second, co_teacher(make, assignment), 9)

    actions.keep_first(second, assignment.teacher, LATER)

    assert current_mark(second.response_id).id == second.first_id
    assert (second.outcome, second.settled_by) == (Outcome.FIRST, assignment.teacher)


def test_a_mark_that_changed_meanwhile_is_not_overwritten(make: Make, assignment):
    [second, *_] = drawn(make, assignment)
    second_mark(second, co_teacher(make, assignment), 9)
    marked(second.response, assignment.teacher, mark="6", level=2, seen=second.first_id)

    with pytest.raises(MarkedMeanwhile):
        take_over(second, assignment.teacher)

    assert current_mark(second.response_id).mark == 6


def test_the_first_mark_is_not_kept_once_another_has_taken_its_place(make: Make, assignment):
    [second, *_] = drawn(make, assignment)
    second_mark(second, co_teacher(make, assignment), 9)
    take_over(second, assignment.teacher)

    with pytest.raises(MarkedMeanwhile):
        actions.keep_first(second, assignment.teacher, LATER)

    assert second.outcome is Outcome.SECOND
