import pytest

from quizapp.accounts import queries, tokens
from quizapp.accounts.actions import ensure_school
from quizapp.accounts.models import Role
from quizapp.database import db
from tests.make import NOON, Make
from tests.pages import Page, Pages

GOOD = {
    "name": "Head of History",
    "username": "head",
    "password": "slow-river-41",
    "school": "Hill School",
    "time_zone": "Europe/Paris",
}


@pytest.fixture
def code(session: None) -> str:
    """The code that the first start prints."""
    made = ensure_school(NOON)
    assert made
    return made


def set_up(pages: Pages, code: str, status: int = 302, **other: str) -> Page:
    return pages.post("/setup", {**GOOD, "code": code, **other}, status=status)


def test_the_code_makes_the_first_admin_who_is_signed_in(code: str, pages: Pages):
    assert set_up(pages, code).location == "/people"

    admin, school = queries.find_user("head"), queries.get_school()
    assert admin
    assert admin.role is Role.ADMIN
    assert school
    assert (school.name, school.time_zone) == ("Hill School", "Europe/Paris")
    assert school.setup_code_hash is None
    assert "Head of History" in pages.get("/people").words()


def test_only_once(code: str, pages: Pages):
    set_up(pages, code)

    set_up(pages, code, status=404, username="second")
    pages.get("/setup", status=404)

    assert queries.find_user("second") is None


def test_the_code_is_read_however_it_is_typed(code: str, pages: Pages):
    set_up(pages, f" {code[:4].lower()}-{code[4:]} ")


def test_another_code_makes_nobody_and_keeps_what_was_typed(code: str, pages: Pages):
    page = set_up(pages, "AAAAAAAA", status=422)

    assert "not the code" in page.words()
    assert "Hill School" in page.text
    assert GOOD["password"] not in page.text
    assert queries.find_user("head") is None


def test_guessing_the_code_has_to_wait(code: str, pages: Pages):
    for _ in range(6):
        set_up(pages, "AAAAAAAA", status=422)

    assert "Wait half a minute" in set_up(pages, code, status=422).words()


@pytest.mark.parametrize(
    ("field", "value"),
    [("username", "two words"), ("password", "short"), ("time_zone", "Mars/Olympus")],
)
def test_what_breaks_a_rule_is_refused(code: str, pages: Pages, field: str, value: str):
    set_up(pages, code, status=422, **{field: value})

    assert not queries.staff()


def test_each_start_makes_a_new_code_until_there_is_an_admin(make: Make, pages: Pages):
    first, second = ensure_school(NOON), ensure_school(NOON)
    assert first
    assert second
    set_up(pages, first, status=422)
    set_up(pages, second)

    assert ensure_school(NOON) is None


def test_only_the_digest_of_the_code_is_kept(code: str):
    school = queries.get_school()

    assert school
    assert school.setup_code_hash == tokens.digest(code)
    assert len(code) == tokens.CODE_LENGTH
    assert not set(code) & set("0O1IL5S8B2Z")


def test_a_later_start_leaves_name_and_time_zone_alone(make: Make):
    school = make.school(name="Hill School", time_zone="Asia/Tokyo")

    ensure_school(NOON)

    assert (school.name, school.time_zone) == ("Hill School", "Asia/Tokyo")


def test_the_sign_in_page_leads_there_while_there_is_no_admin(code: str, make: Make, pages: Pages):
    assert "Set the school up" in pages.get("/sign-in").words()

    make.admin()
    db.session.commit()

    assert "Set the school up" not in pages.get("/sign-in").words()
    pages.get("/setup", status=404)


def test_before_the_first_start_there_is_nothing_to_set_up(pages: Pages):
    pages.get("/setup", status=404)
