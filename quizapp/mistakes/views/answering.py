"""The list of reported mistakes that a teacher works through."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.database import db
from quizapp.mistakes import actions, queries
from quizapp.mistakes.forms import OUTCOMES, AnswerForm
from quizapp.mistakes.listing import Group, entries_of, grouped, keys_of
from quizapp.mistakes.models import Outcome
from quizapp.mistakes.views.blueprint import bp
from quizapp.quizzes.queries import newest_revisions
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found, row_number
from quizapp.web.times import now


@bp.get("/mistakes")
@for_teachers
def index() -> ResponseReturnValue:
    return _list()


def _list(
    wrong: AnswerForm | None = None, bank: str = "", item_id: str = "", problem: str = ""
) -> ResponseReturnValue:
    """Answer with all open reports; ``wrong`` is the form on one item that needs another look."""
    page = render_template(
        "mistakes/index.html",
        banks=_groups(),
        titles=_titles(),
        waiting=queries.count_open(current_user),
        most=queries.MOST_SHOWN,
        blank=AnswerForm(formdata=None),
        wrong=wrong,
        wrong_key=(bank, item_id),
        chosen=_chosen() if wrong else set(),
        problem=problem,
    )
    return page, 422 if wrong else 200


def _chosen() -> set[int]:
    """Return the reports that were ticked, as far as databases count."""
    return set(request.form.getlist("report", type=row_number))


def _titles() -> dict[str, str]:
    """Return what the published banks are called; one without a title goes by its id."""
    known = {each.bank: each.content.get("bank", {}) for each in newest_revisions()}
    return {bank: settings.get("title", bank) for bank, settings in known.items()}


def _groups() -> dict[str, list[Group]]:
    reports = queries.open_reports(current_user)
    keys = keys_of(reports)
    return grouped(
        reports,
        queries.open_everywhere(keys),
        queries.open_in_classes(current_user, {item_id for _, item_id in keys}),
        queries.current_versions(keys),
        queries.put_right(reports),
    )


@bp.get("/mistakes/answered")
@for_teachers
def answered() -> ResponseReturnValue:
    reports = queries.closed_reports(current_user)
    entries = entries_of(reports, queries.put_right(reports))
    most = queries.MOST_SHOWN
    return render_template("mistakes/answered.html", entries=entries, outcomes=OUTCOMES, most=most)


@bp.post("/mistakes/<string:bank>/<string:item_id>/answers")
@for_teachers
def answer(bank: str, item_id: str) -> ResponseReturnValue:
    found(queries.has_reports(current_user, bank, item_id) or None)
    reports = queries.find_reports(current_user, bank, item_id, _chosen())
    form = AnswerForm()
    if not form.validate_on_submit() or not reports:
        problem = "" if reports else "Choose whose report you answer."
        return _list(form, bank, item_id, problem)
    closed = actions.answer(
        reports, current_user, Outcome(form.outcome.data), str(form.note.data or ""), now()
    )
    db.session.commit()
    flash(*_said(closed))
    return redirect(url_for(".index"))


def _said(closed: int) -> tuple[str, str]:
    if not closed:
        return "A colleague has answered meanwhile; what they wrote holds.", "problem"
    students = "student reads" if closed == 1 else "students read"
    return f"Answered. {closed} {students} it in the review of the quiz.", "done"
