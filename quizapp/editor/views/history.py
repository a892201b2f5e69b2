"""What became of a bank: its revisions, its files, and bringing an earlier text back."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.bank.files import belongs
from quizapp.database import db
from quizapp.editor import actions
from quizapp.editor.forms import ReversalForm
from quizapp.editor.history import find_step, moments_of, revisions_of
from quizapp.editor.offers import offers_of
from quizapp.editor.publication import seal_of
from quizapp.editor.reverting import NoSuchText, revert_file, revert_to
from quizapp.editor.views.blueprint import BANK, bp, working_of
from quizapp.editor.views.files import FILE
from quizapp.editor.working import text_hash
from quizapp.web.access import for_authors
from quizapp.web.lookup import found, row_number
from quizapp.web.times import now

CHANGED = "Somebody changed something meanwhile, so nothing was brought back. Please look again."


@bp.get(f"{BANK}/history")
@for_authors
def history(bank: str) -> ResponseReturnValue:
    entries, more = revisions_of(bank, request.args.get("before", type=row_number))
    working = working_of(bank)
    return render_template("editor/history.html", working=working, entries=entries, more=more)


@bp.get(f"{BANK}/history/<int:number>")
@for_authors
def revision(bank: str, number: int) -> ResponseReturnValue:
    working, step = working_of(bank), found(find_step(bank, number))
    return render_template(
        "editor/revision.html",
        working=working,
        step=step,
        offers=offers_of(current_user, step),
        form=ReversalForm(formdata=None, started_from=seal_of(working)),
    )


@bp.post(f"{BANK}/history/<int:number>/reversal")
@for_authors
def revert(bank: str, number: int) -> ResponseReturnValue:
    step, form = found(find_step(bank, number)), ReversalForm()
    try:
        changed = revert_to(step, str(form.started_from.data or ""), current_user, now())
    except actions.Outdated:
        db.session.rollback()
        flash(CHANGED, "problem")
        return redirect(url_for(".revision", bank=bank, number=number))
    db.session.commit()
    files = "1 file is a draft" if changed == 1 else f"{changed} files are drafts"
    flash(f"{files} with the text of then. Publish them to bring them to classes.", "done")
    return redirect(url_for(".publication", bank=bank))


@bp.get(f"{FILE}/history")
@for_authors
def file_history(bank: str, path: str) -> ResponseReturnValue:
    working = working_of(bank)
    moments = found(moments_of(bank, path) if belongs(path) else None)
    found(moments or working.text(path))
    form = ReversalForm(formdata=None, started_from=text_hash(working.text(path)))
    return render_template(
        "editor/file_history.html", working=working, path=path, moments=moments, form=form
    )


@bp.post(f"{FILE}/reversal")
@for_authors
def revert_one(bank: str, path: str) -> ResponseReturnValue:
    working_of(bank)
    form = ReversalForm()
    wanted, started_from = str(form.wanted.data or ""), str(form.started_from.data or "")
    try:
        revert_file(bank, path, wanted, started_from, current_user, now())
    except (actions.NoSuchPlace, NoSuchText):
        return found(None)
    except actions.Collision:
        db.session.rollback()
        flash(CHANGED, "problem")
        return redirect(url_for(".file_history", bank=bank, path=path))
    db.session.commit()
    flash("The draft holds the text of then. Classes see it once it is published.", "done")
    return redirect(url_for(".file_history", bank=bank, path=path))
