import pytest

from quizapp.accounts import passwords
from quizapp.database import db
from tests.make import PASSWORD, Make
from tests.pages import Pages

GOOD = "slow-river-41"
COMFORT = {
    "theme": "dark",
    "text": "larger",
    "spacing": "wide",
    "font": "plain",
    "contrast": "high",
    "guide": "on",
}


@pytest.fixture
def change(pages: Pages):
    def change(current: str, password: str, status: int = 302):
        data = {"current": current, "password": password}
        return pages.post("/settings/password", data, status=status)

    return change


def test_what_was_chosen_is_kept_and_stands_at_the_root_of_every_page(make: Make, pages: Pages):
    student = make.student()

    pages.sign_in(student).post("/settings", COMFORT)

    root = pages.get("/settings").all("html")[0]
    assert {name: root.get(f"data-{name}") for name in COMFORT} == COMFORT
    db.session.refresh(student)
    assert student.comfort == COMFORT


def test_the_form_shows_what_holds_now(make: Make, pages: Pages):
    pages.sign_in(make.student(comfort={"theme": "dark"}))

    chosen = {
        field.get("name"): field.get("value")
        for field in pages.get("/settings").all("input")
        if field.get("checked") is not None
    }

    assert chosen["theme"] == "dark"
    assert chosen["text"] == "normal"


def test_a_made_up_choice_is_refused(make: Make, pages: Pages):
    student = make.student()

    pages.sign_in(student).post("/settings", {**COMFORT, "theme": "pink"}, status=422)

    assert student.comfort == {}


def test_a_visitor_has_no_settings(make: Make, pages: Pages):
    pages.get("/settings", status=302)


def test_a_new_password_keeps_this_device_and_signs_out_the_others(
    make: Make, pages: Pages, change
):
    teacher = make.teacher()
    other_device = teacher.get_id()
    pages.sign_in(teacher)

    change(PASSWORD, GOOD)

    pages.get("/settings")
    db.session.refresh(teacher)
    assert passwords.fits(GOOD, teacher.password_hash)
    assert teacher.get_id() != other_device
    with pages.client.session_transaction() as session:
        session["_user_id"] = other_device
    pages.get("/settings", status=302)


def test_without_the_old_password_nothing_changes(make: Make, pages: Pages, change):
    teacher = make.teacher()
    pages.sign_in(teacher)

    page = change("not it", GOOD, status=422)

    assert "not the password you have now" in page.words()
    assert passwords.fits(PASSWORD, teacher.password_hash)


def test_guessing_the_old_password_has_to_wait(make: Make, pages: Pages, change):
    pages.sign_in(make.teacher())
    for _ in range(6):
        change("not it", GOOD, status=422)

    page = change(PASSWORD, GOOD, status=422)

    assert "Wait half a minute" in page.words()


def test_the_shortest_password_depends_on_the_role(make: Make, pages: Pages, change):
    pages.sign_in(make.student())
    change(PASSWORD, "six-66")

    pages.sign_in(make.teacher())
    page = change(PASSWORD, "six-66", status=422)

    assert "at least 8 characters" in page.words()


def test_the_user_name_is_no_password(make: Make, pages: Pages, change):
    teacher = make.teacher(username="ada.lovelace")
    pages.sign_in(teacher)

    page = change(PASSWORD, "Ada.Lovelace", status=422)

    assert "may not be the user name" in page.words()
