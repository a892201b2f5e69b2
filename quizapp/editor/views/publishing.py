"""Publishing the working copy."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.database import db
from quizapp.editor import actions
from quizapp.editor.forms import PublishForm
from quizapp.editor.views.blueprint import BANK, bp, working_of
from quizapp.web.access import for_authors
from quizapp.web.times import now


@bp.get(f"{BANK}/publication")
@for_authors
def publication(bank: str) -> ResponseReturnValue:
    form = PublishForm(formdata=None)
    return render_template("editor/publication.html", working=working_of(bank), form=form)


@bp.post(f"{BANK}/publication")
@for_authors
def publish(bank: str) -> ResponseReturnValue:
    working, form = working_of(bank), PublishForm()
    if not form.validate_on_submit():
        return render_template("editor/publication.html", working=working, form=form), 422
    revision, _problems = actions.publish(bank, current_user, str(form.message.data or ""), now())
    db.session.commit()
    if revision:
        flash("Published. Quizzes that are set from now on use it.", "done")
    else:
        flash("There was nothing new to publish.", "problem")
    return redirect(url_for(".bank", bank=bank))
