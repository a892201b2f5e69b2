"""Working together: conflicts between folder and browser, collisions of authors, who is here."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.bank.files import belongs
from quizapp.bank.merging import Kind, Line, Merged, differences
from quizapp.bank.problems import Problem
from quizapp.bank.texts import plain
from quizapp.database import begin_writing, db, stop_writing
from quizapp.editor import actions, presence, settling, sync
from quizapp.editor.comparison import compare
from quizapp.editor.following import follower
from quizapp.editor.models import Conflict, Presence
from quizapp.editor.views.blueprint import BANK, bp, working_of
from quizapp.editor.working import Working, text_hash
from quizapp.web.access import for_authors
from quizapp.web.lookup import found
from quizapp.web.times import clock, now

CONFLICT = f"{BANK}/conflicts/<path:path>"
PRESENCE = f"{BANK}/presences/<path:path>"


@dataclass(frozen=True)
class FolderState:
    """What authors should know of the folder of a bank; no ``folder`` where none is followed."""

    folder: Path | None
    unwritable: str
    from_folder: list[str]
    conflicts: list[Conflict]
    only_read: bool = False


@bp.app_template_global("folder_state")
def folder_state(working: Working) -> FolderState:
    """Return how a bank and its folder stand to each other."""
    follows = follower()
    folder = follows.folder_of(working.bank) if follows else None
    return FolderState(
        folder,
        follows.unwritable.get(folder, "") if follows and folder else "",
        [path for path, draft in working.drafts.items() if draft.saved_by_id is None],
        list(sync.conflicts(working.bank)),
        bool(follows and not follows.writes),
    )


@bp.get(f"{BANK}/conflicts")
@for_authors
def conflicts(bank: str) -> ResponseReturnValue:
    working = working_of(bank)
    state = folder_state(working)
    problems: list[Problem] = []
    if state.folder:
        problems = list(compare(state.folder, bank).problems)
    return render_template("editor/conflicts.html", working=working, state=state, problems=problems)


@bp.get(CONFLICT)
@for_authors
def conflict(bank: str, path: str) -> ResponseReturnValue:
    working = working_of(bank)
    return _conflict_page(working, found(sync.find_conflict(bank, path)))


@bp.post(CONFLICT)
@for_authors
def decide(bank: str, path: str) -> ResponseReturnValue:
    working, waiting = working_of(bank), found(sync.find_conflict(bank, path))
    text, choice = request.form.get("text", ""), request.form.get("choice", "")
    if choice not in list(settling.Choice):
        return _conflict_page(working, waiting, text), 422
    seen = request.form.get("folder_hash", ""), request.form.get("browser_hash", "")
    try:
        settling.decide(waiting, settling.Choice(choice), text, seen, current_user, now())
    except actions.CannotBeKept as reason:
        flash(str(reason), "problem")
        return _conflict_page(working, waiting, text), 422
    except settling.ChangedMeanwhile:
        flash("One of the texts has changed meanwhile. Please look again.", "problem")
        return _conflict_page(working_of(bank), waiting, text), 409
    db.session.commit()
    flash("Decided. Both sides hold this text now; it is not published yet.", "done")
    return redirect(url_for(".conflicts", bank=bank))


def _conflict_page(working: Working, waiting: Conflict, text: str | None = None) -> str:
    """Show both texts, what they grew out of, and a proposal or what the author typed."""
    browser, path = working.text(waiting.path), waiting.path
    base = settling.begun(working, path)
    merged = settling.proposed(base, browser, waiting.folder_text)
    return render_template(
        "editor/conflict.html",
        working=working,
        conflict=waiting,
        base=base,
        browser=browser,
        browser_hash=text_hash(browser),
        merged=merged,
        text=merged.text if text is None else plain(text),
    )


@bp.post(PRESENCE)
@for_authors
def stay(bank: str, path: str) -> ResponseReturnValue:
    working_of(bank)
    found(path if belongs(path) else None)
    presence.note(bank, path, current_user, now())
    db.session.commit()
    here = presence.others(bank, path, current_user, now())
    return jsonify(names=[each.user.name for each in here], words=others_here(bank, path))


def note_opening(bank: str, path: str) -> None:
    """Note that the author has opened a file; the page itself only reads."""
    begin_writing()
    presence.note(bank, path, current_user, now())
    db.session.commit()
    stop_writing()


@bp.app_template_global("others_here")
def others_here(bank: str, path: str) -> str:
    """Return a sentence on who else has a file open; empty when nobody has."""
    here = presence.others(bank, path, current_user, now())
    if not here:
        return ""
    verb = "has" if len(here) == 1 else "have"
    return f"{_named(here)} {verb} this file open too."


def _named(here: Sequence[Presence]) -> str:
    names = [f"{each.user.name} ({clock(each.seen_at)})" for each in here]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


@bp.app_template_global("in_words")
def in_words(lines: list[Line]) -> str:
    """Return how much differs: "2 lines removed, 1 added"."""
    removed = sum(line.kind is Kind.REMOVED for line in lines)
    added = sum(line.kind is Kind.ADDED for line in lines)
    noun = "line" if removed == 1 else "lines"
    if not removed:
        return f"{added} {'line' if added == 1 else 'lines'} added" if added else "No difference"
    return f"{removed} {noun} removed" + (f", {added} added" if added else "")


def brought_together(
    working: Working, path: str, yours: str, started_from: str
) -> tuple[str, dict[str, str | Merged | None]]:
    """Return the text to propose after a collision, and what its page shows."""
    theirs = working.text(path)
    base = sync.known_text(working.bank, path, started_from) if started_from else None
    known = base is not None or not started_from
    merged = settling.proposed(base, yours, theirs) if known and theirs is not None else None
    shown = {"base": base, "yours": plain(yours), "theirs": theirs, "merged": merged}
    return merged.text if merged else plain(yours), shown


bp.add_app_template_global(differences, "line_differences")
