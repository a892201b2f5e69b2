"""Pictures on their way between a bank's folder and the database: each side gets what it lacks."""

from collections.abc import Mapping
from pathlib import Path

from quizapp.bank.pictures import named_in, pictures_in, put_into
from quizapp.editor.working import Working
from quizapp.quizzes.pictures import contents_of, keep, names_of, whole_among


def take_in(folder: Path, bank: str) -> list[str]:
    """Keep the pictures of a folder that the database does not have; return their names."""
    new = whole_among(_unknown(folder, bank))
    for picture in new:
        keep(bank, picture)
    return [picture.name for picture in new]


def bring_out(folder: Path, working: Working) -> list[str]:
    """Write what the sources show, and the folder lacks; return the names. Raises `OSError`."""
    return put_into(folder, contents_of(working.bank, lacking_in(folder, working)))


def is_settled(folder: Path, working: Working, *, writes: bool) -> bool:
    """Return whether neither side has a picture for the other."""
    unknown = _unknown(folder, working.bank)
    return not whole_among(unknown) and not (writes and lacking_in(folder, working))


def lacking_in(folder: Path, working: Working) -> frozenset[str]:
    """Return which pictures of the sources, as they stand now, the folder does not have."""
    known = names_of(working.bank)
    if not known or working.content is None:
        return frozenset()
    shown = named_in(working.content.sources.values()) & known
    return shown - {path.name for path in (folder / "images").glob("*")}


def unknown_in(folder: Path, bank: str) -> list[str]:
    """Return which pictures of a folder the database does not have."""
    return [picture.name for picture in whole_among(_unknown(folder, bank))]


def _unknown(folder: Path, bank: str) -> Mapping[str, bytes | None]:
    known = names_of(bank)
    return {name: data for name, data in pictures_in(folder).items() if name not in known}
