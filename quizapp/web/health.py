"""What a load balancer asks: does the process live, is it ready."""

from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from quizapp.database import db
from quizapp.web.access import for_everyone


def bind(app: Flask) -> None:
    """Answer at ``/healthz`` and ``/readyz``."""
    app.add_url_rule("/healthz", "healthz", healthz)
    app.add_url_rule("/readyz", "readyz", readyz)


@for_everyone
def healthz() -> ResponseReturnValue:
    """Answer 200 while the process lives."""
    return "alive\n", 200, {"Content-Type": "text/plain"}


@for_everyone
def readyz() -> ResponseReturnValue:
    """Answer 200 when the database answers and holds a bank, otherwise 503."""
    try:
        banks = db.session.scalar(text("SELECT count(*) FROM bank_revision"))
    except SQLAlchemyError:
        banks = 0
    ready = bool(banks)
    words = "ready\n" if ready else "not ready: no database, or no bank published\n"
    return words, 200 if ready else 503, {"Content-Type": "text/plain"}
