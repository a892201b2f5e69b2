"""Who gets another grade when a question is put right, and what late work makes of it."""

from collections.abc import Sequence
from fractions import Fraction
from urllib.parse import urlencode

import pytest

from quizapp.attempts.models import Attempt
from quizapp.items.base import Item
from quizapp.quizzes.models import Assignment, Counts
from quizapp.regrading import actions
from quizapp.regrading.actions import Outdated
from quizapp.regrading.effects import Effect
from quizapp.regrading.papers import Decision
from quizapp.scoring.grades import Boundary, Scale, Unit
from quizapp.scoring.lateness import LateKind, LateRule
from tests.counting import statements
from tests.make import Make
from tests.pages import Pages
from tests.regrading.world import CHOICE, CREDIT, DROP, LATER, choosing, keys, place, planned

OLD, NEW = keys()
ESSAY = "CMP-18"


def scale(unit: Unit = Unit.PER_CENT, **least: int) -> Scale:
    return Scale(unit, [Boundary(grade, Fraction(each)) for grade, each in least.items()])


def graded(make: Make, grades: Scale, items: Sequence[str | Item] = (CHOICE, CHOICE)) -> Assignment:
    quiz: Assignment = make.assignment(items=items, due_at=make.later(days=1))
    quiz.grade_by(grades)
    return quiz


def paper(make: Make, quiz: Assignment, name: str, *chosen: str, **given: object) -> Attempt:
    """An attempt by somebody with this name, with an option chosen for each question."""
    student = make.enrolment(quiz.classroom, make.student(name=name)).student
    responses = {at: choosing(each) for at, each in enumerate(chosen, start=1)}
    return make.attempt(quiz, student, responses, **given)


def grades_of(effects: Sequence[Effect]) -> list[tuple[str, str | None, str | None]]:
    return [(each.student.name, each.before.grade, each.after.grade) for each in effects]


def preview(quiz: Assignment, decision: Decision, **more: str) -> str:
    sent = urlencode({"remedy": decision.remedy.value, **more})
    return f"/assignments/{quiz.id}/items/1/correction/preview?{sent}"


def test_the_plan_knows_who_gets_another_grade(make: Make) -> None:
    quiz = graded(make, scale(A=100, B=50))
    paper(make, quiz, "Ada", NEW, OLD)  # one of two; then both
    paper(make, quiz, "Ben", NEW, NEW)  # none; then one
    paper(make, quiz, "Cem", OLD, OLD)

    plan = planned(quiz, CREDIT)

    assert plan.gives_grades
    assert grades_of(plan.crossing) == [("Ada", "B", "A"), ("Ben", None, "B")]


def test_a_question_that_is_dropped_moves_boundaries_of_marks_too(make: Make) -> None:
    quiz = graded(make, scale(Unit.MARKS, A=2, B=1))
    paper(make, quiz, "Ada", OLD, OLD)  # all of it, before and after

    [effect] = planned(quiz, DROP).effects

    assert effect.drift == "stays"
    assert effect.crosses
    assert grades_of([effect]) == [("Ada", "A", "B")]


def test_without_grades_nobody_crosses(make: Make) -> None:
    quiz = graded(make, scale(A=100))
    quiz.grade_by(None)
    paper(make, quiz, "Ada", NEW, OLD)

    plan = planned(quiz, CREDIT)

    assert (plan.gives_grades, list(plan.crossing)) == (False, [])


def test_what_comes_off_for_lateness_is_off_on_both_sides(make: Make) -> None:
    quiz = graded(make, scale(A=75, B=25))
    quiz.treat_late_work_by(LateRule(LateKind.PER_DAY, 25))
    paper(make, quiz, "Ada", NEW, OLD, submitted_at=make.later(days=1, hours=5))

    [effect] = planned(quiz, CREDIT).effects

    assert (effect.before.score, effect.after.score) == (Fraction(1, 2), Fraction(3, 2))
    assert grades_of([effect]) == [("Ada", "B", "A")]


def test_the_attempt_that_counts_is_the_best_after_lateness(make: Make) -> None:
    quiz = graded(make, scale(A=75))
    quiz.counts, quiz.attempts_allowed = Counts.BEST, 2
    quiz.treat_late_work_by(LateRule(LateKind.CAP, 40))
    first = paper(make, quiz, "Ada", NEW, OLD)
    both = {1: choosing(OLD), 2: choosing(OLD)}
    make.attempt(quiz, first.student, both, number=2, submitted_at=make.later(days=5))

    [effect] = planned(quiz, CREDIT).effects

    assert (effect.before.number, effect.before.score) == (1, 1)
    assert (effect.after.number, effect.after.score) == (1, 2)


def test_who_waits_for_a_marker_crosses_nothing_yet(make: Make) -> None:
    quiz = graded(make, scale(A=10, B=0), items=(CHOICE, ESSAY))
    student = make.enrolment(quiz.classroom).student
    make.attempt(quiz, student, {1: choosing(NEW), 2: "right"})

    [effect] = planned(quiz, CREDIT).effects

    assert effect.after.waits
    assert not effect.crosses


def test_the_preview_names_who_crosses_and_hides_names(make: Make, pages: Pages) -> None:
    quiz = graded(make, scale(A=100, B=50))
    paper(make, quiz, "Ada Young", NEW, OLD)
    paper(make, quiz, "Ben Moss", OLD, OLD)
    pages.sign_in(quiz.classroom.teacher)

    shown = pages.get(preview(quiz, CREDIT)).words()
    hidden = pages.get(preview(quiz, CREDIT, names="off")).words()

    assert "1 student crosses a boundary: Ada Young" in shown
    assert "from B to A." in shown
    assert "B → A" in shown
    assert "Ada Young" not in hidden
    assert "from B to A." in hidden


def test_the_preview_says_that_nobody_crosses(make: Make, pages: Pages) -> None:
    quiz = graded(make, scale(Pass=0))
    paper(make, quiz, "Ada Young", NEW, OLD)
    pages.sign_in(quiz.classroom.teacher)
    said = "Nobody crosses a boundary between grades."

    assert said in pages.get(preview(quiz, CREDIT)).words()
    quiz.grade_by(None)
    assert said not in pages.get(preview(quiz, CREDIT)).words()


@pytest.mark.parametrize("changed", ["grades", "due date"])
def test_a_preview_is_outdated_when_boundaries_or_dates_have_moved(
    make: Make, changed: str
) -> None:
    quiz = graded(make, scale(A=75, B=25))
    quiz.treat_late_work_by(LateRule(LateKind.PER_DAY, 25))
    paper(make, quiz, "Ada", NEW, OLD, submitted_at=make.later(days=1, hours=5))
    plan = planned(quiz, CREDIT)

    if changed == "grades":
        quiz.grade_by(scale(A=90, B=25))
    else:
        quiz.due_at = make.later(days=3)

    with pytest.raises(Outdated):
        actions.correct([place(quiz)], CREDIT, plan.seal, quiz.teacher, LATER)


def test_the_preview_asks_as_often_for_many_late_students(make: Make, pages: Pages) -> None:
    quiz = graded(make, scale(A=75, B=25))
    quiz.treat_late_work_by(LateRule(LateKind.PER_DAY, 25))
    pages.sign_in(quiz.classroom.teacher)

    def asked(students: int) -> int:
        for _ in range(students):
            late = paper(make, quiz, "Ada", NEW, OLD, submitted_at=make.later(days=2))
            make.accommodation(late.student, extra_time_percent=25)
        with statements() as sent:
            pages.get(preview(quiz, CREDIT))
        return len(sent)

    assert asked(2) == asked(9)
