"""Publishing a bank from its folder, beside what authors do in the browser."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quizapp.bank.pictures import pictures_in
from quizapp.bank.problems import Problem
from quizapp.editor import sync
from quizapp.editor.actions import settle
from quizapp.editor.comparison import Comparison, agreements, compare
from quizapp.editor.publication import present_seal, seal_of
from quizapp.quizzes import publishing
from quizapp.quizzes.checking import checked
from quizapp.quizzes.models import BankRevision


@dataclass(frozen=True)
class Published:
    """What publishing a folder did; ``conflicts`` are the paths that wait for an author."""

    comparison: Comparison
    revision: BankRevision | None
    problems: Sequence[Problem]
    conflicts: Sequence[str]


def publish(folder: Path, bank: str, message: str, now: datetime) -> Published:
    """Publish what the folder says, and let the database know which of its texts these are.

    What only the browser changed, and what both changed, is not published. Uses transactions of
    its own, as `checked` says, and leaves the last one to the caller. Raises `KeepsChanging`.
    """
    found = checked(lambda: _check(folder, bank))
    comparison, check = found.comparison, found.check
    sync.agree_on_what_is_the_same(comparison)
    sync.take_from_folder(comparison, now)
    conflicts = sync.note_conflicts(comparison, now)
    revision = publishing.publish(check, now, None, message)
    settle(bank)
    problems = list(dict.fromkeys([*comparison.problems, *check.problems]))
    return Published(comparison, revision, problems, conflicts)


@dataclass(frozen=True)
class _FolderCheck:
    """A folder beside its working copy, and what publishing it would do.

    That the folder changes meanwhile does no harm: what was read is published, and the rest is
    found the next time.
    """

    comparison: Comparison
    seal: str
    agreed: Mapping[str, str]
    check: publishing.Check

    def holds(self) -> bool:
        bank = self.comparison.bank
        same = self.seal == present_seal(bank) and self.agreed == agreements(bank)
        return same and self.check.holds()


def _check(folder: Path, bank: str) -> _FolderCheck:
    agreed = agreements(bank)
    comparison = compare(folder, bank)
    seal = seal_of(comparison.working)
    files, pictures = sync.edition(comparison), pictures_in(folder)
    check = publishing.check_files(files, folder.name, pictures)
    return _FolderCheck(comparison, seal, agreed, check)
