import csv
from fractions import Fraction
from io import StringIO

import pytest

from quizapp.insights.exports import RESPONSES, file_name
from quizapp.insights.sheets import written
from tests.insights.plain import CHOICE
from tests.make import Make
from tests.pages import Pages


def table(pages: Pages, address: str) -> list[dict[str, str]]:
    page = pages.get(address)
    assert page.response.mimetype == "text/csv"
    assert page.response.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(page.text.removeprefix("\ufeff"))))


def test_marks_have_a_line_for_each_student(make: Make, pages: Pages):
    quiz = make.assignment(make.classroom(students=1), ["S1-03", "S1-02"])
    attempt = make.attempt(quiz, responses={1: "right", 2: "right"})
    attempt.responses[1].mark = Fraction(1, 8)

    rows = table(pages.sign_in(quiz.teacher), f"/assignments/{quiz.id}/marks.csv")

    by_state = {row["state"]: row for row in rows}
    assert set(by_state) == {"handed in", "not started"}
    done = by_state["handed in"]
    assert (done["user_name"], done["score"], done["out_of"]) == (
        attempt.student.username,
        "1.125",
        "2",
    )
    assert (done["q1 S1-03 (of 1)"], done["q2 S1-02 (of 1)"]) == ("1", "0.125")
    assert by_state["not started"]["q1 S1-03 (of 1)"] == ""


def test_responses_have_a_line_for_each_of_every_attempt(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE, "S1-02"])
    first = make.attempt(quiz, responses={1: "right", 2: "right"})
    second = make.attempt(quiz, first.student, {1: "wrong"}, number=2)
    second.void(quiz.teacher, "A test", make.later(days=1))

    rows = table(pages.sign_in(quiz.teacher), f"/assignments/{quiz.id}/responses.csv")

    assert [(r["attempt"], r["question"], r["counts"], r["voided"]) for r in rows] == [
        ("1", "1", "yes", "no"),
        ("1", "2", "yes", "no"),
        ("2", "1", "no", "yes"),
        ("2", "2", "no", "yes"),
    ]
    assert list(rows[0]) == list(RESPONSES)
    assert rows[0]["response"] == "Beta"


def test_what_a_student_typed_is_never_run_by_a_spreadsheet(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-16"])
    evil = make.enrolment(quiz.classroom, make.student(name='=HYPERLINK("x")')).student
    make.attempt(quiz, evil, {1: {"text": ["=1+1", "ignored"][:1]}})

    for kind in ("marks", "responses"):
        rows = table(pages.sign_in(quiz.teacher), f"/assignments/{quiz.id}/{kind}.csv")
        assert rows[0]["name"] == '\'=HYPERLINK("x")'
        assert not any(value.startswith(("=", "+", "-", "@")) for value in rows[0].values())


@pytest.mark.parametrize("text", ["=1", " +1", "\u00a0-1", "@a", "\t=1", "\uff1d1", "\uff20a"])
def test_a_cell_that_a_spreadsheet_would_run_is_guarded(text: str):
    assert written(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "Ada - Byron", "'quoted'"])
def test_other_cells_stay_as_they_are(text: str):
    assert written(text) == text


def test_the_file_is_named_after_class_and_quiz(make: Make, pages: Pages):
    quiz = make.assignment(make.classroom(name="10B/x"), title='Źródło 1: "clinic"')

    answer = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/marks.csv").response

    assert (
        "filename*=UTF-8''10B%20x%20%C5%B9r%C3%B3d%C5%82o" in answer.headers["Content-Disposition"]
    )
    assert file_name("10B", "Source 1 clinic", "marks") == "10B Source 1 clinic marks.csv"


def test_an_empty_class_has_tables_with_a_header(make: Make, pages: Pages):
    quiz = make.assignment(make.classroom())

    for kind in ("marks", "responses"):
        page = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/{kind}.csv")
        assert len(page.text.splitlines()) == 1
