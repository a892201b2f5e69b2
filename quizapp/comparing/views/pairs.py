"""Two scripts side by side: which is the better answer?"""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.comparing import actions, queries
from quizapp.comparing.actions import Closed, NotAJudge, Outdated
from quizapp.comparing.forms import choice_from
from quizapp.comparing.views.blueprint import bp
from quizapp.database import db
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found
from quizapp.web.times import now

UNREADABLE = "That could not be read, so nothing was kept. Here is the pair again."
CLOSED = "The round was closed meanwhile, so your last decision was not kept."
NO_JUDGE = "You do not judge in this round. Whoever started it can choose you in its settings."


@bp.get("/comparing-rounds/<int:round_id>/pair")
@for_teachers
def pair(round_id: int) -> ResponseReturnValue:
    table = found(queries.find_table(current_user, round_id))
    mine = table.is_judge(current_user) and not table.round.closed_at
    return render_template(
        "comparing/pair.html",
        table=table,
        pair=table.pair_for(current_user) if mine else None,
        last=table.last_of(current_user),
        shown=int(now().timestamp()),
    )


@bp.post("/comparing-rounds/<int:round_id>/decisions")
@for_teachers
def decide(round_id: int) -> ResponseReturnValue:
    table = found(queries.find_table(current_user, round_id))
    choice = choice_from(request.form, now())
    try:
        if choice:
            actions.decide(table, current_user, choice, now())
        else:
            flash(UNREADABLE, "problem")
    except Closed:
        flash(CLOSED, "problem")
    except NotAJudge:
        flash(NO_JUDGE, "problem")
    except Outdated as why:
        flash(f"{why} This decision was not kept; here is the next pair.", "problem")
    db.session.commit()
    return redirect(url_for(".pair", round_id=round_id))


@bp.post("/comparing-rounds/<int:round_id>/decisions/<int:decision_id>/withdrawal")
@for_teachers
def withdraw(round_id: int, decision_id: int) -> ResponseReturnValue:
    one = found(queries.find_round(current_user, round_id))
    decision = found(queries.find_own_decision(one, current_user, decision_id))
    if one.closed_at:
        flash("The round is closed, so its decisions stay as they are.", "problem")
    else:
        actions.withdraw(decision, now())
        db.session.commit()
        flash("Taken back. Here is the pair again.", "done")
    return redirect(url_for(".pair", round_id=round_id))
