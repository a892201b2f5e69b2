"""Whoever has no business with a class learns nothing about it."""

import pytest

from quizapp.classrooms.models import Classroom, Enrolment
from tests.make import NOON, Make
from tests.pages import Pages

PAGES = [
    "/classes/{c}/edit",
    "/classes/{c}/join-code",
    "/classes/{c}/students",
    "/classes/{c}/students/new",
    "/classes/{c}/students/{s}",
    "/classes/{c}/roster",
    "/classes/{c}/roster.csv",
    "/classes/{c}/cards",
]
CHANGES = [
    "/classes/{c}/edit",
    "/classes/{c}/archive",
    "/classes/{c}/restoration",
    "/classes/{c}/join-code",
    "/classes/{c}/join-code/closure",
    "/classes/{c}/students/new",
    "/classes/{c}/students/{s}/name",
    "/classes/{c}/students/{s}/accommodations",
    "/classes/{c}/students/{s}/password",
    "/classes/{c}/students/{s}/cards/revocation",
    "/classes/{c}/students/{s}/transfer",
    "/classes/{c}/students/{s}/removal",
    "/classes/{c}/students/{s}/return",
    "/classes/{c}/roster",
    "/classes/{c}/roster/changes",
    "/classes/{c}/cards",
]


@pytest.fixture
def enrolment(make: Make) -> Enrolment:
    return make.enrolment(make.classroom(join_code="CDF347"))


def address(pattern: str, enrolment: Enrolment) -> str:
    return pattern.format(c=enrolment.classroom_id, s=enrolment.student_id)


@pytest.mark.parametrize("pattern", PAGES)
def test_a_page_of_a_class_is_its_teachers(
    make: Make, pages: Pages, enrolment: Enrolment, pattern: str
) -> None:
    where = address(pattern, enrolment)
    pages.get(where, status=302)  # to the sign-in page

    pages.sign_in(make.teacher()).get(where, status=404)
    pages.sign_in(enrolment.student).get(where, status=404)
    pages.sign_in(enrolment.classroom.teacher).get(where)
    pages.sign_in(make.admin()).get(where)


@pytest.mark.parametrize("pattern", CHANGES)
def test_only_its_teacher_changes_a_class(
    make: Make, pages: Pages, enrolment: Enrolment, pattern: str
) -> None:
    where = address(pattern, enrolment)
    password_hash = enrolment.student.password_hash
    pages.post(where, status=401)

    pages.sign_in(make.teacher()).post(where, status=404)
    pages.sign_in(enrolment.student).post(where, status=404)

    assert enrolment.left_at is None
    assert enrolment.classroom.join_code == "CDF347"
    assert enrolment.student.password_hash == password_hash


@pytest.mark.parametrize("pattern", [each for each in PAGES + CHANGES if "{s}" in each])
def test_a_teacher_reaches_no_student_of_another_class(
    make: Make, pages: Pages, enrolment: Enrolment, pattern: str
) -> None:
    own: Classroom = make.classroom()
    where = pattern.format(c=own.id, s=enrolment.student_id)
    pages.sign_in(own.teacher)

    if pattern in PAGES:
        pages.get(where, status=404)
    else:
        pages.post(where, status=404)


def test_a_student_who_left_is_out_of_reach_until_taken_back(
    pages: Pages, enrolment: Enrolment
) -> None:
    enrolment.left_at = NOON
    pages.sign_in(enrolment.classroom.teacher)

    pages.get(address("/classes/{c}/students/{s}", enrolment), status=404)
    pages.post(address("/classes/{c}/students/{s}/password", enrolment), status=404)
    pages.post(address("/classes/{c}/students/{s}/return", enrolment))
    pages.get(address("/classes/{c}/students/{s}", enrolment))
