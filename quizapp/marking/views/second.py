"""Second marking: the draw, the comparison, a script for its second marker, the decision."""

from functools import partial
from secrets import randbits

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.attempts.actions import NothingToMark
from quizapp.database import begin_reading, begin_writing, db
from quizapp.marking import actions as marking
from quizapp.marking.actions import HeldByOther, MarkedMeanwhile, Ruling, SchemeChanged
from quizapp.marking.anchors.topics import Topic, find_topic
from quizapp.marking.desk import find_desk
from quizapp.marking.forms import Draft, Problems
from quizapp.marking.numbers import SECOND_MARKS
from quizapp.marking.second import actions, reading
from quizapp.marking.second.actions import (
    AnswerReplaced,
    EnoughDrawn,
    GivenMeanwhile,
    NotGivenYet,
    NothingMarked,
    OwnFirstMark,
)
from quizapp.marking.second.desk import (
    SecondDesk,
    comparison_of,
    find_second_desk,
    other_scheme,
)
from quizapp.marking.second.forms import OutcomeForm, SampleForm
from quizapp.marking.second.models import SecondMark
from quizapp.marking.views.apart import APART, Apart
from quizapp.marking.views.blueprint import bp
from quizapp.marking.views.page import KEPT, held_page, upon_ruling
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found, row_number
from quizapp.web.times import now

REFUSED: dict[type[Exception], str] = {
    NothingMarked: "No script of this question is marked yet, so there is nothing to draw from.",
    EnoughDrawn: "As many scripts as you ask for are in the sample already. "
    "Mark more scripts, or ask for a larger share.",
    HeldByOther: "Somebody else has this script open now. Try again when they have done.",
    GivenMeanwhile: "Somebody has given the second mark meanwhile; theirs stays.",
    OwnFirstMark: "You gave the first mark, so somebody else gives the second.",
    AnswerReplaced: "The answer was replaced since it was drawn, so there is nothing to compare.",
    SchemeChanged: "The mark scheme has changed since you opened this page. Look at it, then save.",
    MarkedMeanwhile: "The script's mark has changed since you opened this page. Look at it again.",
    NotGivenYet: "There is no second mark to decide on yet.",
    NothingToMark: "There is nothing left to mark here: the answer or its attempt has changed.",
}


@bp.get("/marking/<string:bank>/<string:item_id>/second-marks")
@for_teachers
def second_marks(bank: str, item_id: str) -> ResponseReturnValue:
    topic = found(find_topic(bank, item_id))
    return _comparison(topic, SampleForm(formdata=None, per_cent=10, least=3))


def _comparison(topic: Topic, form: SampleForm, problem: str = "") -> ResponseReturnValue:
    page = render_template(
        "marking/second_marks.html",
        topic=topic,
        comparison=comparison_of(current_user, topic.bank, topic.item_id, now()),
        has_colleagues=reading.has_colleagues(current_user),
        form=form,
        problem=problem,
    )
    return page, 422 if problem or form.errors else 200


@bp.post("/marking/<string:bank>/<string:item_id>/samples")
@for_teachers
def draw_sample(bank: str, item_id: str) -> ResponseReturnValue:
    topic, form = found(find_topic(bank, item_id)), SampleForm()
    if not form.validate_on_submit():
        return _comparison(topic, form)
    try:
        share = form.per_cent.data or 0, form.least.data or 0
        actions.draw(topic, current_user, *share, randbits(40), now())
    except (NothingMarked, EnoughDrawn) as refused:
        db.session.rollback()
        return _comparison(topic, form, REFUSED[type(refused)])
    db.session.commit()
    flash("The sample is drawn. Its first marks stand until a teacher decides otherwise.", "done")
    return redirect(url_for(".second_marks", **topic.key))


@bp.get("/marking/<string:bank>/<string:item_id>/second-marks/next")
@for_teachers
def next_second_mark(bank: str, item_id: str) -> ResponseReturnValue:
    topic = found(find_topic(bank, item_id))
    begin_writing()
    after = request.args.get("after", type=row_number)
    drawn = reading.second_marks(current_user, bank, item_id)
    second = actions.take_next(current_user, drawn, now(), after)
    db.session.commit()
    if second is None:
        flash("No script waits for a second mark from you now.", "done")
        return redirect(url_for(".second_marks", **topic.key))
    return redirect(url_for(".script", response_id=SECOND_MARKS.start + second.id))


