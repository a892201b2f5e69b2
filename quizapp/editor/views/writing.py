"""Help while a file is being written: checks, proposals, meanings and first texts."""

from dataclasses import asdict

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.bank.files import belongs
from quizapp.bank.writing.completion import (
    first_text,
    is_empty,
    proposals,
    proposed_id,
)
from quizapp.bank.writing.explaining import explanation
from quizapp.bank.writing.ids import section_of
from quizapp.database import stop_writing
from quizapp.editor.actions import CannotBeKept, clean
from quizapp.editor.desks import desk_of, differs, findings_of
from quizapp.editor.forms import FileForm
from quizapp.editor.views.blueprint import BANK, bp, working_of
from quizapp.editor.views.files import file_page
from quizapp.editor.working import Working
from quizapp.items import ITEM_TYPES
from quizapp.web.access import for_authors
from quizapp.web.lookup import found

bp.add_app_template_global(findings_of, "findings_of")
bp.add_app_template_global(differs, "differs")
bp.add_app_template_global(section_of, "section_of")
bp.add_app_template_global(lambda: ITEM_TYPES, "item_types")


@bp.post(f"{BANK}/checks/<path:path>")
@for_authors
def check(bank: str, path: str) -> ResponseReturnValue:
    """Say what is wrong with a text that nobody saves: in a page, or in parts for a script."""
    stop_writing()
    if request.headers.get("X-Requested-With") == "fetch":
        working = _with_text(bank, path)
        said = findings_of(working, path)
        panel = render_template("editor/_findings.html", working=working, path=path, said=said)
        problems = [{**asdict(each), "path": path} for each in said.problems]
        return {"problems": problems, "panel": panel, "summary": said.summary}
    working, form = working_of(bank), FileForm()
    found(path if belongs(path) else None)
    try:
        clean(request.form.get("text", ""))
    except CannotBeKept as reason:
        flash(str(reason), "problem")
        return file_page(working, path, form), 422
    flash("Checked. Nothing has been saved.", "done")
    return file_page(working, path, form)


@bp.post(f"{BANK}/completions/<path:path>")
@for_authors
def complete(bank: str, path: str) -> ResponseReturnValue:
    stop_writing()
    at = _place()
    return asdict(proposals(desk_of(_with_text(bank, path), path), at))


@bp.post(f"{BANK}/explanations/<path:path>")
@for_authors
def explain(bank: str, path: str) -> ResponseReturnValue:
    stop_writing()
    at = _place()
    meant = explanation(desk_of(_with_text(bank, path), path), at)
    return asdict(meant) if meant else {"meaning": ""}


@bp.post(f"{BANK}/skeletons/<path:path>")
@for_authors
def insert(bank: str, path: str) -> ResponseReturnValue:
    """Show a file that holds nothing yet with a whole first text in it; nothing is saved."""
    stop_writing()
    working, form = working_of(bank), FileForm()
    found(section_of(path) if belongs(path) else None)
    kind = found(ITEM_TYPES.get(request.form.get("type", "")))
    if not is_empty(request.form.get("text", "")):
        flash("This file holds something already. Begin a new question: each has its own file.")
        return file_page(working, path, form), 422
    ident = proposed_id(desk_of(working, path))
    form.text.data = first_text(kind.name, ident, working.content)
    return file_page(working, path, form)


def _with_text(bank: str, path: str) -> Working:
    """Return the working copy as it would be with the text that was sent."""
    working = working_of(bank)
    found(path if belongs(path) else None)
    try:
        return working.with_text(path, clean(request.form.get("text", "")))
    except CannotBeKept as reason:
        abort(422, str(reason))


def _place() -> int:
    """Return behind how many letters the cursor stands."""
    given = request.form.get("at", "")
    if not (given.isascii() and given.isdigit() and len(given) < 9):
        abort(422, "The place of the cursor is missing.")
    return int(given)
