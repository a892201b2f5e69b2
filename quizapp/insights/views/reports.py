"""Two pages that sum up a quiz: the report on one class, and the statistics of its questions."""

from flask import render_template
from flask.typing import ResponseReturnValue

from quizapp.insights.class_report import report_of
from quizapp.insights.views.blueprint import assignment_of, bp
from quizapp.web.access import for_teachers


@bp.get("/assignments/<int:assignment_id>/report")
@for_teachers
def report(assignment_id: int) -> ResponseReturnValue:
    assignment = assignment_of(assignment_id)
    return render_template(
        "insights/report.html", assignment=assignment, report=report_of(assignment)
    )
