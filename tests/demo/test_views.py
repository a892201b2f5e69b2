from collections.abc import Iterator

import pytest
from flask import Flask

from quizapp import create_app
from quizapp.config import Settings, from_environment
from quizapp.database import db
from quizapp.demo import cli, people
from quizapp.demo.views import NotTheDemo
from tests.make import Make
from tests.pages import Pages


@pytest.fixture(scope="module")
def demo_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    settings = Settings(
        instance=tmp_path_factory.mktemp("demo"), demo=True, scrypt_n=2, testing=True, threads=2
    )
    cli.make(settings, most=2)
    app = create_app(settings)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def demo(demo_app: Flask) -> Pages:
    """A visitor of the demo school."""
    return Pages(demo_app)


def test_the_sign_in_page_lists_accounts_and_their_password(demo: Pages):
    page = demo.get("/sign-in")

    assert people.PASSWORD in page.words()
    for account in people.ACCOUNTS:
        assert account.name in page.words()
        assert account.username in page.words()


def test_one_click_signs_in_as_a_listed_account(demo: Pages):
    teacher = people.ACCOUNTS[0]

    demo.post("/demo/sessions", {"username": teacher.username})

    assert demo.get("/", status=302).location.endswith("/classes")


@pytest.mark.parametrize("username", ["", "nobody", people.username("Beatriz Carvalho")])
def test_other_accounts_have_no_such_button(demo: Pages, username: str):
    demo.post("/demo/sessions", {"username": username}, status=404)


def test_the_demo_refuses_visitors_from_other_computers(demo: Pages):
    for address in ("192.168.1.20", "10.0.0.2", "2001:db8::1", ""):
        page = demo.get("/sign-in", status=403, environ_overrides={"REMOTE_ADDR": address})
        assert people.PASSWORD not in page.text


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.1", "::1"])
def test_the_demo_serves_this_computer(demo: Pages, address: str):
    demo.get("/sign-in", environ_overrides={"REMOTE_ADDR": address})


def test_a_real_installation_has_neither_accounts_nor_buttons(make: Make, pages: Pages):
    make.teacher(username=people.ACCOUNTS[0].username)

    assert people.PASSWORD not in pages.get("/sign-in").text
    pages.post("/demo/sessions", {"username": people.ACCOUNTS[0].username}, status=404)


def test_a_real_installation_can_be_reached_from_other_computers(make: Make, pages: Pages):
    make.admin()

    pages.get("/sign-in", environ_overrides={"REMOTE_ADDR": "192.168.1.20"})


def test_the_demo_never_opens_another_database():
    with pytest.raises(NotTheDemo):
        create_app(Settings(demo=True, database_url="postgresql://localhost/real", secret_key="x"))

    environment = {"DATABASE_URL": "postgresql://localhost/real"}
    assert from_environment(environment, demo=True).database.endswith("/instance/demo.db")
