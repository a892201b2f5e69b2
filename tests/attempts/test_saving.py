"""Saving: repeated, from several devices, late; nothing is overwritten in silence."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from quizapp.attempts import actions, saving
from quizapp.attempts.models import AlreadySubmitted, Attempt, Response, State, StepKind
from quizapp.attempts.saving import Save, Saved
from quizapp.attempts.terms import find_timed
from quizapp.database import db
from quizapp.items.single_choice.model import SingleChoiceItem
from tests.counting import statements
from tests.make import Make, real_bank

S103: SingleChoiceItem = real_bank().items["S1-03"]  # type: ignore[assignment]
A = Save(1, {"choice": ["a"]}, client="d-one", sequence=1)
B = Save(1, {"choice": ["b"]}, client="d-two", sequence=1)


class Desk:
    """A student's attempt that is saved to."""

    def __init__(self, make: Make, **given: object) -> None:
        assignment = make.assignment(items=["S1-03", "S1-15"], **given)
        self.attempt: Attempt = make.attempt(assignment, handed_in=False)
        self.now: datetime = make.later(minutes=5)

    def save(self, given: Save, **later: float) -> Saved:
        self.now += timedelta(**later)
        timed = find_timed(self.attempt.student_id, self.attempt.id, lock=True)
        assert timed
        return saving.save(timed, given, self.now)

    def response(self, position: int = 1) -> Response:
        db.session.expire_all()
        return next(r for r in self.attempt.responses if r.position == position)

    def kinds(self) -> list[str]:
        return [step.kind.value for step in self.response().steps]


@pytest.fixture
def desk(make: Make) -> Desk:
    return Desk(make)


def test_a_save_changes_the_current_response_and_numbers_it(desk: Desk):
    saved = desk.save(replace(A, certainty=3, flagged=True))

    response = desk.response()
    assert (saved.revision, saved.saved_at, saved.state) == (1, desk.now, State.READ)
    assert response.fields == {"choice": ["a"]}
    assert (response.certainty, response.flagged, response.revision) == (3, True, 1)


def test_the_same_save_sent_twice_counts_once(desk: Desk):
    first = desk.save(A)
    second = desk.save(A, seconds=5)

    assert second.revision == first.revision == 1
    assert second.saved_at == first.saved_at
    assert desk.kinds() == ["saved"]


def test_an_older_save_that_arrives_late_changes_nothing(desk: Desk):
    desk.save(replace(A, sequence=7))
    desk.save(replace(A, fields={"choice": ["c"]}, sequence=6))

    assert desk.response().fields == {"choice": ["a"]}


def test_two_tabs_that_number_alike_lose_nothing(desk: Desk):
    desk.save(A)
    desk.save(replace(A, fields={"choice": ["c"]}))

    assert desk.response().fields == {"choice": ["c"]}


def test_a_save_after_a_lost_answer_is_no_conflict(desk: Desk):
    desk.save(A)
    saved = desk.save(replace(A, fields={"choice": ["c"]}, sequence=2))

    assert saved.conflict_step is None
    assert desk.response().fields == {"choice": ["c"]}


def test_another_device_keeps_both_versions_and_says_so(desk: Desk):
    desk.save(A)
    saved = desk.save(B, seconds=1)

    steps = desk.response().steps
    assert saved.revision == 2
    assert saved.conflict_step is not None
    assert saved.conflict == next(o.text for o in S103.options if o.id == "a")
    assert desk.response().fields == {"choice": ["b"]}
    assert [(s.kind.value, s.fields["choice"]) for s in steps] == [
        ("saved", ["a"]),
        ("conflict", ["a"]),
        ("saved", ["b"]),
    ]


def test_the_device_that_was_overwritten_is_told_in_turn(desk: Desk):
    desk.save(A)
    desk.save(B)
    saved = desk.save(replace(A, fields={"choice": ["c"]}, sequence=2, revision=1))

    assert saved.conflict_step is not None


def test_another_device_that_has_seen_the_answer_is_no_conflict(desk: Desk):
    desk.save(A)
    saved = desk.save(replace(B, revision=1))

    assert saved.conflict_step is None
    assert desk.kinds() == ["saved", "saved"]


def test_another_device_with_the_same_answer_is_no_conflict(desk: Desk):
    desk.save(A)
    saved = desk.save(replace(B, fields=A.fields))

    assert saved.conflict_step is None


def test_typing_keeps_a_step_every_half_minute(desk: Desk):
    for number in range(1, 13):
        desk.save(replace(A, fields={"choice": ["abc"[number % 3]]}, sequence=number), seconds=10)

    assert desk.kinds() == ["saved"] * 4


