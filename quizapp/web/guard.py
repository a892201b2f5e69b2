"""What every request and answer passes: the right to write, clean input, security headers."""

import secrets
from urllib.parse import unquote_to_bytes

from flask import Flask, Response, abort, g, request
from werkzeug.routing import IntegerConverter, Map

from quizapp.database import begin_reading, may_write_again

URL_ENCODED = "application/x-www-form-urlencoded"
FORMS = (URL_ENCODED, "multipart/form-data")
ODD = "The form held letters that cannot be read (not UTF-8). Nothing was saved."
NUL = "\x00"
REPLACED = "\ufffd"
"""What a decoder puts in place of bytes that are no UTF-8; people may also have typed it."""

LARGER: dict[str, int] = {}
"""The endpoints that take larger forms than others do, with how many bytes."""


class Number(IntegerConverter):
    """A row's number in an address, as far as databases count."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=2**31 - 1)


def bind(app: Flask) -> None:
    """Put the guard round every request of the app."""
    app.url_map.converters["int"] = Number
    app.before_request(_open)
    app.after_request(_headers)
    app.teardown_request(_close)


def _open() -> None:
    g.nonce = secrets.token_urlsafe(16)
    _refuse_odd_address()
    if request.endpoint in LARGER:
        request.max_content_length = LARGER[request.endpoint]
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        begin_reading()
        return
    may_write_again()
    if request.content_length and request.mimetype not in FORMS:
        abort(415, "This address takes a form, not other data. Nothing was saved.")
    _refuse_odd_letters()


def _refuse_odd_address() -> None:
    """Refuse a NUL, with which PostgreSQL cannot compare anything."""
    if NUL in request.path:
        abort(404)
    if any(NUL in text for name, texts in request.args.lists() for text in (name, *texts)):
        abort(400, "The address held a sign that cannot be read.")


def _refuse_odd_letters() -> None:
    """Refuse what no database stores and nobody types: NUL, and bytes that are no UTF-8."""
    odd = {NUL}
    if request.mimetype == URL_ENCODED:
        try:
            unquote_to_bytes(request.get_data(cache=True)).decode()
        except UnicodeDecodeError:
            abort(400, ODD)
    else:
        odd.add(REPLACED)
    texts = [text for values in request.form.lists() for text in (values[0], *values[1])]
    if any(sign in text for text in texts for sign in odd):
        abort(400, ODD)


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
    if request.endpoint != "static" or response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
