"""Giving out answers and keeping what readers say, step by step."""

from collections import Counter
from datetime import timedelta

import pytest

from quizapp.attempts.models import PAPER, ResponseStep, State
from quizapp.database import db
from quizapp.items.codes import ON_PAPER
from quizapp.peers import actions, line
from quizapp.peers.actions import AlreadyReleased, AlreadyReported, NotOpen, TakenBack
from quizapp.peers.duty import Door, duty_of
from quizapp.peers.models import Kind, PeerAssessment
from quizapp.peers.overview import overview_of
from quizapp.quizzes.models import Feedback
from tests.make import Make
from tests.peers.world import (
    AFTER,
    ITEM,
    LATER,
    all_of,
    essay,
    given,
    marked,
    quiz,
    said,
    sent,
    switched_on,
)


def test_each_answer_is_read_as_often_as_the_others(make: Make):
    assignment = quiz(make)
    written = [essay(make, assignment) for _ in range(5)]
    round_ = switched_on(assignment)

    for response in written:
        given(round_, response.attempt.student)

    often = Counter(each.response_id for each in all_of(round_))
    assert often == {each.id: 2 for each in written}
    assert all(each.reader_id != each.response.attempt.student_id for each in all_of(round_))


def test_asking_again_gives_the_same(make: Make):
    assignment = quiz(make)
    reader = essay(make, assignment).attempt.student
    for _ in range(4):
        essay(make, assignment)
    round_ = switched_on(assignment)

    first = [each.id for each in given(round_, reader)]

    assert [each.id for each in given(round_, reader, AFTER)] == first
    assert len(first) == 2


def test_a_late_answer_is_the_next_one_to_be_read(make: Make):
    assignment = quiz(make)
    early = [essay(make, assignment) for _ in range(3)]
    round_ = switched_on(assignment, readings=1)
    for response in early[:2]:
        sent(round_, response.attempt.student)
    late = essay(make, assignment)
    unread = {early[2].id, late.id} | {each.id for each in early[:2]}
    unread -= {each.response_id for each in all_of(round_)}

    found = given(round_, early[2].attempt.student)

    assert found[0].response_id in unread


def test_what_readers_do_not_send_goes_to_others_after_a_day(make: Make):
    assignment = quiz(make)
    answers = {essay(make, assignment).id for _ in range(2)}
    round_ = switched_on(assignment, readings=1)
    readers = [make.enrolment(assignment.classroom).student for _ in range(5)]
    [idle] = given(round_, readers[0])
    values = {"response_id": idle.response_id, "own": False, "given_at": LATER}
    db.session.add(PeerAssessment(round=round_, reader=readers[1], **values))
    db.session.flush()
    [other] = answers - {idle.response_id}

    assert [each.response_id for each in sent(round_, readers[2])] == [other]
    assert [each.response_id for each in given(round_, readers[3])] == [other]
    [found] = given(round_, readers[4], LATER + timedelta(days=1))

    assert found.response_id == idle.response_id


def test_a_student_without_an_answer_reads_too(make: Make):
    assignment = quiz(make)
    for _ in range(3):
        essay(make, assignment)
    reader = make.enrolment(assignment.classroom).student
    round_ = switched_on(assignment)

    assert len(given(round_, reader)) == 2
    assert given(round_, reader, own=True) == []


@pytest.mark.parametrize(("students", "readable"), [(1, 0), (2, 1), (3, 2)])
def test_in_a_tiny_class_there_is_as_much_to_read_as_there_is(
    make: Make, students: int, readable: int
):
    assignment = quiz(make)
    written = [essay(make, assignment) for _ in range(students)]
    round_ = switched_on(assignment, readings=3)

    found = given(round_, written[0].attempt.student)

    assert len(found) == readable
    duty = duty_of(written[0].attempt.student, round_, LATER)
    assert duty
    assert duty.owed_peers == readable


def test_blank_answers_those_of_who_left_and_voided_attempts_are_not_given_out(make: Make):
    assignment = quiz(make)
    reader = essay(make, assignment).attempt.student
    make.attempt(assignment)
    left, voided = essay(make, assignment), essay(make, assignment)
    for each in assignment.classroom.enrolments:
        if each.student_id == left.attempt.student_id:
            each.leave(LATER)
    voided.attempt.void(assignment.teacher, "", LATER)
    round_ = switched_on(assignment, readings=3)

    assert given(round_, reader) == []


