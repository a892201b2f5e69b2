"""Assembling quizzes: by hand from a filtered list, or by plan."""

from dataclasses import fields
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.bank.assembling import draw, unit_of
from quizapp.bank.lint.context import Context
from quizapp.bank.quiz_files import free_quiz_id
from quizapp.bank.quiz_view import MOST_FOUND, Search, totals, troubles
from quizapp.bank.rewriting import CannotBeWritten
from quizapp.bank.seeds import Seeds
from quizapp.database import stop_writing
from quizapp.editor import actions
from quizapp.editor.desk import Row, acted, entries_of, plan_from, rows_from, rows_of
from quizapp.editor.history import was_there
from quizapp.editor.quiz_forms import QuizForm
from quizapp.editor.quizzes import path_of_quiz, quiz_of, taken_ids, text_with
from quizapp.editor.views.blueprint import BANK, bp, save_draft, working_of
from quizapp.editor.working import Working, text_hash
from quizapp.items import ITEM_TYPES
from quizapp.web.access import for_authors
from quizapp.web.lookup import found
from quizapp.web.times import clock, now

QUIZZES = f"{BANK}/quizzes"


@bp.get(QUIZZES)
@for_authors
def quizzes(bank: str) -> ResponseReturnValue:
    working = working_of(bank)
    return (
        render_template("editor/quizzes.html", working=working) if working.content else _bare(bank)
    )


@bp.get(f"{QUIZZES}/new")
@for_authors
def new_quiz(bank: str) -> ResponseReturnValue:
    working = working_of(bank)
    if working.content is None:
        return _bare(bank)
    free = free_quiz_id(working.content, taken_ids(working))
    form = QuizForm(formdata=None, ident=free, mode="self", minutes=15)
    return _page(working, "", form, [])


@bp.get(f"{QUIZZES}/<string:quiz_id>")
@for_authors
def quiz(bank: str, quiz_id: str) -> ResponseReturnValue:
    working = working_of(bank)
    path = path_of_quiz(working, quiz_id)
    text = found(working.text(path))
    if working.content is None or quiz_id not in working.content.quizzes:
        flash("This quiz cannot be read as it stands. Mend its text first.", "problem")
        return redirect(url_for(".file", bank=bank, path=path))
    present = working.content.quizzes[quiz_id]
    head = {name: getattr(present, name) for name in ("title", "purpose", "minutes", "certainty")}
    form = QuizForm(
        formdata=None, **head, ident=quiz_id, mode=present.mode.value, started_from=text_hash(text)
    )
    return _page(working, quiz_id, form, rows_of(present))


@bp.post(f"{QUIZZES}/new")
@for_authors
def make_quiz(bank: str) -> ResponseReturnValue:
    stop_writing()
    return _posted(working_of(bank), "")


@bp.post(f"{QUIZZES}/<string:quiz_id>")
@for_authors
def change_quiz(bank: str, quiz_id: str) -> ResponseReturnValue:
    stop_writing()
    working = working_of(bank)
    found(was_there(bank, path_of_quiz(working, quiz_id)) or None)
    return _posted(working, quiz_id)


def _posted(working: Working, quiz_id: str) -> ResponseReturnValue:
    """Do what the pressed button says; only one of them saves."""
    if working.content is None:
        return _bare(working.bank)
    form, rows, act = QuizForm(), rows_from(request.form), request.form.get("do", "look")
    if quiz_id:
        form.ident.process_data(quiz_id)
    if act == "save":
        return _saved(working, quiz_id, form, rows)
    if act in {"draw", "again"}:
        return _drawn(working, quiz_id, form, rows, again=act == "again")
    return _page(working, quiz_id, form, acted(rows, act, working.content), act=act)


