from collections.abc import Sequence

import pytest

from quizapp.accounts.models import User
from quizapp.bank.model import Quiz
from quizapp.bank.versions import content_hash, quiz_content
from quizapp.database import db
from quizapp.quizzes.models import Assignment, QuizVersion
from tests.counting import statements
from tests.insights.plain import BELIEF, CHOICE, OTHER, THIRD
from tests.make import Make
from tests.pages import Pages


def answered(make: Make, quiz: Assignment, options: str, students: Sequence[User] = ()) -> None:
    """Let each of these options be chosen by a student of the class."""
    for place, option in enumerate(options):
        student = students[place] if students else None
        make.attempt(quiz, student, {1: {"choice": [option]}})


def test_the_page_opens_with_what_most_believe_and_says_what_answers_it(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE])
    answered(make, quiz, "aab")
    make.revision()

    words = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/beliefs").words()

    assert f"2 of 3 students answered as if: {BELIEF.belief}" in words
    assert BELIEF.rebuttal in words
    assert BELIEF.read in words
    assert "Alpha" in words


def test_the_class_page_gathers_all_quizzes_and_says_who_changed_their_mind(
    make: Make, pages: Pages
):
    classroom = make.classroom()
    students = [make.enrolment(classroom).student for _ in range(3)]
    first = make.assignment(classroom, [CHOICE], title="First")
    second = make.assignment(classroom, [OTHER], title="Second")
    make.revision()
    answered(make, first, "aaa", students)
    for student, option in zip(students, "bac", strict=True):
        make.attempt(second, student, {1: {"choice": [option]}}, submitted_at=make.later(days=2))
    pages.sign_in(classroom.teacher)

    whole = pages.get(f"/classes/{classroom.id}/beliefs").words()
    later_one = pages.get(f"/assignments/{second.id}/beliefs").words()

    assert "3 of 3 students answered as if" in whole
    assert "Changed their mind: 1 of 3." in whole
    assert "of First" in whole
    assert "of Second" in whole
    assert "1 student answered as if this were so. They have not been asked again." in later_one


def test_certainty_is_counted_without_saying_whose_it_is(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE], certainty=True)
    for name, level in [("Ada", 3), ("Ben", 1)]:
        student = make.enrolment(quiz.classroom, make.student(name=name)).student
        attempt = make.attempt(quiz, student, {1: {"choice": ["a"]}})
        attempt.responses[0].certainty = level
    make.revision()

    words = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/beliefs").words()

    assert "1 of them was very sure." in words


def test_without_names_numbers_stand_for_the_holders(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE])
    student = make.enrolment(quiz.classroom, make.student(name="Adelaide Young")).student
    answered(make, quiz, "a", [student])
    make.revision()
    pages.sign_in(quiz.teacher)

    for address in (f"/assignments/{quiz.id}/beliefs", f"/classes/{quiz.classroom_id}/beliefs"):
        assert "Adelaide" in pages.get(address).text
        page = pages.get(f"{address}?names=off")
        assert "Adelaide" not in page.text
        assert "Student 1" in page.words()


def test_questions_on_the_belief_are_offered_that_the_class_has_not_had(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE])
    make.assignment(quiz.classroom, [THIRD], archived_at=make.later(days=1))
    answered(make, quiz, "aa")
    revision = make.revision()
    revision.items = [make.item_version(each) for each in (CHOICE, OTHER, THIRD)]
    revision.quizzes = [_published_quiz(["S1-03", OTHER.id])]
    revision.items.append(make.item_version("S1-03"))

    page = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/beliefs")

    assert "1 question on it that the class has not had" in page.words()
    assert OTHER.stem in page.words()
    assert THIRD.stem not in page.words()
    assert "/quizzes/test/Q9#q2-stem" in [a.get("href") for a in page.all("a")]


def _published_quiz(items: list[str]) -> QuizVersion:
    quiz = Quiz.model_validate(
        {
            "id": "Q9",
            "title": "On offer",
            "purpose": "To ask again.",
            "mode": "self",
            "minutes": 5,
            "entries": items,
        }
    )
    content = quiz_content(quiz)
    version = QuizVersion(bank="test", quiz_id="Q9", hash=content_hash(content), content=content)
    db.session.add(version)
    return version


def test_who_has_left_and_void_attempts_do_not_count(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE])
    make.revision()
    gone = make.enrolment(quiz.classroom)
    gone.left_at = make.later(days=1)
    make.attempt(quiz, gone.student, {1: {"choice": ["a"]}})
    void = make.attempt(quiz, responses={1: {"choice": ["a"]}})
    void.void(quiz.teacher, "A test", make.later(days=1))
    make.attempt(quiz, responses={1: {"choice": ["b"]}})

    words = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/beliefs").words()

    assert "No wrong answer points to a belief" in words


def test_only_the_attempt_that_counts_is_read(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE], counts="latest")
    make.revision()
    student = make.enrolment(quiz.classroom).student
    make.attempt(quiz, student, {1: {"choice": ["a"]}})
    make.attempt(quiz, student, {1: {"choice": ["b"]}}, number=2)

    words = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/beliefs").words()

    assert "No wrong answer points to a belief" in words


@pytest.mark.parametrize("handed_in", [False, True])
def test_without_answers_or_a_published_bank_the_page_says_so(
    make: Make, pages: Pages, handed_in: bool
):
    quiz = make.assignment(items=[CHOICE])
    make.attempt(quiz, responses={1: {"choice": ["a"]}}, handed_in=handed_in)
    pages.sign_in(quiz.teacher)

    for address in (f"/assignments/{quiz.id}/beliefs", f"/classes/{quiz.classroom_id}/beliefs"):
        words = pages.get(address).words()
        assert (
            "No wrong answer points to a belief" if handed_in else "Nobody has handed in"
        ) in words


@pytest.mark.parametrize("page", ["assignments/{0.id}/beliefs", "classes/{0.classroom_id}/beliefs"])
def test_strangers_do_not_learn_what_a_class_believes(make: Make, pages: Pages, page: str):
    quiz = make.assignment()

    for stranger in (make.teacher(), make.student()):
        pages.sign_in(stranger).get("/" + page.format(quiz), status=404)
    pages.sign_in(make.admin()).get("/" + page.format(quiz))


@pytest.mark.parametrize("page", ["assignments/{0.id}/beliefs", "classes/{0.classroom_id}/beliefs"])
def test_the_number_of_queries_does_not_grow_with_students_or_quizzes(
    make: Make, pages: Pages, page: str
):
    make.revision()

    def sent(students: int, quizzes: int) -> int:
        classroom = make.classroom(students=students)
        for _ in range(quizzes):
            quiz = make.assignment(classroom, items=[CHOICE, "S1-03", "S1-02"])
            for enrolment in classroom.enrolments:
                make.attempt(quiz, enrolment.student, {1: {"choice": ["a"]}, 2: "wrong"})
        pages.sign_in(classroom.teacher)
        with statements() as found:
            pages.get("/" + page.format(quiz))
        return len(found)

    few = sent(3, 1)

    assert few == sent(30, 3)
    assert few < 30


def test_a_class_that_was_never_asked_about_a_belief_has_handed_in_all_the_same(
    make: Make, pages: Pages
):
    silent = [each.model_copy(update={"misconception": None}) for each in CHOICE.options]
    quiz = make.assignment(items=[CHOICE.model_copy(update={"options": tuple(silent)})])
    answered(make, quiz, "a")

    words = pages.sign_in(quiz.teacher).get(f"/classes/{quiz.classroom_id}/beliefs").words()

    assert "Nobody has handed in yet." not in words
    assert "No wrong answer points to a belief" in words
