"""Giving marks, holding scripts, handing over."""

from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import select

from quizapp.attempts import actions as attempts
from quizapp.attempts.models import ResponseStep, State, StepKind
from quizapp.database import db
from quizapp.marking import actions, line, queries
from quizapp.marking.actions import HeldByOther, MarkedMeanwhile, NoColleague, Said, SchemeChanged
from quizapp.marking.models import GivenMark, HandOver, Hold
from quizapp.marking.scheme import OutsideLevel
from tests.make import Make, real_bank
from tests.marking.world import (
    ESSAY,
    LATER,
    co_teacher,
    essay,
    marked,
    other_scheme,
    published,
    quiz,
    ranking,
)


def test_a_mark_counts_exactly_and_is_a_step_of_its_marker(make: Make):
    response = essay(make, quiz(make))
    teacher = response.attempt.assignment.teacher

    marked(response, teacher, level=1, mark="1")

    assert response.state is State.SCORED
    assert response.earned == response.mark == 1
    step = db.session.scalars(select(ResponseStep).order_by(ResponseStep.id.desc())).first()
    assert (step.kind, step.actor_id, step.at) == (StepKind.MARKED, teacher.id, LATER)
    assert Fraction(step.mark_numerator, step.mark_denominator) == 1
    assert step.reason.startswith("level 1, 1 of")


def test_marks_are_scaled_to_what_the_quiz_gives_for_the_item(make: Make):
    response = essay(make, quiz(make))
    response.max_mark = 5
    top = real_bank().items[ESSAY].max_mark

    marked(response, response.attempt.assignment.teacher, level=1, mark="1")

    assert response.mark == Fraction(5, top)


def test_the_marks_for_a_reason_are_added_to_those_of_the_machine(make: Make):
    assignment = quiz(make, item=ranking())
    order = real_bank().items[ranking()].order
    fields = {f"position.{each}": [str(place)] for place, each in enumerate(order, 1)}
    attempt = make.attempt(assignment, responses={1: {**fields, "reason": ["They were there."]}})
    [response] = attempt.responses
    assert response.state is State.WAITING

    marked(response, assignment.teacher, level=None, mark="2")
    assert response.mark == 4

    marked(response, assignment.teacher, level=None, mark="3", seen=_current(response).id)
    assert response.mark == 5


def _current(response) -> GivenMark:
    current = line.current_mark(response.id)
    assert current
    return current


def test_a_changed_mark_is_another_step_and_the_last_one_counts(make: Make):
    response = essay(make, quiz(make))
    teacher = response.attempt.assignment.teacher
    first = marked(response, teacher, level=1, mark="1")

    marked(response, teacher, level=1, mark="1", comment="Again", seen=first.id)
    second = _current(response)

    assert second.comment == "Again"
    kept = db.session.scalars(select(GivenMark).order_by(GivenMark.id)).all()
    assert [each.current for each in kept] == [False, True]
    steps = [step.kind for step in response.steps]
    assert steps.count(StepKind.MARKED) == 2


def test_evidence_counts_once_its_claim_is_marked_in_full(make: Make):
    assignment = make.assignment(items=[ESSAY, "S1-03"])
    assignment.items[1].claim_position = 1
    attempt = make.attempt(assignment, responses={1: {"text": ["Words."]}, 2: "right"})
    claim, evidence = attempt.responses
    assert evidence.mark == 0
    item = real_bank().items[ESSAY]

    marked(claim, assignment.teacher, level=len(item.levels), mark=str(item.max_mark))

    assert evidence.mark == evidence.max_mark
    assert evidence.steps[-1].reason == "counted again"


def test_a_mark_outside_the_level_changes_nothing(make: Make):
    response = essay(make, quiz(make))

    with pytest.raises(OutsideLevel):
        marked(response, response.attempt.assignment.teacher, level=1, mark="100")

    assert response.state is State.WAITING
    assert line.current_mark(response.id) is None


def test_who_opens_a_script_keeps_it_for_some_minutes(make: Make):
    assignment = quiz(make)
    one, other = assignment.teacher, make.teacher()
    response = essay(make, assignment)

    assert actions.hold(response.id, one, LATER)
    assert not actions.hold(response.id, other, LATER + timedelta(minutes=9))
    assert actions.hold(response.id, one, LATER + timedelta(minutes=9))
    assert not actions.hold(response.id, other, LATER + timedelta(minutes=18))
    assert actions.hold(response.id, other, LATER + timedelta(minutes=19))


def test_a_second_marker_gets_the_next_script(make: Make):
    assignment = quiz(make)
    first, second = assignment.teacher, make.admin()
    scripts = {essay(make, assignment).id for _ in range(3)}
    take = lambda marker: actions.take_next(marker, "test", ESSAY, LATER)  # noqa: E731

    given = [take(first), take(second)]

    assert len(set(given)) == 2
    assert take(first) == given[0]  # what one has open comes first again
    third = actions.take_next(first, "test", ESSAY, LATER, after=given[0])
    assert {*given, third} == scripts
    assert actions.take_next(second, "test", ESSAY, LATER, after=given[1]) is None


def test_a_late_mark_on_a_script_that_somebody_else_took_is_refused(make: Make):
    assignment = quiz(make)
    one, other = assignment.teacher, make.admin()
    response = essay(make, assignment)
    actions.hold(response.id, one, LATER)
    later = LATER + timedelta(minutes=11)
    actions.hold(response.id, other, later)

    with pytest.raises(HeldByOther) as refused:
        marked(response, one, now=later)

    assert refused.value.hold.marker is other
    assert response.state is State.WAITING


