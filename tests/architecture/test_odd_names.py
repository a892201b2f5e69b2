"""Names are words: whatever signs they hold, no page takes them for markup or for a template."""

from quizapp.attempts.models import Attempt
from tests.make import Make
from tests.pages import Pages

ODD = "<img/src=x/onerror=alert(1)> {{ 7 * 191 }} '\"; {% endblock %}"
CALCULATED = "1337"


def everywhere(make: Make) -> Attempt:
    """An attempt handed in, in a school in which everything has an odd name."""
    make.school(name=ODD)
    teacher = make.teacher(name=ODD)
    classroom = make.classroom(teacher, name=ODD, join_code="CDF347")
    student = make.enrolment(classroom, make.student(name=ODD)).student
    assignment = make.assignment(classroom, title=ODD)
    return make.attempt(assignment, student, {1: {"choice": [ODD]}})


def insist(pages: Pages, address: str) -> None:
    page = pages.get(address)
    assert not page.all("img"), address
    assert CALCULATED not in page.text, address
    assert ODD.partition("'")[0].strip() in page.words(), address


def test_teachers_read_odd_names_as_they_are(make: Make, pages: Pages) -> None:
    attempt = everywhere(make)
    assignment, student = attempt.assignment, attempt.student
    pages.sign_in(assignment.teacher)

    for address in (
        "/classes",
        f"/classes/{assignment.classroom_id}",
        f"/classes/{assignment.classroom_id}/students",
        f"/classes/{assignment.classroom_id}/students/{student.id}",
        f"/classes/{assignment.classroom_id}/cards",
        f"/classes/{assignment.classroom_id}/join-code",
        f"/classes/{assignment.classroom_id}/edit",
        f"/assignments/{assignment.id}/results",
        f"/assignments/{assignment.id}/items/1",
        f"/assignments/{assignment.id}/students/{student.id}",
        f"/assignments/{assignment.id}/edit",
        f"/assignments/{assignment.id}/overrides",
        f"/assignments/{assignment.id}/overrides/{student.id}",
    ):
        insist(pages, address)


def test_students_read_odd_names_as_they_are(make: Make, pages: Pages) -> None:
    attempt = everywhere(make)
    pages.sign_in(attempt.student)

    for address in (
        "/due",
        "/results",
        f"/assignments/{attempt.assignment_id}",
        f"/attempts/{attempt.id}/review",
    ):
        insist(pages, address)


def test_visitors_and_admins_read_odd_names_as_they_are(make: Make, pages: Pages) -> None:
    everywhere(make)

    insist(pages, "/join?code=CDF347")
    pages.sign_in(make.admin())
    insist(pages, "/people")


def test_file_names_of_tables_hold_no_signs_of_a_header(make: Make, pages: Pages) -> None:
    attempt = everywhere(make)
    pages.sign_in(attempt.assignment.teacher)

    for what in ("marks", "responses"):
        page = pages.get(f"/assignments/{attempt.assignment_id}/{what}.csv")
        disposition = page.response.headers["Content-Disposition"]
        assert not set('"<>{}\\\r\n') & set(disposition)
        assert disposition.endswith(".csv")
