"""What a person reads when something cannot be done."""

from typing import Any

from flask import Flask, current_app, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, InternalServerError

from quizapp.database import db

SAID = {
    400: ("That could not be read", "The request was incomplete or garbled. Nothing was changed."),
    401: ("Please sign in", "You are signed out. Sign in, and what you typed can be sent again."),
    403: ("That is not allowed", "Nothing was changed."),
    404: ("There is nothing here", "The page does not exist, or it is not yours to see."),
    405: ("That does not work here", "Go back and use the buttons on the page."),
    409: ("This can no longer be changed", "Something else came first. Nothing was changed now."),
    413: ("That is too large", "A file or text may have at most 2 MB. Nothing was saved."),
    415: ("That is not a form", "This address takes a form. Nothing was saved."),
    422: ("That is not complete yet", "Go back and look at it again. Nothing was changed."),
    429: ("Please wait a moment", "There were many tries in a short time. Wait, then try again."),
    500: ("Something went wrong on our side", "What was saved before is safe. Please try again."),
}

SHOWN_AGAIN: set[str] = set()
"""The blueprints whose forms hold long work: what was sent is shown again, to copy it from."""
_UNTYPED = frozenset({"csrf_token", "started_from", "seal", "packed", "base_hash"})


def bind(app: Flask) -> None:
    """Answer every error with a page that says what happened, or a sentence for a script."""
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _known)
    app.register_error_handler(Exception, _unknown)


def _stale_form(error: Any) -> Any:
    text = "This page was open for too long, or in two places. Reload it; nothing was lost."
    return _answer(400, "This form is out of date", text)


def _known(error: HTTPException) -> Any:
    code = error.code or 500
    if code < 400:
        return error
    title, text = SAID.get(code, SAID[500 if code >= 500 else 400])
    ours = error.description if error.description != type(error).description else None
    headers = {name: value for name, value in error.get_headers() if name != "Content-Type"}
    return *_answer(code, title, ours or text), headers


def _unknown(error: Exception) -> Any:
    if current_app.testing:
        raise error
    db.session.rollback()
    current_app.logger.exception("unhandled", exc_info=error)
    title, text = SAID[InternalServerError.code or 500]
    try:
        return _answer(500, title, text)
    except SQLAlchemyError:  # the page asks who is signed in, and the database may be what failed
        return f"{title}. {text}\n", 500, {"Content-Type": "text/plain; charset=utf-8"}


def _answer(code: int, title: str, text: str) -> tuple[Any, int]:
    if request.headers.get("X-Requested-With") == "fetch":
        return {"problem": text}, code
    typed = _typed() if code in {400, 401} and request.blueprint in SHOWN_AGAIN else ""
    return render_template("errors/error.html", title=title, text=text, typed=typed), code


def _typed() -> str:
    """Return all that was sent in a form, as far as a person may have typed it."""
    pairs = [(name, value) for name, value in request.form.items(multi=True) if value.strip()]
    lines = (
        value if name == "text" else f"{name}: {value}"
        for name, value in pairs
        if name not in _UNTYPED
    )
    return "\n".join(lines)
