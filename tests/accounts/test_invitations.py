import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from quizapp.accounts import actions, queries
from quizapp.accounts.models import INVITATION_LASTS, Invitation, Role
from quizapp.database import db
from tests.make import Make
from tests.pages import Page, Pages

ACCOUNT = {"name": "New Teacher", "username": "newcomer", "password": "slow-river-41"}


@pytest.fixture
def invited(make: Make):
    """Invites somebody, by default just now; returns the address of the link."""

    def invited(ago: timedelta = timedelta(), role: Role = Role.TEACHER) -> str:
        token = actions.invite(make.admin(), "Invited Person", role, datetime.now(UTC) - ago)
        return f"/invitations/{token}"

    return invited


def refused(page: Page) -> bool:
    return "does not work" in page.words()


def test_an_admin_gets_a_link_that_makes_a_teacher(make: Make, pages: Pages):
    pages.sign_in(make.admin())
    page = pages.post(
        "/people/invitations/new", {"name": "New Teacher", "role": "teacher"}, status=200
    )
    link = re.search(r"http://localhost(/invitations/[\w-]+)", page.text)
    assert link

    pages.post(link[1], ACCOUNT)

    person = queries.find_user("newcomer")
    assert person
    assert person.role is Role.TEACHER
    assert "New Teacher" in pages.get("/classes").words()


def test_the_link_is_shown_once_and_only_its_digest_kept(make: Make, pages: Pages):
    pages.sign_in(make.admin())
    page = pages.post(
        "/people/invitations/new", {"name": "New Teacher", "role": "admin"}, status=200
    )
    link = re.search(r"/invitations/([\w-]+)", page.text)
    assert link

    later = pages.get("/people")

    assert "New Teacher" in later.words()
    assert link[1] not in later.text
    assert db.session.scalar(select(Invitation.token_hash)) != link[1]


def test_an_invitation_can_make_an_admin(pages: Pages, invited):
    pages.post(invited(role=Role.ADMIN), ACCOUNT)

    person = queries.find_user("newcomer")
    assert person
    assert person.role is Role.ADMIN


def test_nobody_is_invited_as_a_student(make: Make, pages: Pages):
    data = {"name": "Somebody", "role": "student"}

    pages.sign_in(make.admin()).post("/people/invitations/new", data, status=422)

    assert db.session.scalar(select(func.count(Invitation.id))) == 0


def test_a_used_link_makes_nobody_else(pages: Pages, invited):
    link = invited()
    pages.post(link, ACCOUNT)

    assert refused(pages.post(link, {**ACCOUNT, "username": "second"}, status=404))
    assert refused(pages.get(link, status=404))
    assert queries.find_user("second") is None


def test_a_link_works_until_its_last_moment(pages: Pages, invited):
    pages.get(invited(ago=INVITATION_LASTS - timedelta(minutes=1)))


def test_an_expired_link_makes_nobody(pages: Pages, invited):
    link = invited(ago=INVITATION_LASTS)

    assert refused(pages.get(link, status=404))
    assert refused(pages.post(link, ACCOUNT, status=404))
    assert queries.find_user("newcomer") is None


@pytest.mark.parametrize("token", ["unknown", "%F0%9F%A6%89", "%FF", "x" * 500])
def test_an_unknown_link_makes_nobody(pages: Pages, make: Make, token: str):
    assert refused(pages.get(f"/invitations/{token}", status=404))


def test_a_revoked_link_makes_nobody(make: Make, pages: Pages, invited):
    link = invited()
    number = db.session.scalar(select(Invitation.id))
    pages.sign_in(make.admin()).post(f"/people/invitations/{number}/revocation")

    assert refused(pages.get(link, status=404))
    assert "Invited Person" not in pages.get("/people").words()


def test_a_user_name_that_is_taken_leaves_the_link_open(make: Make, pages: Pages, invited):
    link = invited()
    make.student(username="newcomer")

    page = pages.post(link, ACCOUNT, status=422)

    assert "Somebody has this user name" in page.words()
    pages.post(link, {**ACCOUNT, "username": "another"})


@pytest.mark.parametrize(
    ("password", "said"),
    [("short", "at least 8 characters"), ("NewComer", "may not be the user name")],
)
def test_a_password_that_breaks_a_rule_is_refused(pages: Pages, invited, password, said):
    page = pages.post(invited(), {**ACCOUNT, "password": password}, status=422)

    assert said in page.words()


def test_teachers_invite_nobody(make: Make, pages: Pages):
    pages.sign_in(make.teacher())

    pages.get("/people/invitations/new", status=404)
