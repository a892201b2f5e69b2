"""The rounds of a question, starting one, its report, closing it and taking in new scripts."""

from collections.abc import Sequence
from secrets import randbits

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.comparing import actions, queries, saying
from quizapp.comparing.finding import Finding
from quizapp.comparing.forms import NotComplete, RoundForm, empty_form, form_from, plan_of
from quizapp.comparing.queries import Place
from quizapp.comparing.views.blueprint import bp
from quizapp.database import db
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found
from quizapp.web.times import now


def _places(bank: str, item_id: str) -> Sequence[Place]:
    """Return where the question was answered, or answer 404."""
    return found(queries.places_of(current_user, bank, item_id) or None)


@bp.get("/comparing/<string:bank>/<string:item_id>")
@for_teachers
def index(bank: str, item_id: str) -> ResponseReturnValue:
    places = _places(bank, item_id)
    rounds = queries.rounds_of(current_user, bank, item_id)
    return render_template(
        "comparing/index.html",
        places=places,
        item=places[0].item,
        rounds=rounds,
        decided=queries.decided_in(rounds),
    )


@bp.get("/comparing/<string:bank>/<string:item_id>/new")
@for_teachers
def new(bank: str, item_id: str) -> ResponseReturnValue:
    places = _places(bank, item_id)
    return _new(places, empty_form(places, current_user))


def _new(places: Sequence[Place], form: RoundForm) -> ResponseReturnValue:
    page = render_template(
        "comparing/new.html",
        places=places,
        item=places[0].item,
        form=form,
        judges=queries.teachers_of(current_user, [each.assignment for each in places]),
    )
    return page, 422 if form.problems else 200


@bp.post("/comparing/<string:bank>/<string:item_id>/rounds")
@for_teachers
def start(bank: str, item_id: str) -> ResponseReturnValue:
    places, form = _places(bank, item_id), form_from(request.form)
    try:
        plan = plan_of(form, places, current_user)
    except NotComplete:
        return _new(places, form)
    one = actions.start(plan, current_user, now(), randbits(48))
    db.session.commit()
    flash("The round has begun.", "done")
    return redirect(url_for(".report", round_id=one.id))


@bp.get("/comparing-rounds/<int:round_id>")
@for_teachers
def report(round_id: int) -> ResponseReturnValue:
    table = found(queries.find_table(current_user, round_id))
    finding = Finding(table)
    return render_template("comparing/report.html", table=table, finding=finding, saying=saying)


@bp.post("/comparing-rounds/<int:round_id>/closure")
@for_teachers
def close(round_id: int) -> ResponseReturnValue:
    found(queries.find_round(current_user, round_id)).close(now())
    db.session.commit()
    flash("The round is closed. You can open it again at any time.", "done")
    return redirect(url_for(".report", round_id=round_id))


@bp.post("/comparing-rounds/<int:round_id>/reopening")
@for_teachers
def reopen(round_id: int) -> ResponseReturnValue:
    found(queries.find_round(current_user, round_id)).reopen()
    db.session.commit()
    flash("The round is open again.", "done")
    return redirect(url_for(".report", round_id=round_id))


@bp.post("/comparing-rounds/<int:round_id>/scripts")
@for_teachers
def gather(round_id: int) -> ResponseReturnValue:
    number = actions.gather(found(queries.find_round(current_user, round_id)))
    db.session.commit()
    flash(f"{saying.counted(number, 'script')} taken in.", "done")
    return redirect(url_for(".report", round_id=round_id))
