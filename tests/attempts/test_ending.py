"""Starting, checking, handing in, the clock, and what came late."""

from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import select

from quizapp.attempts import actions
from quizapp.attempts.models import (
    AlreadySubmitted,
    Attempt,
    Ended,
    Response,
    ResponseStep,
    State,
    StepKind,
)
from quizapp.attempts.saving import Save, save
from quizapp.attempts.terms import Timed, find_timed, overdue_in_assignment
from quizapp.database import db
from quizapp.items import ITEM_TYPES
from quizapp.quizzes.models import Assignment
from quizapp.quizzes.queries import terms_of
from quizapp.quizzes.versions import item_of
from tests.make import NOON, Make, real_bank

PAIR = ["S1-03", "S1-02"]
"""A single choice and a selection in the source, as claim and evidence."""


def begin(make: Make, assignment: Assignment, hours: float = 0, **more: object) -> Attempt:
    student = make.enrolment(assignment.classroom).student
    terms = terms_of(assignment, student)
    return actions.start(assignment, student, terms, make.later(hours=hours), seed=7)


def timed(attempt: Attempt) -> Timed:
    db.session.flush()
    found = find_timed(attempt.student_id, attempt.id)
    assert found
    return found


def give(attempt: Attempt, position: int, sample: str, make: Make, minutes: float = 1) -> None:
    item = item_of(attempt.responses[position - 1].version)
    fields = dict(ITEM_TYPES[item.type].samples(item)[sample])
    save(timed(attempt), Save(position, fields, client="d-1"), make.later(minutes=minutes))
    db.session.expire_all()


def test_an_attempt_holds_a_response_for_each_item_with_its_version(make: Make):
    assignment = make.assignment(items=PAIR)

    attempt = begin(make, assignment)

    held = [(r.position, r.version, r.state) for r in attempt.responses]
    assert held == [(a.position, a.version, State.BLANK) for a in assignment.items]


def test_starting_again_goes_on_with_the_running_attempt(make: Make):
    assignment = make.assignment(attempts_allowed=3)
    first = begin(make, assignment)
    terms = terms_of(assignment, first.student)

    again = actions.start(assignment, first.student, terms, make.later(hours=1), seed=8)

    assert again is first


def test_attempts_are_numbered_and_limited(make: Make):
    assignment = make.assignment(attempts_allowed=2)
    first = begin(make, assignment)
    terms, student = terms_of(assignment, first.student), first.student
    actions.hand_in(first, NOON)
    second = actions.start(assignment, student, terms, NOON, seed=8)
    actions.hand_in(second, NOON)

    with pytest.raises(actions.CannotStart, match="used all"):
        actions.start(assignment, student, terms, NOON, seed=9)

    assert second.number == 2


def test_a_voided_attempt_gives_its_place_back_but_not_its_number(make: Make):
    assignment = make.assignment()
    first = begin(make, assignment)
    first.void(assignment.teacher, "fire alarm", NOON)
    db.session.flush()

    second = actions.start(
        assignment, first.student, terms_of(assignment, first.student), NOON, seed=8
    )

    assert second.number == 2


@pytest.mark.parametrize(("hours", "words"), [(-1, "not open yet"), (99_999, "closed")])
def test_a_quiz_begins_only_while_it_is_open(make: Make, hours: float, words: str):
    with pytest.raises(actions.CannotStart, match=words):
        begin(make, make.assignment(), hours)


def test_handing_in_scores_every_answer_exactly(make: Make):
    items = ["S1-03", "S1-04", "S1-05", "CMP-17"]
    attempt = begin(make, make.assignment(items=items))
    give(attempt, 1, "right", make)
    give(attempt, 2, "partly", make)
    give(attempt, 4, "right", make)

    actions.hand_in(attempt, make.later(minutes=9))

    one, two, three, four = attempt.responses
    pick = real_bank().items["S1-04"].pick  # type: ignore[attr-defined]
    assert (one.state, one.mark) == (State.SCORED, 1)
    assert two.mark == Fraction(pick - 1, pick) * two.max_mark
    assert (three.state, three.mark) == (State.BLANK, 0)
    assert (four.state, four.mark) == (State.WAITING, 0)
    assert attempt.submitted_at == make.later(minutes=9)
    assert attempt.ended_by is Ended.STUDENT


