"""What the history of corrections says: who gained, who lost, who crossed which boundary then."""

from collections.abc import Sequence
from fractions import Fraction

from quizapp.attempts import actions as attempts
from quizapp.attempts.models import Correction
from quizapp.database import db
from quizapp.quizzes.models import Assignment
from quizapp.regrading.history import Account, Entry, entries_of
from quizapp.scoring.grades import Unit
from tests.counting import statements
from tests.make import Make
from tests.pages import Pages
from tests.regrading.test_grades import ESSAY, graded, grades_of, paper, scale
from tests.regrading.world import (
    CHOICE,
    CREDIT,
    DROP,
    LATER,
    by,
    choosing,
    corrected,
    keys,
    planned,
    published,
    undone,
    with_key,
)

OLD, NEW = keys()
Grades = list[tuple[str, str | None, str | None]]


def entries(quiz: Assignment) -> Sequence[Entry]:
    """Return the history as it is stored."""
    db.session.flush()
    db.session.expire_all()
    return entries_of(quiz.teacher, quiz, names=True)


def told(account: Account | None) -> Account:
    assert account
    return account


def crossing(account: Account | None) -> Grades:
    return grades_of([each.effect for each in told(account).students if each.effect.crosses])


def drifts(account: Account | None) -> tuple[int, int, int]:
    gains, loses, stays = (told(account).drifting(each) for each in ("gains", "loses", "stays"))
    return gains, loses, stays


def test_the_history_says_what_the_preview_said(make: Make) -> None:
    quiz = graded(make, scale(A=100, B=50))
    paper(make, quiz, "Ada", NEW, OLD)
    paper(make, quiz, "Ben", NEW, NEW)
    paper(make, quiz, "Cem", OLD, OLD)
    plan = planned(quiz, CREDIT)

    corrected(quiz, CREDIT)

    [entry] = entries(quiz)
    assert drifts(entry.account) == (2, 0, 1)
    assert crossing(entry.account) == grades_of(plan.crossing)
    assert crossing(entry.account) == [("Ada", "B", "A"), ("Ben", None, "B")]
    assert entry.account_of_undoing is None


def test_undoing_has_its_own_account_of_who_lost_and_crossed_back(make: Make) -> None:
    quiz = graded(make, scale(A=100, B=50))
    paper(make, quiz, "Ada", NEW, OLD)
    paper(make, quiz, "Cem", OLD, OLD)

    undone(quiz, corrected(quiz, CREDIT))

    [entry] = entries(quiz)
    assert crossing(entry.account) == [("Ada", "B", "A")]
    assert drifts(entry.account_of_undoing) == (0, 1, 1)
    assert crossing(entry.account_of_undoing) == [("Ada", "A", "B")]


def test_the_history_stays_true_when_boundaries_and_marks_change_later(make: Make) -> None:
    quiz = graded(make, scale(A=100, B=50))
    ada = paper(make, quiz, "Ada", NEW, OLD)
    first = corrected(quiz, by(published(make, with_key(NEW))))
    before = crossing(entries(quiz)[0].account)
    undone(quiz, first)

    quiz.grade_by(scale(Unit.MARKS, Pass=1))
    attempts.excuse(quiz.items[1], ada.student, quiz.teacher, "Was away.", LATER)
    corrected(quiz, CREDIT)

    newest, oldest = entries(quiz)
    assert before == [("Ada", "B", "A")] == crossing(oldest.account)
    assert [told(oldest.account).boundaries, told(oldest.account).in_marks] == [
        ["A = 100", "B = 50"],
        False,
    ]
    assert told(oldest.account).boundaries_changed
    assert crossing(newest.account) == [("Ada", None, "Pass")]
    assert told(newest.account).in_marks
    assert not told(newest.account).boundaries_changed