def test_an_answer_that_is_taken_out_is_replaced_by_another_and_what_was_sent_stays(make: Make):
    assignment = quiz(make)
    reader = essay(make, assignment).attempt.student
    for _ in range(4):
        essay(make, assignment)
    round_ = switched_on(assignment)
    one, two = given(round_, reader)
    actions.send(one, said(), LATER)
    for each in (one, two):
        each.response.attempt.void(assignment.teacher, "", LATER)
    gone = two.response_id

    again = given(round_, reader)

    assert one in again
    assert len(again) == 2
    assert gone not in {each.response_id for each in again}


def test_the_last_attempt_is_the_one_that_is_read(make: Make):
    assignment = quiz(make, attempts_allowed=0)
    first = essay(make, assignment)
    last = essay(make, assignment, student=first.attempt.student, number=2)
    round_ = switched_on(assignment)

    scripts = line.scripts_in([round_.id])[round_.id]

    assert [each.response_id for each in scripts] == [last.id]


def test_sending_changes_no_mark_and_no_history(make: Make):
    assignment = quiz(make)
    written = [essay(make, assignment) for _ in range(2)]
    round_ = switched_on(assignment)
    before = db.session.query(ResponseStep).count()

    for response in written:
        sent(round_, response.attempt.student)
        sent(round_, response.attempt.student, own=True)
    round_.release(AFTER)
    db.session.flush()

    assert len(all_of(round_)) == 4
    assert {each.state for each in written} == {State.WAITING}
    assert {each.mark for each in written} == {0}
    assert db.session.query(ResponseStep).count() == before


def test_sending_twice_keeps_the_second(make: Make):
    assignment = quiz(make)
    reader = essay(make, assignment).attempt.student
    essay(make, assignment)
    round_ = switched_on(assignment)
    [one] = sent(round_, reader)

    actions.send(one, said(4, strength="Weighs both sides of it."), AFTER)

    [kept] = all_of(round_)
    assert (kept.level, kept.strength) == (4, "Weighs both sides of it.")


def test_nothing_is_sent_when_it_is_closed_ended_released_or_taken_back(make: Make):
    assignment = quiz(make)
    reader = essay(make, assignment).attempt.student
    other = essay(make, assignment)
    round_ = switched_on(assignment)
    [one] = given(round_, reader)

    with pytest.raises(NotOpen):
        actions.send(one, said(), round_.closes_at)
    with pytest.raises(NotOpen):
        actions.send(one, said(), round_.opens_at - timedelta(seconds=1))
    actions.send(one, said(), LATER)
    round_.release(AFTER)
    db.session.flush()
    with pytest.raises(AlreadyReleased):
        actions.send(one, said(1), AFTER)
    other.attempt.void(assignment.teacher, "", AFTER)
    db.session.flush()
    with pytest.raises(TakenBack):
        actions.send(one, said(1), AFTER)
    round_.end(AFTER)
    db.session.flush()
    with pytest.raises(NotOpen):
        given(round_, reader, AFTER)
    assert one.level == 2


def test_release_shows_what_was_sent_until_then(make: Make):
    assignment = quiz(make)
    written = [essay(make, assignment) for _ in range(3)]
    round_ = switched_on(assignment, readings=1)
    [early] = sent(round_, written[0].attempt.student)
    round_.release(LATER)
    db.session.flush()
    [late] = sent(round_, written[1].attempt.student, AFTER)
    [own] = sent(round_, written[0].attempt.student, own=True)

    assert early.is_shown
    assert not late.is_shown
    assert not own.is_shown
    round_.release(AFTER)
    assert late.is_shown
    late.hide(assignment.teacher, "Unkind.", AFTER)
    assert not late.is_shown


def test_a_judgement_is_reported_once_and_settled_by_hiding_or_leaving_it(make: Make):
    assignment = quiz(make)
    written = [essay(make, assignment) for _ in range(3)]
    round_ = switched_on(assignment, readings=1)
    [one], [two] = (sent(round_, each.attempt.student) for each in written[:2])

    for each in (one, two):
        actions.report(each, "It makes fun of me.", AFTER)
        assert each.waits
        with pytest.raises(AlreadyReported):
            actions.report(each, "Again.", AFTER)
    one.hide(assignment.teacher, "It does.", AFTER)
    two.show_again(AFTER)

    assert (one.waits, two.waits) == (False, False)
    assert (one.hidden_at, two.hidden_at) == (AFTER, None)