def test_handing_in_keeps_what_was_handed_in_and_what_it_earned(make: Make):
    attempt = begin(make, make.assignment())
    give(attempt, 1, "right", make)

    actions.hand_in(attempt, make.later(minutes=9))

    steps = attempt.responses[0].steps
    assert [step.kind for step in steps] == [StepKind.SAVED, StepKind.SUBMITTED, StepKind.SCORED]
    assert (steps[2].mark_numerator, steps[2].mark_denominator) == (1, 1)


def test_handing_in_twice_is_noticed_and_changes_nothing(make: Make):
    attempt = begin(make, make.assignment())
    actions.hand_in(attempt, make.later(minutes=9))

    with pytest.raises(AlreadySubmitted):
        actions.hand_in(attempt, make.later(minutes=10))

    assert attempt.submitted_at == make.later(minutes=9)
    assert len(attempt.responses[0].steps) == 1


def test_what_cannot_be_read_earns_nothing_and_says_so(make: Make):
    attempt = begin(make, make.assignment())
    give(attempt, 1, "unreadable", make)

    actions.hand_in(attempt, make.later(minutes=9))

    assert (attempt.responses[0].state, attempt.responses[0].mark) == (State.UNREADABLE, 0)


@pytest.mark.parametrize(("claim", "counts"), [("right", 1), ("wrong", 0)])
def test_evidence_counts_only_with_its_claim_but_keeps_what_it_earned(
    make: Make, claim: str, counts: int
):
    assignment = make.assignment(items=PAIR)
    assignment.items[1].claim_position = 1
    attempt = begin(make, assignment)
    give(attempt, 1, claim, make)
    give(attempt, 2, "right", make)

    actions.hand_in(attempt, make.later(minutes=9))

    evidence = attempt.responses[1]
    assert evidence.earned == evidence.max_mark
    assert evidence.mark == counts * evidence.max_mark


def test_checking_scores_one_answer_and_fixes_it(make: Make):
    attempt = begin(make, make.assignment(items=PAIR, feedback="practice"))
    give(attempt, 1, "right", make)

    actions.check(attempt, 1, make.later(minutes=2))

    assert attempt.responses[0].checked
    assert attempt.responses[0].mark == 1
    assert not attempt.responses[1].checked


@pytest.mark.parametrize("sample", ["blank", "unreadable"])
def test_nothing_is_checked_where_nothing_can_be_read(make: Make, sample: str):
    attempt = begin(make, make.assignment(feedback="practice"))
    give(attempt, 1, sample, make)

    with pytest.raises(actions.NotReadable):
        actions.check(attempt, 1, make.later(minutes=2))


def test_a_checked_answer_keeps_its_steps_when_the_rest_is_handed_in(make: Make):
    attempt = begin(make, make.assignment(feedback="practice"))
    give(attempt, 1, "right", make)
    actions.check(attempt, 1, make.later(minutes=2))

    actions.hand_in(attempt, make.later(minutes=9))

    kinds = [step.kind.value for step in attempt.responses[0].steps]
    assert kinds == ["saved", "submitted", "scored", "scored"]
    assert attempt.responses[0].mark == 1


def test_the_clock_ends_an_attempt_at_its_time_the_next_time_somebody_looks(make: Make):
    attempt = begin(make, make.assignment(time_limit_minutes=30))
    give(attempt, 1, "right", make)

    early = actions.end_overdue_of_student(attempt.student, make.later(minutes=30, seconds=9))
    ended = actions.end_overdue_in(attempt.assignment, make.later(hours=9))
    again = actions.end_overdue_of_student(attempt.student, make.later(hours=9))

    assert (early, ended, again) == (0, 1, 0)
    assert attempt.submitted_at == make.later(minutes=30)
    assert attempt.ended_by is Ended.CLOCK
    assert attempt.responses[0].mark == 1


def test_extra_time_moves_the_end(make: Make):
    assignment = make.assignment(time_limit_minutes=30)
    attempt = begin(make, assignment)
    make.accommodation(attempt.student, extra_time_percent=50)

    assert timed(attempt).ends_at == make.later(minutes=45)


