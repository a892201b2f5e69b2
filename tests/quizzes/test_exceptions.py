"""Exceptions for single students, and what holds for them."""

import pytest

from quizapp.accounts.models import User
from quizapp.database import db
from quizapp.quizzes import queries
from quizapp.quizzes.models import Override
from tests.counting import statements
from tests.make import Make
from tests.pages import Pages


def test_an_exception_holds_only_what_differs_and_can_be_removed(make: Make, pages: Pages):
    assignment = make.assignment(make.classroom(students=1), ["S1-03"])
    student = assignment.classroom.enrolments[0].student
    pages.sign_in(assignment.classroom.teacher)
    url = f"/assignments/{assignment.id}/overrides/{student.id}"
    pages.get(url)

    pages.post(url, {"extra_attempts": "1", "reason": "was ill"})
    override = db.session.scalars(db.select(Override)).one()
    listed = pages.get(f"/assignments/{assignment.id}/overrides").words()
    pages.post(f"{url}/removal")

    assert (override.extra_attempts, override.closes_at) == (1, None)
    assert "was ill" in listed
    assert db.session.scalars(db.select(Override)).all() == []


def test_nobody_gets_an_exception_in_a_class_they_are_not_in(make: Make, pages: Pages):
    assignment = make.assignment(make.classroom(), ["S1-03"])
    stranger = make.student()
    pages.sign_in(assignment.classroom.teacher)

    pages.post(f"/assignments/{assignment.id}/overrides/{stranger.id}", {}, status=404)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"closes_at": "2026-03-01T09:00"}, "It must close after it opens."),
        ({"opens_at": "2046-03-01T09:00"}, "It must close after it opens."),
        ({"due_at": "2026-03-01T09:00"}, "lies between opening and closing"),
        ({"closes_at": "never"}, "Give a day and a time"),
        ({"time_limit_minutes": "-5"}, "Between 1 and 600"),
        ({"extra_attempts": "999999999999"}, "Between 0 and 20"),
    ],
)
def test_bad_exceptions_get_a_sentence(make: Make, pages: Pages, given: dict[str, str], said: str):
    assignment = make.assignment(make.classroom(students=1), ["S1-03"])
    student = assignment.classroom.enrolments[0].student
    pages.sign_in(assignment.classroom.teacher)

    page = pages.post(f"/assignments/{assignment.id}/overrides/{student.id}", given, status=422)

    assert said in page.words()
    assert next(iter(given.values())) in page.text
    assert db.session.scalars(db.select(Override)).all() == []


def test_standing_needs_are_shown_where_exceptions_are_made(make: Make, pages: Pages):
    assignment = make.assignment(make.classroom(students=1), ["S1-03"], time_limit_minutes=40)
    student = assignment.classroom.enrolments[0].student
    make.accommodation(student, extra_time_percent=25)
    pages.sign_in(assignment.classroom.teacher)

    everybody = pages.get(f"/assignments/{assignment.id}/overrides").words()
    one = pages.get(f"/assignments/{assignment.id}/overrides/{student.id}").words()

    assert "25 % more time" in everybody
    assert "50 minutes" in everybody
    assert "25 % more time" in one


def test_the_terms_of_a_class_take_as_many_queries_as_those_of_one(make: Make):
    assignment = make.assignment(make.classroom(students=12), ["S1-03"])
    students = [each.student_id for each in assignment.classroom.enrolments]
    make.accommodation(db.session.get_one(User, students[3]), extra_time_percent=50)

    with statements() as for_one:
        queries.terms_of_all(assignment, students[:1])
    with statements() as for_all:
        terms = queries.terms_of_all(assignment, students)

    assert len(for_all) == len(for_one)
    assert set(terms) == set(students)
