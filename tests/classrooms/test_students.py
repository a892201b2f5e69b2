"""The students of a class: added, renamed, moved, removed, and given what they need."""

from typing import Any

import pytest

from quizapp.accounts.passwords import fits
from quizapp.accounts.queries import find_signed_in, find_user
from quizapp.classrooms import queries
from quizapp.classrooms.models import Accommodation, Enrolment
from quizapp.database import db
from tests.make import Make
from tests.pages import Page, Pages


@pytest.fixture
def enrolment(make: Make) -> Enrolment:
    return make.enrolment(make.classroom(name="10B"), make.student(name="Ada Lovelace"))


def address(enrolment: Enrolment, rest: str = "") -> str:
    return f"/classes/{enrolment.classroom_id}/students/{enrolment.student_id}{rest}"


def password_on(page: Page) -> str:
    return ["".join(dd.itertext()) for dd in page.all("dd")][1]


def test_an_empty_class_says_how_students_get_in(make: Make, pages: Pages) -> None:
    classroom = make.classroom(join_code="CDF347")

    page = pages.sign_in(classroom.teacher).get(f"/classes/{classroom.id}/students")

    assert "Nobody is in this class yet" in page.words()
    assert "CDF 347" in page.words()


def test_the_table_shows_what_students_need_in_words(
    make: Make, pages: Pages, enrolment: Enrolment
) -> None:
    make.accommodation(enrolment.student, extra_time_percent=25, larger_text=True)
    other = make.enrolment(enrolment.classroom, make.student(name="Zoë Zed"))
    make.accommodation(other.student, untimed=True, extra_time_percent=10, hide_clock=True)

    page = pages.sign_in(enrolment.classroom.teacher).get(address(enrolment).rpartition("/")[0])

    words = [
        "".join(li.itertext()) for ul in page.all("ul") for li in ul if "small" in class_of(ul)
    ]
    assert words == ["25 % more time", "larger text", "no time limit", "no clock"]


def class_of(element: Any) -> str:
    return str(element.get("class", ""))


def test_a_student_added_by_hand_gets_a_password_that_is_shown_once(
    pages: Pages, enrolment: Enrolment
) -> None:
    where = address(enrolment).rpartition("/")[0]
    pages.sign_in(enrolment.classroom.teacher)

    page = pages.post(f"{where}/new", {"name": "Grace Hopper"}, status=200)

    student = find_user("grace.hopper")
    assert student is not None
    assert fits(password_on(page), student.password_hash)
    assert student in queries.students_of(enrolment.classroom)
    assert password_on(page) not in pages.get(where).text


def test_somebody_of_a_name_that_is_there_needs_a_user_name(
    pages: Pages, enrolment: Enrolment
) -> None:
    where = f"/classes/{enrolment.classroom_id}/students/new"
    pages.sign_in(enrolment.classroom.teacher)

    page = pages.post(where, {"name": "ada lovelace"}, status=422)
    assert "in the class already" in page.words()

    pages.post(where, {"name": "Ada Lovelace", "username": "ada2"}, status=200)
    page = pages.post(where, {"name": "Ada Lovelace", "username": "ADA2"}, status=422)

    assert "is free" in page.words()
    assert len(queries.students_of(enrolment.classroom)) == 2


def test_a_new_password_signs_the_student_out_and_is_shown_once(
    pages: Pages, enrolment: Enrolment
) -> None:
    session = enrolment.student.get_id()
    db.session.commit()
    pages.sign_in(enrolment.classroom.teacher)

    page = pages.post(address(enrolment, "/password"), status=200)

    assert fits(password_on(page), enrolment.student.password_hash)
    assert find_signed_in(session) is None
    assert password_on(page) not in pages.get(address(enrolment)).text


def test_a_name_can_be_corrected(pages: Pages, enrolment: Enrolment) -> None:
    pages.sign_in(enrolment.classroom.teacher)

    pages.post(address(enrolment, "/name"), {"name": "Ada  King"})
    page = pages.post(address(enrolment, "/name"), {"name": "?"}, status=422)

    assert enrolment.student.name == "Ada King"
    assert "Type the name" in page.words()


