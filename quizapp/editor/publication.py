"""What an act of publishing would bring to classes, file by file, and what it would not."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from sqlalchemy import func, select

from quizapp.bank.changes import Change, changes_in
from quizapp.bank.differences import Difference
from quizapp.bank.line_changes import Line, line_changes
from quizapp.bank.loader import Loaded, load_files
from quizapp.bank.problems import Problem, Severity
from quizapp.database import db
from quizapp.editor.impact import Impact, impacts_of
from quizapp.editor.models import Draft
from quizapp.editor.working import Working
from quizapp.items.base import Item
from quizapp.quizzes.holding import held_back, standing_of
from quizapp.quizzes.models import BankRevision


@dataclass(frozen=True)
class FileChange:
    """A file before and after: what changed in words, and line by line.

    ``unread`` says that it cannot be read as it stands now.
    """

    path: str
    before: str | None
    after: str | None
    changes: Sequence[Change]
    unread: bool

    @property
    def words(self) -> Sequence[Difference]:
        """What changed; empty where it is only comments or layout, or where it is unread."""
        return [each for change in self.changes for each in change.differences]

    @cached_property
    def lines(self) -> Sequence[Line]:
        return line_changes(self.before, self.after)


def file_changes(
    bank: str, before: Mapping[str, str], after: Mapping[str, str]
) -> Sequence[FileChange]:
    """Return the files that differ between two states of a bank, in the order of their paths."""
    old, new = _loaded(bank, before), _loaded(bank, after)
    broken = {each.path.removeprefix(f"{bank}/") for each in new.problems}
    return [
        FileChange(
            path,
            before.get(path),
            after.get(path),
            changes_in(path, old, new),
            path in broken,
        )
        for path in sorted({**before, **after})
        if before.get(path) != after.get(path)
    ]


def _loaded(bank: str, texts: Mapping[str, str]) -> Loaded:
    return load_files({path: text.encode() for path, text in texts.items()}, bank)


@dataclass(frozen=True)
class Waiting:
    """A file whose draft waits to be published; ``held`` and ``errors`` keep it back."""

    change: FileChange
    draft: Draft
    errors: Sequence[Problem]
    held: Sequence[Problem]
    warnings: Sequence[Problem]
    impacts: Sequence[Impact]

    @property
    def path(self) -> str:
        return self.change.path

    @property
    def kept_back(self) -> bool:
        return bool(self.errors or self.held)


@dataclass(frozen=True)
class Publication:
    """The drafts of a bank with all that publishing them would do; writes nothing."""

    working: Working

    @cached_property
    def files(self) -> Sequence[Waiting]:
        working = self.working
        return [
            Waiting(
                change,
                working.drafts[change.path],
                self._in(change.path, Severity.ERROR),
                [each for each in self.held if working.path_of(each) == change.path],
                self._in(change.path, Severity.WARNING),
                [self.impacts[each] for each in _ids(change) if each in self.impacts],
            )
            for change in self.changes
        ]

    @cached_property
    def changes(self) -> Sequence[FileChange]:
        working = self.working
        return [
            each
            for each in file_changes(working.bank, working.published, working.texts)
            if each.path in working.drafts
        ]

    @cached_property
    def held(self) -> Sequence[Problem]:
        working = self.working
        return held_back(working.loaded, working.errors, standing_of(working.revision))

    @cached_property
    def impacts(self) -> Mapping[str, Impact]:
        changes = [each for file in self.changes for each in file.changes if each.rescored]
        items = [each.after for each in changes if isinstance(each.after, Item)]
        return impacts_of(self.working.bank, items)

    @property
    def ready(self) -> Sequence[Waiting]:
        """The files that nothing keeps back."""
        return [each for each in self.files if not each.kept_back]

    @property
    def seal(self) -> str:
        return seal_of(self.working)

    def _in(self, path: str, severity: Severity) -> Sequence[Problem]:
        return [each for each in self.working.problems_in(path) if each.severity is severity]


def _ids(change: FileChange) -> Sequence[str]:
    return [each.ident for each in change.changes if each.kind == "item"]


def seal_of(working: Working) -> str:
    """Return a hash of what is published and of every draft: it changes when any of them does."""
    revision = working.revision.id if working.revision else None
    return _seal(revision, {path: draft.hash for path, draft in working.drafts.items()})


def present_seal(bank: str) -> str:
    """Return the seal of a bank's working copy as it is now, without reading any text."""
    revision = db.session.scalar(select(func.max(BankRevision.id)).filter_by(bank=bank))
    drafts = db.session.execute(select(Draft.path, Draft.hash).filter_by(bank=bank))
    return _seal(revision, dict(iter(drafts)))


def _seal(revision: int | None, drafts: Mapping[str, str]) -> str:
    lines = [f"{path}={name}" for path, name in sorted(drafts.items())]
    return sha256("\n".join([str(revision or 0), *lines]).encode()).hexdigest()


def lacking(working: Working, paths: Collection[str]) -> Sequence[Problem]:
    """Return what would be wrong only because not all drafts were chosen; empty where nothing."""
    if set(working.drafts) <= set(paths):
        return []
    drafts = {path: draft for path, draft in working.drafts.items() if path in paths}
    chosen = Working(working.bank, working.revision, working.published, drafts)
    now = Working(working.bank, working.revision, working.published, {})
    known = {(each.path, each.what) for each in [*working.errors, *now.errors]}
    return [each for each in chosen.errors if (each.path, each.what) not in known]
