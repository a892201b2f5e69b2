"""A test client that insists on good pages: valid HTML, one h1, unique ids, labelled fields."""

import re
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask, g
from werkzeug.test import TestResponse

from quizapp.accounts.models import User
from quizapp.database import db

NAMESPACE = "{http://www.w3.org/1999/xhtml}"
UNLABELLED = {"hidden", "submit", "button", "image"}


class Page:
    """An answer of the app; for HTML also its tree."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        office = response.mimetype.startswith(("application/vnd.", "image/"))
        self.text = "" if office else response.get_data(as_text=True)
        self.location = response.headers.get("Location", "")
        self.tree: Element | None = None
        if response.mimetype == "text/html" and self.status not in {301, 302, 303, 304}:
            self.tree = html5lib.HTMLParser(strict=True).parse(self.text)

    def all(self, tag: str) -> list[Element]:
        """Return the elements with this tag."""
        assert self.tree is not None, "this is no page"
        return list(self.tree.iter(NAMESPACE + tag))

    def words(self) -> str:
        """Return the page's text with single spaces."""
        assert self.tree is not None, "this is no page"
        body = self.all("body")[0]
        return " ".join("".join(body.itertext()).split())


class Pages:
    """A visitor: signs in without the form, and checks every page that comes back."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        app.config["WTF_CSRF_ENABLED"] = False

    def sign_in(self, user: User) -> "Pages":
        with self.client.session_transaction() as session:
            session["_user_id"] = user.get_id()
            session["_fresh"] = True
        return self

    def get(self, url: str, *, status: int = 200, **kwargs: Any) -> Page:
        return self._open("GET", url, status, **kwargs)

    def post(self, url: str, data: Any = None, *, status: int = 302, **kwargs: Any) -> Page:
        return self._open("POST", url, status, data=data, **kwargs)

    def _open(self, method: str, url: str, status: int, **kwargs: Any) -> Page:
        db.session.commit()  # what the test made
        for name in list(g):
            g.pop(name)  # what an earlier request noted: who is signed in, tokens
        page = Page(self.client.open(url, method=method, **kwargs))
        db.session.rollback()  # what the view forgot to commit
        assert page.status == status, f"{method} {url}: {page.status}\n{page.text[:3000]}"
        if page.tree is not None:
            check(page)
        return page


def check(page: Page) -> None:
    """Insist on what every page must have."""
    ids = [e.get("id") for e in page.tree.iter() if e.get("id")] if page.tree is not None else []
    assert len(ids) == len(set(ids)), f"ids twice: {sorted({i for i in ids if ids.count(i) > 1})}"
    headings = ["".join(h.itertext()).strip() for h in page.all("h1")]
    assert len(headings) == 1, f"one h1, not {headings}"
    assert "".join(page.all("title")[0].itertext()).strip()
    assert not re.search(r"\sstyle=|\son\w+=", page.text), "inline style or script"
    _check_labels(page, set(ids))


def _check_labels(page: Page, ids: set[str | None]) -> None:
    wrapped = {id(field) for label in page.all("label") for field in label.iter()}
    named = {label.get("for") for label in page.all("label")}
    assert named <= ids | {None}, f"labels for nothing: {named - ids}"
    for tag in ("input", "select", "textarea"):
        for field in page.all(tag):
            if field.get("type") in UNLABELLED:
                continue
            labelled = (
                id(field) in wrapped
                or field.get("id") in named
                or field.get("aria-label")
                or field.get("aria-labelledby")
            )
            assert labelled, f"no label: {field.attrib}"
