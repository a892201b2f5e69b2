"""The school: its name and its time zone."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts import actions, queries
from quizapp.accounts.forms import SchoolForm
from quizapp.accounts.views.blueprint import bp
from quizapp.database import db
from quizapp.web.access import for_admins
from quizapp.web.lookup import found


@bp.route("/school", methods=["GET", "POST"])
@for_admins
def school() -> ResponseReturnValue:
    school = found(queries.get_school())
    form = SchoolForm(school=school.name, time_zone=school.time_zone)
    if form.validate_on_submit():
        actions.describe_school(str(form.school.data), form.time_zone.data)
        db.session.commit()
        flash("Saved.", "done")
        return redirect(url_for(".school"))
    return render_template("accounts/school.html", form=form), 422 if form.errors else 200
