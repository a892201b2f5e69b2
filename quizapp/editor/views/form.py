"""A file as a form, and a new question."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.bank.files import belongs
from quizapp.bank.rewriting import CannotBeWritten
from quizapp.database import stop_writing
from quizapp.editor import actions
from quizapp.editor.forms import FileForm
from quizapp.editor.item_forms import NewItemForm
from quizapp.editor.new_items import NotFree, free_ids, new_file
from quizapp.editor.sheets import NoForm, Sheet, known, opened
from quizapp.editor.views.blueprint import BANK, bp, save_draft, working_of
from quizapp.editor.views.files import FILE, collided, file_page
from quizapp.editor.working import Working, text_hash
from quizapp.web.access import for_authors
from quizapp.web.lookup import found
from quizapp.web.times import clock, now


@bp.get(f"{FILE}/form")
@for_authors
def form(bank: str, path: str) -> ResponseReturnValue:
    working = working_of(bank)
    text = found(working.text(path) if belongs(path) else None)
    try:
        sheet = opened(path, text)
    except NoForm as reason:
        return render_template("editor/no_form.html", working=working, path=path, reason=reason)
    return _form_page(working, sheet, text_hash(text), problems=True)


@bp.post(f"{FILE}/form")
@for_authors
def fill_in(bank: str, path: str) -> ResponseReturnValue:
    stop_writing()
    working = working_of(bank)
    found(path if belongs(path) else None)
    text, begun = request.form.get("text", ""), request.form.get("started_from", "")
    do = request.form.get("do", "")
    try:
        sheet = opened(path, text, request.form)
    except NoForm as reason:
        flash(str(reason), "problem")
        return _as_text(working, path, text, begun), 422
    if do == "open":
        return _form_page(working.with_text(path, sheet.text), sheet, begun, problems=True)
    if do.startswith(("add ", "remove ", "up ", "down ")):
        sheet.act(do)
        return _form_page(working, sheet, begun)
    return _written(working, sheet, begun, as_text=do == "text")


def _written(working: Working, sheet: Sheet, begun: str, *, as_text: bool) -> ResponseReturnValue:
    """Save what was filled in, or go on with it as text."""
    try:
        text = sheet.written()
        if as_text:
            return _as_text(working, sheet.path, text, begun)
        save_draft(working.bank, sheet.path, text, begun)
    except (CannotBeWritten, actions.CannotBeKept) as reason:
        flash(str(reason), "problem")
        return _form_page(working_of(working.bank), sheet, begun), 422
    except actions.Collision:
        mine = FileForm(formdata=None, text=text, started_from=begun)
        return collided(working_of(working.bank), sheet.path, mine)
    flash(f"Saved as a draft at {clock(now())}. Classes see it once it is published.", "done")
    return redirect(url_for(".form", bank=working.bank, path=sheet.path))


def _as_text(working: Working, path: str, text: str, begun: str) -> str:
    return file_page(working, path, FileForm(formdata=None, text=text, started_from=begun))


def _form_page(working: Working, sheet: Sheet, begun: str, *, problems: bool = False) -> str:
    return render_template(
        "editor/form.html",
        working=working,
        path=sheet.path,
        sheet=sheet,
        started_from=begun,
        problems=sheet.show(working) if problems else [],
        known=known(working, sheet),
    )


@bp.get(f"{BANK}/items/new")
@for_authors
def new_item(bank: str) -> ResponseReturnValue:
    working = working_of(bank)
    asked = NewItemForm(formdata=None)
    asked.offer(working)
    return _new_item_page(working, asked)


@bp.post(f"{BANK}/items/new")
@for_authors
def add_item(bank: str) -> ResponseReturnValue:
    stop_writing()
    working, asked = working_of(bank), NewItemForm()
    asked.offer(working)
    if not asked.validate_on_submit():
        return _new_item_page(working, asked), 422
    values = (str(asked.type.data), str(asked.section.data), str(asked.ident.data or ""))
    try:
        path, text = new_file(working, *values)
        save_draft(bank, path, text, "")
    except (NotFree, actions.Collision) as reason:
        asked.ident.errors = [str(reason) or "Somebody has just taken this id. Choose another."]
        return _new_item_page(working_of(bank), asked), 422
    view = ".file" if request.form.get("do") == "text" else ".form"
    return redirect(url_for(view, bank=bank, path=path))


def _new_item_page(working: Working, asked: NewItemForm) -> str:
    return render_template(
        "editor/new_item.html", working=working, form=asked, free=free_ids(working)
    )
