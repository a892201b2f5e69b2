"""The banks, the files of one, and the text of a file."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.bank.files import belongs
from quizapp.database import stop_writing
from quizapp.editor import actions, queries
from quizapp.editor.forms import FileForm
from quizapp.editor.views.blueprint import BANK, bp, save_draft, working_of
from quizapp.editor.views.together import brought_together, note_opening
from quizapp.editor.working import Working, text_hash
from quizapp.web.access import for_authors
from quizapp.web.lookup import found
from quizapp.web.times import clock, now

FILE = f"{BANK}/files/<path:path>"


@bp.get("/banks")
@for_authors
def banks() -> ResponseReturnValue:
    known = queries.banks()
    if len(known) == 1 and "all" not in request.args:
        return redirect(url_for(".bank", bank=known[0].bank))
    return render_template("editor/banks.html", banks=known)


@bp.get(FILE)
@for_authors
def file(bank: str, path: str) -> ResponseReturnValue:
    working = working_of(bank)
    text = found(working.text(path) if belongs(path) else None)
    form = FileForm(formdata=None, text=text, started_from=text_hash(text))
    note_opening(bank, path)
    return file_page(working, path, form)


@bp.post(FILE)
@for_authors
def save(bank: str, path: str) -> ResponseReturnValue:
    stop_writing()
    working = working_of(bank)
    found(path if belongs(path) else None)
    form = FileForm()
    if not form.validate_on_submit():
        return file_page(working, path, form), 422
    text, started_from = request.form.get("text", ""), str(form.started_from.data or "")
    try:
        save_draft(bank, path, text, started_from)
    except actions.CannotBeKept as reason:
        flash(str(reason), "problem")
        return file_page(working_of(bank), path, form), 422
    except actions.Collision:
        return collided(working_of(bank), path, form)
    flash(f"Saved as a draft at {clock(now())}. Classes see it once it is published.", "done")
    return redirect(url_for(".file", bank=bank, path=path))


def file_page(working: Working, path: str, form: FileForm) -> str:
    """Show a file with the problems that the text in the form has in the whole bank."""
    shown = working.with_text(path, (form.text.data or "").replace("\0", "\ufffd"))
    return render_template("editor/file.html", working=shown, path=path, form=form)


def collided(working: Working, path: str, form: FileForm) -> ResponseReturnValue:
    """Show both texts and propose both together; saving then starts from the other one's."""
    yours, started_from = str(form.text.data or ""), str(form.started_from.data or "")
    proposal, shown = brought_together(working, path, yours, started_from)
    form.text.data, form.started_from.data = proposal, text_hash(working.text(path))
    return render_template(
        "editor/collision.html", working=working, path=path, form=form, **shown
    ), 409