def test_a_mark_given_meanwhile_is_not_overwritten_unseen(make: Make):
    assignment = quiz(make)
    response = essay(make, assignment)
    marked(response, make.admin(), level=1, mark="1")

    with pytest.raises(MarkedMeanwhile):
        marked(response, assignment.teacher, level=2)

    assert response.mark == 1


def test_marking_lets_go_of_the_script_and_closes_its_hand_over(make: Make):
    assignment = quiz(make)
    response = essay(make, assignment)
    taker = co_teacher(make, assignment)
    actions.hand_over(response, assignment.teacher, taker, "Is this level 3?", LATER)

    marked(response, taker)

    assert db.session.get(Hold, response.id) is None
    assert db.session.scalars(select(HandOver)).one().closed_at == LATER


def test_a_script_handed_over_is_next_only_for_its_taker(make: Make):
    assignment = quiz(make)
    response = essay(make, assignment)
    taker, third = co_teacher(make, assignment), co_teacher(make, assignment)

    actions.hand_over(response, assignment.teacher, taker, "", LATER)

    assert actions.take_next(assignment.teacher, "test", ESSAY, LATER) is None
    assert actions.take_next(third, "test", ESSAY, LATER) is None
    assert actions.take_next(taker, "test", ESSAY, LATER) == response.id


def test_scripts_are_handed_only_to_who_teaches_the_class(make: Make):
    response = essay(make, quiz(make))

    with pytest.raises(NoColleague):
        actions.hand_over(response, response.attempt.assignment.teacher, make.teacher(), "", LATER)


def test_comments_are_learned_from_use_most_used_first(make: Make):
    assignment = quiz(make)
    teacher = assignment.teacher
    said = [Said(0, 3, "The", "Name the source.")]
    first = marked(essay(make, assignment), teacher, comment="Clear.", remarks=said)
    marked(essay(make, assignment), teacher, remarks=said)
    marked(first.response, teacher, comment="Clear.", remarks=said, seen=first.id)
    marked(essay(make, assignment), teacher, comment="x" * 301)

    offered = queries.saved_comments(teacher, "test", ESSAY)

    assert [(each.text, each.uses) for each in offered] == [("Name the source.", 2), ("Clear.", 1)]
    assert not queries.saved_comments(make.teacher(), "test", ESSAY)


def test_a_newer_scheme_marks_and_flags_what_was_marked_before(make: Make):
    assignment = quiz(make)
    response, other = essay(make, assignment), essay(make, assignment)
    before = marked(response, assignment.teacher)
    newer = published(make, other_scheme())
    newest = queries.newest_versions([("test", ESSAY)])[("test", ESSAY)]

    assert queries.is_outdated(before.version, response.version, newest)
    with pytest.raises(SchemeChanged):
        marked(other, assignment.teacher)
    after = marked(other, assignment.teacher, version_id=newer)

    assert not queries.is_outdated(after.version, other.version, newest)
    assert before.current
    assert before.mark == response.mark


def test_a_scheme_that_no_longer_fits_is_not_used(make: Make):
    assignment = quiz(make)
    response = essay(make, assignment)
    published(make, real_bank().items["S1-03"].model_copy(update={"id": ESSAY}))

    marked(response, assignment.teacher)

    assert response.state is State.SCORED


def test_a_late_answer_that_is_accepted_waits_again(make: Make):
    assignment = quiz(make)
    response = essay(make, assignment)
    marked(response, assignment.teacher)
    step = ResponseStep(
        response=response,
        kind=StepKind.LATE,
        revision=1,
        fields={"text": ["Another text."]},
        at=LATER,
        client="d-2",
    )
    db.session.add(step)
    db.session.flush()

    attempts.accept_late(step, assignment.teacher, LATER)
    [script] = line.scripts_of(assignment.teacher, "test", ESSAY, LATER)

    assert response.state is State.WAITING
    assert script.waits


def test_the_line_holds_those_who_are_in_a_class_in_use(make: Make):
    assignment = quiz(make)
    here, left, closed, voided = (essay(make, assignment) for _ in range(4))
    make.attempt(assignment, responses={1: {"text": ["Not yet."]}}, handed_in=False)
    put_away = essay(make, quiz(make, make.classroom(assignment.teacher, archived_at=LATER)))
    other = essay(make, quiz(make))
    [gone] = [e for e in assignment.classroom.enrolments if e.student is left.attempt.student]
    gone.leave(LATER)
    closed.attempt.student.archive(LATER)
    voided.attempt.void(assignment.teacher, "Twice", LATER)
    db.session.flush()

    found = line.scripts_of(assignment.teacher, "test", ESSAY, LATER)
    everybody = line.scripts_of(make.admin(), "test", ESSAY, LATER)

    assert [each.id for each in found] == [here.id]
    assert {each.id for each in everybody} == {here.id, other.id}
    assert put_away.id not in {each.id for each in everybody}


def test_a_replaced_answer_that_leaves_a_person_nothing_waits_for_nobody(make: Make):
    assignment = quiz(make)
    response = essay(make, assignment)
    marked(response, assignment.teacher)
    step = ResponseStep(
        response=response, kind=StepKind.LATE, revision=1, fields={}, at=LATER, client="d-2"
    )
    db.session.add(step)
    db.session.flush()

    attempts.accept_late(step, assignment.teacher, LATER)

    assert response.state is State.BLANK
    assert line.scripts_of(assignment.teacher, "test", ESSAY, LATER) == []
