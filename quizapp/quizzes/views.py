"""Published quizzes, setting them for classes, exceptions for single students."""

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.classrooms.queries import (
    accommodations_of,
    classrooms_of,
    students_of,
)
from quizapp.database import db
from quizapp.quizzes import actions, forms, groups, queries, showing
from quizapp.quizzes.published import PublishedQuiz
from quizapp.quizzes.sentences import in_words
from quizapp.quizzes.versions import source_of
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found, row_number
from quizapp.web.rendering import HOMES, NAVIGATION
from quizapp.web.times import day_and_clock, now

bp = Blueprint("quizzes", __name__)
QUIZ = "/quizzes/<string:bank>/<string:quiz_id>"
OF_A_CLASS = ("quizzes.edit", "quizzes.overrides", "quizzes.override")
"""Pages on a quiz that a class has been set."""


def bind(app: Flask) -> None:
    """Register the feature."""
    app.register_blueprint(bp)
    HOMES.update(dict.fromkeys(OF_A_CLASS, "classrooms"))
    for role in ("teacher", "admin"):
        if ("Quizzes", "quizzes.index") not in NAVIGATION[role]:
            NAVIGATION[role].insert(1, ("Quizzes", "quizzes.index"))


@bp.get("/quizzes")
@for_teachers
def index() -> ResponseReturnValue:
    banks = [(each, queries.published_quizzes(each)) for each in queries.newest_revisions()]
    classroom = request.args.get("classroom", type=row_number)
    return render_template("quizzes/index.html", banks=banks, classroom=classroom)


@bp.get(QUIZ)
@for_teachers
def show(bank: str, quiz_id: str) -> ResponseReturnValue:
    published = found(queries.find_published_quiz(bank, quiz_id))
    classroom = request.args.get("classroom", type=row_number)
    return _shown("quizzes/show.html", published, classroom=classroom)


@bp.get(f"{QUIZ}/paper")
@for_teachers
def paper(bank: str, quiz_id: str) -> ResponseReturnValue:
    published = found(queries.find_published_quiz(bank, quiz_id))
    return _shown("quizzes/paper.html", published, layout=showing.layout_from(request.args))


@bp.get(f"{QUIZ}/key")
@for_teachers
def key(bank: str, quiz_id: str) -> ResponseReturnValue:
    return _shown("quizzes/key.html", found(queries.find_published_quiz(bank, quiz_id)))


def _shown(template: str, published: PublishedQuiz, **more: object) -> str:
    sources = dict(sorted((each.source_id, source_of(each)) for each in published.sources))
    questions = showing.shown_questions(published, sources)
    return render_template(
        template, published=published, questions=questions, sources=sources, showing=showing, **more
    )


@bp.route(f"{QUIZ}/assignments/new", methods=["GET", "POST"], endpoint="set")
@for_teachers
def set_for_class(bank: str, quiz_id: str) -> ResponseReturnValue:
    published = found(queries.find_published_quiz(bank, quiz_id))
    classrooms = classrooms_of(current_user)
    wanted = request.args.get("classroom", type=row_number)
    form = forms.SetForm(data={**forms.usual(published, now()), "classroom": wanted})
    form.offer(classrooms)
    form.offer_students(students_of(form.at_hand) if form.at_hand else [])
    sentence = ""
    if form.validate_on_submit():
        if request.form.get("step") == "set" and form.read_back.data == form.mark():
            if done := _set(published, form):
                return done
        else:
            sentence = in_words(form.conditions(), form.chosen.name, day_and_clock, form.names)
            form.read_back.process_data(form.mark())
    status = 422 if form.errors else 200
    return render_template(
        "quizzes/set.html", published=published, form=form, sentence=sentence,
        classrooms=classrooms,
    ), status  # fmt: skip


def _set(published: PublishedQuiz, form: forms.SetForm) -> ResponseReturnValue | None:
    """Set the quiz, unless the class was put away just now: then the form says so."""
    classroom, conditions = form.chosen, form.conditions()
    try:
        actions.set_quiz(published, classroom, current_user, conditions, now(), form.student_ids)
    except actions.ClassIsArchived:
        form.classroom.errors = [forms.NOT_IN_USE]
        return None
    db.session.commit()
    flash(f"{form.title.data} is set for {classroom.name}.", "done")
    return redirect(url_for("insights.classroom", classroom_id=classroom.id))


@bp.route("/assignments/<int:assignment_id>/edit", methods=["GET", "POST"])
@for_teachers
def edit(assignment_id: int) -> ResponseReturnValue:
    assignment = found(queries.find_assignment(current_user, assignment_id))
    form = forms.ConditionsForm(data=forms.present(assignment, groups.group_of(assignment)))
    form.offer_students(students_of(assignment.classroom))
    if form.validate_on_submit():
        actions.change(assignment, form.conditions(), form.student_ids)
        sentence = in_words(form.conditions(), assignment.classroom.name, day_and_clock, form.names)
        db.session.commit()
        flash(f"Saved. {sentence}", "done")
        return redirect(url_for("insights.results", assignment_id=assignment_id))
    status = 422 if form.errors else 200
    return render_template("quizzes/edit.html", assignment=assignment, form=form), status


@bp.post("/assignments/<int:assignment_id>/archive")
@for_teachers
def archive(assignment_id: int) -> ResponseReturnValue:
    assignment = found(queries.find_assignment(current_user, assignment_id))
    assignment.archive(now())
    db.session.commit()
    flash(f"{assignment.title} is put away. Its results are kept.", "done")
    return redirect(url_for("insights.classroom", classroom_id=assignment.classroom_id))


@bp.get("/assignments/<int:assignment_id>/overrides")
@for_teachers
def overrides(assignment_id: int) -> ResponseReturnValue:
    assignment = found(queries.find_assignment(current_user, assignment_id))
    students = groups.students_given(assignment)
    return render_template(
        "quizzes/overrides.html",
        assignment=assignment,
        students=students,
        terms=queries.terms_of_all(assignment, [each.id for each in students]),
        overrides=queries.overrides_of(assignment),
        needs=accommodations_of([each.id for each in students]),
    )


@bp.route("/assignments/<int:assignment_id>/overrides/<int:student_id>", methods=["GET", "POST"])
@for_teachers
def override(assignment_id: int, student_id: int) -> ResponseReturnValue:
    assignment = found(queries.find_assignment(current_user, assignment_id))
    student = found(groups.find_student_given(assignment, student_id))
    present = queries.find_override(assignment, student_id)
    form = forms.OverrideForm(assignment, data=forms.differing(present))
    if form.validate_on_submit():
        actions.set_override(assignment, student, current_user, now(), **form.differences())
        db.session.commit()
        flash(f"Saved for {student.name}. It holds from now on.", "done")
        return redirect(url_for(".overrides", assignment_id=assignment_id))
    return render_template(
        "quizzes/override.html", assignment=assignment, student=student, form=form,
        present=present, terms=queries.terms_of(assignment, student),
        needs=accommodations_of([student_id]).get(student_id),
    ), 422 if form.errors else 200  # fmt: skip


@bp.post("/assignments/<int:assignment_id>/overrides/<int:student_id>/removal")
@for_teachers
def remove_override(assignment_id: int, student_id: int) -> ResponseReturnValue:
    assignment = found(queries.find_assignment(current_user, assignment_id))
    actions.remove_override(assignment, student_id)
    db.session.commit()
    flash("The same holds again as for everybody.", "done")
    return redirect(url_for(".overrides", assignment_id=assignment_id))
