"""Teachers switch it on, see what was said, release it, and hide what is unkind."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.database import db
from quizapp.items.extended_response.model import ExtendedResponseItem
from quizapp.peers import actions, line, queries
from quizapp.peers.forms import ReasonForm, RoundForm, present, usual
from quizapp.peers.models import PeerRound
from quizapp.peers.overview import overview_of
from quizapp.peers.rules import judged_by_levels
from quizapp.peers.sentences import in_small_class, in_words
from quizapp.peers.views.blueprint import bp
from quizapp.quizzes.groups import students_given
from quizapp.quizzes.models import AssignedItem
from quizapp.quizzes.queries import find_place
from quizapp.quizzes.versions import item_of
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found
from quizapp.web.times import day_and_clock, now

PLACE = "/assignments/<int:assignment_id>/items/<int:position>/assessing"


def _place(assignment_id: int, position: int) -> AssignedItem:
    return found(find_place(current_user, assignment_id, position))


def _item(place: AssignedItem) -> ExtendedResponseItem | None:
    return judged_by_levels(item_of(place.version))


def _round(place: AssignedItem) -> PeerRound | None:
    return line.find_round(place.assignment_id, place.position)


def _back(place: AssignedItem) -> ResponseReturnValue:
    return redirect(
        url_for(".overview", assignment_id=place.assignment_id, position=place.position)
    )


@bp.get(PLACE)
@for_teachers
def overview(assignment_id: int, position: int) -> ResponseReturnValue:
    return _page(_place(assignment_id, position))


def _page(
    place: AssignedItem, wrong: ReasonForm | None = None, wrong_id: int = 0
) -> ResponseReturnValue:
    item, round_ = _item(place), _round(place)
    page = render_template(
        "peers/overview.html",
        place=place,
        assignment=place.assignment,
        item=item_of(place.version),
        page=overview_of(round_, item) if round_ and item else None,
        sentence=_sentence(place, round_) if round_ else "",
        is_written=item is not None,
        wrong=wrong,
        wrong_id=wrong_id,
        now=now(),
    )
    return page, 422 if wrong else 200


def _sentence(place: AssignedItem, round_: PeerRound) -> str:
    classroom = place.assignment.classroom
    size = len(students_given(place.assignment)) if round_.of_peers else 0
    small = in_small_class(size, round_.readings) if round_.of_peers else ""
    return f"{in_words(round_, classroom.name, day_and_clock)} {small}".strip()


@bp.route(f"{PLACE}/terms", methods=["GET", "POST"])
@for_teachers
def terms(assignment_id: int, position: int) -> ResponseReturnValue:
    place = _place(assignment_id, position)
    if _item(place) is None:
        return _back(place) if request.method == "POST" else _page(place)
    round_ = _round(place)
    start = present(round_) if round_ else usual(place.assignment, now())
    form = RoundForm(now(), queries.readers_were_promised(round_), data=start)
    if form.validate_on_submit():
        set_ = actions.switch_on(place, current_user, form.terms, now())
        db.session.commit()
        flash(_sentence(place, set_), "done")
        return _back(place)
    page = render_template(
        "peers/terms.html", place=place, assignment=place.assignment, round=round_, form=form
    )
    return page, 422 if form.is_submitted() else 200


@bp.post(f"{PLACE}/release")
@for_teachers
def release(assignment_id: int, position: int) -> ResponseReturnValue:
    place = _place(assignment_id, position)
    round_ = _round(place)
    if round_ is not None:
        line.wait_for_turn(round_)
        round_.release(now())
        db.session.commit()
        flash("Released: writers find in their review what classmates have sent so far.", "done")
    return _back(place)


@bp.post(f"{PLACE}/end")
@for_teachers
def end(assignment_id: int, position: int) -> ResponseReturnValue:
    place = _place(assignment_id, position)
    round_ = _round(place)
    if round_ is not None:
        line.wait_for_turn(round_)
        round_.end(now())
        kept = queries.count_sent(round_)
        db.session.commit()
        flash(f"Switched off. {_kept(kept)}", "done")
    return _back(place)


def _kept(count: int) -> str:
    if not count:
        return "Nobody had sent anything."
    if count == 1:
        return "The one judgement that was sent is kept."
    return f"All {count} judgements that were sent are kept."


@bp.post(f"{PLACE}/<int:assessment_id>/hiding")
@for_teachers
def hide(assignment_id: int, position: int, assessment_id: int) -> ResponseReturnValue:
    place = _place(assignment_id, position)
    said = found(queries.find_in_round(found(_round(place)), assessment_id))
    form = ReasonForm()
    if not form.validate_on_submit():
        return _page(place, form, assessment_id)
    said.hide(current_user, str(form.reason.data), now())
    db.session.commit()
    flash("Hidden: the writer does not see it. It stays here, with your reason.", "done")
    return _back(place)


@bp.post(f"{PLACE}/<int:assessment_id>/showing")
@for_teachers
def show_again(assignment_id: int, position: int, assessment_id: int) -> ResponseReturnValue:
    place = _place(assignment_id, position)
    said = found(queries.find_in_round(found(_round(place)), assessment_id))
    said.show_again(now())
    db.session.commit()
    flash("It stands as it was sent.", "done")
    return _back(place)
