"""The class page, the grid, and one question of an assignment."""

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.classrooms.queries import find_classroom
from quizapp.insights import finding
from quizapp.insights.board import board_of
from quizapp.insights.item_page import item_page
from quizapp.insights.queries import assignments, classes
from quizapp.insights.views.blueprint import assignment_of, bp, end_overdue
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found
from quizapp.web.times import day_and_clock, now


@bp.get("/classes/<int:classroom_id>")
@for_teachers
def classroom(classroom_id: int) -> ResponseReturnValue:
    found(find_classroom(current_user, classroom_id))
    end_overdue(classes.with_attempts_under_way(classroom_id))
    there = found(find_classroom(current_user, classroom_id))
    given = classes.assignments_of(there)
    members = classes.member_ids(there)
    standings = classes.standings_of(given, members, now())
    opening = min((each.opens_at for each in given if each.opens_at > now()), default=None)
    opens = day_and_clock(opening) if opening else ""
    return render_template(
        "insights/classroom.html",
        classroom=there,
        finding=finding.of_class(there.name, len(members), standings, opens),
        quizzes=list(zip(given, standings, strict=True)),
        members=len(members),
    )


@bp.get("/assignments/<int:assignment_id>/results")
@for_teachers
def results(assignment_id: int) -> ResponseReturnValue:
    assignment = assignment_of(assignment_id)
    version = assignments.version_of(current_user, assignment_id)
    order = "name" if request.args.get("sort") == "name" else "score"
    board = board_of(assignment)
    return render_template(
        "insights/results.html", assignment=assignment, board=board, order=order, version=version
    )


@bp.get("/assignments/<int:assignment_id>/version")
@for_teachers
def version(assignment_id: int) -> ResponseReturnValue:
    text = found(assignments.version_of(current_user, assignment_id))
    if end_overdue([assignment_id]):
        text = found(assignments.version_of(current_user, assignment_id))
    response = make_response({"version": text})
    response.set_etag(text)
    return response.make_conditional(request)


@bp.get("/assignments/<int:assignment_id>/items/<int:position>")
@for_teachers
def item(assignment_id: int, position: int) -> ResponseReturnValue:
    assignment = assignment_of(assignment_id)
    page = found(item_page(assignment, position))
    return render_template("insights/item.html", assignment=assignment, page=page)


@bp.get("/assignments/<int:assignment_id>/items/<int:position>/projector")
@for_teachers
def projector(assignment_id: int, position: int) -> ResponseReturnValue:
    assignment = assignment_of(assignment_id)
    page = found(item_page(assignment, position))
    answer = request.args.get("answer") == "1"
    return render_template(
        "insights/projector.html", assignment=assignment, page=page, answer=answer
    )
