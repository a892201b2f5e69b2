"""The pages on which a teacher overrides a mark or excuses a student, and what follows them."""

import csv
from fractions import Fraction
from io import StringIO

import pytest

from quizapp.accounts.models import User
from quizapp.attempts.corrections import excused_in
from quizapp.attempts.models import Attempt, Response
from quizapp.classrooms.models import Enrolment
from quizapp.database import db
from quizapp.insights.cells import Sight
from quizapp.insights.marks import table_of
from quizapp.insights.queries.assignments import version_of
from quizapp.insights.queries.grids import grid_of, questions_of, sittings_of
from quizapp.marking import line
from quizapp.quizzes.groups import name_students
from quizapp.quizzes.models import Assignment
from tests.counting import statements
from tests.insights.plain import CHOICE
from tests.make import NOON, Make
from tests.marking.world import ESSAY, essay
from tests.pages import Pages

WHY = "Answered aloud."


@pytest.fixture
def quiz(make: Make) -> Assignment:
    make.school()
    return make.assignment(items=[CHOICE, "S2-06"])


@pytest.fixture
def attempt(make: Make, quiz: Assignment, pages: Pages) -> Attempt:
    """An attempt with a wrong answer and a right one; its teacher is signed in."""
    pages.sign_in(quiz.teacher)
    return make.attempt(quiz, responses={1: "wrong", 2: "right"})


def where(attempt: Attempt, rest: str = "") -> str:
    return f"/assignments/{attempt.assignment_id}/students/{attempt.student_id}{rest}"


def override(
    pages: Pages, response: Response, mark: str, reason: str = WHY, status: int = 302, seen: int = 0
):
    url = where(response.attempt, f"/overrides/{response.id}")
    return pages.post(url, {"mark": mark, "reason": reason, "seen": str(seen)}, status=status)


def excuse(pages: Pages, attempt: Attempt, position: int = 1, reason: str = WHY, status: int = 302):
    return pages.post(where(attempt, f"/excuses/{position}"), {"reason": reason}, status=status)


@pytest.mark.parametrize("typed", ["0.5", "0,5", "0.50"])
def test_a_mark_is_overridden_in_point_or_comma_and_taken_back(
    pages: Pages, attempt: Attempt, typed: str
):
    response = attempt.responses[0]

    override(pages, response, typed)

    assert response.mark == Fraction(1, 2)
    words = pages.get(where(attempt)).words()
    assert f"Overridden by {attempt.assignment.teacher.name}" in words
    assert f"{WHY} By itself the answer earned 0." in words
    assert "Mark overridden by" in words
    pages.post(where(attempt, f"/overrides/{response.id}/withdrawal"))
    assert response.mark == 0
    assert "Override taken back by" in pages.get(where(attempt)).words()


@pytest.mark.parametrize(
    ("mark", "reason", "said"),
    [
        ("1.5", WHY, "The mark lies between 0 and 1, such as 0.5."),
        ("-1", WHY, "The mark lies between 0 and 1, such as 0.5."),
        ("NaN", WHY, "The mark lies between 0 and 1, such as 0.5."),
        ("1e1", WHY, "The mark lies between 0 and 1, such as 0.5."),
        ("½", WHY, "The mark lies between 0 and 1, such as 0.5."),
        ("", WHY, "Type a mark."),
        ("9" * 5000, WHY, "The mark lies between 0 and 1, such as 0.5."),
        ("0.5", "   ", "Give a reason, so that it can be understood later."),
        ("0.5", "x" * 10_000, "A reason has at most 300 characters."),
    ],
)
def test_what_is_amiss_with_an_override_is_said_and_kept(
    pages: Pages, attempt: Attempt, mark: str, reason: str, said: str
):
    page = override(pages, attempt.responses[0], mark, reason, status=422)

    assert said in page.words()
    kept = {each.get("value") for each in page.all("input")}
    assert {mark, reason.strip()} <= kept
    assert attempt.responses[0].mark == 0


def test_of_two_teachers_the_second_sees_what_the_first_did(pages: Pages, attempt: Attempt):
    response = attempt.responses[0]
    override(pages, response, "1")

    page = override(pages, response, "0.25", "Not said.", status=422)

    assert "Something happened to this mark since you opened the page." in page.words()
    assert "0.25" in {each.get("value") for each in page.all("input")}
    assert response.mark == 1
    seen = next(each.get("value") for each in page.all("input") if each.get("name") == "seen")
    override(pages, response, "0.25", seen=int(seen))
    assert response.mark == Fraction(1, 4)


