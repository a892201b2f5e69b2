"""What the class believes, and how sure it was."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.classrooms.queries import find_classroom
from quizapp.insights import belief_pages
from quizapp.insights.queries import classes
from quizapp.insights.views.blueprint import assignment_of, bp, end_overdue
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found


@bp.get("/assignments/<int:assignment_id>/beliefs")
@for_teachers
def beliefs(assignment_id: int) -> ResponseReturnValue:
    assignment = assignment_of(assignment_id)
    page = belief_pages.of_assignment(assignment)
    return render_template(
        "insights/beliefs.html", classroom=assignment.classroom, assignment=assignment, page=page
    )


@bp.get("/classes/<int:classroom_id>/beliefs")
@for_teachers
def class_beliefs(classroom_id: int) -> ResponseReturnValue:
    found(find_classroom(current_user, classroom_id))
    end_overdue(classes.with_attempts_under_way(classroom_id))
    there = found(find_classroom(current_user, classroom_id))
    page = belief_pages.of_class(there)
    return render_template("insights/beliefs.html", classroom=there, assignment=None, page=page)


@bp.get("/assignments/<int:assignment_id>/certainty")
@for_teachers
def certainty(assignment_id: int) -> ResponseReturnValue:
    assignment = assignment_of(assignment_id)
    page = belief_pages.certainty_of(assignment)
    return render_template("insights/certainty.html", assignment=assignment, page=page)
