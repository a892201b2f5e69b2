"""Publishing the working copy: what it would do, and doing it."""

from collections.abc import Collection, Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.bank.problems import Problem
from quizapp.database import db, stop_writing
from quizapp.editor import actions
from quizapp.editor.forms import PublishForm
from quizapp.editor.publication import Publication
from quizapp.editor.views.blueprint import BANK, bp, working_of
from quizapp.quizzes.checking import KeepsChanging
from quizapp.web.access import for_authors
from quizapp.web.times import now

RESTLESS = "The bank was changed again and again while it was checked."


@bp.get(f"{BANK}/publication")
@for_authors
def publication(bank: str) -> ResponseReturnValue:
    return _page(bank, PublishForm(formdata=None))


@bp.post(f"{BANK}/publication")
@for_authors
def publish(bank: str) -> ResponseReturnValue:
    stop_writing()
    working_of(bank)
    form, paths = PublishForm(), request.form.getlist("path")
    if not form.validate_on_submit() or not paths:
        return _page(bank, form, paths, "" if paths else "Tick at least one file."), 422
    choice = actions.Choice(paths, str(form.seal.data or ""))
    message = str(form.message.data or "")
    try:
        revision, _ = actions.publish(bank, current_user, message, now(), choice)
    except actions.Outdated:
        return _outdated(bank, form)
    except KeepsChanging:
        return _page(bank, form, paths, f"{RESTLESS} Nothing was published: try again."), 409
    except actions.Lacking as lacking:
        return _page(bank, form, paths, missing=lacking.problems), 422
    db.session.commit()
    if revision is None:
        flash("Nothing was published: what you ticked is kept back, or says the same.", "problem")
        return redirect(url_for(".publication", bank=bank))
    flash("Published. Quizzes that are set from now on use it.", "done")
    return redirect(url_for(".revision", bank=bank, number=revision.id))


def _outdated(bank: str, form: PublishForm) -> ResponseReturnValue:
    """Show how everything stands now; the second press of a button finds it all published."""
    said = "Somebody saved or published meanwhile. Nothing of yours was published by this. "
    return _page(bank, form, None, f"{said}This is how it stands now: please look again."), 409


def _page(
    bank: str,
    form: PublishForm,
    ticked: Collection[str] | None = None,
    problem: str = "",
    missing: Sequence[Problem] = (),
) -> str:
    shown = Publication(working_of(bank))
    form.seal.data = shown.seal
    ticked = [each.path for each in shown.ready] if ticked is None else ticked
    return render_template(
        "editor/publication.html",
        working=shown.working,
        publication=shown,
        form=form,
        ticked=ticked,
        problem=problem,
        missing=missing,
    )
