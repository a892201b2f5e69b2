"""Keeping the folders of this machine and its database in step; a view of the disk, so it commits.

Only on SQLite, which means one machine and one process. On PostgreSQL several machines share the
database, which then is the truth, and no folder is followed.
"""

import logging
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from flask import Flask, Response, current_app
from sqlalchemy import event
from sqlalchemy.orm import Session

from quizapp.bank import journal
from quizapp.bank.problems import Problem
from quizapp.database import begin_writing, db, may_write_again, stop_writing
from quizapp.editor import pictures, sync
from quizapp.editor.comparison import HEAD, State, bank_in, compare
from quizapp.editor.models import Conflict, Draft
from quizapp.editor.working import find_working
from quizapp.quizzes.checking import one_at_a_time
from quizapp.quizzes.models import BankRevision
from quizapp.web.times import now

EXTENSION = "quizapp.follower"
_CHANGED = "changed banks"

log = logging.getLogger(__name__)


@dataclass
class Report:
    """What following a folder did; ``unwritable`` says why the folder is only read, if so."""

    folder: Path
    bank: str | None = None
    drafted: Sequence[str] = ()
    written: Sequence[str] = ()
    conflicts: Sequence[str] = ()
    problems: Sequence[Problem] = ()
    unwritable: str = ""
    recovered: Sequence[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Yield what to tell the person at the terminal."""
        yield from self.recovered
        if self.drafted:
            yield f"{files(self.drafted)} changed in {self.folder}: drafts now, until published."
        if self.written:
            yield f"{files(self.written)} changed in the browser: written to {self.folder}."
        for path in self.conflicts:
            yield f"{path} was changed in the folder and in the browser; nothing was overwritten."
        yield from map(str, self.problems)
        if self.unwritable:
            yield f"{self.unwritable}; it is only read."


def files(paths: Sequence[str]) -> str:
    """Return how many files were."""
    return "1 file was" if len(paths) == 1 else f"{len(paths)} files were"


def follow(folder: Path, now: datetime, *, writes: bool = True) -> Report:
    """Bring folder and database together and commit.

    What only the folder changed becomes a draft, what only the database changed is written to the
    folder, and what both changed waits for an author. Others may go on saving meanwhile, unless
    there is something to do.
    """
    report = Report(folder)
    stop_writing()
    try:
        report.bank = bank_in(folder)
        if report.bank is None:
            report.problems = [_no_bank(folder)]
            return report
        comparison = compare(folder, report.bank)
        report.problems = comparison.problems
        report.conflicts = [side.path for side in comparison.in_state(State.BOTH)]
        unfinished = writes and journal.interrupted(folder)
        settled = sync.is_settled(comparison, writes=writes) and pictures.is_settled(
            folder, comparison.working, writes=writes
        )
        if unfinished or not settled:
            begin_writing()
            _bring_together(report, now, writes=writes)
        return report
    finally:
        db.session.rollback()
        may_write_again()


def _no_bank(folder: Path) -> Problem:
    what = "the folder holds no bank that could be followed"
    return Problem(f"{folder.name}/{HEAD}", 1, 1, what, "add it, or mend its id")


def _bring_together(report: Report, now: datetime, *, writes: bool) -> None:
    bank = report.bank or ""
    one_at_a_time()
    with recovering(report, bank, writes=writes):
        comparison = compare(report.folder, bank)
        sync.agree_on_what_is_the_same(comparison)
        report.drafted = sync.take_from_folder(comparison, now)
        report.conflicts = sync.note_conflicts(comparison, now)
        pictures.take_in(report.folder, bank)
        outgoing = sync.changes(comparison.in_state(State.BROWSER))
        if writes and not report.unwritable:
            _write_pictures(report, bank)
        if writes and not report.unwritable and outgoing:
            _write(report, bank, outgoing)
        else:
            db.session.commit()


def _write_pictures(report: Report, bank: str) -> None:
    """Write the pictures of the sources as they stand now; a new one is never half there."""
    working = find_working(bank)
    try:
        names = pictures.bring_out(report.folder, working) if working else []
    except OSError as error:
        report.unwritable = f"{report.folder} cannot be written ({error.strerror or error})"
        return
    report.written = [f"images/{name}" for name in names]


def _write(report: Report, bank: str, outgoing: Sequence[journal.Change]) -> None:
    try:
        staged = journal.stage(report.folder, outgoing)
        done = journal.finish(staged)
    except journal.CannotWrite as reason:
        report.unwritable = str(reason)
        db.session.commit()
        return
    sync.agree(bank, done.hashes)
    report.written = sorted([*report.written, *done.hashes])
    db.session.commit()
    journal.discard(staged)


@contextmanager
def recovering(report: Report, bank: str, *, writes: bool = True) -> Iterator[None]:
    """End what an interrupted write had left; what is inside commits, and it is then forgotten."""
    found = journal.Interrupted()
    if writes:
        try:
            found = journal.recover(report.folder)
        except journal.CannotWrite as reason:
            report.unwritable = str(reason)
    sync.agree(bank, found.written.hashes)
    report.recovered = list(_told(found, report.folder))
    yield
    for each in found.journals:
        journal.discard(each)


def _told(found: journal.Interrupted, folder: Path) -> Iterator[str]:
    if found.rolled_back:
        yield f"A write to {folder} was interrupted before it began: rolled back, nothing changed."
    if found.journals:
        count = len(found.written.hashes)
        were = "1 file holds" if count == 1 else f"{count} files hold"
        yield f"A write to {folder} was interrupted: rolled forward, {were} what was to be written."
    for path in found.written.left:
        yield f"{path} was changed in {folder} after that and was left as it is."


class Follower:
    """Follows the folders of an app; with ``writes`` false it only reads them."""

    def __init__(self, app: Flask, folders: Sequence[Path], *, writes: bool = True) -> None:
        self.app, self.folders, self.writes = app, folders, writes
        self.unwritable: dict[Path, str] = {}

    def follow_all(self, now: datetime) -> list[Report]:
        """Follow every folder; of two with the same bank only the first."""
        return self.follow_banks(None, now)

    def follow_banks(self, banks: Container[str | None] | None, now: datetime) -> list[Report]:
        """Follow the folders of these banks; without banks, all of them."""
        reports = []
        for folder, bank in self._folders():
            if banks is None or bank in banks:
                report = follow(folder, now, writes=self.writes)
                self._say_once(report)
                reports.append(report)
        return reports

    def folder_of(self, bank: str) -> Path | None:
        """Return the folder that is followed for a bank."""
        return next((folder for folder, each in self._folders() if each == bank), None)

    def _folders(self) -> Iterator[tuple[Path, str | None]]:
        seen: set[str] = set()
        for folder in self.folders:
            bank = bank_in(folder)
            if bank is None or bank not in seen:
                yield folder, bank
            seen |= {bank} if bank else set()

    def _say_once(self, report: Report) -> None:
        before = self.unwritable.get(report.folder, "")
        if report.unwritable and report.unwritable != before:
            log.warning("%s; it is only read.", report.unwritable)
        if report.unwritable or report.written:
            self.unwritable[report.folder] = report.unwritable


def bind(app: Flask, *, writes: bool = True) -> Follower | None:
    """Let an app follow its folders from now on: after each request that changed a bank.

    Returns nothing on PostgreSQL, where no folder is followed.
    """
    settings = app.config["QUIZAPP"]
    if not settings.sqlite:
        return None
    follower = Follower(app, settings.bank_folders, writes=writes)
    app.extensions[EXTENSION] = follower
    app.after_request(_after_request)
    return follower


def follower() -> Follower | None:
    """Return the follower of the current app, if it follows anything."""
    found: Follower | None = current_app.extensions.get(EXTENSION)
    return found


@event.listens_for(Session, "after_flush")
def _note(session: Session, _context: object) -> None:
    """Note the banks that this session changes."""
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, (Draft, Conflict, BankRevision)):
            session.info.setdefault(_CHANGED, set()).add(row.bank)


def _after_request(response: Response) -> Response:
    """Follow the banks that the request changed; what goes wrong on the disk is no error of it."""
    banks = db.session.info.pop(_CHANGED, set())
    found = follower()
    if banks and found:
        try:
            found.follow_banks(banks, now())
        except Exception:
            log.exception("The folders of %s could not be followed", ", ".join(sorted(banks)))
    return response
