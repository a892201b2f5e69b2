"""A mark that a teacher sets by hand, and a student who is excused from a question."""

from fractions import Fraction

import pytest
from sqlalchemy import select

from quizapp.accounts.models import User
from quizapp.attempts import actions
from quizapp.attempts.models import (
    Attempt,
    Excuse,
    Response,
    ResponseStep,
    State,
    StepKind,
)
from quizapp.attempts.queries import tasks_of
from quizapp.attempts.saving import Save, save
from quizapp.attempts.terms import find_timed
from quizapp.classrooms.models import Enrolment
from quizapp.database import db
from quizapp.items import ITEM_TYPES
from quizapp.quizzes.models import Assignment, Feedback
from quizapp.quizzes.queries import terms_of
from tests.make import NOON, Make, real_bank
from tests.marking.world import ESSAY, essay, marked

PAIR = ["S1-03", "S1-02"]
"""A single choice and a selection in the source, as claim and evidence."""
LATER = Make().later(days=1)
WHY = "Read aloud in the lesson."


def pair(make: Make, **given: object) -> Assignment:
    """Return a quiz of a claim and its evidence."""
    assignment = make.assignment(items=PAIR, **given)
    assignment.items[1].claim_position = 1
    db.session.flush()
    return assignment


def steps(response: Response) -> list[ResponseStep]:
    wanted = select(ResponseStep).filter_by(response_id=response.id).order_by(ResponseStep.id)
    return list(db.session.scalars(wanted))


def override(response: Response, mark: str, seen: int | None = None) -> None:
    last = steps(response)[-1].id if steps(response) else 0
    teacher = response.attempt.assignment.teacher
    shown = last if seen is None else seen
    actions.override(response, Fraction(mark), teacher, WHY, LATER, shown)
    db.session.flush()


def take_back(response: Response) -> None:
    actions.take_back_override(response, response.attempt.assignment.teacher, LATER)
    db.session.flush()


def excuse(attempt: Attempt, position: int = 1) -> None:
    assignment = attempt.assignment
    place = assignment.items[position - 1]
    actions.excuse(place, attempt.student, assignment.teacher, WHY, LATER)
    db.session.flush()


def count_again(attempt: Attempt, position: int = 1) -> None:
    assignment = attempt.assignment
    place = assignment.items[position - 1]
    actions.take_back_excuse(place, attempt.student, assignment.teacher, LATER)
    db.session.flush()


def marks(attempt: Attempt) -> list[Fraction | None]:
    db.session.flush()
    db.session.expire(attempt)
    return [each.mark for each in attempt.responses]


def out_of(attempt: Attempt) -> list[int]:
    return [each.max_mark for each in attempt.responses]


# Overrides


def test_an_override_counts_and_leaves_what_the_response_earned(make: Make):
    [response] = make.attempt(make.assignment(), responses={1: "wrong"}).responses

    override(response, "1/2")

    assert (response.mark, response.earned) == (Fraction(1, 2), 0)
    [step] = steps(response)
    assert (step.kind, step.reason, step.at) == (StepKind.OVERRIDDEN, WHY, LATER)
    assert step.actor_id == response.attempt.assignment.teacher_id
    assert Fraction(step.mark_numerator, step.mark_denominator) == Fraction(1, 2)


def test_an_override_taken_back_gives_back_what_it_was_worth(make: Make):
    [response] = make.attempt(make.assignment(), responses={1: "right"}).responses
    override(response, "0")

    take_back(response)
    take_back(response)

    assert (response.mark, response.fixed) == (1, None)
    assert [step.kind for step in steps(response)] == [StepKind.OVERRIDDEN, StepKind.REINSTATED]
    assert steps(response)[-1].mark_numerator == 1


def test_a_second_override_takes_the_place_of_the_first(make: Make):
    [response] = make.attempt(make.assignment(), responses={1: "right"}).responses
    override(response, "0")

    override(response, "1/4")

    assert response.mark == Fraction(1, 4)
    take_back(response)
    assert response.mark == 1


