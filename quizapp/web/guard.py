"""What every request and answer passes: the right to write, clean input, security headers."""

import secrets

from flask import Flask, Response, abort, g, request

from quizapp.database import begin_reading, may_write_again

MARKS_A_FORM = ("application/x-www-form-urlencoded", "multipart/form-data")


def bind(app: Flask) -> None:
    """Put the guard round every request of the app."""
    app.before_request(_open)
    app.after_request(_headers)
    app.teardown_request(_close)


def _open() -> None:
    g.nonce = secrets.token_urlsafe(16)
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        begin_reading()
        return
    may_write_again()
    if request.content_length and request.mimetype not in MARKS_A_FORM:
        abort(415, "This address takes a form, not other data. Nothing was saved.")
    _refuse_odd_letters()


def _refuse_odd_letters() -> None:
    """Refuse what no database stores and nobody types: NUL, and bytes that are no UTF-8."""
    texts = [text for values in request.form.lists() for text in (values[0], *values[1])]
    if any("\x00" in text or "\ufffd" in text for text in texts):
        abort(400, "The form held letters that cannot be read (not UTF-8). Nothing was saved.")


def _close(_error: BaseException | None) -> None:
    may_write_again()


def _headers(response: Response) -> Response:
    nonce = g.get("nonce", "")
    response.headers.setdefault(
        "Content-Security-Policy",
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
        "manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'",
    )
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("X-Frame-Options", "DENY")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
