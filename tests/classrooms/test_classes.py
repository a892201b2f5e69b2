"""A teacher's classes: made, renamed, archived, and nobody else's business."""

import pytest

from quizapp.classrooms import queries
from quizapp.classrooms.models import Classroom
from quizapp.database import db
from tests.make import NOON, Make
from tests.pages import Pages


def test_without_a_class_the_page_says_how_to_begin(make: Make, pages: Pages) -> None:
    page = pages.sign_in(make.teacher()).get("/classes")

    assert "No class yet" in page.words()
    assert [a for a in page.all("a") if a.get("class") == "button main"]


def test_a_new_class_can_be_joined_at_once(make: Make, pages: Pages) -> None:
    teacher = make.teacher()

    page = pages.sign_in(teacher).post("/classes/new", {"name": "  10B History "})

    (classroom,) = queries.classrooms_of(teacher)
    assert classroom.name == "10B History"
    assert classroom.join_code
    assert page.location == f"/classes/{classroom.id}/students"


def test_a_form_sent_twice_makes_one_class(make: Make, pages: Pages) -> None:
    teacher = make.teacher()
    pages.sign_in(teacher)

    first = pages.post("/classes/new", {"name": "10B"})
    second = pages.post("/classes/new", {"name": "10B"})

    assert first.location == second.location
    assert len(queries.classrooms_of(teacher)) == 1


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_class_needs_a_name(make: Make, pages: Pages, name: str) -> None:
    teacher = make.teacher()

    pages.sign_in(teacher).post("/classes/new", {"name": name}, status=422)

    assert queries.classrooms_of(teacher) == []


def test_a_class_can_be_renamed(make: Make, pages: Pages) -> None:
    classroom = make.classroom()
    pages.sign_in(classroom.teacher).get(f"/classes/{classroom.id}/edit")

    pages.post(f"/classes/{classroom.id}/edit", {"name": "11B"})
    pages.post(f"/classes/{classroom.id}/edit", {"name": ""}, status=422)

    assert classroom.name == "11B"


def test_an_archived_class_cannot_be_joined_and_comes_back_closed(make: Make, pages: Pages) -> None:
    classroom = make.classroom(students=1, join_code="CDF347")
    pages.sign_in(classroom.teacher)

    pages.post(f"/classes/{classroom.id}/archive")

    assert classroom.archived_at
    assert classroom.join_code is None
    assert queries.classrooms_of(classroom.teacher) == []
    assert "Archived classes (1)" in pages.get("/classes").words()
    assert "archived since" in pages.get(f"/classes/{classroom.id}/students").words()
    pages.post(f"/classes/{classroom.id}/join-code")
    assert classroom.join_code is None

    pages.post(f"/classes/{classroom.id}/restoration")

    assert queries.classrooms_of(classroom.teacher) == [classroom]
    assert classroom.join_code is None


def test_an_admin_sees_every_class_with_its_teacher(make: Make, pages: Pages) -> None:
    classroom = make.classroom(make.teacher(name="Emmy Noether"), name="10B")

    page = pages.sign_in(make.admin()).get("/classes")

    assert "10B" in page.words()
    assert "Emmy Noether" in page.words()
    pages.get(f"/classes/{classroom.id}/students")


def test_the_bar_begins_with_the_classes(make: Make, pages: Pages) -> None:
    for person in (make.teacher(), make.admin()):
        page = pages.sign_in(person).get("/classes")

        (nav,) = page.all("nav")
        assert "".join(nav.itertext()).split()[0] == "Classes"


def test_the_number_of_queries_does_not_grow_with_the_class(
    make: Make, pages: Pages, count_queries
) -> None:
    small, large = make.classroom(students=1), make.classroom(students=30)

    def queries_for(classroom: Classroom, address: str) -> int:
        pages.sign_in(classroom.teacher)
        with count_queries() as counted:
            pages.get(address)
        return len(counted)

    for address in ("/classes", "/classes/{}/students", "/classes/{}/cards"):
        of_small = queries_for(small, address.format(small.id))
        assert queries_for(large, address.format(large.id)) == of_small


def test_students_are_in_the_order_of_their_last_names(make: Make) -> None:
    classroom = make.classroom()
    for name in ("Grace Hopper", "ada lovelace", "Zoë Adams", "Alan adams"):
        make.enrolment(classroom, make.student(name=name))
    make.enrolment(classroom, make.student(name="Gone", archived_at=NOON))
    make.enrolment(classroom, make.student(name="Left")).left_at = NOON
    db.session.flush()

    names = [student.name for student in queries.students_of(classroom)]

    assert names == ["Alan adams", "Zoë Adams", "Grace Hopper", "ada lovelace"]


def test_a_student_has_the_classes_they_are_in_now(make: Make) -> None:
    student = make.student()
    kept, left, archived = make.classroom(), make.classroom(), make.classroom(archived_at=NOON)
    make.enrolment(kept, student)
    make.enrolment(left, student).left_at = NOON
    make.enrolment(archived, student)
    db.session.flush()

    assert queries.classrooms_of_student(student) == [kept]
