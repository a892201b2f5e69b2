import re
from datetime import UTC, datetime

import pytest

from quizapp.accounts import actions, passwords
from quizapp.accounts.models import Role
from quizapp.database import db
from tests.make import PASSWORD, Make
from tests.pages import Pages


def test_the_list_shows_staff_and_no_students(make: Make, pages: Pages):
    admin, teacher, student = make.admin(), make.teacher(), make.student()

    words = pages.sign_in(admin).get("/people").words()

    assert admin.name in words
    assert teacher.username in words
    assert student.name not in words


@pytest.mark.parametrize("search", ["lovelace", "ADA.L", " Ada  Lovelace "])
def test_search_finds_names_and_user_names(make: Make, pages: Pages, search: str):
    make.teacher(name="Ada Lovelace", username="ada.l")
    other = make.teacher(name="Somebody Else")

    page = pages.sign_in(make.admin()).get("/people", query_string={"search": search})

    assert "Ada Lovelace" in page.words()
    assert other.name not in page.words()


def test_signs_with_a_meaning_in_patterns_are_only_signs(make: Make, pages: Pages):
    teacher = make.teacher()

    page = pages.sign_in(make.admin()).get("/people", query_string={"search": "%"})

    assert teacher.name not in page.words()


def test_a_new_password_is_shown_once_and_signs_its_owner_out(make: Make, pages: Pages):
    teacher = make.teacher()
    key = teacher.session_key

    page = pages.sign_in(make.admin()).post(f"/people/{teacher.id}/password", status=200)

    shown = re.search(r"[a-z]{3}\d\d-[a-z]{3}\d\d", page.text)
    assert shown
    db.session.refresh(teacher)
    assert passwords.fits(shown[0], teacher.password_hash)
    assert teacher.session_key != key
    assert shown[0] not in pages.get(f"/people/{teacher.id}").text


def test_admins_change_their_own_password_in_their_settings(make: Make, pages: Pages):
    admin = make.admin()

    page = pages.sign_in(admin).post(f"/people/{admin.id}/password")

    assert page.location == "/settings"
    assert passwords.fits(PASSWORD, admin.password_hash)


def test_an_archived_account_can_be_brought_back(make: Make, pages: Pages):
    teacher = make.teacher()
    pages.sign_in(make.admin())

    pages.post(f"/people/{teacher.id}/archiving")
    assert teacher.archived_at
    assert "Archived accounts (1)" in pages.get("/people").words()
    pages.get(f"/people/{teacher.id}")

    pages.post(f"/people/{teacher.id}/restoration")
    assert teacher.archived_at is None


def test_archiving_takes_back_the_links_that_a_person_gave_out(make: Make, pages: Pages):
    leaving = make.admin()
    token = actions.invite(leaving, "Somebody", Role.ADMIN, datetime.now(UTC))

    pages.sign_in(make.admin()).post(f"/people/{leaving.id}/archiving")

    pages.get(f"/invitations/{token}", status=404)


def test_who_is_no_longer_an_admin_has_no_links_out(make: Make, pages: Pages):
    stepping_back, other = make.admin(), make.admin()
    token = actions.invite(stepping_back, "Somebody", Role.ADMIN, datetime.now(UTC))
    others = actions.invite(other, "Somebody Else", Role.TEACHER, datetime.now(UTC))

    pages.sign_in(other).post(f"/people/{stepping_back.id}/role", {"role": "teacher"})

    pages.get(f"/invitations/{token}", status=404)
    pages.get(f"/invitations/{others}")


def test_a_role_can_be_changed(make: Make, pages: Pages):
    teacher = make.teacher()

    pages.sign_in(make.admin()).post(f"/people/{teacher.id}/role", {"role": "admin"})

    assert teacher.role is Role.ADMIN


def test_nobody_becomes_a_student(make: Make, pages: Pages):
    teacher = make.teacher()

    pages.sign_in(make.admin()).post(f"/people/{teacher.id}/role", {"role": "student"}, status=422)

    assert teacher.role is Role.TEACHER


def test_the_last_admin_cannot_be_archived_or_demoted(make: Make, pages: Pages):
    admin = make.admin()
    make.admin(archived_at=make.later(days=1))
    pages.sign_in(admin)

    pages.post(f"/people/{admin.id}/archiving")
    assert "the only admin" in pages.get(f"/people/{admin.id}").words()
    pages.post(f"/people/{admin.id}/role", {"role": "teacher"})

    db.session.refresh(admin)
    assert admin.is_active
    assert admin.role is Role.ADMIN


def test_an_admin_may_step_back_while_another_stays(make: Make, pages: Pages):
    admin = make.admin()
    make.admin()

    pages.sign_in(admin).post(f"/people/{admin.id}/role", {"role": "teacher"})

    assert admin.role is Role.TEACHER
    pages.get("/people", status=404)


def test_a_student_is_nobody_to_these_pages(make: Make, pages: Pages):
    student = make.student()
    pages.sign_in(make.admin())

    pages.get(f"/people/{student.id}", status=404)
    pages.post(f"/people/{student.id}/role", {"role": "admin"}, status=404)


@pytest.mark.parametrize("role", ["student", "teacher"])
@pytest.mark.parametrize("address", ["/people", "/school", "/people/1"])
def test_only_admins_see_them(make: Make, pages: Pages, role: str, address: str):
    pages.sign_in(make.person(Role(role))).get(address, status=404)


def test_teachers_and_students_change_nobody(make: Make, pages: Pages):
    victim = make.teacher()
    pages.sign_in(make.teacher())

    for verb in ("role", "archiving", "restoration", "password"):
        pages.post(f"/people/{victim.id}/{verb}", {"role": "admin"}, status=404)

    assert victim.role is Role.TEACHER
    assert victim.is_active


def test_the_bar_marks_the_page_and_no_other(make: Make, pages: Pages):
    make.school()
    pages.sign_in(make.admin())

    def marked(address: str) -> list[str]:
        links = pages.get(address).all("a")
        return ["".join(a.itertext()) for a in links if a.get("aria-current")]

    assert marked("/people") == ["People"]
    assert marked("/people/invitations/new") == ["People"]
    assert marked("/school") == ["School"]
    assert marked("/settings") == []


def test_the_school_gets_its_name_and_its_time(make: Make, pages: Pages):
    school = make.school()
    pages.sign_in(make.admin())

    pages.post("/school", {"school": "Hill School", "time_zone": "Asia/Tokyo"})

    assert (school.name, school.time_zone) == ("Hill School", "Asia/Tokyo")
    assert "Hill School" in pages.get("/school").words()


def test_a_time_zone_that_does_not_exist_is_refused(make: Make, pages: Pages):
    school = make.school()

    data = {"school": "Hill School", "time_zone": "Mars/Olympus"}
    pages.sign_in(make.admin()).post("/school", data, status=422)

    assert school.time_zone == "Europe/London"