def test_undoing_is_told_by_the_boundaries_of_its_own_moment(make: Make) -> None:
    quiz = graded(make, scale(A=100, B=50))
    paper(make, quiz, "Ada", NEW, OLD)
    made = corrected(quiz, CREDIT)

    quiz.grade_by(scale(Pass=75, Fail=0))
    undone(quiz, made)

    [entry] = entries(quiz)
    assert crossing(entry.account) == [("Ada", "B", "A")]
    assert crossing(entry.account_of_undoing) == [("Ada", "Pass", "Fail")]


def test_who_crosses_without_gaining_or_losing_is_kept(make: Make) -> None:
    quiz = graded(make, scale(Unit.MARKS, A=2, B=1))
    paper(make, quiz, "Ada", OLD, OLD)

    corrected(quiz, DROP)

    [entry] = entries(quiz)
    assert drifts(entry.account) == (0, 0, 1)
    assert crossing(entry.account) == [("Ada", "A", "B")]


def test_only_what_a_person_has_still_to_mark_holds_a_grade_back(make: Make) -> None:
    quiz = graded(make, scale(Unit.MARKS, A=2, B=1), items=(CHOICE, CHOICE, ESSAY))
    answered = {1: choosing(NEW), 2: choosing(OLD), 3: "right"}
    waiting, overridden, excused = (make.attempt(quiz, responses=answered) for _ in range(3))
    essay = overridden.responses[2]
    attempts.override(essay, Fraction(), quiz.teacher, "Copied.", LATER, 0)
    attempts.excuse(quiz.items[2], excused.student, quiz.teacher, "Was away.", LATER)

    corrected(quiz, CREDIT)

    found = {e.effect.student: e.effect for e in told(entries(quiz)[0].account).students}
    assert found[waiting.student].after.waits
    assert not found[waiting.student].crosses
    for each in (overridden, excused):
        effect = found[each.student]
        assert (effect.before.grade, effect.after.grade, effect.crosses) == ("B", "A", True)


def test_a_correction_from_before_results_were_kept_says_so(make: Make, pages: Pages) -> None:
    quiz = make.assignment()
    made = {"act": "a", "remedy": CREDIT.remedy, "max_mark_before": 1, "at": LATER}
    db.session.add(Correction(assignment_id=quiz.id, position=1, **made))

    words = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/corrections").words()

    assert "Who gained and who lost was not kept at that time." in words


def test_the_page_names_who_crossed_then_and_hides_names(make: Make, pages: Pages) -> None:
    quiz = graded(make, scale(A=100, B=50))
    paper(make, quiz, "Ada Young", NEW, OLD)
    paper(make, quiz, "Ben Moss", OLD, OLD)
    undone(quiz, corrected(quiz, CREDIT))
    quiz.grade_by(scale(A=90, B=50))
    page = f"/assignments/{quiz.id}/corrections"

    shown = pages.sign_in(quiz.teacher).get(page).words()
    hidden = pages.get(f"{page}?names=off").words()

    assert "1 student gained, 0 lost, 1 stayed as it was." in shown
    assert "1 student crossed a boundary: Ada Young" in shown
    assert "from B to A." in shown
    assert "from A to B." in shown
    assert "A = 100, B = 50. They have been changed since." in shown
    assert "Ada Young" not in hidden
    assert "from B to A." in hidden


def test_a_correction_before_anybody_handed_in_names_nobody(make: Make, pages: Pages) -> None:
    quiz = graded(make, scale(A=100))
    corrected(quiz, CREDIT)

    page = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/corrections")

    assert "Nobody had handed in yet." in page.words()
    assert "Hide names" not in page.words()


def test_the_history_asks_as_often_for_more_students_and_corrections(
    make: Make, pages: Pages
) -> None:
    quiz = graded(make, scale(A=75, B=25))
    pages.sign_in(quiz.teacher)

    def asked(students: int) -> int:
        for number in range(students):
            paper(make, quiz, f"Ada {number}", NEW, OLD)
        undone(quiz, corrected(quiz, CREDIT))
        with statements() as sent:
            pages.get(f"/assignments/{quiz.id}/corrections")
        return len(sent)

    assert asked(2) == asked(9)
