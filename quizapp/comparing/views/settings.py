"""Who judges in a round, how often scripts are compared, and whose marks are known."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.comparing import actions, queries
from quizapp.comparing.forms import NotComplete, RoundForm, form_from, form_of, settings_of
from quizapp.comparing.table import Table
from quizapp.comparing.views.blueprint import bp
from quizapp.database import db
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found


@bp.route("/comparing-rounds/<int:round_id>/settings", methods=["GET", "POST"])
@for_teachers
def settings(round_id: int) -> ResponseReturnValue:
    table = found(queries.find_table(current_user, round_id))
    if request.method == "GET":
        return _page(table, form_of(table))
    form = form_from(request.form)
    try:
        chosen = settings_of(form, table, current_user)
    except NotComplete:
        return _page(table, form)
    actions.change(table.round, chosen)
    db.session.commit()
    flash("Saved.", "done")
    return redirect(url_for(".report", round_id=round_id))


def _page(table: Table, form: RoundForm) -> ResponseReturnValue:
    judges = queries.possible_judges(current_user, table.round.assignments)
    page = render_template(
        "comparing/settings.html",
        table=table,
        item=table.item,
        form=form,
        judges=[*judges, *(each for each in table.round.judges if each not in judges)],
    )
    return page, 422 if form.problems else 200