@pytest.mark.parametrize("mark", ["-1/2", "3/2", "2"])
def test_an_override_lies_between_nothing_and_the_whole_mark(make: Make, mark: str):
    [response] = make.attempt(make.assignment(), responses={1: "right"}).responses

    with pytest.raises(actions.OutsideMarks):
        override(response, mark)

    assert steps(response) == []


def test_whoever_saw_an_older_mark_overrides_nothing(make: Make):
    [response] = make.attempt(make.assignment(), responses={1: "right"}).responses
    override(response, "0")

    with pytest.raises(actions.ChangedMeanwhile):
        override(response, "1/2", seen=0)

    assert response.mark == 0


def test_there_is_nothing_to_override_while_somebody_works_or_in_a_voided_attempt(make: Make):
    assignment = make.assignment()
    working = make.attempt(assignment, handed_in=False)
    voided = make.attempt(assignment, voided_at=NOON, void_reason="fire alarm")

    for attempt, why in ((working, "under way"), (voided, "out of the results")):
        with pytest.raises(actions.CannotDecide, match=why):
            override(attempt.responses[0], "1")


@pytest.mark.parametrize(("mark", "counts"), [("1", 1), ("1/2", 0)])
def test_a_claim_overridden_to_full_marks_is_wholly_right_and_to_less_is_not(
    make: Make, mark: str, counts: int
):
    attempt = make.attempt(pair(make), responses={1: "wrong", 2: "right"})
    claim, evidence = attempt.responses

    override(claim, mark)

    assert evidence.mark == counts * evidence.max_mark
    told = [(step.kind, step.reason) for step in steps(evidence)]
    assert told == [(StepKind.SCORED, "counted again")] * counts


def test_a_right_claim_overridden_to_less_no_longer_carries_its_evidence(make: Make):
    attempt = make.attempt(pair(make), responses={1: "right", 2: "right"})
    claim, evidence = attempt.responses

    override(claim, "0")

    assert (evidence.mark, evidence.earned) == (0, evidence.max_mark)
    take_back(claim)
    assert evidence.mark == evidence.max_mark


def test_overridden_evidence_stands_whatever_becomes_of_its_claim(make: Make):
    attempt = make.attempt(pair(make), responses={1: "right", 2: "right"})
    claim, evidence = attempt.responses
    override(evidence, "1/2")

    override(claim, "0")

    assert evidence.mark == Fraction(1, 2)
    take_back(evidence)
    assert evidence.mark == 0


def test_marking_changes_what_was_earned_and_not_an_overridden_mark(make: Make):
    response = essay(make, make.assignment(items=[ESSAY]))
    override(response, "5/2")
    assert (response.waits, response.state) == (False, State.WAITING)

    marked(response, response.attempt.assignment.teacher)

    assert response.mark == Fraction(5, 2)
    given = response.earned
    assert given
    take_back(response)
    assert response.mark == given


def test_an_overridden_answer_waits_again_when_the_override_is_taken_back(make: Make):
    response = essay(make, make.assignment(items=[ESSAY]))
    override(response, "1")

    take_back(response)

    assert response.waits
    assert response.mark == 0


def test_a_late_answer_that_is_accepted_leaves_an_override_alone(make: Make):
    [response] = make.attempt(make.assignment(), responses={1: "wrong"}).responses
    late = ResponseStep(kind=StepKind.LATE, revision=1, fields=right(make), at=LATER, client="d-2")
    response.steps.append(late)
    db.session.flush()
    override(response, "1/2")

    actions.accept_late(late, response.attempt.assignment.teacher, LATER)

    assert (response.mark, response.earned) == (Fraction(1, 2), 1)


def right(make: Make) -> dict[str, list[str]]:
    """Return the right answer to the first question."""
    return make.attempt(make.assignment(), responses={1: "right"}).responses[0].fields


# Excuses


