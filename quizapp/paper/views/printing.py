"""What is printed: question paper, key, mark scheme, answer grid, and the page that offers them."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from quizapp.paper.printed import key_of, questions_of, sources_of
from quizapp.paper.views.blueprint import assignment_of, bp
from quizapp.quizzes import showing
from quizapp.quizzes.groups import students_given
from quizapp.web.access import for_teachers


@bp.get("/assignments/<int:assignment_id>/paper")
@for_teachers
def overview(assignment_id: int) -> ResponseReturnValue:
    return render_template("paper/overview.html", assignment=assignment_of(assignment_id))


@bp.get("/assignments/<int:assignment_id>/paper/questions")
@for_teachers
def questions(assignment_id: int) -> ResponseReturnValue:
    assignment = assignment_of(assignment_id)
    sources = sources_of(assignment)
    return render_template(
        "paper/questions.html",
        assignment=assignment,
        questions=questions_of(assignment, sources),
        sources=sources,
        showing=showing,
        layout=showing.layout_from(request.args),
    )


@bp.get("/assignments/<int:assignment_id>/paper/key")
@for_teachers
def key(assignment_id: int) -> ResponseReturnValue:
    assignment = assignment_of(assignment_id)
    sources = sources_of(assignment)
    return render_template(
        "paper/key.html", assignment=assignment, questions=key_of(assignment, sources)
    )


@bp.get("/assignments/<int:assignment_id>/paper/mark-scheme")
@for_teachers
def mark_scheme(assignment_id: int) -> ResponseReturnValue:
    assignment = assignment_of(assignment_id)
    shown = key_of(assignment, sources_of(assignment))
    by_hand = [each for each in shown if each.kind.written and not each.item.asks_opinion]
    return render_template("paper/mark_scheme.html", assignment=assignment, questions=by_hand)


@bp.get("/assignments/<int:assignment_id>/paper/answer-grid")
@for_teachers
def answer_grid(assignment_id: int) -> ResponseReturnValue:
    assignment = assignment_of(assignment_id)
    named = request.args.get("students") == "on"
    names = [each.name for each in students_given(assignment)] if named else []
    return render_template(
        "paper/answer_grid.html",
        assignment=assignment,
        questions=questions_of(assignment, sources_of(assignment)),
        names=names or [""],
    )
