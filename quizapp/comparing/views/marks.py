"""The marks that the scale says: first as a list, then given."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.comparing import queries
from quizapp.comparing.finding import Finding
from quizapp.comparing.giving import Used, use_marks
from quizapp.comparing.marks import NoMarks, proposed_marks
from quizapp.comparing.saying import counted
from quizapp.comparing.table import Table
from quizapp.comparing.views.blueprint import bp
from quizapp.database import db
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found, row_number
from quizapp.web.times import local, now


@bp.get("/comparing-rounds/<int:round_id>/marks")
@for_teachers
def marks(round_id: int) -> ResponseReturnValue:
    return _page(found(queries.find_table(current_user, round_id)))


def _page(table: Table, status: int = 200) -> ResponseReturnValue:
    ids = [paper.response_id for paper in table.present.values() if paper.response_id]
    problem = ""
    proposed = []
    try:
        proposed = [*proposed_marks(Finding(table), queries.marks_by_person(ids))]
    except NoMarks as why:
        problem = str(why)
    page = render_template("comparing/marks.html", table=table, proposed=proposed, problem=problem)
    return page, status


@bp.post("/comparing-rounds/<int:round_id>/marks")
@for_teachers
def use(round_id: int) -> ResponseReturnValue:
    one = found(queries.find_round(current_user, round_id))
    begun = local(one.started_at)
    origin = f"comparative judgement, round of {begun.day} {begun:%B %Y}"
    over = set(request.form.getlist("over", type=row_number))
    try:
        used = use_marks(one, current_user, over, origin, now())
    except NoMarks:
        db.session.rollback()
        return _page(found(queries.find_table(current_user, round_id)), 422)
    db.session.commit()
    flash(_said(used), "done")
    return redirect(url_for(".marks", round_id=round_id))


def _said(used: Used) -> str:
    said = [f"{counted(used.given, 'script')} got the mark from this round."]
    if used.kept:
        said.append(f"{counted(used.kept, 'script')} kept a mark that was given by hand.")
    if used.refused:
        said.append(
            f"{counted(used.refused, 'script')} can no longer be marked: the question was put"
            " right, or the attempt has changed."
        )
    return " ".join(said)
