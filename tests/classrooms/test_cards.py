"""Login cards: printed once, good for one student, and easily stopped."""

import re
from collections.abc import Callable

import pytest

from quizapp.accounts.models import User
from quizapp.accounts.passwords import fits
from quizapp.accounts.queries import find_signed_in
from quizapp.accounts.tokens import digest
from quizapp.classrooms import actions, queries
from quizapp.classrooms.models import Classroom, LoginCard
from quizapp.database import db
from quizapp.web.times import now
from tests.make import NOON, Make
from tests.pages import Page, Pages


@pytest.fixture
def classroom(make: Make) -> Classroom:
    return make.classroom(students=2)


def card_of(classroom: Classroom) -> str:
    """Return the token of a card of the class's first student."""
    ((_, token),) = actions.make_cards(queries.students_of(classroom)[:1], [""], now())
    return token


def printed(page: Page) -> list[tuple[str, str]]:
    """Return user name and password of each card."""
    words = ["".join(dd.itertext()) for dd in page.all("dd")]
    return list(zip(words[::2], words[1::2], strict=True))


def test_all_students_are_chosen_at_first_or_the_one_that_is_meant(
    make: Make, pages: Pages, classroom: Classroom
) -> None:
    make.enrolment(classroom, make.student(password_hash=None))
    where = f"/classes/{classroom.id}/cards"
    one = queries.students_of(classroom)[0]
    pages.sign_in(classroom.teacher)

    def chosen(address: str) -> int:
        return sum("checked" in box.attrib for box in pages.get(address).all("input"))

    assert [chosen(where), chosen(f"{where}?student={one.id}"), chosen(f"{where}?who=new")] == [
        3,
        1,
        1,
    ]


def test_a_card_holds_a_new_password_and_signs_out(pages: Pages, classroom: Classroom) -> None:
    first, second = queries.students_of(classroom)
    before = (first.get_id(), second.get_id(), second.password_hash)
    db.session.commit()
    pages.sign_in(classroom.teacher)

    page = pages.post(f"/classes/{classroom.id}/cards", {"student": [first.id]}, status=200)

    ((username, password),) = printed(page)
    assert username == first.username
    assert fits(password, first.password_hash)
    assert find_signed_in(before[0]) is None
    assert (second.get_id(), second.password_hash) == before[1:]
    assert queries.holders_of_cards([first.id, second.id]) == {first.id}


def test_printing_again_stops_the_older_card(pages: Pages, classroom: Classroom) -> None:
    student = queries.students_of(classroom)[0]
    token = card_of(classroom)
    pages.sign_in(classroom.teacher)

    pages.post(f"/classes/{classroom.id}/cards", {"student": [student.id]}, status=200)

    pages.get(f"/cards/{token}", status=404)
    assert len(queries.holders_of_cards([student.id])) == 1


def test_only_the_hash_of_a_token_is_stored(classroom: Classroom) -> None:
    token = card_of(classroom)

    (stored,) = db.session.scalars(db.select(LoginCard.token_hash))
    assert stored == digest(token)
    assert token not in stored


@pytest.mark.parametrize("chosen", [[], ["x"], ["999999"]])
def test_cards_for_nobody_are_refused(
    pages: Pages, classroom: Classroom, chosen: list[str]
) -> None:
    pages.sign_in(classroom.teacher)

    pages.post(f"/classes/{classroom.id}/cards", {"student": chosen}, status=422)

    assert db.session.scalars(db.select(LoginCard)).all() == []


def test_a_strangers_student_gets_no_card_here(
    make: Make, pages: Pages, classroom: Classroom
) -> None:
    stranger = make.enrolment(make.classroom()).student
    pages.sign_in(classroom.teacher)

    pages.post(f"/classes/{classroom.id}/cards", {"student": [stranger.id]}, status=422)

    assert queries.holders_of_cards([stranger.id]) == set()


def test_very_many_cards_are_made_in_parts(make: Make, pages: Pages) -> None:
    classroom = make.classroom(students=101)
    everyone = [student.id for student in queries.students_of(classroom)]
    pages.sign_in(classroom.teacher)

    page = pages.post(f"/classes/{classroom.id}/cards", {"student": everyone}, status=422)

    assert "at most 100" in page.words()


def test_opening_a_card_asks_and_the_button_signs_in(pages: Pages, classroom: Classroom) -> None:
    student = queries.students_of(classroom)[0]
    token = card_of(classroom)

    page = pages.get(f"/cards/{token}")
    assert f"Sign in as {student.name}?" in page.words()
    with pages.client.session_transaction() as session:
        assert "_user_id" not in session

    pages.post(f"/cards/{token}/session")
    with pages.client.session_transaction() as session:
        assert session["_user_id"] == student.get_id()


def test_a_card_says_who_will_be_signed_out(make: Make, pages: Pages, classroom: Classroom) -> None:
    token = card_of(classroom)

    page = pages.sign_in(make.student(name="Grace Hopper")).get(f"/cards/{token}")

    assert "Grace Hopper is signed in, and will be signed out" in page.words()


@pytest.mark.parametrize(
    "broken", ["unknown", "revoked", "left", "class archived", "student archived"]
)
def test_a_card_that_is_not_good_any_more_gets_a_sentence(
    pages: Pages, classroom: Classroom, broken: str
) -> None:
    student = queries.students_of(classroom)[0]
    token = card_of(classroom)
    enrolment = queries.find_enrolment(classroom, student.id)
    assert enrolment
    match broken:
        case "unknown":
            token = "nonsense"
        case "revoked":
            pages.sign_in(classroom.teacher)
            pages.post(f"/classes/{classroom.id}/students/{student.id}/cards/revocation")
        case "left":
            enrolment.leave(NOON)
        case "class archived":
            classroom.archive(NOON)
        case "student archived":
            student.archive(NOON)

    assert "This card does not work" in pages.get(f"/cards/{token}", status=404).words()
    pages.post(f"/cards/{token}/session", status=404)


def test_a_card_goes_on_working_in_another_class(
    make: Make, pages: Pages, classroom: Classroom
) -> None:
    token = card_of(classroom)
    make.enrolment(make.classroom(), queries.students_of(classroom)[0])
    classroom.archive(NOON)

    pages.get(f"/cards/{token}")


def test_the_qr_codes_hold_the_address_the_school_is_reached_at(
    classroom: Classroom, sign_in_at: Callable[[str, User], Pages]
) -> None:
    school, student = "http://10.0.0.7:8000", queries.students_of(classroom)[0]

    page = sign_in_at(school, classroom.teacher).post(
        f"/classes/{classroom.id}/cards", {"student": [student.id]}, status=200, base_url=school
    )

    assert "10.0.0.7:8000" in page.words()
    assert re.search(r'<svg role="img" aria-label="QR code that signs', page.text)
    assert "this computer alone" not in page.words()