def test_an_excused_question_leaves_the_total_of_one_student(make: Make):
    assignment = make.assignment(items=PAIR)
    one, other = [make.attempt(assignment, responses={1: "right"}) for _ in range(2)]
    whole = out_of(other)

    excuse(one)

    assert (marks(one)[0], out_of(one)) == (0, [0, whole[1]])
    assert (marks(other)[0], out_of(other)) == (1, whole)
    [step] = steps(one.responses[0])
    assert (step.kind, step.reason, step.mark_numerator) == (StepKind.EXCUSED, WHY, 0)


def test_an_excuse_taken_back_gives_back_mark_and_whole(make: Make):
    attempt = make.attempt(make.assignment(), responses={1: "right"})
    excuse(attempt)

    count_again(attempt)
    count_again(attempt)

    assert (marks(attempt), out_of(attempt)) == ([1], [1])
    kinds = [step.kind for step in steps(attempt.responses[0])]
    assert kinds == [StepKind.EXCUSED, StepKind.UNEXCUSED]
    assert db.session.scalar(select(Excuse)) is None


def test_excusing_twice_is_as_good_as_once(make: Make):
    attempt = make.attempt(make.assignment(), responses={1: "right"})

    excuse(attempt)
    excuse(attempt)

    assert len(steps(attempt.responses[0])) == 1
    assert len(db.session.scalars(select(Excuse)).all()) == 1


def test_an_excuse_holds_for_every_attempt_but_those_taken_out(make: Make):
    assignment = make.assignment(attempts_allowed=0)
    first = make.attempt(assignment, responses={1: "right"})
    second = make.attempt(assignment, first.student, {1: "right"}, number=2)
    voided = make.attempt(assignment, first.student, {1: "right"}, number=3, voided_at=NOON)

    excuse(second)

    assert [out_of(each) for each in (first, second, voided)] == [[0], [0], [1]]


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_whoever_is_excused_before_or_while_working_is_when_they_hand_in(make: Make, when: str):
    assignment = make.assignment()
    student = make.enrolment(assignment.classroom).student
    place, teacher = assignment.items[0], assignment.teacher
    if when == "before":
        actions.excuse(place, student, teacher, WHY, NOON)
    attempt = actions.start(assignment, student, terms_of(assignment, student), NOON, seed=7)
    db.session.flush()
    timed = find_timed(student.id, attempt.id)
    assert timed
    save(timed, Save(1, right(make), client="d-1"), make.later(minutes=1))
    if when == "meanwhile":
        actions.excuse(place, student, teacher, WHY, NOON)

    actions.hand_in(attempt, make.later(minutes=9))

    assert (marks(attempt), out_of(attempt)) == ([0], [0])
    assert steps(attempt.responses[0])[-1].reason == "excused"
    count_again(attempt)
    assert (marks(attempt), out_of(attempt)) == ([1], [1])


def test_a_check_in_practice_knows_that_the_question_does_not_count(make: Make):
    assignment = make.assignment(feedback=Feedback.PRACTICE)
    attempt = make.attempt(assignment, responses={1: "right"}, handed_in=False)
    excuse(attempt)

    actions.check(attempt, 1, NOON)

    assert (marks(attempt), out_of(attempt)) == ([0], [0])


def test_evidence_counts_by_itself_for_who_is_excused_from_its_claim(make: Make):
    attempt = make.attempt(pair(make), responses={1: "wrong", 2: "right"})

    excuse(attempt)

    evidence = attempt.responses[1]
    assert evidence.mark == evidence.max_mark
    count_again(attempt)
    assert evidence.mark == 0


def test_what_a_person_gave_is_there_again_after_an_excuse(make: Make):
    response = essay(make, make.assignment(items=[ESSAY]))
    attempt = response.attempt
    marked(response, attempt.assignment.teacher)
    given = response.mark
    excuse(attempt)
    assert marks(attempt) == [0]

    count_again(attempt)

    assert marks(attempt) == [given]
    assert given


def test_nobody_marks_what_does_not_count(make: Make):
    response = essay(make, make.assignment(items=[ESSAY]))
    excuse(response.attempt)

    assert not response.waits
    with pytest.raises(actions.NothingToMark):
        marked(response, response.attempt.assignment.teacher)


