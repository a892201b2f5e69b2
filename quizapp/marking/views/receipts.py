"""Receipts for written answers: shown to the student, checked by anybody who has the code."""

from collections.abc import Mapping

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.attempts.additions import Addition
from quizapp.attempts.models import ResponseStep
from quizapp.attempts.sitting import Sitting
from quizapp.items.base import Item
from quizapp.items.codes import ON_PAPER
from quizapp.marking.receipt import code_of, find_received, last_received
from quizapp.marking.scheme import scheme_of
from quizapp.marking.views.blueprint import bp
from quizapp.marking.words import script_of
from quizapp.quizzes.versions import item_of
from quizapp.web.access import for_signed_in


@bp.get("/receipts")
@for_signed_in
def check() -> ResponseReturnValue:
    code = request.args.get("code", "").strip()
    step = find_received(code, _secret()) if code else None
    item = item_of(step.response.version) if step else None
    text = script_of(item, step.fields) if step and item else ""
    status = 422 if code and not step else 200
    return render_template(
        "marking/receipts.html", code=code, step=step, item=item, text=text
    ), status


def receipts(sitting: Sitting) -> Mapping[int, Addition]:
    """Return a receipt for every written answer of an attempt, by question."""
    written = {
        q.position: q.item for q in sitting.questions if scheme_of(q.item) and q.answer is not None
    }
    return {
        position: Addition("marking/_receipt.html", (code_of(step, _secret()), step))
        for position, step in (last_received(sitting.attempt) if written else {}).items()
        if position in written and _has_words(written[position], step)
    }


def _has_words(item: Item, step: ResponseStep) -> bool:
    """Return whether words arrived: with what is on paper alone none did."""
    return script_of(item, step.fields) not in {"", ON_PAPER}


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])