def _drawn(
    working: Working, quiz_id: str, form: QuizForm, rows: list[Row], *, again: bool
) -> ResponseReturnValue:
    """Put a new draw in the place of the last one; what was added by hand stays."""
    content = found(working.content)
    seed = max(1, request.form.get("seed", 1, type=int)) + (1 if again else 0)
    read = plan_from(request.form, content, seed)
    if read.problems:
        return _page(working, quiz_id, form, rows, plan_problems=read.problems), 422
    kept = [row for row in rows if not row.drawn]
    drawn = draw(_context(working), read.plan, entries_of(kept))
    rows = [*kept, *(Row.of(entry, drawn=True) for entry in drawn.entries)]
    return _page(working, quiz_id, form, rows, seed=seed, unmet=drawn.unmet)


def _saved(working: Working, quiz_id: str, form: QuizForm, rows: list[Row]) -> ResponseReturnValue:
    form.taken = frozenset() if quiz_id else taken_ids(working)
    wrong = [row.key for row in rows if row.entry is None]
    if not form.validate_on_submit() or wrong or not rows:
        problem = "" if rows else "Add at least one question."
        return _page(working, quiz_id, form, rows, wrong=wrong, problem=problem), 422
    ident = quiz_id or str(form.ident.data)
    path = path_of_quiz(working, ident)
    try:
        text = text_with(working.text(path), _typed_quiz(ident, form, rows))
        save_draft(working.bank, path, text, str(form.started_from.data or ""))
    except (actions.CannotBeKept, CannotBeWritten) as reason:
        present = working_of(working.bank)
        return _page(present, quiz_id, form, rows, problem=str(reason)), 422
    except actions.Collision:
        return _collided(working_of(working.bank), quiz_id, form, rows)
    flash(f"Saved as a draft at {clock(now())}. Classes see it once it is published.", "done")
    return redirect(url_for(".quiz", bank=working.bank, quiz_id=ident))


def _typed_quiz(ident: str, form: QuizForm, rows: list[Row]) -> Any:
    names = ("title", "purpose", "mode", "minutes", "certainty")
    head = {"id": ident, **{name: form[name].data for name in names}}
    return quiz_of(head, entries_of(rows))


def _collided(
    working: Working, quiz_id: str, form: QuizForm, rows: list[Row]
) -> ResponseReturnValue:
    """Show what stands there now beside what is on the desk; saving again starts from it."""
    theirs = working.text(path_of_quiz(working, quiz_id or str(form.ident.data)))
    form.started_from.data = text_hash(theirs)
    return _page(working, quiz_id, form, rows, theirs=theirs or "The file was removed."), 409


def _bare(bank: str) -> ResponseReturnValue:
    flash("bank.yaml cannot be read as it stands. Mend it first.", "problem")
    return redirect(url_for(".file", bank=bank, path="bank.yaml"))


def _context(working: Working) -> Context:
    return Context(working.loaded, found(working.content), Seeds())


def _page(working: Working, quiz_id: str, form: QuizForm, rows: list[Row], **more: Any) -> str:
    """Show the desk: the rows, what they come to, and what could be added."""
    content, entries = found(working.content), entries_of(rows)
    search = Search(
        **{each.name: request.form.get(f"find-{each.name}", "") for each in fields(Search)}
    )
    taken = {each for row in rows for each in row.items}
    items = [item for item in search.found(content) if item.id not in taken]
    shown: dict[str, Any] = {
        "act": "", "seed": request.form.get("seed", 1, type=int), "unmet": (), "wrong": (),
        "problem": "", "plan_problems": {}, "theirs": None, **more,
    }  # fmt: skip
    return render_template(
        "editor/quiz.html", working=working, content=content, quiz_id=quiz_id, form=form, rows=rows,
        totals=totals(content, entries), troubles=troubles(_context(working), entries),
        search=search, items=items[:MOST_FOUND], count=len(items), types=ITEM_TYPES,
        partners={item.id: unit_of(content, item.id).items for item in items[:MOST_FOUND]},
        typed=request.form,
        sources=[(each.id, each.short_title) for each in content.sources.values()],
        kinds=[(name, kind.label) for name, kind in ITEM_TYPES.items()], **shown,
    )  # fmt: skip