def test_an_override_rests_while_the_student_is_excused(make: Make):
    attempt = make.attempt(make.assignment(), responses={1: "wrong"})
    [response] = attempt.responses
    override(response, "1/2")

    excuse(attempt)

    assert response.mark == 0
    with pytest.raises(actions.CannotDecide, match="does not count"):
        override(response, "1")
    count_again(attempt)
    assert response.mark == Fraction(1, 2)


def test_nobody_is_excused_from_a_question_that_was_dropped(make: Make):
    attempt = make.attempt(make.assignment(), responses={1: "wrong"})
    attempt.assignment.items[0].max_mark = 0
    db.session.flush()

    with pytest.raises(actions.CannotDecide, match="dropped"):
        excuse(attempt)


def ahead(make: Make, **given: object) -> tuple[Assignment, User]:
    """Return a quiz, and a student who is excused from its first question before they begin."""
    quiz = make.assignment(items=["S1-03", "S1-03"], **given)
    student = make.enrolment(quiz.classroom).student
    actions.excuse(quiz.items[0], student, quiz.teacher, WHY, NOON)
    db.session.flush()
    return quiz, student


def taken(make: Make, quiz: Assignment, student: User, days: int = 0) -> Attempt:
    """Let a student begin, answer the second question and hand in."""
    now = make.later(days=days)
    attempt = actions.start(quiz, student, terms_of(quiz, student), now, seed=1)
    db.session.flush()
    db.session.refresh(attempt)
    attempt.responses[1].fields, attempt.responses[1].revision = samples("right"), 1
    actions.hand_in(attempt, now)
    return attempt


def samples(which: str) -> dict[str, list[str]]:
    item = real_bank().items["S1-03"]
    return dict(ITEM_TYPES[item.type].samples(item)[which])


def test_an_excuse_before_the_student_begins_holds_when_they_hand_in(make: Make):
    quiz, student = ahead(make)

    attempt = taken(make, quiz, student)

    assert (marks(attempt), out_of(attempt)) == ([0, 1], [0, 1])
    last = steps(attempt.responses[0])[-1]
    assert (last.kind, last.reason) == (StepKind.SCORED, "excused")


def test_an_excuse_before_the_student_begins_holds_in_every_attempt(make: Make):
    quiz, student = ahead(make, attempts_allowed=0, closes_at=make.later(days=9))

    both = [taken(make, quiz, student, days) for days in (0, 1)]

    assert [out_of(each) for each in both] == [[0, 1], [0, 1]]


def test_an_excuse_that_was_taken_back_before_the_student_begins_leaves_no_trace(make: Make):
    quiz, student = ahead(make)
    actions.take_back_excuse(quiz.items[0], student, quiz.teacher, NOON)
    actions.take_back_excuse(quiz.items[0], student, quiz.teacher, NOON)

    attempt = taken(make, quiz, student)

    assert out_of(attempt) == [1, 1]
    assert steps(attempt.responses[0])[-1].reason == ""


def test_an_early_excuse_can_still_be_taken_back_after_handing_in(make: Make):
    quiz, student = ahead(make)
    attempt = taken(make, quiz, student)

    count_again(attempt)

    assert out_of(attempt) == [1, 1]
    assert steps(attempt.responses[0])[-1].kind is StepKind.UNEXCUSED


def test_an_early_excuse_outlasts_leaving_the_class_and_coming_back(make: Make):
    quiz, student = ahead(make)
    enrolment = db.session.scalars(select(Enrolment).filter_by(student_id=student.id)).one()
    enrolment.left_at = NOON
    db.session.flush()
    enrolment.left_at = None

    assert out_of(taken(make, quiz, student)) == [0, 1]


def test_the_student_is_told_before_they_begin_what_does_not_count(make: Make):
    quiz, student = ahead(make)
    make.assignment(quiz.classroom, items=["S1-03"])
    db.session.commit()

    tasks = {each.assignment.id: each for each in tasks_of(student, NOON)}

    told = tasks.pop(quiz.id)
    assert (told.excused, told.max_score) == ({1}, 1)
    [other] = tasks.values()
    assert (other.excused, other.max_score) == (frozenset(), 1)
