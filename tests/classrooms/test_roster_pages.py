"""A roster through the browser: a dry run, a confirmation, an export that changes nothing."""

import json
from html import unescape
from io import BytesIO
from typing import Any

import pytest

from quizapp.accounts.models import User
from quizapp.accounts.passwords import fits
from quizapp.accounts.queries import find_user
from quizapp.classrooms import queries
from quizapp.classrooms.models import Classroom
from quizapp.database import db
from tests.make import NOON, Make
from tests.pages import Page, Pages

ROSTER = "name;user name;password\r\nZoë Łoś;;\r\nGrace Hopper;grace;long-winter-7\r\n;x;\r\n"


@pytest.fixture
def classroom(make: Make) -> Classroom:
    return make.classroom()


def upload(
    pages: Pages, classroom: Classroom, data: str | bytes, status: int = 200, **fields: str
) -> Page:
    pages.sign_in(classroom.teacher)
    content = data.encode() if isinstance(data, str) else data
    form = {"encoding": "utf-8", **fields, "file": (BytesIO(content), "roster.csv")}
    where = f"/classes/{classroom.id}/roster"
    return pages.post(where, form, status=status, content_type="multipart/form-data")


def carried(page: Page) -> dict[str, str]:
    names = ("rows", "fingerprint", "counted")
    return {
        field.get("name", ""): unescape(field.get("value", ""))
        for field in page.all("input")
        if field.get("name") in names
    }


def confirm(pages: Pages, classroom: Classroom, page: Page, status: int = 302) -> Page:
    return pages.post(f"/classes/{classroom.id}/roster/changes", carried(page), status=status)


def happenings(page: Page) -> list[str]:
    rows = page.all("tbody")[0]
    return [" ".join("".join(row[-1].itertext()).split()) for row in rows]


def people() -> int:
    return len(db.session.scalars(db.select(User.id)).all())


def test_a_dry_run_says_line_by_line_what_would_happen_and_writes_nothing(
    pages: Pages, classroom: Classroom
) -> None:
    before = people()

    page = upload(pages, classroom, ROSTER)

    first, second, third = happenings(page)
    assert first.startswith("New account")
    assert "password from the file" in second
    assert third == "Refused The name is missing."
    assert people() == before


def test_what_was_confirmed_is_done(pages: Pages, classroom: Classroom) -> None:
    confirm(pages, classroom, upload(pages, classroom, ROSTER))

    zoe, grace = sorted(queries.students_of(classroom), key=lambda each: each.username)[::-1]
    assert (zoe.name, zoe.username, zoe.password_hash) == ("Zoë Łoś", "zoe.los", None)
    assert grace.username == "grace"
    assert fits("long-winter-7", grace.password_hash)


def test_who_has_no_password_is_pointed_out_until_a_card_is_printed(
    pages: Pages, classroom: Classroom
) -> None:
    confirm(pages, classroom, upload(pages, classroom, "name\nAda Lovelace\n"))
    where = f"/classes/{classroom.id}"

    assert "1 of them cannot sign in yet" in pages.get(f"{where}/students").words()

    (student,) = queries.students_of(classroom)
    pages.post(f"{where}/cards", {"student": [student.id]}, status=200)
    assert "cannot sign in yet" not in pages.get(f"{where}/students").words()


def test_a_confirmation_sent_twice_changes_nothing_more(pages: Pages, classroom: Classroom) -> None:
    page = upload(pages, classroom, ROSTER)
    confirm(pages, classroom, page)
    before = people()

    again = confirm(pages, classroom, page, status=409)

    assert "look at it again" in again.words()
    assert people() == before


def test_the_export_read_again_changes_nothing(
    make: Make, pages: Pages, classroom: Classroom
) -> None:
    for name in ("=1+1 A", "'=x", "Zoë, “Łoś”", "Twin", "Twin", "'t Hooft"):
        make.enrolment(classroom, make.student(name=name))
    before = [(each.name, each.password_hash) for each in queries.students_of(classroom)]

    export = pages.sign_in(classroom.teacher).get(f"/classes/{classroom.id}/roster.csv")
    page = upload(pages, classroom, export.response.get_data())

    assert set(happenings(page)) == {"Stays as it is"}
    assert "'=1+1 A" in export.text
    assert not [button for button in page.all("button") if "Do this" in (button.text or "")]
    confirm(pages, classroom, page)
    assert [(e.name, e.password_hash) for e in queries.students_of(classroom)] == before


def test_the_sample_file_can_be_uploaded(make: Make, pages: Pages, classroom: Classroom) -> None:
    sample = pages.sign_in(classroom.teacher).get("/classes/sample-roster.csv")

    page = upload(pages, classroom, sample.response.get_data())

    assert all(line.startswith("New account") for line in happenings(page))