def test_no_mark_is_set_while_somebody_works_or_in_a_voided_attempt(
    make: Make, pages: Pages, quiz: Assignment
):
    pages.sign_in(quiz.teacher)
    working = make.attempt(quiz, handed_in=False)
    voided = make.attempt(quiz, voided_at=NOON, void_reason="fire alarm")

    said = [
        override(pages, each.responses[0], "1", status=422).words() for each in (working, voided)
    ]

    assert "still under way" in said[0]
    assert "taken out of the results" in said[1]


def test_an_excused_question_leaves_the_page_the_total_and_comes_back(
    pages: Pages, attempt: Attempt
):
    whole = attempt.responses[1].max_mark

    excuse(pages, attempt)

    words = pages.get(where(attempt)).words()
    assert f"has {whole} of {whole}." in words
    assert "Excused, does not count" in words or "excused, does not count" in words
    assert f"{WHY}" in words
    pages.post(where(attempt, "/excuses/1/withdrawal"))
    assert f"has {whole} of {whole + 1}." in pages.get(where(attempt)).words()


@pytest.mark.parametrize("reason", ["", "x" * 10_000])
def test_an_excuse_needs_a_reason_that_can_be_kept(pages: Pages, attempt: Attempt, reason: str):
    page = excuse(pages, attempt, reason=reason, status=422)

    assert reason in {each.get("value") for each in page.all("input")}
    assert attempt.responses[0].max_mark == 1


def test_nobody_is_excused_from_what_was_dropped(pages: Pages, attempt: Attempt, quiz: Assignment):
    quiz.items[0].max_mark = 0
    db.session.commit()

    page = excuse(pages, attempt, status=422)

    assert "This question was dropped, so it counts for nobody." in page.words()


def test_strangers_and_wrong_places_are_not_found(make: Make, pages: Pages, attempt: Attempt):
    other = make.attempt(make.assignment())
    mixed = f"/assignments/{attempt.assignment_id}/students/{attempt.student_id}"
    given = {"mark": "1", "reason": WHY}
    pages.post(f"{mixed}/overrides/{other.responses[0].id}", given, status=404)
    pages.post(f"{mixed}/excuses/99", given, status=404)
    pages.post(
        f"/assignments/{attempt.assignment_id}/students/{other.student_id}/excuses/1",
        given,
        status=404,
    )

    pages.sign_in(make.teacher())

    override(pages, attempt.responses[0], "1", status=404)
    excuse(pages, attempt, status=404)


def test_the_marks_of_a_student_whose_account_is_closed_can_be_decided(
    pages: Pages, attempt: Attempt
):
    attempt.student.archived_at = NOON
    db.session.commit()

    override(pages, attempt.responses[0], "1")
    excuse(pages, attempt, 2)

    assert [each.mark for each in attempt.responses] == [1, 0]


def test_the_grid_shows_both_with_words_and_counts_shares_by_student(
    make: Make, pages: Pages, attempt: Attempt, quiz: Assignment
):
    other = make.attempt(quiz, responses={1: "right", 2: "wrong"})
    override(pages, attempt.responses[0], "0.5")
    excuse(pages, other, 2)

    page = pages.get(f"/assignments/{quiz.id}/results")
    grid = grid_of(quiz)

    labels = [each.get("aria-label") or "" for each in page.all("a")]
    assert "overridden: a teacher set the mark, 0.5" in labels
    assert "excused, does not count" in labels
    assert "of 1" in page.words()
    rows = [grid.row_of(each.student_id) for each in (attempt, other)]
    assert [row.cells[1].shown for row in rows if row] == [Sight.OVERRIDDEN, Sight.RIGHT]
    whole = attempt.responses[1].max_mark
    shares = [grid.share_of(row) for row in rows if row]
    assert shares == [Fraction(2 * whole + 1, 2 * (whole + 1)), 1]


def test_statistics_take_what_was_earned_and_leave_the_excused_out(
    make: Make, pages: Pages, attempt: Attempt, quiz: Assignment
):
    other = make.attempt(quiz, responses={1: "right", 2: "right"})
    override(pages, attempt.responses[0], "1")
    excuse(pages, other, 2)

    table = table_of(questions_of(quiz), sittings_of([quiz])[quiz.id])

    whole = attempt.responses[1].max_mark
    assert table.rows == ((0, whole), (1, None))
    words = pages.get(f"/assignments/{quiz.id}/statistics").words()
    assert "Excused, does not count" in words


