"""The ``quizapp user`` command."""

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from quizapp.accounts import passwords, queries
from quizapp.accounts.cli import user
from quizapp.accounts.models import Role
from quizapp.database import db
from tests.make import Make

GOOD = "slow-river-41"


@pytest.fixture
def run(app: Flask, make: Make):
    def run(*words: str, typed: str = "") -> Result:
        db.session.commit()
        result = CliRunner().invoke(user, words, input=typed, obj=lambda: app)
        db.session.rollback()
        return result

    return run


def create(run, username: str, role: str = "admin", typed: str = f"{GOOD}\n") -> Result:
    words = ["create", "--role", role, "--name", "A Person", "--username", username]
    return run(*words, "--password-stdin", typed=typed)


def test_an_admin_made_in_the_terminal_can_sign_in(run):
    result = create(run, " Head ")

    person = queries.find_user("head")
    assert result.exit_code == 0, result.output
    assert person
    assert person.role is Role.ADMIN
    assert passwords.fits(GOOD, person.password_hash)


def test_the_password_is_asked_for_twice_and_not_printed(run):
    words = ["create", "--role", "teacher", "--name", "A Person", "--username", "typed"]
    result = run(*words, typed=f"{GOOD}\n{GOOD}\n")

    assert result.exit_code == 0, result.output
    assert GOOD not in result.output
    assert queries.find_user("typed")


def test_what_is_not_given_is_asked_for(run):
    result = run("create", typed=f"teacher\nA Person\nasked\n{GOOD}\n{GOOD}\n")

    person = queries.find_user("asked")
    assert result.exit_code == 0, result.output
    assert person
    assert person.role is Role.TEACHER


@pytest.mark.parametrize(
    ("username", "role", "typed", "said"),
    [
        ("two words", "teacher", GOOD, "user name"),
        ("somebody", "teacher", "short", "at least 8"),
        ("somebody", "student", "five5", "at least 6"),
        ("somebody", "teacher", "", "at least 8"),
        ("longenough", "teacher", "LongEnough", "may not be the user name"),
    ],
)
def test_what_breaks_a_rule_is_refused_with_the_rule(run, username, role, typed, said):
    result = create(run, username, role, typed)

    assert result.exit_code == 1
    assert said in result.output
    assert queries.find_user(username) is None


def test_a_user_name_that_is_taken_is_refused(run, make: Make):
    make.teacher(username="taken")

    result = create(run, "TAKEN")

    assert result.exit_code == 1
    assert "already" in result.output


def test_a_new_password_signs_its_owner_out_everywhere(run, make: Make):
    person = make.teacher()
    key = person.session_key

    result = run("password", "--username", person.username, "--password-stdin", typed=GOOD)

    db.session.refresh(person)
    assert result.exit_code == 0, result.output
    assert passwords.fits(GOOD, person.password_hash)
    assert person.session_key != key


def test_a_password_for_nobody_is_refused(run):
    result = run("password", "--username", "nobody", "--password-stdin", typed=GOOD)

    assert result.exit_code == 1
    assert "Nobody has" in result.output
