"""Students let themselves in with a code; a wrong or closed one gets a sentence."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from quizapp.accounts.models import Role, User
from quizapp.accounts.passwords import fits
from quizapp.accounts.queries import find_user
from quizapp.classrooms import actions, addresses, queries
from quizapp.classrooms.models import Classroom
from quizapp.database import db
from tests.make import NOON, Make
from tests.pages import Pages

SignInAt = Callable[[str, User], Pages]

NEWCOMER = {"code": "CDF347", "name": "Ada  Lovelace", "username": "", "password": "long-winter-7"}


@pytest.fixture(autouse=True)
def _forget_wrong_codes(app: Flask) -> Iterator[None]:
    yield
    app.extensions["throttle"].storage.reset()


@pytest.fixture
def classroom(make: Make) -> Classroom:
    return make.classroom(make.teacher(name="Emmy Noether"), name="10B", join_code="CDF347")


def members(classroom: Classroom) -> list[User]:
    return queries.students_of(classroom)


def test_a_visitor_types_the_code_and_sees_class_and_teacher(
    pages: Pages, classroom: Classroom
) -> None:
    pages.get("/join")

    page = pages.get("/join?code=cdf-347")

    assert "Join 10B" in page.words()
    assert "Emmy Noether" in page.words()


def test_a_newcomer_gets_an_account_and_is_signed_in(pages: Pages, classroom: Classroom) -> None:
    page = pages.post("/join", NEWCOMER)

    (student,) = members(classroom)
    assert (student.name, student.username) == ("Ada Lovelace", "ada.lovelace")
    assert student.role is Role.STUDENT
    assert fits("long-winter-7", student.password_hash)
    assert page.location == "/"
    with pages.client.session_transaction() as session:
        assert session["_user_id"] == student.get_id()
        ((_, told),) = session["_flashes"]
    assert "ada.lovelace" in told


def test_a_form_sent_twice_makes_one_account(
    app: Flask, pages: Pages, classroom: Classroom
) -> None:
    pages.post("/join", NEWCOMER)
    Pages(app).post("/join", NEWCOMER)

    assert len(members(classroom)) == 1


def test_somebody_else_of_the_same_name_gets_another_user_name(
    app: Flask, pages: Pages, classroom: Classroom
) -> None:
    pages.post("/join", NEWCOMER)
    Pages(app).post("/join", {**NEWCOMER, "password": "another-one-8"})

    assert [each.username for each in members(classroom)] == ["ada.lovelace", "ada.lovelace2"]


def test_an_old_account_of_the_same_name_cannot_be_entered_by_joining(
    make: Make, pages: Pages, classroom: Classroom
) -> None:
    there = make.enrolment(classroom, make.student(name="Ada Lovelace", created_at=NOON))

    pages.post("/join", {**NEWCOMER, "password": "quiet-folk-23"})

    assert len(members(classroom)) == 2
    assert there.student.username != "ada.lovelace"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": " "}, "Type your name"),
        ({"password": "short"}, "at least 6"),
        ({"password": ""}, "Choose a password"),
        ({"username": "a b"}, "Letters, digits"),
        ({"username": "TAKEN"}, "“ada.lovelace” is free"),
    ],
)
def test_a_form_with_problems_comes_back_with_what_was_typed(
    make: Make, pages: Pages, classroom: Classroom, given: dict[str, str], said: str
) -> None:
    make.student(username="taken")

    page = pages.post("/join", {**NEWCOMER, **given}, status=422)

    assert said in page.words()
    assert members(classroom) == []
    names = [field.get("value") for field in page.all("input") if field.get("name") == "name"]
    assert names == ["" if given.get("name") == " " else "Ada Lovelace"]


@pytest.mark.parametrize("code", ["CDF348", "nonsense", "C" * 500, "☃1"])
def test_an_unknown_code_gets_a_sentence(pages: Pages, classroom: Classroom, code: str) -> None:
    page = pages.get("/join", query_string={"code": code}, status=422)

    assert "No class takes new students with this code" in page.words()
    pages.post("/join", {**NEWCOMER, "code": code}, status=422)


def test_a_closed_code_gets_the_same_sentence_and_joins_nobody(
    pages: Pages, classroom: Classroom
) -> None:
    pages.sign_in(classroom.teacher).post(f"/classes/{classroom.id}/join-code/closure")

    page = pages.post("/join", NEWCOMER, status=422)

    assert "joining is still open" in page.words()
    assert members(classroom) == []


def test_guessing_codes_is_slowed_down_and_the_right_one_works_again_later(
    app: Flask, pages: Pages, classroom: Classroom
) -> None:
    for number in range(60):
        pages.get(f"/join?code=WRONG{number}", status=422)

    page = pages.get("/join?code=CDF347", status=429)

    assert "Wait a minute" in page.words()
    app.extensions["throttle"].storage.reset()
    pages.get("/join?code=CDF347")


def test_a_student_who_is_signed_in_just_joins_and_twice_is_harmless(
    make: Make, pages: Pages, classroom: Classroom
) -> None:
    student = make.student()
    page = pages.sign_in(student).get("/join?code=CDF347")
    assert "Join the class" in page.words()

    pages.post("/join", {"code": "cdf 347"})
    pages.post("/join", {"code": "CDF347"})

    assert members(classroom) == [student]


def test_who_was_removed_can_come_back_with_the_code(
    make: Make, pages: Pages, classroom: Classroom
) -> None:
    enrolment = make.enrolment(classroom)
    enrolment.left_at = NOON

    pages.sign_in(enrolment.student).post("/join", {"code": "CDF347"})

    assert members(classroom) == [enrolment.student]


def test_a_teacher_does_not_join(make: Make, pages: Pages, classroom: Classroom) -> None:
    pages.sign_in(make.teacher())

    assert "Only students join" in pages.get("/join?code=CDF347").words()
    pages.post("/join", {"code": "CDF347"}, status=200)

    assert members(classroom) == []


def test_joining_needs_the_forms_token(app: Flask, pages: Pages, classroom: Classroom) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        pages.post("/join", NEWCOMER, status=400)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    assert find_user("ada.lovelace") is None


def test_the_code_is_shown_big_with_address_and_qr_code(
    classroom: Classroom, sign_in_at: SignInAt
) -> None:
    school = "http://10.0.0.7:8000"

    page = sign_in_at(school, classroom.teacher).get(
        f"/classes/{classroom.id}/join-code", base_url=school
    )

    assert "CDF 347" in page.words()
    assert "10.0.0.7:8000/join" in page.words()
    assert "http://10.0.0.7:8000/join?code=CDF347" in page.text
    assert "this computer alone" not in page.words()


def test_an_address_of_this_computer_alone_is_pointed_out(
    pages: Pages, classroom: Classroom
) -> None:
    page = pages.sign_in(classroom.teacher).get(f"/classes/{classroom.id}/join-code")

    assert "this computer alone" in page.words()


@pytest.mark.parametrize(
    ("host", "alone"),
    [
        ("localhost", True),
        ("127.0.0.1:8000", True),
        ("[::1]:8000", True),
        ("10.0.0.7:8000", False),
        ("quiz.school.example", False),
    ],
)
def test_an_address_other_devices_can_open_is_told_from_one_they_cannot(
    app: Flask, host: str, alone: bool
) -> None:
    with app.test_request_context(base_url=f"http://{host}/"):
        assert addresses.only_this_computer() is alone


def test_a_code_can_be_replaced_closed_and_opened_again(pages: Pages, classroom: Classroom) -> None:
    where = f"/classes/{classroom.id}/join-code"
    pages.sign_in(classroom.teacher)

    pages.post(where)
    assert classroom.join_code not in {None, "CDF347"}

    pages.post(f"{where}/closure")
    assert classroom.join_code is None
    assert "Joining is closed" in pages.get(where).words()

    pages.post(where)
    assert classroom.join_code


def test_a_code_that_another_class_has_is_made_up_again(make: Make, classroom: Classroom) -> None:
    other = make.classroom()
    codes = iter(["CDF347", "CDF347", "HJK934"])

    actions.open_joining(other, codes.__next__)

    assert other.join_code == "HJK934"
    assert db.session.get_one(Classroom, classroom.id).join_code == "CDF347"
