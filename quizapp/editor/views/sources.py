"""Sources: adding one, writing at one, and what its sentences mean to questions."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.bank.files import belongs
from quizapp.bank.pictures import MOST_UPLOADED, NoPicture, prepared
from quizapp.bank.rewriting import CannotBeWritten
from quizapp.bank.source_fields import SourceFields, TooLong
from quizapp.bank.source_file import NotAForm, NoWordList, fields_of
from quizapp.database import begin_writing, db, stop_writing
from quizapp.editor import actions
from quizapp.editor.history import was_there
from quizapp.editor.source_forms import SourceForm, data_of, fields_in
from quizapp.editor.sourcing import desk_of, is_taken, path_of, text_with, used_ids, value_in
from quizapp.editor.views.blueprint import BANK, bp, save_draft, working_of
from quizapp.editor.working import Working, text_hash
from quizapp.quizzes import pictures
from quizapp.web.access import for_authors
from quizapp.web.lookup import found
from quizapp.web.originals import originals
from quizapp.web.times import clock, now

SOURCES = f"{BANK}/sources"
SOURCE = f"{SOURCES}/<string:source_id>"
TAKEN = "This id is in use, or was once. Choose another."


@bp.get(SOURCES)
@for_authors
def sources(bank: str) -> ResponseReturnValue:
    working = working_of(bank)
    whole = (
        {working.find("source", each) for each in working.content.sources}
        if working.content
        else {}
    )
    broken = [path for path in working.texts if path.startswith("sources/") and path not in whole]
    return render_template("editor/sources.html", working=working, broken=broken)


@bp.get(f"{SOURCES}/new")
@for_authors
def new_source(bank: str) -> ResponseReturnValue:
    working = working_of(bank)
    form = SourceForm(formdata=None, ident="", started_from="")
    return _page(working, "", fields_of({}), form, None)


@bp.post(f"{SOURCES}/new")
@for_authors
def add_source(bank: str) -> ResponseReturnValue:
    stop_writing()
    working, form = working_of(bank), SourceForm()
    ident = str(form.ident.data or "")
    fields = fields_in(request.form)
    if request.form.get("step") != "save" or _picture_came():
        return _stepped(working, ident, fields, form, None)
    if form.validate() and is_taken(working, ident):
        form.ident.errors = [TAKEN]
    if form.errors:
        return _page(working, ident, fields, form, None), 422
    return _saved(working, ident, fields, form, None)


@bp.get(SOURCE)
@for_authors
def source(bank: str, source_id: str) -> ResponseReturnValue:
    working = working_of(bank)
    path = path_of(working, source_id)
    text = found(working.text(path) if belongs(path) else None)
    try:
        fields = fields_of(value_in(text))
    except NotAForm:
        return _as_text(working, path)
    data = {**data_of(fields), "ident": source_id, "started_from": text_hash(text)}
    return _page(working, source_id, fields, SourceForm(formdata=None, data=data), text)


@bp.post(SOURCE)
@for_authors
def save_source(bank: str, source_id: str) -> ResponseReturnValue:
    stop_writing()
    working = working_of(bank)
    path = path_of(working, source_id)
    found(was_there(bank, path) or None)
    form, fields, text = SourceForm(), fields_in(request.form), working.text(path)
    form.ident.data = source_id
    if not form.started_from.data and not _is_form(text):
        return _as_text(working, path)
    if request.form.get("step") == "save" and not _picture_came():
        return _saved(working, source_id, fields, form, text)
    return _stepped(working, source_id, fields, form, text)


def _is_form(text: str | None) -> bool:
    try:
        value_in(text)
    except NotAForm:
        return False
    return True


def _as_text(working: Working, path: str) -> ResponseReturnValue:
    flash("The form cannot show this file as it is. Mend its text first.", "problem")
    return redirect(url_for(".file", bank=working.bank, path=path))


def _stepped(
    working: Working, ident: str, fields: SourceFields, form: SourceForm, text: str | None
) -> ResponseReturnValue:
    """Show the form after one of its buttons was pressed; nothing is saved by that."""
    step, whole = request.form.get("step", ""), request.form.get("whole", "")
    try:
        if _picture_came():
            fields = _with_upload(working.bank, fields)
            working = working_of(working.bank)
            flash("The picture is below. Describe it, then save.", "done")
        elif step == "picture":
            raise NoPicture("Choose a file first.")
        fields = fields.stepped(step, whole, used_ids(working.bank, path_of(working, ident)))
    except (TooLong, NoPicture) as reason:
        flash(str(reason), "problem")
        return _page(working, ident, fields, form, text), 422
    return _page(working, ident, fields, form, text)


def _picture_came() -> bool:
    """Return whether a file was chosen: then it is shown before anything is saved."""
    upload = request.files.get("picture")
    return bool(upload and upload.filename)


def _with_upload(bank: str, fields: SourceFields) -> SourceFields:
    """Keep the picture that was sent, and put it under the others. Raises `NoPicture`, `TooLong`.

    Nobody sees it before the source is saved with it.
    """
    upload = request.files["picture"]
    with upload.stream as stream:
        picture = prepared(stream.read(MOST_UPLOADED + 1), upload.filename or "")
    found = fields.with_image(picture.name)
    begin_writing()
    pictures.keep(bank, picture)
    db.session.commit()
    stop_writing()
    return found


def _saved(
    working: Working, ident: str, fields: SourceFields, form: SourceForm, text: str | None
) -> ResponseReturnValue:
    path, begun = path_of(working, ident), str(form.started_from.data or "")
    try:
        new = text_with(text, fields, ident)
        save_draft(working.bank, path, new, begun)
    except (NoWordList, CannotBeWritten, actions.CannotBeKept) as reason:
        flash(str(reason), "problem")
        return _page(working_of(working.bank), ident, fields, form, text), 422
    except actions.Collision:
        return _collided(working_of(working.bank), ident, fields, form)
    flash(f"Saved as a draft at {clock(now())}. Classes see it once it is published.", "done")
    return redirect(url_for(".source", bank=working.bank, source_id=ident))


def _collided(
    working: Working, ident: str, fields: SourceFields, form: SourceForm
) -> ResponseReturnValue:
    """Show what was typed beside what somebody else has saved; saving again starts from that."""
    theirs = working.text(path_of(working, ident))
    form.started_from.data = text_hash(theirs)
    return _page(
        working, ident, fields, form, theirs, theirs=theirs or "The file was removed."
    ), 409


def _page(
    working: Working,
    ident: str,
    fields: SourceFields,
    form: SourceForm,
    text: str | None,
    theirs: str = "",
) -> str:
    """Show the form with what its text would mean in the whole bank."""
    refused = ""
    try:
        tried = text_with(text, fields, ident or "new")
    except (NoWordList, CannotBeWritten) as reason:
        refused, tried = str(reason), text or ""
    desk = desk_of(working, ident or "new", fields, tried)
    form.offer_documents(desk.documents)
    original = desk.source.original if desk.source else None
    return render_template(
        "editor/source.html",
        desk=desk,
        form=form,
        is_new="source_id" not in (request.view_args or {}),
        working=desk.tried,
        wording=originals().wording(original),
        refused=refused,
        theirs=theirs,
    )
