import re
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import pytest
from flask import Flask

from quizapp.accounts import passwords, rules
from quizapp.accounts.models import Role


@pytest.mark.parametrize(
    ("password", "role", "said"),
    [
        ("seven-7", Role.TEACHER, "at least 8"),
        ("eight-88", Role.TEACHER, ""),
        ("five5", Role.STUDENT, "at least 6"),
        ("six-66", Role.STUDENT, ""),
        ("x" * 200, Role.ADMIN, ""),
        ("x" * 201, Role.ADMIN, "at most 200"),
        ("Straße-1", Role.ADMIN, "may not be the user name"),
        ("tab\tinside", Role.ADMIN, "cannot be typed"),
        ("пароль-из-слов", Role.ADMIN, ""),
    ],
)
def test_the_rules_at_their_borders(password: str, role: Role, said: str):
    problem = rules.password_problem(password, role, "STRASSE-1")

    assert said in problem
    assert bool(said) == bool(problem)


def test_a_hash_names_its_parameters_and_fits_its_password_only(session: None):
    stored = passwords.hashed("пароль-из-слов")

    assert stored.startswith("scrypt$2$8$5$")
    assert passwords.fits("пароль-из-слов", stored)
    assert not passwords.fits("пароль-из-слова", stored)
    assert passwords.hashed("пароль-из-слов") != stored


def test_a_made_up_password_can_be_read_aloud_and_keeps_the_rules():
    made = {passwords.made_up() for _ in range(200)}

    assert len(made) == 200
    assert all(
        re.fullmatch(r"[a-hj-km-np-z]{3}[2-9]{2}-[a-hj-km-np-z]{3}[2-9]{2}", m) for m in made
    )


def test_at_most_two_hashes_are_made_at_a_time(app: Flask, monkeypatch: pytest.MonkeyPatch):
    lock, now, most = Lock(), 0, 0

    def slow(*_: object, **__: object) -> bytes:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.02)
        with lock:
            now -= 1
        return b"key"

    def hash_one(_: int) -> str:
        with app.app_context():
            return passwords.hashed("slow-river-41")

    monkeypatch.setattr("hashlib.scrypt", slow)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(hash_one, range(8)))

    assert most == 2