def show(second_id: int) -> ResponseReturnValue:
    desk = found(find_second_desk(current_user, second_id, now()))
    if not desk.closed:
        begin_writing()
        marking.hold(desk.response.id, current_user, now())
        db.session.commit()
        begin_reading()
        desk = found(find_second_desk(current_user, second_id, now()))
    return held_page(desk, Draft(version_id=desk.in_use.id))


def mark(second_id: int) -> ResponseReturnValue:
    desk = found(find_second_desk(current_user, second_id, now()))
    return upon_ruling(desk, held_page, partial(_give, desk))


def _give(desk: SecondDesk, draft: Draft, ruling: Ruling) -> ResponseReturnValue:
    try:
        actions.give_second(desk.second, current_user, ruling, desk.in_use, now())
    except tuple(REFUSED) as refused:
        return _refused(desk.second.id, draft, REFUSED[type(refused)])
    db.session.commit()
    flash(f"Marked: {desk.name}.", "done")
    return _onwards(desk)


def _refused(second_id: int, draft: Draft, why: str) -> ResponseReturnValue:
    """Show the page again with all that was typed, and say why it was not saved."""
    db.session.rollback()
    desk = found(find_second_desk(current_user, second_id, now()))
    again = Draft(draft.level, draft.mark, draft.comment, draft.rows, desk.in_use.id)
    return held_page(desk, again, Problems(refused=f"{why} {KEPT}"), 409)


def _onwards(desk: SecondDesk) -> ResponseReturnValue:
    key = desk.second.sample
    address = url_for(
        "marking.next_second_mark", bank=key.bank, item_id=key.item_id, after=desk.second.id
    )
    return redirect(address)


def skip(second_id: int) -> ResponseReturnValue:
    desk = found(find_second_desk(current_user, second_id, now()))
    marking.let_go(desk.response.id, current_user)
    db.session.commit()
    return _onwards(desk)


def hold(second_id: int) -> ResponseReturnValue:
    desk = found(find_second_desk(current_user, second_id, now()))
    mine = marking.hold(desk.response.id, current_user, now())
    db.session.commit()
    return {"mine": mine, "by": "" if mine else "Somebody else"}


APART.append(Apart(SECOND_MARKS, show, mark, skip, hold))


@bp.route("/second-marks/<int:second_id>/outcome", methods=["GET", "POST"])
@for_teachers
def outcome(second_id: int) -> ResponseReturnValue:
    second = found(reading.find_second_mark(current_user, second_id))
    form = _outcome_form(second)
    if not form.validate_on_submit():
        return _outcome(second, form)
    try:
        _decide(second, form)
    except tuple(REFUSED) as refused:
        db.session.rollback()
        second = found(reading.find_second_mark(current_user, second_id))
        return _outcome(second, _outcome_form(second), REFUSED[type(refused)])
    db.session.commit()
    flash("Decided. The history of the answer says which mark it has, and why.", "done")
    key = second.sample
    return redirect(url_for(".second_marks", bank=key.bank, item_id=key.item_id))


def _outcome_form(second: SecondMark) -> OutcomeForm:
    desk = found(find_desk(current_user, second.response_id, now()))
    form = OutcomeForm()
    form.mark.offer(desk.scheme)
    return form


def _decide(second: SecondMark, form: OutcomeForm) -> None:
    desk = found(find_desk(current_user, second.response_id, now()))
    if form.decision.data == "first":
        actions.keep_first(second, current_user, now())
        return
    seen = form.seen.data or 0
    actions.take_over(second, current_user, desk.in_use, seen, now(), form.third)


def _outcome(second: SecondMark, form: OutcomeForm, problem: str = "") -> ResponseReturnValue:
    desk = found(find_desk(current_user, second.response_id, now()))
    page = render_template(
        "marking/outcome.html",
        second=second,
        desk=desk,
        form=form,
        problem=problem,
        other_scheme=other_scheme(second, desk),
    )
    return page, (409 if problem else 422 if form.errors else 200)
