"""How questions stand: status, a second person's word, retirement, and versions side by side."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.bank.differences import differences
from quizapp.database import db, stop_writing
from quizapp.editor import actions, four_eyes, record, retiring
from quizapp.editor.forms import ConfirmationForm, RetirementForm
from quizapp.editor.publication import Publication
from quizapp.editor.views.blueprint import BANK, bp, working_of
from quizapp.quizzes.checking import KeepsChanging
from quizapp.quizzes.holding import KEEPERS
from quizapp.web.access import for_authors
from quizapp.web.lookup import found
from quizapp.web.times import now

ITEM = f"{BANK}/items/<string:item_id>"

bp.add_app_template_global(four_eyes.care_of, "care_of")
if four_eyes.KEEPER not in KEEPERS:
    KEEPERS.append(four_eyes.KEEPER)


@bp.get(f"{BANK}/confirmations")
@for_authors
def confirmations(bank: str) -> ResponseReturnValue:
    working = working_of(bank)
    cares = four_eyes.cares_of(working.loaded)
    held = {each.path for each in Publication(working).held}
    waiting = {ident for ident, each in cares.items() if f"{bank}/{each.path}" in held}
    return render_template(
        "editor/confirmations.html", working=working, cares=cares, waiting=waiting
    )


@bp.post(f"{ITEM}/confirmations")
@for_authors
def confirm(bank: str, item_id: str) -> ResponseReturnValue:
    stop_writing()
    form = ConfirmationForm()
    found(working_of(bank).find("item", item_id))
    try:
        shown = str(form.shown.data or "")
        four_eyes.confirm(bank, item_id, shown, current_user, now())
    except four_eyes.OwnWork:
        flash("You wrote this last. Somebody else has to confirm it.", "problem")
    except (four_eyes.Changed, KeepsChanging):
        flash("The question has changed meanwhile. Read it again before you confirm it.", "problem")
    else:
        db.session.commit()
        flash(f"You have confirmed key and source of {item_id}.", "done")
    return redirect(url_for(".item", bank=bank, item_id=item_id))


@bp.route(f"{ITEM}/retirement", methods=["GET", "POST"])
@for_authors
def retire(bank: str, item_id: str) -> ResponseReturnValue:
    stop_writing()
    working, form, status = working_of(bank), RetirementForm(), 200
    found(working.find("item", item_id))
    if form.validate_on_submit():
        try:
            reason = str(form.reason.data)
            retiring.retire(working, item_id, reason, current_user, now())
        except actions.CannotBeKept as why:
            form.reason.errors = [str(why)]
        except actions.Collision:
            form.reason.errors = ["Somebody changed the file meanwhile. Please look again."]
        else:
            db.session.commit()
            flash(f"{item_id} is retired as a draft. Publish to make it so.", "done")
            return redirect(url_for(".publication", bank=bank))
    if request.method == "POST":
        stop_writing()
        working, status = working_of(bank), 422
    quizzes = retiring.quizzes_with(working, item_id)
    page = {"working": working, "item_id": item_id, "form": form, "quizzes": quizzes}
    return render_template("editor/retirement.html", **page), status


@bp.get(f"{ITEM}/versions")
@for_authors
def versions(bank: str, item_id: str) -> ResponseReturnValue:
    working = working_of(bank)
    sources = working.content.sources if working.content else {}
    records = found(record.records_of(bank, item_id, working.revision, sources) or None)
    by_number = {each.number: each for each in records}
    new = by_number.get(request.args.get("new", 0, type=int), records[0])
    old = by_number.get(request.args.get("old", 0, type=int), records[min(1, len(records) - 1)])
    return render_template(
        "editor/versions.html",
        working=working,
        item_id=item_id,
        records=records,
        pair=(old, new),
        changes=differences(old.item, new.item),
        sources=sources,
    )