def test_a_name_is_corrected_and_a_former_student_put_back(
    make: Make, pages: Pages, classroom: Classroom
) -> None:
    make.enrolment(classroom, make.student(name="Ada", username="ada"))
    make.enrolment(classroom, make.student(name="Grace", username="grace")).left_at = NOON

    page = upload(pages, classroom, "user name,name\nada,Ada Lovelace\ngrace,Grace\n")
    assert happenings(page) == [
        "Changed Name: Ada → Ada Lovelace",
        "Put into the class again",
    ]
    confirm(pages, classroom, page)

    assert [each.name for each in queries.students_of(classroom)] == ["Grace", "Ada Lovelace"]


def test_a_teacher_cannot_reach_a_strangers_student_by_roster(
    make: Make, pages: Pages, classroom: Classroom
) -> None:
    stranger = make.enrolment(make.classroom()).student
    before = stranger.password_hash
    rows = f"name,username,password\nX,{stranger.username},long-winter-7\n"

    page = upload(pages, classroom, rows)
    assert "outside your classes" in page.words()
    forged = json.dumps([[2, 2, "X", stranger.username, "long-winter-7"]])
    data = {**carried(page), "rows": forged}
    pages.post(f"/classes/{classroom.id}/roster/changes", data)

    assert stranger.password_hash == before
    assert queries.students_of(classroom) == []


def test_an_admin_may_put_every_student_into_a_class_but_no_teacher(
    make: Make, pages: Pages, classroom: Classroom
) -> None:
    student, teacher = make.student(), make.teacher()
    rows = f"name,username\n{student.name},{student.username}\n{teacher.name},{teacher.username}\n"
    form: dict[str, Any] = {"encoding": "utf-8", "file": (BytesIO(rows.encode()), "r.csv")}

    page = pages.sign_in(make.admin()).post(f"/classes/{classroom.id}/roster", form, status=200)

    assert happenings(page)[0] == "Put into the class"
    assert happenings(page)[1].startswith("Refused")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"no heading\n", "has to name the columns"),
        (b"name\n\xff\xfeZo\xeb\n", "not in UTF-8 (line 2)"),
        (b"name,password\n" + b"".join(b"A%d,long-winter\n" % n for n in range(201)), "200"),
        (b"name\n" + b"A" * 500_000, "400 KB"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_sentence(
    pages: Pages, classroom: Classroom, data: bytes, said: str
) -> None:
    page = upload(pages, classroom, data, status=422)

    assert said in page.words()


def test_a_file_in_windows_1252_is_read_so_by_choice(pages: Pages, classroom: Classroom) -> None:
    data = "name\nZoë\n".encode("windows-1252")

    page = upload(pages, classroom, data, status=422)
    chosen = [box.get("value") for box in page.all("input") if "checked" in box.attrib]
    assert chosen == ["windows-1252"]

    assert "Zoë" in upload(pages, classroom, data, encoding="windows-1252").words()


def test_no_file_is_a_problem_of_the_form(pages: Pages, classroom: Classroom) -> None:
    pages.sign_in(classroom.teacher)

    page = pages.post(f"/classes/{classroom.id}/roster", {"encoding": "utf-8"}, status=422)

    assert "Choose a file" in page.words()


def test_an_upload_of_50_mb_is_refused_with_a_page(pages: Pages, classroom: Classroom) -> None:
    pages.sign_in(classroom.teacher)
    where, kind = f"/classes/{classroom.id}/roster", "multipart/form-data; boundary=b"

    page = pages.post(where, b"x" * 50_000_000, content_type=kind, status=413)

    assert "too large" in page.words()


@pytest.mark.parametrize("rows", ["", "{}", "[[1]]", "[" * 9999])
def test_a_garbled_confirmation_is_refused(pages: Pages, classroom: Classroom, rows: str) -> None:
    pages.sign_in(classroom.teacher)

    page = pages.post(f"/classes/{classroom.id}/roster/changes", {"rows": rows}, status=400)

    assert "Nothing was changed" in page.words()


def test_a_thousand_lines_are_read_and_carried_out(pages: Pages, classroom: Classroom) -> None:
    lines = "\n".join(f"Student {'x' * 100} {number}" for number in range(1000))

    confirm(pages, classroom, upload(pages, classroom, f"name\n{lines}\n"))

    assert len(queries.students_of(classroom)) == 1000


def test_a_user_name_that_somebody_took_meanwhile_stops_the_roster(
    make: Make, pages: Pages, classroom: Classroom
) -> None:
    page = upload(pages, classroom, "name,username\nAda,ada\nGrace,grace\n")
    make.student(username="grace")

    again = confirm(pages, classroom, page, status=409)

    assert "outside your classes" in again.words()
    assert find_user("ada") is None
