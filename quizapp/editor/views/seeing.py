"""Questions and quizzes of the working copy as students meet them; nothing is stored."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.attempts.forms import TooMuch, positions_in, save_of
from quizapp.attempts.saving import Save
from quizapp.bank.files import belongs
from quizapp.database import stop_writing
from quizapp.editor.actions import CannotBeKept, clean
from quizapp.editor.looking import Side, look_of, play_of
from quizapp.editor.views.blueprint import BANK, bp, working_of
from quizapp.editor.working import Working
from quizapp.quizzes import showing
from quizapp.web.access import for_authors
from quizapp.web.lookup import found


@bp.app_template_global("look_of")
def _look_of(working: Working, path: str) -> object:
    """Let the page of a file show its question."""
    return look_of(working, path)


@bp.route(f"{BANK}/previews/<path:path>", methods=["GET", "POST"])
@for_authors
def see(bank: str, path: str) -> ResponseReturnValue:
    """Show the question in a file; a text that is sent stands in for the one that is saved."""
    stop_writing()
    working, refusal = working_of(bank), ""
    found(path if belongs(path) and path.startswith("items/") else None)
    text = request.form.get("text")
    try:
        working = working if text is None else working.with_text(path, clean(text))
    except CannotBeKept as reason:
        refusal = str(reason)
    found(working.text(path))
    look, given = look_of(working, path), _save(1)
    judged = look.answered(request.values.get("sample", ""), given.fields, given.certainty)
    return render_template(
        "editor/see.html",
        working=working,
        look=look,
        judged=judged,
        side=_side(),
        text=text,
        refusal=refusal,
        showing=showing,
        tried="sample" in request.values or request.form.get("step") == "check",
    )


@bp.route(f"{BANK}/quizzes/<string:quiz_id>/play", methods=["GET", "POST"])
@for_authors
def play(bank: str, quiz_id: str) -> ResponseReturnValue:
    stop_writing()
    working = working_of(bank)
    play = found(play_of(working, quiz_id))
    saves = {position: _save(position) for position in positions_in(request.form)}
    trial = play.trial.with_answers(saves)
    go = request.form.get("go", "1")
    if go == "end" or not trial.questions:
        return render_template(
            "editor/play_over.html", working=working, play=play, trial=trial.handed_in()
        )
    question = found(trial.question_at(int(go) if go.isdecimal() and len(go) < 5 else 1))
    return render_template(
        "editor/play.html", working=working, play=play, trial=trial, question=question
    )


def _side() -> Side:
    given = request.values.get("side", "")
    return Side(given) if given in set(Side) else Side.PLAYER


def _save(position: int) -> Save:
    try:
        return save_of(request.form, position, "", leaving=False)
    except TooMuch as problem:
        abort(413, str(problem))
