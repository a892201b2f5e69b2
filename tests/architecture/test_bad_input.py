"""Bad input gets a clear sentence; nothing is half-written, and nothing is a server error."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from quizapp import create_app, migrations
from quizapp.config import Settings
from quizapp.database import db
from tests.make import PASSWORD, Make
from tests.pages import Pages

POSTS = ["/sign-in", "/join", "/classes/new", "/settings"]


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[Flask]:
    """An app of its own that insists on CSRF tokens and answers errors as it does for people."""
    app = create_app(Settings(instance=tmp_path, scrypt_n=2, threads=2))
    with app.app_context():
        migrations.bring_up_to_date(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def teacher(strict: Flask) -> str:
    """The user name of a teacher there."""
    with strict.app_context():
        username: str = Make().teacher().username
        db.session.commit()
        return username


@pytest.mark.parametrize("url", POSTS)
@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b'{"name": "x"}', "application/json", 415),
        (b"name=%00x", "application/x-www-form-urlencoded", 400),
        (b"name=%ff%fe", "application/x-www-form-urlencoded", 400),
        (b"plain", "text/plain", 415),
        (b"x", "application/x-www-form-urlencoded; charset=utf-16", None),
        (b"--b\r\nbroken", "multipart/form-data; boundary=b", None),
        (b"no boundary", "multipart/form-data", None),
    ],
)
def test_what_is_no_form_is_refused_with_a_sentence(
    make: Make, pages: Pages, url: str, body: bytes, kind: str, status: int | None
):
    pages.sign_in(make.teacher())

    response = pages.client.post(url, data=body, content_type=kind)

    assert response.status_code < 500
    if status:
        assert response.status_code == status
        assert "Nothing was saved" in response.get_data(as_text=True)


@pytest.mark.parametrize("url", POSTS)
def test_an_upload_that_is_too_large_is_refused(make: Make, pages: Pages, url: str):
    pages.sign_in(make.teacher())
    length = 50 * 2**20

    response = pages.client.post(
        url,
        data=b"--b\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\n"
        + b"x" * 3_000_000,
        content_type="multipart/form-data; boundary=b",
        content_length=length,
    )

    assert response.status_code == 413
    assert "at most 2 MB" in response.get_data(as_text=True)


def posts(app: Flask) -> list[str]:
    """Return an address for each view that takes a form."""
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    return [re.sub(r"<\w+:\w+>", "1", rule.rule) for rule in rules]


def token_of(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def test_no_address_takes_json(strict: Flask):
    client = strict.test_client()

    answers = {url: client.post(url, json={"name": "x"}) for url in posts(strict)}

    assert {url for url, answer in answers.items() if answer.status_code != 415} == set()
    assert all("takes a form" in answer.text for answer in answers.values())


def test_no_address_takes_a_form_without_a_token(strict: Flask):
    client = strict.test_client()

    answers = {url: client.post(url, data={"name": "x"}) for url in posts(strict)}

    assert {url for url, answer in answers.items() if answer.status_code != 400} == set()
    assert all("out of date" in answer.text for answer in answers.values())


@pytest.mark.parametrize("url", ["/settings", "/settings/password", "/classes/new", "/sign-out"])
def test_a_page_from_before_signing_in_again_is_stale(strict: Flask, teacher: str, url: str):
    client = strict.test_client()
    for _ in range(2):
        token = token_of(client.get("/sign-in").text)
        data = {"username": teacher, "password": PASSWORD, "csrf_token": token}
        assert client.post("/sign-in", data=data).status_code == 302

    answer = client.post(url, data={"theme": "dark", "name": "Class", "csrf_token": token})
    for_a_script = client.post(
        url, data={"csrf_token": token}, headers={"X-Requested-With": "fetch"}
    )

    assert answer.status_code == for_a_script.status_code == 400
    assert "nothing was lost" in answer.text
    assert "out of date" in answer.text
    assert "Reload it" in for_a_script.get_json()["problem"]
    assert 'data-theme="auto"' in client.get("/settings").text


def test_signing_in_works_with_the_token_of_the_page(strict: Flask, teacher: str):
    client = strict.test_client()
    token = token_of(client.get("/sign-in").text)

    response = client.post(
        "/sign-in",
        data={"username": teacher, "password": PASSWORD, "csrf_token": token},
    )

    assert response.status_code == 302


def test_what_goes_wrong_inside_is_said_and_not_shown(strict: Flask, monkeypatch):
    monkeypatch.setattr("quizapp.accounts.queries.get_school", lambda: 1 / 0)

    response = strict.test_client().get("/sign-in")

    assert response.status_code == 500
    assert "ZeroDivision" not in response.get_data(as_text=True)


def test_a_sentence_is_left_where_the_database_fails(strict: Flask, teacher: str):
    client = strict.test_client()
    token = token_of(client.get("/sign-in").text)
    data = {"username": teacher, "password": PASSWORD, "csrf_token": token}
    assert client.post("/sign-in", data=data).status_code == 302
    with strict.app_context():
        db.session.execute(text("ALTER TABLE user RENAME TO gone"))
        db.session.commit()

    response = client.get("/classes")

    assert response.status_code == 500
    assert "What was saved before is safe" in response.text


def test_an_error_of_the_database_does_not_repeat_what_somebody_typed(strict: Flask):
    with strict.app_context(), pytest.raises(SQLAlchemyError) as failed:
        db.session.execute(text("SELECT 1 FROM nowhere WHERE x = :x"), {"x": "a private answer"})

    assert "nowhere" in str(failed.value)
    assert "a private answer" not in str(failed.value)


def test_a_wrong_method_is_told_the_right_ones(app: Flask):
    response = app.test_client().post("/healthz")

    assert response.status_code == 405
    assert "GET" in (response.allow or ())


@pytest.mark.parametrize(
    "url", ["/nothing", "/classes/abc", "/attempts/99999999999999999999", "/%00", "/%ff"]
)
def test_an_address_that_leads_nowhere_is_not_found(make: Make, pages: Pages, url: str):
    pages.sign_in(make.student())

    response = pages.client.get(url)

    assert response.status_code == 404


@pytest.mark.parametrize("query", ["search=%00", "search=a&search=b%00", "%00=x"])
@pytest.mark.parametrize("url", ["/people", "/sign-in", "/join", "/quizzes"])
def test_a_nul_in_an_address_is_refused_before_a_database_sees_it(
    make: Make, pages: Pages, url: str, query: str
):
    pages.sign_in(make.admin())

    response = pages.client.get(f"{url}?{query}")

    assert response.status_code == 400
    assert "cannot be read" in response.get_data(as_text=True)


@pytest.mark.parametrize(
    "value", ["%ff", "%ed%a0%80", "99999999999999999999", "-1", "%F0%9F%A6%89"]
)
def test_an_odd_query_is_no_error_of_ours(app: Flask, make: Make, pages: Pages, value: str):
    pages.sign_in(make.admin())
    names = ("search", "next", "code", "classroom", "question", "sort", "names", "since")
    query = "&".join(f"{name}={value}" for name in names)

    for url in ("/people", "/sign-in", "/join", "/quizzes", "/classes", "/settings"):
        assert pages.client.get(f"{url}?{query}").status_code in {200, 422}, url


def test_a_sign_that_stands_for_a_broken_one_may_be_pasted(make: Make, pages: Pages):
    pages.sign_in(make.teacher())

    response = pages.client.post("/classes/new", data={"name": "8\ufffdb"})

    assert response.status_code == 302


def test_a_text_may_be_as_long_as_the_page_says(make: Make, pages: Pages):
    pages.sign_in(make.teacher())

    long = pages.client.post("/classes/new", data={"name": "x" * 1_900_000})
    longer = pages.client.post("/classes/new", data={"name": "x" * 2_100_000})

    assert (long.status_code, longer.status_code) == (422, 413)


def test_headers_keep_the_page_to_itself(pages: Pages):
    response = pages.client.get("/sign-in")

    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
