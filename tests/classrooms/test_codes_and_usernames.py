"""Join codes nobody can misread, and user names nobody else has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.accounts.queries import folded_username
from quizapp.accounts.rules import username_problem
from quizapp.classrooms import codes, usernames

LOOK_ALIKES = ["0OQD", "1IL", "5S", "2Z", "8B", "UV", "6G"]


@pytest.mark.parametrize("signs", LOOK_ALIKES)
def test_of_signs_that_look_alike_a_code_knows_one_at_most(signs: str) -> None:
    assert sum(sign in codes.ALPHABET for sign in signs) <= 1


def test_a_code_has_six_signs_of_the_alphabet() -> None:
    code = codes.made_up()

    assert len(code) == 6
    assert set(code) <= set(codes.ALPHABET)


@pytest.mark.parametrize(
    "typed", ["CDF347", "cdf 347", " c-d-f-3-4-7 ", "Cdf\u2013347", "cdf\u00a0347"]
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert codes.tidy(typed) == "CDF347"


def test_a_code_is_shown_in_two_groups() -> None:
    assert codes.shown("CDF347") == "CDF 347"


@pytest.mark.parametrize(
    ("name", "username"),
    [
        ("Ada Lovelace", "ada.lovelace"),
        ("Ada King Lovelace", "ada.lovelace"),
        ("Zoë Łoś", "zoe.los"),
        ("O\u2019Neill-Smith", "oneillsmith"),
        ("Анна Иванова", "анна.иванова"),
        ("☃", "student"),
    ],
)
def test_a_user_name_is_proposed_from_the_name(name: str, username: str) -> None:
    assert usernames.proposed(name, ()) == username


def test_a_proposal_that_is_taken_gets_a_number() -> None:
    taken = {"ada.lovelace", "ada.lovelace2"}

    assert usernames.proposed("Ada Lovelace", taken) == "ada.lovelace3"


@given(st.text(max_size=200))
def test_every_proposal_is_a_possible_user_name_in_its_stored_form(name: str) -> None:
    first = usernames.proposed(name, ())
    second = usernames.proposed(name, {first})

    for username in (first, second):
        assert username_problem(username) == ""
        assert folded_username(username) == username
    assert first != second
