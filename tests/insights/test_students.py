from quizapp.attempts import actions
from quizapp.attempts.models import Attempt, ResponseStep, StepKind
from quizapp.quizzes.models import Assignment
from tests.insights.plain import CHOICE
from tests.make import Make
from tests.pages import Pages


def student_page(attempt: Attempt, rest: str = "") -> str:
    return f"/assignments/{attempt.assignment_id}/students/{attempt.student_id}{rest}"


def late(make: Make, attempt: Attempt, option: str) -> ResponseStep:
    step = ResponseStep(
        response=attempt.responses[0],
        kind=StepKind.LATE,
        revision=1,
        fields={"choice": [option]},
        at=make.later(minutes=40),
        actor_id=attempt.student_id,
        client="phone",
    )
    return make._add(step)


def test_every_response_is_put_into_words(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE, "S1-02", "S2-06"])
    attempt = make.attempt(quiz, responses={1: "right", 2: "wrong"})

    words = pages.sign_in(quiz.teacher).get(student_page(attempt)).words()

    assert "has 1 of 3." in words
    assert "Beta" in words
    assert "Sentence" in words
    assert "No answer" in words


def test_every_attempt_is_there_and_says_which_counts(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE])
    first = make.attempt(quiz, responses={1: "right"})
    make.attempt(quiz, first.student, {1: "wrong"}, number=2)

    page = pages.sign_in(quiz.teacher).get(student_page(first))

    headings = [" ".join("".join(h.itertext()).split()) for h in page.all("h2")]
    assert headings == ["Attempt 2", "Attempt 1 counts"]


def test_the_history_tells_when_what_and_on_which_device(make: Make, pages: Pages):
    make.school()
    quiz = make.assignment(items=[CHOICE])
    attempt = make.attempt(quiz, responses={1: "right"})
    for minute, client, kind in [(1, "phone", StepKind.SAVED), (2, "laptop", StepKind.CONFLICT)]:
        make._add(
            ResponseStep(
                response=attempt.responses[0],
                kind=kind,
                revision=minute,
                fields={"choice": ["a"]},
                at=make.later(minutes=minute),
                actor_id=attempt.student_id,
                client=client,
            )
        )

    words = pages.sign_in(quiz.teacher).get(student_page(attempt)).words()

    assert "History: 2 steps" in words
    assert "02 Mar, 12:01:00 Saved Device 1 Alpha" in words
    assert "02 Mar, 12:02:00 Kept from another device Device 2" in words


def test_a_late_answer_counts_once_the_teacher_accepts_it(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE])
    attempt = make.attempt(quiz, responses={1: "wrong"})
    step = late(make, attempt, "b")
    pages.sign_in(quiz.teacher)

    before = pages.get(student_page(attempt)).words()
    pages.post(student_page(attempt, f"/late-answers/{step.id}"))
    after = pages.get(student_page(attempt)).words()

    assert "has 0 of 1. 1 answer came after the end" in before
    assert "has 1 of 1." in after
    assert "Accept this late answer" not in after
    assert "Late answer accepted by" in after


def test_only_a_late_step_of_this_student_can_be_accepted(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE])
    attempt, other = make.attempt(quiz), make.attempt(quiz)
    step = late(make, attempt, "b")
    saved = late(make, attempt, "b")
    saved.kind = StepKind.SAVED

    pages.sign_in(quiz.teacher)
    pages.post(student_page(other, f"/late-answers/{step.id}"), status=404)
    pages.post(student_page(attempt, f"/late-answers/{saved.id}"), status=404)
    pages.sign_in(make.teacher()).post(
        student_page(attempt, f"/late-answers/{step.id}"), status=404
    )


def test_an_attempt_is_voided_with_a_reason(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE])
    attempt = make.attempt(quiz, responses={1: "right"})
    pages.sign_in(quiz.teacher)
    address = student_page(attempt, f"/annulments/{attempt.id}")

    refused = pages.post(address, {"reason": "  "}, status=422)
    assert "Say why" in refused.words()
    assert attempt.voided_at is None

    pages.post(address, {"reason": "Sat beside a friend"})
    words = pages.get(student_page(attempt)).words()

    assert attempt.voided_by_id == quiz.teacher_id
    assert "Attempt 1 void" in words
    assert "Sat beside a friend" in words
    assert "has no attempt that counts." in words


def test_a_void_attempt_cannot_be_voided_again(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE])
    attempt = make.attempt(quiz)
    attempt.void(quiz.teacher, "The first reason", make.later(days=1))

    pages.sign_in(quiz.teacher)
    pages.post(student_page(attempt, f"/annulments/{attempt.id}"), {"reason": "Again"})

    assert attempt.void_reason == "The first reason"


def test_key_and_feedback_are_beside_each_response(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE])
    attempt = make.attempt(quiz, responses={1: {"choice": ["a"]}})

    words = pages.sign_in(quiz.teacher).get(student_page(attempt)).words()

    assert "Alpha Not so." in words


def test_who_has_not_started_has_a_page(make: Make, pages: Pages):
    quiz: Assignment = make.assignment(items=[CHOICE])
    student = make.enrolment(quiz.classroom).student
    pages.sign_in(quiz.teacher)

    assert "has not started." in pages.get(f"/assignments/{quiz.id}/students/{student.id}").words()
    pages.get(f"/assignments/{quiz.id}/students/{make.student().id}", status=404)


def test_the_pages_agree_with_a_real_attempt(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-03", "S1-02"])
    attempt = make.attempt(quiz, responses={1: "right"}, handed_in=False)
    actions.hand_in(attempt, make.later(minutes=5))

    words = pages.sign_in(quiz.teacher).get(student_page(attempt)).words()

    assert "has 1 of 2." in words
    assert "Scored" in words


def test_nothing_late_counts_in_an_attempt_that_was_taken_out(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE])
    attempt = make.attempt(quiz, responses={1: "wrong"})
    step = late(make, attempt, "b")
    make.attempt(quiz, attempt.student, {1: "wrong"}, number=2)
    attempt.void(quiz.teacher, "Sat twice.", make.later(days=1))

    words = pages.sign_in(quiz.teacher).get(student_page(attempt)).words()
    pages.post(student_page(attempt, f"/late-answers/{step.id}"))

    assert "Accept this late answer" not in words
    assert "its answers stay" in pages.get(student_page(attempt)).words()
    assert attempt.responses[0].mark == 0
