"""Setting up anchors, and the exercise with them."""

from fractions import Fraction

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.database import db
from quizapp.marking.anchors import actions, reading
from quizapp.marking.anchors.actions import AnchorThere, TooFewAnchors
from quizapp.marking.anchors.forms import AnchorForm, StandardForm
from quizapp.marking.anchors.origins import Beginning, beginning_of
from quizapp.marking.anchors.reading import FEWEST_ANCHORS
from quizapp.marking.anchors.record import set_up_of, standing_of
from quizapp.marking.anchors.topics import Topic, find_topic
from quizapp.marking.scheme import spelled
from quizapp.marking.views.blueprint import bp
from quizapp.marking.views.trials import address_of
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found
from quizapp.web.times import now

THERE = "This text is an anchor already. Change the text, or change that anchor."
TOO_FEW = f"Nothing was changed: {FEWEST_ANCHORS} anchors that fit the scheme are needed first."


@bp.get("/marking/<string:bank>/<string:item_id>/anchors")
@for_teachers
def anchors(bank: str, item_id: str) -> ResponseReturnValue:
    topic = found(find_topic(bank, item_id))
    return _set_up(topic)


def _set_up(
    topic: Topic, form: StandardForm | None = None, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    set_up = set_up_of(current_user, topic, now())
    standard = set_up.standard
    form = form or StandardForm(
        formdata=None,
        on=set_up.on,
        every=standard.every if standard else 10,
    )
    page = render_template("marking/anchors.html", set_up=set_up, form=form, problem=problem)
    return page, status


@bp.post("/marking/<string:bank>/<string:item_id>/standard")
@for_teachers
def standard(bank: str, item_id: str) -> ResponseReturnValue:
    topic, form = found(find_topic(bank, item_id)), StandardForm()
    if not form.validate_on_submit():
        return _set_up(topic, form, status=422)
    try:
        actions.set_standard(topic, current_user, form.on.data, form.every.data or 0, now())
    except TooFewAnchors:
        db.session.rollback()
        return _set_up(topic, form, TOO_FEW, 422)
    db.session.commit()
    flash("Anchors are used." if form.on.data else "Anchors are not used now.", "done")
    return redirect(url_for(".anchors", **topic.key))


@bp.route("/marking/<string:bank>/<string:item_id>/anchors/new", methods=["GET", "POST"])
@for_teachers
def new_anchor(bank: str, item_id: str) -> ResponseReturnValue:
    topic = found(find_topic(bank, item_id))
    beginning = found(beginning_of(current_user, topic, request.args))
    form = _form(topic, text=beginning.text, mark=_sent(beginning.mark))
    if not form.validate_on_submit():
        return _asked(topic, form, beginning)
    try:
        actions.add_anchor(
            topic, current_user, form.agreed(topic), beginning.origin, beginning.ranked, now()
        )
    except AnchorThere:
        db.session.rollback()
        return _asked(topic, form, beginning, THERE)
    db.session.commit()
    flash("The anchor is added.", "done")
    return redirect(url_for(".anchors", **topic.key))


def _form(topic: Topic, **values: str) -> AnchorForm:
    form = AnchorForm(data=values)
    form.mark.offer(topic.scheme)
    return form


def _sent(mark: Fraction | None) -> str:
    return "" if mark is None else spelled(mark)


def _asked(
    topic: Topic, form: AnchorForm, beginning: Beginning | None, problem: str = ""
) -> ResponseReturnValue:
    page = render_template(
        "marking/anchor.html", topic=topic, form=form, beginning=beginning, problem=problem
    )
    return page, 422 if problem or form.errors else 200


@bp.route("/anchors/<int:anchor_id>/edit", methods=["GET", "POST"])
@for_teachers
def edit_anchor(anchor_id: int) -> ResponseReturnValue:
    anchor = found(reading.find_anchor(current_user, anchor_id))
    topic = found(find_topic(anchor.bank, anchor.item_id))
    fits = topic.fits(anchor)
    form = _form(
        topic, text=anchor.text, mark=_sent(anchor.mark if fits else None), reason=anchor.reason
    )
    if not form.validate_on_submit():
        return _asked(topic, form, None)
    try:
        actions.change_anchor(topic, current_user, anchor, form.agreed(topic))
    except AnchorThere:
        db.session.rollback()
        return _asked(topic, form, None, THERE)
    db.session.commit()
    flash("The anchor is changed. Marks that were given to it keep what was agreed then.", "done")
    return redirect(url_for(".anchors", **topic.key))


@bp.post("/anchors/<int:anchor_id>/withdrawal")
@for_teachers
def withdraw_anchor(anchor_id: int) -> ResponseReturnValue:
    anchor = found(reading.find_anchor(current_user, anchor_id))
    actions.withdraw(anchor, now())
    db.session.commit()
    flash("The anchor is out of use. What was given to it stays on record.", "done")
    return redirect(url_for(".anchors", bank=anchor.bank, item_id=anchor.item_id))


@bp.get("/marking/<string:bank>/<string:item_id>/anchors/lesson")
@for_teachers
def lesson(bank: str, item_id: str) -> ResponseReturnValue:
    topic = found(find_topic(bank, item_id))
    return render_template("marking/lesson.html", set_up=set_up_of(current_user, topic, now()))


@bp.get("/marking/<string:bank>/<string:item_id>/exercise")
@for_teachers
def exercise(bank: str, item_id: str) -> ResponseReturnValue:
    topic = found(find_topic(bank, item_id))
    standing = standing_of(current_user, topic)
    following = address_of(standing.left[0]) if standing.left else ""
    return render_template("marking/exercise.html", standing=standing, following=following)


@bp.post("/marking/<string:bank>/<string:item_id>/exercises")
@for_teachers
def begin_exercise(bank: str, item_id: str) -> ResponseReturnValue:
    topic = found(find_topic(bank, item_id))
    try:
        begun = actions.begin_exercise(topic, current_user, now())
    except TooFewAnchors:
        db.session.rollback()
        flash(f"There are fewer than {FEWEST_ANCHORS} anchors that fit the scheme.", "problem")
        return redirect(url_for(".anchors", **topic.key))
    following = actions.next_trial(current_user, begun)
    db.session.commit()
    return redirect(address_of(following) if following else url_for(".exercise", **topic.key))


@bp.post("/marking/<string:bank>/<string:item_id>/passage")
@for_teachers
def go_on(bank: str, item_id: str) -> ResponseReturnValue:
    topic = found(find_topic(bank, item_id))
    actions.go_on(topic, current_user, now())
    db.session.commit()
    scripts = set_up_of(current_user, topic, now()).scripts
    return redirect(url_for(".begin" if scripts else ".anchors", **topic.key))
