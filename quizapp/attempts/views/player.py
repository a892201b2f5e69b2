"""The player: showing questions and saving what is given to them."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.attempts import actions, queries, saving
from quizapp.attempts.forms import TooMuch, number_in, positions_in, save_of
from quizapp.attempts.models import AlreadySubmitted
from quizapp.attempts.question import in_words
from quizapp.attempts.rules import Stage
from quizapp.attempts.saving import Save, Saved
from quizapp.attempts.sitting import Sitting
from quizapp.attempts.terms import Timed, find_timed
from quizapp.attempts.views.blueprint import bp
from quizapp.database import begin_reading, begin_writing, db
from quizapp.web import times
from quizapp.web.access import for_students
from quizapp.web.lookup import found

REFUSED: Mapping[type[Exception], str] = {
    saving.AlreadyChecked: "This answer has been checked, so it can no longer change.",
    saving.TooManyLate: (
        "The time is over, and many late answers to this question are kept already."
    ),
}
OVER_FOR = "12"
"""After how many seconds the page that says "time is over" looks again; longer than the grace."""


@bp.get("/attempts/<int:attempt_id>")
@for_students
def show(attempt_id: int) -> ResponseReturnValue:
    sitting = found(queries.find_sitting(current_user, attempt_id, times.now()))
    if sitting.stage is Stage.ENDED:
        return redirect(url_for(".review", attempt_id=attempt_id))
    if sitting.stage is Stage.OVER:
        return render_template("attempts/over.html", sitting=sitting), {"Refresh": OVER_FOR}
    if _view_chosen() == "all":
        return _show_all(sitting)
    position = request.args.get("question", type=int)
    if position is None:
        return redirect(url_for(".show", attempt_id=attempt_id, question=sitting.first_open))
    return _show_one(sitting, position)


def _view_chosen() -> str:
    """Return whether the student wants "one" question a page or "all", and remember it."""
    wanted = request.args.get("view", "")
    if wanted in {"one", "all"}:
        session["view"] = wanted
    return str(session.get("view", "one"))


def _show_all(sitting: Sitting) -> ResponseReturnValue:
    sitting = _seen(sitting, [question.position for question in sitting.questions])
    return render_template("attempts/all.html", sitting=sitting)


def _show_one(sitting: Sitting, position: int) -> ResponseReturnValue:
    found(sitting.question_at(position))
    sitting = _seen(sitting, [position])
    question = found(sitting.question_at(position))
    other = queries.find_other_version(current_user, sitting.attempt.id, position)
    return render_template(
        "attempts/show.html",
        sitting=sitting,
        question=question,
        other=other,
        other_words=in_words(question.item, other.fields) if other else "",
    )


def _seen(sitting: Sitting, positions: Sequence[int]) -> Sitting:
    """Remember which questions have been on the screen; writes only the first time."""
    attempt_id = sitting.attempt.id
    if not sitting.unseen & set(positions):
        return sitting
    begin_writing()
    actions.note_shown(attempt_id, positions, sitting.now)
    db.session.commit()
    begin_reading()
    return found(queries.find_sitting(current_user, attempt_id, sitting.now))


@bp.post("/attempts/<int:attempt_id>/responses/<int:position>")
@for_students
def save(attempt_id: int, position: int) -> ResponseReturnValue:
    go, now = request.form.get("go", "stay"), times.now()
    timed = found(find_timed(current_user.id, attempt_id, lock=True))
    if position not in positions_in(request.form):  # an answer that was checked sends nothing
        found(queries.find_position(attempt_id, position))
        return _onwards(attempt_id, position, go, {})
    with refusals():
        given = save_of(request.form, position, _device(), leaving=go != "typing")
        saved = saving.save(timed, given, now)
        if go == "check" and not saved.late:
            _check(timed, position, now)
    answer = _for_script(timed, saved, now)
    db.session.commit()
    if request.headers.get("X-Requested-With") == "fetch":
        return answer
    return _onwards(attempt_id, position, go, {position: saved})


def _check(timed: Timed, position: int, now: datetime) -> None:
    """Check an answer that was just saved; one that cannot be checked stays saved all the same."""
    try:
        actions.check(timed.attempt, position, now)
    except actions.NotReadable:
        flash("There is no answer yet that could be checked. What you entered is saved.", "problem")


@bp.post("/attempts/<int:attempt_id>/responses")
@for_students
def save_all(attempt_id: int) -> ResponseReturnValue:
    go, now = request.form.get("go", "stay"), times.now()
    timed = found(find_timed(current_user.id, attempt_id, lock=True))
    with refusals():
        saved = save_what_came(timed, now)
    db.session.commit()
    return _onwards(attempt_id, 1, go, saved)


def save_what_came(timed: Timed, now: datetime) -> Mapping[int, Saved]:
    """Save every answer that the form of the request holds; return what became of each.

    One that can no longer change keeps none of the others back: a message names it. `refusals`
    says what may be raised.
    """
    saved = {}
    for position in positions_in(request.form):
        given = save_of(request.form, position, _device(), leaving=True)
        try:
            saved[position] = saving.save(timed, given, now)
        except (saving.AlreadyChecked, saving.TooManyLate) as refused:
            flash(f"Question {position}: {REFUSED[type(refused)]}", "problem")
    return saved


@contextmanager
def refusals() -> Iterator[None]:
    """Say in a sentence why a save was refused; nothing of it is kept."""
    try:
        yield
    except AlreadySubmitted:
        abort(409, "This quiz has been handed in. What you sent now was not saved.")
    except (saving.AlreadyChecked, saving.TooManyLate) as refused:
        abort(409, REFUSED[type(refused)])
    except (saving.NoSuchQuestion, actions.NotForPractice):
        abort(404)
    except TooMuch as problem:
        abort(413, str(problem))


def _device() -> str:
    """Return the name of this browser, for forms that are sent without a script."""
    if "device" not in session:
        session["device"] = f"s-{secrets.token_hex(8)}"
    return str(session["device"])


def _for_script(timed: Timed, saved: Saved, now: datetime) -> dict[str, Any]:
    return {
        "revision": saved.revision,
        "saved_at": times.clock(saved.saved_at) if saved.saved_at else "",
        "state": saved.state.value,
        "problem": saved.problem,
        "late": saved.late,
        "conflict": saved.conflict_step and {"step": saved.conflict_step, "words": saved.conflict},
        "seconds": max(0, int((timed.ends_at - now).total_seconds())),
    }


def _onwards(
    attempt_id: int, position: int, go: str, saved: Mapping[int, Saved]
) -> ResponseReturnValue:
    """Send the student where they wanted to go, unless something first needs a look."""
    if any(each.late for each in saved.values()):
        flash("The time was over. What came late is kept; your teacher decides on it.", "problem")
    if go in {"one", "all"}:
        return redirect(url_for(".show", attempt_id=attempt_id, view=go))
    goal = {"next": position + 1, "back": position - 1}.get(go, position)
    if go.isdecimal() and len(go) < 5:
        goal = int(go)
    for look, each in saved.items():
        if each.wants_a_look:
            return _to_look_at(attempt_id, look, each)
    if go == "summary" or goal > queries.last_position(attempt_id):
        return redirect(url_for(".summary", attempt_id=attempt_id))
    return redirect(url_for(".show", attempt_id=attempt_id, question=max(goal, 1)))


def _to_look_at(attempt_id: int, position: int, saved: Saved) -> ResponseReturnValue:
    """Show a question; the page with this one alone offers what another device had saved."""
    view = "one" if saved.conflict_step else None
    look = f"q{position}-problem"
    where = url_for(".show", attempt_id=attempt_id, view=view, question=position, _anchor=look)
    return redirect(where)


@bp.post("/attempts/<int:attempt_id>/responses/<int:position>/restoration")
@for_students
def restore(attempt_id: int, position: int) -> ResponseReturnValue:
    step_id = number_in(request.form, "step")
    step = found(queries.find_step(current_user, attempt_id, position, step_id))
    timed = found(find_timed(current_user.id, attempt_id, lock=True))
    flagged, revision = step.response.flagged, step.response.revision
    with refusals():
        given = Save(position, step.fields, step.certainty, flagged, revision, leaving=True)
        saving.save(timed, given, times.now())
    db.session.commit()
    return redirect(url_for(".show", attempt_id=attempt_id, question=position))
