"""Benchmarks: what the hot paths cost, as ratios to something of known size on the same machine.

    python3 run.py bench

A ratio is the median over alternating runs (A B A B ...), so that a machine that slows down slows
both.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from statistics import median

import yaml
from flask import g
from flask.testing import FlaskClient

from quizapp import create_app, migrations
from quizapp.accounts.models import User
from quizapp.bank.files import files_in
from quizapp.bank.lint import lint
from quizapp.bank.loader import load_files
from quizapp.config import ROOT, Settings
from quizapp.database import db
from quizapp.quizzes.models import Assignment
from quizapp.quizzes.publishing import publish_folder
from tests.make import NOON, Make, real_bank

BANK = ROOT / "question_bank"
Act = Callable[[], object]


def seconds(act: Act) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def compare(name: str, act: Act, basis: Act, *, rounds: int = 7) -> None:
    """Print how many times as long as its basis an act takes."""
    act()
    basis()
    pairs = [(seconds(act), seconds(basis)) for _ in range(rounds)]
    ratio = median(first / second for first, second in pairs)
    milliseconds = median(first for first, _second in pairs) * 1000
    print(f"{name:58} {ratio:8.2f} x   ({milliseconds:.1f} ms here)")


def parse_all() -> None:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for path in sorted(BANK.rglob("*.yaml")):
        yaml.load(path.read_bytes(), Loader=loader)  # noqa: S506  (our own files)


def check_afresh() -> None:
    """Check the bank in a process that has seen nothing yet; the interpreter's start is in it."""
    code = "from quizapp.bank.cli import *; lint(load(QUESTION_BANK))"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def check_again() -> Act:
    """Return an act that changes one file of the bank, never the same way, and checks the whole."""
    files, numbers = files_in(BANK), count()
    path = "items/S1/S1-03.yaml"
    text = files[path] or b""

    def act() -> object:
        files[path] = text.replace(b"explanation: ", b"explanation: (%d) " % next(numbers))
        return lint(load_files(files, BANK.name))

    act()
    return act


def signed_in(client: FlaskClient, user: User) -> None:
    with client.session_transaction() as session:
        session["_user_id"] = user.get_id()
    g.pop("_login_user", None)  # the requests share the app context of the benchmark


def class_of(make: Make, size: int) -> Assignment:
    """Return a quiz that a class of this size has handed in."""
    classroom = make.classroom(students=size)
    assignment = make.assignment(classroom, ["S1-03", "S1-02", "S1-04", "S1-07", "S1-13"])
    for enrolment in classroom.enrolments:
        make.attempt(assignment, enrolment.student)
    db.session.commit()
    return assignment


def full_class(make: Make, size: int) -> Assignment:
    """Return a quiz of 40 questions that all of a class of this size have taken three times."""
    classroom = make.classroom(students=size)
    typed = [i for i in real_bank().items.values() if i.type != "extended_response"]
    assignment = make.assignment(classroom, typed[:40], attempts_allowed=3)
    for place, enrolment in enumerate(classroom.enrolments):
        for number in (1, 2, 3):
            given = {
                each.position: "right" if (each.position * place) % 7 < 2 + number else "wrong"
                for each in assignment.items
            }
            make.attempt(assignment, enrolment.student, given, number=number)
    db.session.commit()
    return assignment


def main() -> None:
    compare("load and lint the bank / only parse its YAML", check_afresh, parse_all, rounds=3)
    compare("check it again with one file changed / afresh", check_again(), check_afresh, rounds=3)
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(instance=Path(folder), scrypt_n=2, threads=4))
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            migrations.bring_up_to_date(db.engine)
            publish_folder(BANK, NOON)
            db.session.commit()
            measure(app.test_client())
            db.session.remove()
            db.engine.dispose()


def measure(client: FlaskClient) -> None:
    def nothing() -> object:
        return [client.get("/healthz") for _ in range(20)]

    def start() -> None:
        publish_folder(BANK, NOON)
        db.session.commit()

    compare("a start with an unchanged bank / parse its YAML", start, parse_all)
    make = Make()
    small, large = class_of(make, 30), class_of(make, 500)
    signed_in(client, small.classroom.teacher)
    compare("grid of 30 students / 20 empty requests", lambda: grid(client, small), nothing)
    signed_in(client, large.classroom.teacher)
    compare("grid of 500 students / 20 empty requests", lambda: grid(client, large), nothing)
    measure_pages(client, make)
    attempt = make.attempt(
        make.assignment(make.classroom(students=1), ["S1-03"], closes_at=make.later(days=9000)),
        handed_in=False,
    )
    db.session.commit()
    signed_in(client, attempt.student)

    def save() -> object:
        url = f"/attempts/{attempt.id}/responses/1"
        return [client.post(url, data={"choice": "a"}) for _ in range(20)]

    compare("save 20 answers / 20 empty requests", save, nothing)


def measure_pages(client: FlaskClient, make: Make) -> None:
    """Measure a teacher's pages on 40 questions and three attempts: 200 students against 20."""
    few, many = full_class(make, 20), full_class(make, 200)
    many.classroom.teacher = few.classroom.teacher
    many.title, many.quiz_id = few.title, "Q2"  # another quiz, so that the two are not pooled
    db.session.commit()
    signed_in(client, few.classroom.teacher)
    for name in ("results", "report", "statistics"):

        def show(assignment: Assignment, page: str = name) -> None:
            assert client.get(f"/assignments/{assignment.id}/{page}").status_code == 200

        compare(
            f"{name}: 200 students x 40 items x 3 attempts / 20 students",
            lambda show=show: show(many),  # type: ignore[misc]
            lambda show=show: show(few),  # type: ignore[misc]
            rounds=3,
        )


def grid(client: FlaskClient, assignment: Assignment) -> None:
    assert client.get(f"/assignments/{assignment.id}/results").status_code == 200


if __name__ == "__main__":
    main()