def test_a_student_moves_to_another_class_of_the_teacher_and_back(
    make: Make, pages: Pages, enrolment: Enrolment
) -> None:
    here, student = enrolment.classroom, enrolment.student
    there = make.classroom(here.teacher, name="10C")
    pages.sign_in(here.teacher)
    assert "10C" in pages.get(address(enrolment)).words()

    pages.post(address(enrolment, "/transfer"), {"classroom": there.id})
    assert queries.classrooms_of_student(student) == [there]

    pages.post(f"/classes/{there.id}/students/{student.id}/transfer", {"classroom": here.id})
    assert queries.classrooms_of_student(student) == [here]


def test_nobody_is_moved_to_a_strangers_class(
    make: Make, pages: Pages, enrolment: Enrolment
) -> None:
    strange = make.classroom()
    pages.sign_in(enrolment.classroom.teacher)

    pages.post(address(enrolment, "/transfer"), {"classroom": strange.id}, status=404)
    pages.post(address(enrolment, "/transfer"), {"classroom": "x"}, status=404)

    assert queries.students_of(strange) == []


def test_a_removed_student_can_be_taken_back(pages: Pages, enrolment: Enrolment) -> None:
    classroom, student = enrolment.classroom, enrolment.student
    pages.sign_in(classroom.teacher)

    pages.post(address(enrolment, "/removal"))
    page = pages.get(f"/classes/{classroom.id}/students")
    assert queries.students_of(classroom) == []
    assert "Removed from the class (1)" in page.words()

    pages.post(address(enrolment, "/return"))
    assert queries.students_of(classroom) == [student]


NOTHING = {"extra_time": "0", "other_percent": ""}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"extra_time": "25"}, (25, False, False, False)),
        ({"extra_time": "other", "other_percent": "33"}, (33, False, False, False)),
        ({"extra_time": "10", "other_percent": "33"}, (10, False, False, False)),
        ({"untimed": "y", "larger_text": "y", "hide_clock": "y"}, (0, True, True, True)),
        ({}, (0, False, False, False)),
    ],
)
def test_a_teacher_says_what_a_student_needs(
    pages: Pages,
    enrolment: Enrolment,
    given: dict[str, str],
    expected: tuple[int, bool, bool, bool],
) -> None:
    pages.sign_in(enrolment.classroom.teacher)

    pages.post(address(enrolment, "/accommodations"), {**NOTHING, **given})
    pages.post(address(enrolment, "/accommodations"), {**NOTHING, **given})

    row = queries.accommodations_of([enrolment.student_id])[enrolment.student_id]
    found = (row.extra_time_percent, row.untimed, row.larger_text, row.hide_clock)
    assert found == expected
    checked = [i for i in pages.get(address(enrolment)).all("input") if "checked" in i.attrib]
    assert len(checked) == 1 + sum(expected[1:])


@pytest.mark.parametrize(
    "given",
    [
        {"extra_time": "other"},
        {"extra_time": "other", "other_percent": "401"},
        {"extra_time": "other", "other_percent": "0"},
        {"extra_time": "other", "other_percent": "a lot"},
        {"extra_time": "7"},
    ],
)
def test_an_odd_amount_of_time_is_refused(
    pages: Pages, enrolment: Enrolment, given: dict[str, str]
) -> None:
    pages.sign_in(enrolment.classroom.teacher)

    pages.post(address(enrolment, "/accommodations"), {**NOTHING, **given}, status=422)

    assert queries.accommodations_of([enrolment.student_id]) == {}


def test_two_teachers_of_a_student_share_what_the_student_needs(
    make: Make, pages: Pages, enrolment: Enrolment
) -> None:
    other = make.enrolment(make.classroom(make.teacher(name="Emmy Noether")), enrolment.student)
    page = pages.sign_in(enrolment.classroom.teacher).get(address(enrolment))
    assert "Emmy Noether, who can change it too" in page.words()

    pages.post(address(enrolment, "/accommodations"), {"extra_time": "50"})
    pages.sign_in(other.classroom.teacher)
    pages.post(address(other, "/accommodations"), {"extra_time": "100"})

    assert db.session.get_one(Accommodation, enrolment.student_id).extra_time_percent == 100