def test_leaving_keeps_a_step_only_for_what_no_step_holds(desk: Desk):
    desk.save(A)
    desk.save(replace(A, fields={"choice": ["b"]}, sequence=2), seconds=3)
    desk.save(replace(A, fields={"choice": ["b"]}, sequence=3, leaving=True), seconds=1)
    desk.save(replace(A, fields={"choice": ["b"]}, sequence=4, leaving=True), seconds=1)

    assert [step.fields["choice"] for step in desk.response().steps] == [["a"], ["b"]]


def test_what_cannot_be_read_stays_as_it_was_entered(desk: Desk):
    saved = desk.save(replace(A, fields={"choice": ["no-such-option"]}))

    assert saved.state is State.UNREADABLE
    assert "not one of those offered" in saved.problem
    assert desk.response().fields == {"choice": ["no-such-option"]}


def test_forged_fields_are_left_out(desk: Desk):
    desk.save(replace(A, fields={"choice": ["a"], "mark": ["100"], "earned": ["1"]}))

    assert desk.response().fields == {"choice": ["a"]}


def test_clearing_an_answer_makes_it_blank_again(desk: Desk):
    desk.save(A)
    saved = desk.save(replace(A, fields={}, sequence=2))

    assert saved.state is State.BLANK


def test_a_question_that_is_not_there_is_refused(desk: Desk):
    with pytest.raises(saving.NoSuchQuestion):
        desk.save(replace(A, position=9))


def test_nothing_can_be_saved_after_handing_in(desk: Desk):
    desk.save(A)
    actions.hand_in(desk.attempt, desk.now)

    with pytest.raises(AlreadySubmitted):
        desk.save(replace(A, fields={"choice": ["b"]}, sequence=2))


def test_nothing_can_be_saved_to_a_voided_attempt(desk: Desk, make: Make):
    desk.attempt.void(desk.attempt.assignment.teacher, "a wrong quiz", desk.now)

    with pytest.raises(AlreadySubmitted):
        desk.save(A)


@pytest.mark.parametrize(("seconds", "late"), [(9, False), (10, True)])
def test_what_is_under_way_at_the_end_still_counts(make: Make, seconds: int, late: bool):
    desk = Desk(make, time_limit_minutes=30)
    saved = desk.save(A, minutes=25, seconds=seconds)

    assert saved.late is late
    assert desk.response().fields == ({} if late else {"choice": ["a"]})
    assert desk.kinds() == (["late"] if late else ["saved"])


def test_a_late_answer_sent_again_is_kept_once(make: Make):
    desk = Desk(make, time_limit_minutes=30)
    desk.save(A, hours=1)
    desk.save(A, minutes=1)

    assert desk.kinds() == ["late"]


def test_late_answers_are_kept_up_to_a_number(make: Make):
    desk = Desk(make, time_limit_minutes=30)
    for number in range(saving.MOST_LATE):
        desk.save(replace(A, sequence=number, fields={"choice": ["ab"[number % 2]]}), hours=1)

    with pytest.raises(saving.TooManyLate):
        desk.save(replace(A, sequence=99, fields={"choice": ["c"]}))


def test_a_checked_answer_stays(make: Make):
    desk = Desk(make, feedback="practice")
    desk.save(A)
    actions.check(desk.attempt, 1, desk.now)

    with pytest.raises(saving.AlreadyChecked):
        desk.save(replace(A, fields={"choice": ["b"]}, sequence=2))


def test_a_response_remembers_the_devices_it_saw_last(desk: Desk):
    for number in range(saving.MOST_DEVICES + 5):
        fields = {"choice": ["abc"[number % 3]]}
        desk.save(replace(A, client=f"d-{number}", fields=fields))

    remembered = desk.response().sequences
    assert len(remembered) == saving.MOST_DEVICES
    assert "d-0" not in remembered


def test_saving_asks_the_database_as_often_for_many_questions(
    make: Make,
):
    def queries(items: int) -> int:
        assignment = make.assignment(items=["S1-03", "S1-15", "S1-04", "S2-02"][:items])
        attempt = make.attempt(assignment, handed_in=False)
        with statements() as sent:
            timed = find_timed(attempt.student_id, attempt.id, lock=True)
            assert timed
            saving.save(timed, A, make.later(minutes=1))
        return len(sent)

    assert queries(1) == queries(4) <= 6


def test_steps_say_who_what_and_when(desk: Desk):
    desk.save(A)

    step = desk.response().steps[0]
    assert step.actor_id == desk.attempt.student_id
    assert (step.kind, step.at, step.client) == (StepKind.SAVED, desk.now, "d-one")