def test_a_written_answer_with_an_override_no_longer_waits(make: Make, pages: Pages):
    make.school()
    response = essay(make, make.assignment(items=[ESSAY]))
    quiz = response.attempt.assignment
    pages.sign_in(quiz.teacher)
    assert grid_of(quiz).waiting == 1

    override(pages, response, "2,5")

    grid = grid_of(quiz)
    assert (grid.waiting, grid.columns[0].share) == (0, None)
    assert grid.rows[0].score == Fraction(5, 2)
    assert "still to be marked" not in pages.get(where(response.attempt)).words()
    assert line.scripts_of(quiz.teacher, "test", ESSAY, NOON) == []
    script = pages.get(f"/scripts/{response.id}").words()
    assert f"A teacher has overridden this mark: 2.5 of {response.max_mark}" in script


def test_nobody_is_asked_to_mark_what_a_student_is_excused_from(make: Make, pages: Pages):
    make.school()
    response = essay(make, make.assignment(items=[ESSAY]))
    quiz = response.attempt.assignment
    pages.sign_in(quiz.teacher)

    excuse(pages, response.attempt)

    assert line.scripts_of(quiz.teacher, "test", ESSAY, NOON) == []
    script = pages.get(f"/scripts/{response.id}").words()
    assert "The student is excused from this question" in script


def test_the_tables_say_what_was_decided_and_why(
    make: Make, pages: Pages, attempt: Attempt, quiz: Assignment
):
    override(pages, attempt.responses[0], "0.5", "=1+1")
    excuse(pages, attempt, 2, "Was ill.")

    [marks] = rows(pages, quiz, "marks")
    responses = rows(pages, quiz, "responses")

    assert (marks["score"], marks["out_of"]) == ("0.5", "1")
    assert (marks["overridden"], marks["excused"]) == ("1", "2")
    names = ("mark", "max_mark", "overridden", "override_reason", "excused", "excuse_reason")
    told = [[each[name] for name in names] for each in responses]
    assert told == [["0.5", "1", "yes", "'=1+1", "no", ""], ["0", "0", "no", "", "yes", "Was ill."]]


def rows(pages: Pages, quiz: Assignment, what: str) -> list[dict[str, str]]:
    got = pages.client.get(f"/assignments/{quiz.id}/{what}.csv")
    assert got.status_code == 200
    return list(csv.DictReader(StringIO(got.get_data(as_text=True).lstrip("\ufeff"))))


def test_the_student_reads_the_override_with_its_reason_and_that_they_are_excused(
    pages: Pages, attempt: Attempt, quiz: Assignment
):
    override(pages, attempt.responses[0], "0.5")
    excuse(pages, attempt, 2, "Was ill.")

    words = pages.sign_in(attempt.student).get(f"/attempts/{attempt.id}/review").words()

    assert "Your teacher set this mark" in words
    assert WHY in words
    assert "Excused: does not count." in words
    assert "Was ill." not in words


def test_the_student_is_told_while_working_that_a_question_does_not_count(
    make: Make, pages: Pages, quiz: Assignment
):
    pages.sign_in(quiz.teacher)
    attempt = make.attempt(quiz, handed_in=False)
    excuse(pages, attempt)

    words = pages.sign_in(attempt.student).get(f"/attempts/{attempt.id}?question=1").words()

    assert "You are excused from this question" in words


def test_the_number_of_queries_does_not_grow_with_what_was_decided(
    make: Make, pages: Pages, quiz: Assignment
):
    def counted() -> int:
        db.session.expire_all()
        with statements() as made:
            pages.get(f"/assignments/{quiz.id}/results")
            pages.get(where(first))
            pages.get(f"/assignments/{quiz.id}/items/1/correction/preview?remedy=credit")
        return len(made)

    pages.sign_in(quiz.teacher)
    first, *others = [make.attempt(quiz, responses={1: "wrong", 2: "right"}) for _ in range(5)]
    override(pages, first.responses[0], "1")
    excuse(pages, others[0], 2)
    few = counted()
    for each in others:
        override(pages, each.responses[0], "1")
        excuse(pages, each, 2)
    override(pages, first.responses[1], "1")
    excuse(pages, first, 2)

    assert counted() == few


def colleague(make: Make, quiz: Assignment) -> User:
    return make.co_teacher(quiz.classroom)


def test_a_colleague_decides_as_well(make: Make, pages: Pages, attempt: Attempt, quiz: Assignment):
    pages.sign_in(colleague(make, quiz))

    override(pages, attempt.responses[0], "1")

    assert attempt.responses[0].fixed


def page_of(quiz: Assignment, student: User, rest: str = "") -> str:
    return f"/assignments/{quiz.id}/students/{student.id}{rest}"


