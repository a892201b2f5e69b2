"""A teacher takes a published quiz without leaving a trace."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.attempts.forms import TooMuch, save_of
from quizapp.attempts.trial import find_trial
from quizapp.attempts.views.blueprint import bp
from quizapp.database import stop_writing
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found


@bp.route("/quizzes/<string:bank>/<string:quiz_id>/preview", methods=["GET", "POST"])
@for_teachers
def preview(bank: str, quiz_id: str) -> ResponseReturnValue:
    stop_writing()
    trial = found(find_trial(bank, quiz_id))
    position = request.args.get("question", 1, type=int)
    question = found(trial.question_at(position))
    checked = request.method == "POST"
    if checked:
        try:
            given = save_of(request.form, position, "", leaving=False)
        except TooMuch as problem:
            abort(413, str(problem))
        question = question.with_given(given.fields, given.certainty)
    return render_template("attempts/preview.html", trial=trial, question=question, checked=checked)
