"""Choosing what to do about a question, seeing what it would change, doing it."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.attempts import actions as attempts
from quizapp.attempts.terms import overdue_in_assignment
from quizapp.database import begin_reading, begin_writing, db
from quizapp.quizzes.models import AssignedItem
from quizapp.quizzes.versions import item_of
from quizapp.regrading import actions
from quizapp.regrading.accepting import Acceptance
from quizapp.regrading.actions import NotPossible, Outdated
from quizapp.regrading.desk import Desk, changing, find_desk
from quizapp.regrading.forms import CorrectionForm, choice_of_address, proposed_note, variant_of
from quizapp.regrading.keys import key_of
from quizapp.regrading.papers import Decision
from quizapp.regrading.plan import Plan, plan_of
from quizapp.regrading.variants import NotAcceptable, Variant
from quizapp.regrading.views.blueprint import bp, names_on
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found
from quizapp.web.times import now

CHANGED = (
    "Answers, marks or the question have changed since you saw the preview. "
    "Nothing was changed yet. This is what would happen now."
)
REFUSED = (NotPossible, NotAcceptable)


@bp.get("/assignments/<int:assignment_id>/items/<int:position>/correction")
@for_teachers
def choose(assignment_id: int, position: int) -> ResponseReturnValue:
    desk = found(find_desk(current_user, assignment_id, position))
    return _choice(desk, CorrectionForm(formdata=None))


@bp.get("/assignments/<int:assignment_id>/items/<int:position>/accepted-answer")
@for_teachers
def accept(assignment_id: int, position: int) -> ResponseReturnValue:
    desk = found(find_desk(current_user, assignment_id, position))
    variant = variant_of(*(request.args.get(name) for name in ("part", "answer", "worth")))
    return _acceptance(desk, variant, CorrectionForm(formdata=None))


def _choice(desk: Desk, form: CorrectionForm, problem: str = "") -> ResponseReturnValue:
    status = 422 if problem or form.errors else 200
    if form.variant:
        return _acceptance(desk, form.variant, form), status
    page = render_template("regrading/choice.html", desk=desk, form=form, problem=problem)
    return page, status


def _acceptance(desk: Desk, variant: Variant, form: CorrectionForm) -> str:
    acceptance = Acceptance(desk, variant)
    return render_template("regrading/accept.html", desk=desk, form=form, acceptance=acceptance)


def _chosen(desk: Desk, form: CorrectionForm) -> tuple[Decision, Sequence[AssignedItem]]:
    """Return what is to be done, and where. Raises `NotAcceptable`."""
    if form.variant:
        acceptance = Acceptance(desk, form.variant)
        return acceptance.decision(never_lower=form.never_lower), acceptance.places(form.also)
    return desk.decision(form.chosen, never_lower=form.never_lower), desk.places(form.also)


@bp.get("/assignments/<int:assignment_id>/items/<int:position>/correction/preview")
@for_teachers
def preview(assignment_id: int, position: int) -> ResponseReturnValue:
    desk, form = found(find_desk(current_user, assignment_id, position)), choice_of_address()
    if not form.validate():
        return _choice(desk, form)
    if _end_overdue(desk, form):
        desk = found(find_desk(current_user, assignment_id, position))
    if form.variant:
        form.note.data = proposed_note(form.variant)
    return _planned(desk, form)


def _end_overdue(desk: Desk, form: CorrectionForm) -> bool:
    """End the attempts whose time is over, so that they count as handed in; mostly none are."""
    ids = {each.assignment_id for each in desk.places(form.also)}
    overdue = [each for each in ids if overdue_in_assignment(each, now())]
    if overdue:
        begin_writing()
        attempts.end_overdue_in_all(overdue, now())
        db.session.commit()
        begin_reading()
    return bool(overdue)


def _planned(
    desk: Desk, form: CorrectionForm, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    """Show what would happen as everything stands now, or why it cannot be done."""
    try:
        decision, places = _chosen(desk, form)
        plan = plan_of(places, decision)
        actions.insist(plan)
    except REFUSED as why:
        return _choice(desk, form, str(why))
    return _preview(desk, form, plan, problem, status)


def _preview(
    desk: Desk, form: CorrectionForm, plan: Plan, problem: str, status: int
) -> ResponseReturnValue:
    version = plan.decision.version
    page = render_template(
        "regrading/preview.html",
        desk=desk,
        form=form,
        plan=plan,
        shown=changing(plan, names=names_on()),
        new_key=key_of(item_of(version), desk.sources) if version else (),
        problem=problem,
    )
    return page, status


@bp.post("/assignments/<int:assignment_id>/items/<int:position>/corrections")
@for_teachers
def apply(assignment_id: int, position: int) -> ResponseReturnValue:
    desk, form = found(find_desk(current_user, assignment_id, position)), CorrectionForm()
    if not form.validate_on_submit():
        return _again(desk, form)
    seal, note = str(form.seal.data), str(form.note.data or "")
    try:
        decision, places = _chosen(desk, form)
        made = actions.correct(places, decision, seal, current_user, now(), note)
    except Outdated:
        desk = found(find_desk(current_user, assignment_id, position))
        return _planned(desk, form, CHANGED, 409)
    except REFUSED as why:
        return _choice(desk, form, str(why))
    db.session.commit()
    flash(_said(sum(each.changed for each in made), len(made)), "done")
    return redirect(url_for(".history", assignment_id=assignment_id))


def _again(desk: Desk, form: CorrectionForm) -> ResponseReturnValue:
    """Show the preview again where only the note is amiss, else the choice."""
    if set(form.errors) - {"note"}:
        return _choice(desk, form)
    return _planned(desk, form, status=422)


def _said(changed: int, quizzes: int) -> str:
    attempts_changed = "1 attempt" if changed == 1 else f"{changed} attempts"
    where = "" if quizzes == 1 else f" in {quizzes} quizzes"
    return f"Put right: {attempts_changed} changed{where}. You can undo it here."