def test_the_closing_time_ends_what_has_no_limit(make: Make):
    attempt = begin(make, make.assignment(closes_at=make.later(hours=30)))

    assert timed(attempt).ends_at == NOON + timedelta(hours=30)


def test_only_the_attempts_of_one_assignment_are_ended(make: Make):
    here = begin(make, make.assignment(time_limit_minutes=30))
    there = begin(make, make.assignment(time_limit_minutes=30))

    actions.end_overdue_in(here.assignment, make.later(hours=1))

    assert here.submitted_at
    assert there.submitted_at is None


def test_whoever_ends_attempts_does_it_in_one_order(make: Make):
    one = make.assignment(time_limit_minutes=30)
    two = make.assignment(time_limit_minutes=30)
    students = [make.enrolment(one.classroom).student for _ in range(3)]
    db.session.flush()
    last_first = [make.attempt(one, each, handed_in=False) for each in reversed(students)]
    begun = [*last_first, begin(make, two), begin(make, two)]

    found = overdue_in_assignment(one.id, make.later(hours=1))
    ended = actions.end_overdue_in_all([two.id, one.id], make.later(hours=1))

    order = [each.id for each in begun]
    assert [each.attempt.id for each in found] == order[:3]
    assert ended == 5
    scored = select(Response.attempt_id).join(ResponseStep).order_by(ResponseStep.id)
    assert list(dict.fromkeys(db.session.scalars(scored))) == order


def test_handing_in_after_the_end_counts_as_ended_by_the_clock(make: Make):
    attempt = begin(make, make.assignment(time_limit_minutes=30))

    actions.hand_in_by_student(timed(attempt), make.later(hours=1))

    assert (attempt.ended_by, attempt.submitted_at) == (Ended.CLOCK, make.later(minutes=30))


def late_step(make: Make, attempt: Attempt, position: int, sample: str) -> ResponseStep:
    give(attempt, position, sample, make, minutes=90)
    return next(s for s in attempt.responses[position - 1].steps if s.kind is StepKind.LATE)


def test_a_late_answer_counts_once_the_teacher_accepts_it(make: Make):
    attempt = begin(make, make.assignment(time_limit_minutes=30))
    give(attempt, 1, "wrong", make)
    actions.end_overdue_of_student(attempt.student, make.later(hours=1))
    step = late_step(make, attempt, 1, "right")
    teacher = attempt.assignment.teacher

    before = attempt.responses[0].mark
    actions.accept_late(step, teacher, make.later(hours=3), "the network was down")
    actions.accept_late(step, teacher, make.later(hours=3), "pressed twice")

    response = attempt.responses[0]
    db.session.flush()
    db.session.refresh(response)
    accepted = [s for s in response.steps if s.kind is StepKind.ACCEPTED]
    assert (before, response.mark, response.state) == (0, 1, State.SCORED)
    assert [(s.reason, s.actor_id) for s in accepted] == [("the network was down", teacher.id)]


def test_accepting_a_late_claim_lets_its_evidence_count(make: Make):
    assignment = make.assignment(items=PAIR, time_limit_minutes=30)
    assignment.items[1].claim_position = 1
    attempt = begin(make, assignment)
    give(attempt, 2, "right", make)
    actions.end_overdue_of_student(attempt.student, make.later(hours=1))
    before = attempt.responses[1].mark

    actions.accept_late(
        late_step(make, attempt, 1, "right"), assignment.teacher, make.later(hours=3)
    )

    db.session.flush()
    db.session.refresh(attempt.responses[1])
    assert (before, attempt.responses[1].mark) == (0, attempt.responses[1].max_mark)
    assert attempt.responses[1].steps[-1].reason == "counted again"


def test_only_late_steps_can_be_accepted(make: Make):
    attempt = begin(make, make.assignment())
    give(attempt, 1, "right", make)
    actions.hand_in(attempt, make.later(minutes=9))
    response = attempt.responses[0]

    actions.accept_late(response.steps[0], attempt.assignment.teacher, make.later(hours=1))

    assert StepKind.ACCEPTED not in [step.kind for step in response.steps]
