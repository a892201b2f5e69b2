"""Banks that begin, arrive as a zip, and leave as one."""

import base64
import binascii
from io import BytesIO

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.bank.beginning import bank_id
from quizapp.bank.packing import CannotPack, CannotUnpack
from quizapp.database import begin_writing, db, stop_writing
from quizapp.editor import actions, arrivals
from quizapp.editor.arrival_forms import ArrivalForm, NewBankForm, ZipForm
from quizapp.editor.arrivals import MOST_UPLOADED, Arrival, arrival_from
from quizapp.editor.publication import seal_of
from quizapp.editor.views.blueprint import BANK, bp, working_of
from quizapp.editor.working import Working
from quizapp.web.access import for_authors
from quizapp.web.times import now

DRAFTED = "Its files are drafts: look at them, then publish."


@bp.get("/banks/new")
@for_authors
def new_bank() -> ResponseReturnValue:
    return _new_page(NewBankForm(formdata=None, author=current_user.name), ZipForm(formdata=None))


@bp.post("/banks/new")
@for_authors
def begin_bank() -> ResponseReturnValue:
    form = NewBankForm()
    if not form.validate_on_submit():
        return _new_page(form, ZipForm(formdata=None)), 422
    title, ident = str(form.title.data), bank_id(str(form.title.data))
    language, author, licence = (str(form[name].data) for name in ("language", "author", "licence"))
    try:
        arrivals.begin(
            title, ident, current_user, now(), language=language, by=author, licence=licence
        )
    except arrivals.BankExists:
        form.title.errors = [f"There is a bank with the id {ident} already. Change the title."]
        return _new_page(form, ZipForm(formdata=None)), 422
    db.session.commit()
    flash(f"{title} begins with one example of each type. {DRAFTED}", "done")
    return redirect(url_for(".bank", bank=ident))


@bp.post("/banks/zip")
@for_authors
def bring_bank() -> ResponseReturnValue:
    stop_writing()
    form = ZipForm()
    if not form.validate_on_submit():
        return _new_page(NewBankForm(formdata=None), form), 422
    with form.file.data.stream as stream:
        data = stream.read(MOST_UPLOADED + 1)
    try:
        arrival = arrival_from(data)
    except CannotUnpack as reason:
        form.file.errors = [str(reason)]
        return _new_page(NewBankForm(formdata=None), form), 422
    begin_writing()
    try:
        arrivals.take_new(arrival, current_user, now())
    except arrivals.BankExists:
        stop_writing()
        packed = base64.b64encode(data).decode()
        return _arrival_page(working_of(arrival.bank), arrival, packed)
    db.session.commit()
    flash(f"{len(arrival.texts)} files have arrived. {DRAFTED}", "done")
    return redirect(url_for(".bank", bank=arrival.bank))


@bp.post(f"{BANK}/arrival")
@for_authors
def take_bank(bank: str) -> ResponseReturnValue:
    stop_writing()
    working, form = working_of(bank), ArrivalForm()
    packed = str(form.packed.data or "")
    try:
        arrival = arrival_from(base64.b64decode(packed, validate=True))
    except (CannotUnpack, binascii.Error, ValueError):
        flash("The zip did not arrive whole. Choose it again.", "problem")
        return redirect(url_for(".new_bank"))
    if arrival.bank != bank:
        flash("The zip holds another bank. Choose it again.", "problem")
        return redirect(url_for(".new_bank"))
    seal, removing = str(form.seal.data or ""), bool(form.removing.data)
    begin_writing()
    try:
        arrivals.take_over(arrival, current_user, now(), seal=seal, removing=removing)
    except actions.Outdated:
        stop_writing()
        flash("The bank has changed meanwhile. Here is what would change now.", "problem")
        return _arrival_page(working_of(bank), arrival, packed, status=409)
    db.session.commit()
    flash(f"Taken over as drafts. {DRAFTED}", "done")
    return redirect(url_for(".bank", bank=working.bank))


@bp.get(f"{BANK}/bank.zip")
@for_authors
def bank_zip(bank: str) -> ResponseReturnValue:
    published = request.args.get("state") != "working"
    try:
        data = arrivals.zip_of(working_of(bank), published=published)
        why = "There is no whole bank.yaml, so nothing can be packed."
    except CannotPack as reason:
        data, why = None, str(reason)
    if data is None:
        flash(why, "problem")
        return redirect(url_for(".banks", all=1))
    return send_file(
        BytesIO(data), mimetype="application/zip", as_attachment=True, download_name=f"{bank}.zip"
    )


def _new_page(form: NewBankForm, zip_form: ZipForm) -> str:
    return render_template("editor/new_bank.html", form=form, zip_form=zip_form)


def _arrival_page(
    working: Working, arrival: Arrival, packed: str, status: int = 200
) -> ResponseReturnValue:
    """Show what an arrival would change before anything does."""
    form = ArrivalForm(formdata=None, packed=packed, seal=seal_of(working))
    effects = arrivals.effects_of(arrival, working)
    return render_template(
        "editor/arrival.html", working=working, form=form, effects=effects
    ), status
