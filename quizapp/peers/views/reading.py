"""Students look at answers: what there is to do, one answer, and what was said to one's own."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.attempts.views.lists import end_overdue
from quizapp.database import db
from quizapp.peers import actions, queries
from quizapp.peers.actions import AlreadyReleased, AlreadyReported, NotOpen, TakenBack
from quizapp.peers.duty import Door, Duty, duty_of
from quizapp.peers.forms import JudgementForm, ReasonForm, form_for
from quizapp.peers.models import PeerAssessment, PeerRound
from quizapp.peers.reading import Reading, reading_of
from quizapp.peers.views.blueprint import bp
from quizapp.web.access import for_students
from quizapp.web.lookup import found
from quizapp.web.times import now

FIRST = "Hand in this quiz first; then you can look at answers."
NOBODY = "Nobody else's answer is there to read yet. Come back when more have handed in."
STILL_HERE = "Nothing was sent; what you typed is still here, so that you can copy it."
WHY = {
    NotOpen: "This is closed now.",
    TakenBack: "This answer was taken out of the results meanwhile.",
    AlreadyReleased: "The writer has read what you sent before, so it can no longer change.",
}


def _duty(round_: PeerRound | None) -> Duty:
    return found(duty_of(current_user, found(round_), now()))


@bp.get("/peer-rounds/<int:round_id>")
@for_students
def show(round_id: int) -> ResponseReturnValue:
    end_overdue(now())
    duty = _duty(queries.find_round_by_id(round_id))
    if duty.door is Door.HAND_IN:
        return _hand_in_first(duty)
    return render_template("peers/show.html", duty=duty)


def _hand_in_first(duty: Duty) -> ResponseReturnValue:
    flash(FIRST, "problem")
    return redirect(url_for("attempts.start", assignment_id=duty.task.assignment.id))


@bp.post("/peer-rounds/<int:round_id>/readings")
@for_students
def begin(round_id: int) -> ResponseReturnValue:
    duty = _duty(queries.find_round_by_id(round_id))
    if duty.door is Door.HAND_IN:
        return _hand_in_first(duty)
    own, peers = duty.owes_own, duty.owed_peers > 0
    if own or peers:
        try:
            actions.give_out(duty.round, current_user, now(), own=own, peers=peers)
        except NotOpen:
            db.session.rollback()
        else:
            db.session.commit()
    elif duty.round.of_peers and not duty.others:
        flash(NOBODY, "problem")
    return _onwards(round_id)


def _onwards(round_id: int) -> ResponseReturnValue:
    """Go to the next answer that waits, or back to the list."""
    waiting = _duty(queries.find_round_by_id(round_id)).next_unsent
    if waiting is None:
        return redirect(url_for(".show", round_id=round_id))
    return redirect(url_for(".read", assessment_id=waiting.id))


@bp.get("/peer-assessments/<int:assessment_id>")
@for_students
def read(assessment_id: int) -> ResponseReturnValue:
    assessment = found(queries.find_assessment(current_user, assessment_id))
    duty = _duty(assessment.round)
    if not duty.lets_send(assessment) or assessment.response.attempt.voided_at:
        return redirect(url_for(".show", round_id=assessment.round_id))
    reading = found(reading_of(assessment))
    return _page(reading, form_for(reading.item, assessment))


def _page(
    reading: Reading, form: JudgementForm, refused: str = "", status: int = 200
) -> ResponseReturnValue:
    page = render_template("peers/read.html", reading=reading, form=form, refused=refused)
    return page, status


@bp.post("/peer-assessments/<int:assessment_id>")
@for_students
def send(assessment_id: int) -> ResponseReturnValue:
    assessment = found(queries.find_assessment(current_user, assessment_id))
    duty, reading = _duty(assessment.round), found(reading_of(assessment))
    form = form_for(reading.item, assessment)
    complete = form.validate_on_submit()
    try:
        _insist(duty, assessment)
        if complete:
            actions.send(assessment, form.said, now())
    except (NotOpen, TakenBack, AlreadyReleased) as refused:
        return _page(reading, form, f"{WHY[type(refused)]} {STILL_HERE}", 422)
    if not complete:
        return _page(reading, form, status=422)
    round_id = assessment.round_id
    db.session.commit()
    flash("Sent. You can change it until this closes.", "done")
    return _onwards(round_id)


def _insist(duty: Duty, assessment: PeerAssessment) -> None:
    """Raise what stands in the way of sending, whether or not the form is complete."""
    if assessment.response.attempt.voided_at:
        raise TakenBack
    if assessment.is_released:
        raise AlreadyReleased
    if not duty.lets_send(assessment):
        raise NotOpen


@bp.post("/peer-assessments/<int:assessment_id>/report")
@for_students
def report(assessment_id: int) -> ResponseReturnValue:
    assessment = found(queries.find_received(current_user, assessment_id))
    response, form = assessment.response, ReasonForm()
    anchor = f"question-{response.position}"
    back = url_for("attempts.review", attempt_id=response.attempt_id, _anchor=anchor)
    if not form.validate_on_submit():
        page = render_template("peers/report.html", assessment=assessment, form=form, back=back)
        return page, 422
    try:
        actions.report(assessment, str(form.reason.data), now())
    except AlreadyReported:
        flash("You have reported this already.", "problem")
    else:
        db.session.commit()
        flash("Your teacher will look at it.", "done")
    return redirect(back)
