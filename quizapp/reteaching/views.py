"""Setting a follow-up on a belief, the list of them, and who changed their mind."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.classrooms.models import Classroom
from quizapp.classrooms.queries import find_classroom
from quizapp.database import db
from quizapp.insights.views.blueprint import end_overdue, names_on
from quizapp.quizzes.actions import ClassIsArchived
from quizapp.quizzes.models import Assignment
from quizapp.quizzes.queries import find_assignment
from quizapp.reteaching import actions, forms, queries, results
from quizapp.reteaching.desk import find_plan
from quizapp.reteaching.outcome import SIGNS, WORDS
from quizapp.reteaching.plan import Plan
from quizapp.reteaching.results import Progress
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found, row_number
from quizapp.web.rendering import HOMES
from quizapp.web.times import day_and_clock, now

bp = Blueprint("reteaching", __name__)

MEANWHILE = (
    "{0} has set a follow-up on this belief since you opened this page. Nothing was set now. "
    "Look at who is in it, and press again if you want another one."
)
NOTHING = "Nothing was set: the students or questions you ticked are no longer there."
ARCHIVED = "Nothing was set: this class has been put away."


def bind(app: Flask) -> None:
    """Register the feature; the pages of classes ask it what is under way."""
    app.register_blueprint(bp)
    HOMES["reteaching"] = "classrooms"
    app.jinja_env.globals["follow_ups_in"] = follow_ups_in
    app.jinja_env.globals["rechecks_open"] = lambda: queries.rechecks_open(current_user, now())


@bp.url_defaults
def _keep_names_hidden(_endpoint: str, values: dict[str, Any]) -> None:
    if not names_on():
        values.setdefault("names", "off")


@bp.context_processor
def _for_templates() -> dict[str, Any]:
    return {"names_on": names_on()}


def follow_ups_in(classroom: Classroom) -> Sequence[Progress]:
    """Return the follow-ups of a class whose recheck is not over."""
    lines = results.progress_of(current_user, now(), classroom)
    return [line for line in lines if not line.over]


@bp.route("/classes/<int:classroom_id>/follow-ups/new", methods=["GET", "POST"])
@for_teachers
def new(classroom_id: int) -> ResponseReturnValue:
    classroom = found(find_classroom(current_user, classroom_id))
    assignment = _assignment_of(classroom)
    bank, belief = request.args.get("bank", ""), request.args.get("belief", "")
    plan = find_plan(classroom, assignment, bank, belief, now())
    if plan is None or classroom.archived_at:
        return render_template("reteaching/none.html", classroom=classroom), 422
    form = forms.FollowUpForm(data=forms.usual(plan, now()))
    form.bind_to(plan, now())
    if form.validate_on_submit():
        answer = _set(plan, classroom, form)
        if answer is not None:
            return answer
        plan = find_plan(classroom, assignment, bank, belief, now()) or plan
    return render_template(
        "reteaching/new.html", classroom=classroom, assignment=assignment, plan=plan, form=form
    ), 422 if form.is_submitted() else 200


def _assignment_of(classroom: Classroom) -> Assignment | None:
    """Return the quiz of the class whose report the teacher came from, if it was one."""
    wanted = request.args.get("assignment", type=row_number)
    if wanted is None:
        return None
    assignment = found(find_assignment(current_user, wanted))
    return found(assignment if assignment.classroom_id == classroom.id else None)


def _set(plan: Plan, classroom: Classroom, form: forms.FollowUpForm) -> ResponseReturnValue | None:
    """Set the follow-up and go to its page; ``None`` if it could not be, and the form says why."""
    try:
        made = actions.set_follow_up(plan, classroom, current_user, form.wish(), now())
    except actions.SetMeanwhile as meanwhile:
        flash(MEANWHILE.format(meanwhile.reteaching.teacher.name), "problem")
        form.newest.data = str(meanwhile.reteaching.id)
    except actions.NothingToAsk:
        flash(NOTHING, "problem")
    except ClassIsArchived:
        flash(ARCHIVED, "problem")
    else:
        db.session.commit()
        opens = day_and_clock(made.recheck.opens_at)
        flash(f"The follow-up is set. The recheck opens by itself {opens}.", "done")
        return redirect(url_for(".show", reteaching_id=made.id))
    return None


@bp.get("/reteaching")
@for_teachers
def index() -> ResponseReturnValue:
    lines = results.progress_of(current_user, now())
    return render_template("reteaching/index.html", lines=lines)


@bp.get("/reteaching/<int:reteaching_id>")
@for_teachers
def show(reteaching_id: int) -> ResponseReturnValue:
    reteaching = found(queries.find_reteaching(current_user, reteaching_id))
    if end_overdue([reteaching.follow_up_id, reteaching.recheck_id]):
        reteaching = found(queries.find_reteaching(current_user, reteaching_id))
    outcome = results.outcome_of(reteaching, now())
    return render_template(
        "reteaching/show.html",
        reteaching=reteaching,
        outcome=outcome,
        finding=outcome.finding(day_and_clock),
        again=results.asked_again(reteaching),
        signs=SIGNS,
        sights=WORDS,
    )
