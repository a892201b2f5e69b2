"""What students read about late work, before and afterwards."""

from fractions import Fraction

import pytest

from quizapp.accounts.models import User
from quizapp.attempts import queries
from quizapp.quizzes.late_work import late_in_words
from quizapp.quizzes.models import Assignment, Counts, Feedback
from quizapp.scoring.grades import Boundary, Scale, Unit
from quizapp.scoring.lateness import LateKind, LateRule
from tests.counting import statements
from tests.make import NOON, Make
from tests.pages import Pages

WARNING = "10 % of the marks off for each day that has begun, never below 50 %."
RIGHT = {1: "right", 2: "right"}


@pytest.fixture
def student(make: Make) -> User:
    return make.enrolment(make.classroom()).student


@pytest.fixture
def quiz(make: Make) -> Assignment:
    made: Assignment = make.assignment(items=("S1-03", "S1-03"), due_at=make.later(days=1))
    made.treat_late_work_by(LateRule(LateKind.PER_DAY, 10, 50))
    made.grade_by(Scale(Unit.PER_CENT, [Boundary("A", Fraction(90)), Boundary("B", Fraction(80))]))
    return made


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (LateRule(), ""),
        (LateRule(LateKind.PER_DAY, 10, 50), f"Handed in after noon: {WARNING}"),
        (LateRule(LateKind.PER_DAY, 5), "Handed in after noon: 5 % of the marks off for each day "
         "that has begun."),
        (LateRule(LateKind.CAP, 60), "Handed in after noon: at most 60 % of the marks."),
    ],
)  # fmt: skip
def test_the_rule_in_a_sentence(rule: LateRule, said: str) -> None:
    assert " ".join(late_in_words(rule, "noon").split()) == said


def test_students_read_the_rule_before_they_begin_and_before_they_hand_in(
    make: Make, pages: Pages, quiz: Assignment
) -> None:
    student = make.enrolment(quiz.classroom).student
    pages.sign_in(student)
    said = f"Handed in after Tue 3 Mar 2026, 12:00: {WARNING}"

    assert said in pages.get("/due").words()
    assert said in pages.get(f"/assignments/{quiz.id}").words()
    attempt = make.attempt(quiz, student, handed_in=False)
    assert said in pages.get(f"/attempts/{attempt.id}/submission").words()

    quiz.due_at = quiz.closes_at  # nobody can be late
    assert "Handed in after" not in pages.get("/due").words()


def test_the_students_own_due_date_is_the_one_they_read(
    make: Make, pages: Pages, quiz: Assignment
) -> None:
    student = make.enrolment(quiz.classroom).student
    make.accommodation(student, extra_time_percent=50)
    quiz.time_limit_minutes = 60

    page = pages.sign_in(student).get("/due").words()

    assert "Handed in after Tue 3 Mar 2026, 12:30" in page


def test_results_and_review_show_what_was_taken_off_and_the_grade(
    make: Make, pages: Pages, quiz: Assignment
) -> None:
    attempt = make.attempt(quiz, responses=RIGHT, submitted_at=make.later(days=2, hours=1))
    pages.sign_in(attempt.student)

    assert "2 of 2 marks, 0.4 taken off for 2 days late = 1.6 · grade B" in (
        pages.get("/results").words()
    )
    review = pages.get(f"/attempts/{attempt.id}/review").words()
    assert "2 of 2 marks, 0.4 taken off for 2 days late = 1.6. Grade B." in review


def test_neither_marks_nor_grade_are_shown_before_they_may_be(
    make: Make, pages: Pages, quiz: Assignment
) -> None:
    quiz.feedback = Feedback.CLOSE
    attempt = make.attempt(quiz, responses=RIGHT, submitted_at=make.later(days=2, hours=1))
    pages.sign_in(attempt.student)

    for address in ("/results", f"/assignments/{quiz.id}", f"/attempts/{attempt.id}/review"):
        words = pages.get(address).words()
        assert "taken off" not in words
        assert "rade B" not in words


def test_a_grade_waits_until_everything_is_marked(make: Make, pages: Pages) -> None:
    quiz = make.assignment(items=("S1-03", "CMP-18"))
    quiz.grade_by(Scale(Unit.PER_CENT, [Boundary("Fail", Fraction(0))]))
    attempt = make.attempt(quiz, responses=RIGHT)
    pages.sign_in(attempt.student)

    for address in ("/results", f"/attempts/{attempt.id}/review"):
        assert "Fail" not in pages.get(address).words()


def test_the_attempt_that_counts_for_the_student_is_the_best_after_the_rule(
    make: Make, quiz: Assignment
) -> None:
    student = make.enrolment(quiz.classroom).student
    quiz.counts, quiz.attempts_allowed = Counts.BEST, 2
    quiz.treat_late_work_by(LateRule(LateKind.CAP, 40))
    make.attempt(quiz, student, {1: "right"})
    make.attempt(quiz, student, RIGHT, number=2, submitted_at=make.later(days=3))

    task = queries.find_task(student, quiz.id, make.later(days=4))

    assert task is not None
    assert task.counts is not None
    assert (task.counts.number, task.counts.score) == (1, 1)


def test_the_list_of_results_asks_as_often_for_many_late_quizzes_as_for_one(
    make: Make, pages: Pages, student: User
) -> None:
    classroom = make.classroom()
    make.enrolment(classroom, student)
    pages.sign_in(student)

    def asked(quizzes: int) -> int:
        for _ in range(quizzes):
            quiz = make.assignment(classroom, due_at=make.later(minutes=1))
            quiz.treat_late_work_by(LateRule(LateKind.CAP, 40))
            make.attempt(quiz, student, {1: "right"}, submitted_at=NOON.replace(hour=13))
        with statements() as sent:
            pages.get("/results")
        return len(sent)

    assert asked(1) == asked(5)
