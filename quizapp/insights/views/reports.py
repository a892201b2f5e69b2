"""Two pages that sum up a quiz: the report on one class, and the statistics of its questions."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.insights.class_report import report_of
from quizapp.insights.marks import Which
from quizapp.insights.queries.pools import pool_of
from quizapp.insights.statistics_page import statistics_of
from quizapp.insights.views.blueprint import assignment_of, bp, end_overdue
from quizapp.web.access import for_teachers


@bp.get("/assignments/<int:assignment_id>/report")
@for_teachers
def report(assignment_id: int) -> ResponseReturnValue:
    assignment = assignment_of(assignment_id)
    return render_template(
        "insights/report.html", assignment=assignment, report=report_of(assignment)
    )


@bp.get("/assignments/<int:assignment_id>/statistics")
@for_teachers
def statistics(assignment_id: int) -> ResponseReturnValue:
    others = pool_of(current_user, assignment_of(assignment_id))[1:]
    end_overdue([each.id for each in others])
    assignment = assignment_of(assignment_id)
    counting = request.args.get("attempts") == Which.COUNTING
    return render_template(
        "insights/statistics.html",
        assignment=assignment,
        page=statistics_of(
            pool_of(current_user, assignment), Which.COUNTING if counting else Which.FIRST
        ),
    )
