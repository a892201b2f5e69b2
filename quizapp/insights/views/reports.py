"""Two pages that sum up a quiz: the report on one class, and the statistics of its questions."""

from flask import render_template
from flask.typing import ResponseReturnValue

from quizapp.insights.class_report import report_of
from quizapp.insights.grades import grading_of
from quizapp.insights.statistics_page import statistics_of
from quizapp.insights.views.blueprint import (
    assignment_of,
    bp,
    pool_with,
    which_attempts,
)
from quizapp.web.access import for_teachers


@bp.get("/assignments/<int:assignment_id>/report")
@for_teachers
def report(assignment_id: int) -> ResponseReturnValue:
    assignment = assignment_of(assignment_id)
    found = report_of(assignment)
    grading = grading_of(assignment.scale, found.grid.members)
    return render_template(
        "insights/report.html", assignment=assignment, report=found, grading=grading
    )


@bp.get("/assignments/<int:assignment_id>/statistics")
@for_teachers
def statistics(assignment_id: int) -> ResponseReturnValue:
    pool = pool_with(assignment_id)
    page = statistics_of(pool, which_attempts())
    return render_template("insights/statistics.html", assignment=pool[0], page=page)
