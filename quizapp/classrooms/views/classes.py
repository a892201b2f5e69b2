"""A teacher's classes: making, renaming, archiving."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.classrooms import actions, queries
from quizapp.classrooms.forms import ClassroomForm
from quizapp.classrooms.views.blueprint import bp
from quizapp.database import db
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found
from quizapp.web.times import now


@bp.get("/classes")
@for_teachers
def index() -> ResponseReturnValue:
    return render_template(
        "classrooms/index.html",
        classrooms=queries.classrooms_of(current_user),
        archived=queries.classrooms_of(current_user, archived=True),
        sizes=queries.class_sizes(),
    )


@bp.route("/classes/new", methods=["GET", "POST"])
@for_teachers
def new() -> ResponseReturnValue:
    form = ClassroomForm()
    if form.validate_on_submit():
        name = str(form.name.data)
        classroom = queries.find_namesake(current_user, name)
        if classroom:
            flash("You already have a class with this name: here it is.", "done")
        else:
            classroom = actions.make_classroom(current_user, name, now())
        db.session.commit()
        return redirect(url_for(".students", classroom_id=classroom.id))
    return render_template("classrooms/new.html", form=form), 422 if form.errors else 200


@bp.route("/classes/<int:classroom_id>/edit", methods=["GET", "POST"])
@for_teachers
def edit(classroom_id: int) -> ResponseReturnValue:
    classroom = found(queries.find_classroom(current_user, classroom_id))
    form = ClassroomForm(obj=classroom)
    if form.validate_on_submit():
        form.populate_obj(classroom)
        db.session.commit()
        flash("The name is changed.", "done")
        return redirect(url_for(".students", classroom_id=classroom_id))
    page = render_template("classrooms/edit.html", classroom=classroom, form=form)
    return page, 422 if form.errors else 200


@bp.post("/classes/<int:classroom_id>/archive")
@for_teachers
def archive(classroom_id: int) -> ResponseReturnValue:
    classroom = found(queries.find_led_classroom(current_user, classroom_id))
    classroom.archive(now())
    db.session.commit()
    flash(f"{classroom.name} is archived. Its results stay, and you can bring it back.", "done")
    return redirect(url_for(".index"))


@bp.post("/classes/<int:classroom_id>/restoration")
@for_teachers
def restore(classroom_id: int) -> ResponseReturnValue:
    classroom = found(queries.find_led_classroom(current_user, classroom_id))
    classroom.restore()
    db.session.commit()
    flash(f"{classroom.name} is back. Joining is closed until you open it.", "done")
    return redirect(url_for(".students", classroom_id=classroom_id))