def test_a_student_is_excused_before_they_begin_and_everything_says_so(
    make: Make, pages: Pages, quiz: Assignment
):
    student = make.enrolment(quiz.classroom, make.student(name="Ada Young")).student
    excuse, whole = page_of(quiz, student, "/excuses/1"), quiz.items[1].max_mark
    pages.sign_in(quiz.teacher)

    missing = pages.post(excuse, {"reason": " "}, status=422)
    done = pages.post(excuse, {"reason": "Was ill."})

    assert "Give a reason, so that it can be understood later." in missing.words()
    assert done.location.endswith(page_of(quiz, student, "#question-1"))
    page = pages.get(page_of(quiz, student))
    assert "Excused from question 1." in page.words()
    assert f"Excused by {quiz.teacher.name}" in page.words()
    assert "Was ill." in page.words()
    assert "not started · excused from 1" in pages.get(f"/assignments/{quiz.id}/results").words()
    [row] = rows(pages, quiz, "marks")
    assert (row["state"], row["excused"], row["out_of"]) == ("not started", "1", str(whole))
    pages.sign_in(student)
    start = pages.get(f"/assignments/{quiz.id}").words()
    assert "You are excused from question 1: it does not count" in start
    assert f"2 questions, {whole} mark" in start
    assert "Was ill." not in start
    pages.sign_in(quiz.teacher)
    pages.post(f"{excuse}/withdrawal")
    assert "Was ill." not in pages.get(page_of(quiz, student)).words()


def test_once_a_student_works_the_attempt_takes_the_place_of_what_is_ahead(
    make: Make, pages: Pages, quiz: Assignment
):
    student = make.enrolment(quiz.classroom).student
    pages.sign_in(quiz.teacher)
    pages.post(page_of(quiz, student, "/excuses/1"), {"reason": "Was ill."})
    attempt = make.attempt(quiz, student, handed_in=False)

    working = pages.get(page_of(quiz, student)).words()
    attempt.void(quiz.teacher, "fire alarm", NOON)
    again = pages.get(page_of(quiz, student))

    assert "The questions ahead" not in working
    assert "It leaves this attempt when it ends." in working
    assert "The questions ahead" in again.words()
    assert [each.get("id") for each in again.all("li") if each.get("id") == "question-1"]
    pages.post(page_of(quiz, student, "/excuses/2"), {"reason": "Was ill."})
    assert "Excused from questions 1 and 2." in pages.get(page_of(quiz, student)).words()


def test_nobody_is_excused_who_has_nothing_to_do_with_the_quiz(
    make: Make, pages: Pages, quiz: Assignment
):
    classroom = quiz.classroom
    named, other, left = (make.enrolment(classroom).student for _ in range(3))
    enrolment = db.session.scalars(db.select(Enrolment).filter_by(student_id=left.id)).one()
    enrolment.left_at = NOON
    name_students(quiz, [named.id, left.id])
    pages.sign_in(quiz.teacher)

    for student, status in ((named, 302), (other, 404), (left, 404)):
        pages.post(page_of(quiz, student, "/excuses/1"), {"reason": WHY}, status=status)

    assert excused_in(quiz.id) == {named.id: {1}}


def test_the_live_table_is_fetched_again_when_somebody_is_excused_ahead(
    make: Make, pages: Pages, quiz: Assignment
):
    student = make.enrolment(quiz.classroom).student
    pages.sign_in(quiz.teacher)
    seen = [version_of(quiz.teacher, quiz.id)]

    pages.post(page_of(quiz, student, "/excuses/1"), {"reason": WHY})
    seen.append(version_of(quiz.teacher, quiz.id))
    pages.post(page_of(quiz, student, "/excuses/1/withdrawal"))
    seen.append(version_of(quiz.teacher, quiz.id))

    assert seen[0] != seen[1] != seen[2]


def test_a_page_without_an_attempt_asks_as_often_for_many_excuses(
    make: Make, pages: Pages, quiz: Assignment
):
    first, *others = [make.enrolment(quiz.classroom).student for _ in range(5)]
    pages.sign_in(quiz.teacher)

    def counted() -> int:
        db.session.expire_all()
        with statements() as made:
            pages.get(f"/assignments/{quiz.id}/results")
            pages.get(page_of(quiz, first))
        return len(made)

    pages.post(page_of(quiz, first, "/excuses/1"), {"reason": WHY})
    few = counted()
    for student in (first, *others):
        pages.post(page_of(quiz, student, "/excuses/2"), {"reason": WHY})

    assert counted() == few