def test_switching_on_again_keeps_what_was_sent(make: Make):
    assignment = quiz(make)
    reader = essay(make, assignment).attempt.student
    round_ = switched_on(assignment)
    sent(round_, reader, own=True)
    round_.end(AFTER)

    again = switched_on(assignment, kind=Kind.SELF)

    assert again.id == round_.id
    assert again.open_at(AFTER)
    assert len(all_of(again)) == 1


def test_nobody_looks_before_they_have_handed_in(make: Make):
    assignment = quiz(make)
    round_ = switched_on(assignment)
    essay(make, assignment)
    idle = make.enrolment(assignment.classroom).student
    busy = make.attempt(assignment, handed_in=False).student

    assert duty_of(idle, round_, LATER).door is Door.HAND_IN
    assert duty_of(busy, round_, LATER).door is Door.HAND_IN
    closed = assignment.closes_at = LATER
    db.session.flush()
    assert duty_of(idle, round_, closed).door is Door.OPEN


def test_who_can_take_it_again_without_feedback_reads_no_classmate(make: Make):
    assignment = quiz(make, attempts_allowed=2, feedback=Feedback.CLOSE)
    reader = essay(make, assignment).attempt.student
    essay(make, assignment)
    round_ = switched_on(assignment)

    duty = duty_of(reader, round_, LATER)

    assert duty.peers_door is Door.AGAIN
    assert duty.owed_peers == 0
    assert duty.owes_own
    assignment.feedback = Feedback.SUBMISSION
    db.session.flush()
    assert duty_of(reader, round_, LATER).owed_peers == 1


def test_own_answers_wait_for_the_marks_if_the_teacher_wants_that(make: Make):
    assignment = quiz(make, feedback=Feedback.CLOSE)
    student = essay(make, assignment).attempt.student
    round_ = switched_on(assignment, kind=Kind.SELF, after_feedback=True)

    assert duty_of(student, round_, LATER).own_door is Door.FEEDBACK
    assert not duty_of(student, round_, LATER).waits
    assignment.closes_at = LATER
    db.session.flush()
    assert duty_of(student, round_, LATER).waits


def test_a_student_of_another_class_has_no_part_in_it(make: Make):
    assignment = quiz(make)
    round_ = switched_on(assignment)
    stranger = make.enrolment(make.classroom()).student
    former = make.enrolment(assignment.classroom)
    former.leave(LATER)

    assert duty_of(stranger, round_, LATER) is None
    assert duty_of(former.student, round_, LATER) is None


def test_the_overview_sets_level_beside_level(make: Make):
    assignment = quiz(make)
    one, two = (essay(make, assignment) for _ in range(2))
    round_ = switched_on(assignment)
    for response in (one, two):
        sent(round_, response.attempt.student, own=True, level=3)
        sent(round_, response.attempt.student, level=2)
    marked(one, 2)

    page = overview_of(round_, ITEM)
    row = next(each for each in page.rows if each.response_id == one.id)

    assert (row.own.level, row.received[0].level, row.by_teacher, row.read) == (3, 2, 2, 1)
    assert page.self_agreement.pairs == [(3, 2)]
    assert page.peer_agreement.pairs == [(2, 2)]
    assert (page.own_done, page.readers, page.unread, page.unreleased) == (2, 2, 0, 2)


def test_what_was_said_of_oneself_after_the_mark_is_no_agreement(make: Make):
    assignment = quiz(make)
    one = essay(make, assignment)
    round_ = switched_on(assignment)
    marked(one, 3, LATER)
    sent(round_, one.attempt.student, AFTER, own=True, level=3)

    page = overview_of(round_, ITEM)

    assert page.rows[0].by_teacher == 3
    assert page.self_agreement.pairs == []


def test_what_is_on_paper_alone_is_not_given_out(make: Make):
    assignment = quiz(make)
    reader = essay(make, assignment).attempt.student
    essay(make, assignment, ON_PAPER).client = PAPER

    assert given(switched_on(assignment), reader) == []
