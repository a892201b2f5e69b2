"""From a bank's files to a revision in the database: all of it or nothing.

First everything is checked by somebody who only reads, then it is written in a moment: students
who save meanwhile do not wait.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from sqlalchemy import func, select

from quizapp.bank.files import Files, files_in
from quizapp.bank.lint import lint
from quizapp.bank.loader import load_files
from quizapp.bank.pictures import Picture, pictures_in
from quizapp.bank.problems import Problem, Severity
from quizapp.database import db
from quizapp.quizzes.checking import checked
from quizapp.quizzes.editions import Edition, edition_of
from quizapp.quizzes.holding import held_back, seal_of_keepers, standing_of
from quizapp.quizzes.models import BankRevision
from quizapp.quizzes.pictures import keep, see
from quizapp.quizzes.queries import NEWEST, newest_revision
from quizapp.quizzes.recording import record

_NONE: Files = {}


@dataclass(frozen=True)
class Check:
    """What publishing some files would do, worked out without writing, and all their problems.

    ``edition`` is absent where there is nothing to publish; ``stamp`` names the files, and is empty
    where some stay back. ``seal`` names all that the check rests on besides the files.
    """

    problems: Sequence[Problem] = ()
    edition: Edition | None = None
    pictures: Sequence[Picture] = ()
    stamp: str = ""
    seal: str = ""

    def holds(self) -> bool:
        """Return whether all that the check rests on is still so."""
        return self.edition is None or self.seal == _seal(self.edition.bank)


def publish_folder(
    folder: Path, now: datetime, publisher_id: int | None = None
) -> tuple[BankRevision | None, Sequence[Problem]]:
    """Publish what is whole in a folder; return the new revision, if any, and all problems.

    Uses transactions of its own, as `checked` says, and leaves the last one to the caller, who
    commits, or rolls back on an exception.
    """
    check = checked(lambda: check_files(files_in(folder), folder.name, pictures_in(folder)))
    return publish(check, now, publisher_id), check.problems


def check_files(files: Files, name: str, pictures: Files = _NONE) -> Check:
    """Work out what publishing a bank's files would do; writes nothing.

    ``pictures`` are those that lie beside the files, by name; what sources show of them is kept.
    What has an error, what is held back, and what rests on either, stays out; if it was published
    before, its last good version stays in. What was retired, or taken out of the folder, is left
    out. Files that were published without an error and have not changed since are not even loaded.
    """
    stamp = stamp_of(files)
    if _is_published(stamp):
        return Check()
    loaded = load_files(files, name)
    arriving = see(loaded, pictures)
    problems = sorted([*loaded.problems, *lint(loaded)])
    bank = loaded.bank
    if bank is None:
        return Check(problems)
    # The seal is taken before what it stands for is read: a change in between shows in it.
    seal, previous = _seal(bank.settings.id), newest_revision(bank.settings.id)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    held = held_back(loaded, errors, standing_of(previous))
    edition = edition_of(loaded, bank, files, previous, errors, held)
    stamp = "" if errors or held else stamp
    return Check(sorted([*problems, *held]), edition, arriving, stamp, seal)


def stamp_of(files: Files) -> str:
    """Return a hash of the paths and contents of all files."""
    digest = blake2b(b"2", digest_size=16)  # another digit has everything published once more
    for path, content in sorted(files.items()):
        digest.update(path.encode() + b"\0")
        digest.update(blake2b(content or b"", digest_size=16).digest())
    return digest.hexdigest()


def _is_published(stamp: str) -> bool:
    """Return whether the newest revision of some bank was made from exactly these files."""
    return any(each.content.get("stamp") == stamp for each in db.session.scalars(NEWEST))


def _seal(bank: str) -> str:
    """Name what classes have, and all by which questions may be kept from them."""
    newest = db.session.scalar(select(func.max(BankRevision.id)).filter_by(bank=bank))
    return f"{newest or 0} {seal_of_keepers(bank)}"


def publish(
    check: Check, now: datetime, publisher_id: int | None = None, message: str = ""
) -> BankRevision | None:
    """Write what was checked, as `checked` returns it; ``None`` when classes have just that.

    Adds and flushes; the caller commits, or rolls back on an exception.
    """
    edition = check.edition
    if edition is None:
        return None
    for picture in check.pictures:
        keep(edition.bank, picture)
    content = {**edition.content, "stamp": check.stamp}
    newest = newest_revision(edition.bank)
    if newest and newest.hash == edition.hash:
        newest.content = content
        db.session.flush()
        return None
    revision = BankRevision(
        bank=edition.bank,
        hash=edition.hash,
        content=content,
        message=message,
        published_at=now,
        published_by_id=publisher_id,
    )
    record(revision, edition.parts)
    return revision
