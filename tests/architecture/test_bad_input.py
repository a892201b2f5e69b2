"""Bad input gets a clear sentence; nothing is half-written, and nothing is a server error."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

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
        db.session.remove()
        db.engine.dispose()


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


def test_a_stale_form_says_so(strict: Flask):
    client = strict.test_client()

    response = client.post("/sign-in", data={"username": "a", "password": "b"})

    assert response.status_code == 400
    assert "out of date" in response.get_data(as_text=True)


def test_signing_in_works_with_the_token_of_the_page(strict: Flask):
    teacher = Make().teacher()
    db.session.commit()
    client = strict.test_client()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/sign-in").text)
    assert token

    response = client.post(
        "/sign-in",
        data={"username": teacher.username, "password": PASSWORD, "csrf_token": token[1]},
    )

    assert response.status_code == 302


def test_what_goes_wrong_inside_is_said_and_not_shown(strict: Flask, monkeypatch):
    monkeypatch.setattr("quizapp.accounts.queries.get_school", lambda: 1 / 0)

    response = strict.test_client().get("/sign-in")

    assert response.status_code == 500
    assert "ZeroDivision" not in response.get_data(as_text=True)


@pytest.mark.parametrize(
    "url", ["/nothing", "/classes/abc", "/attempts/99999999999999999999", "/%00", "/%ff"]
)
def test_an_address_that_leads_nowhere_is_not_found(make: Make, pages: Pages, url: str):
    pages.sign_in(make.student())

    response = pages.client.get(url)

    assert response.status_code == 404


def test_headers_keep_the_page_to_itself(pages: Pages):
    response = pages.client.get("/sign-in")

    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
