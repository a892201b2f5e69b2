"""Pictures of sources in the database: kept for good, drafts' and published ones alike."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress

from sqlalchemy import String, cast, select
from sqlalchemy.exc import IntegrityError

from quizapp.bank.loader import Loaded
from quizapp.bank.pictures import NoPicture, Picture, checked, named_in
from quizapp.database import db
from quizapp.quizzes.models import BankImage, SourceVersion
from quizapp.quizzes.versions import source_of


def keep(bank: str, picture: Picture) -> None:
    """Keep a picture of a bank, unless it is there."""
    if picture.name in names_of(bank):
        return
    image = BankImage(
        bank=bank,
        name=picture.name,
        hash=picture.hash,
        media_type=picture.media_type,
        width=picture.width,
        height=picture.height,
        content=picture.content,
    )
    with suppress(IntegrityError), db.session.begin_nested():  # somebody else has just kept it
        db.session.add(image)


def names_of(bank: str) -> frozenset[str]:
    """Return the names of the pictures that a bank has."""
    return frozenset(db.session.scalars(select(BankImage.name).where(BankImage.bank == bank)))


def contents_of(bank: str, names: Collection[str]) -> dict[str, bytes]:
    """Return the contents of some pictures of a bank, by name."""
    wanted = select(BankImage.name, BankImage.content).where(
        BankImage.bank == bank, BankImage.name.in_(sorted(names))
    )
    return {row.name: row.content for row in db.session.execute(wanted)}


def see(loaded: Loaded, arriving: Mapping[str, bytes | None]) -> Sequence[Picture]:
    """Tell a loaded bank which of the pictures that it names are there.

    Those are what the database has, and what is whole among the arriving ones; returns the latter.
    """
    named = named_in(loaded.bank.sources.values()) if loaded.bank else frozenset()
    if loaded.bank is None or not named:
        return []
    known = names_of(loaded.bank.settings.id)
    new = whole_among({each: arriving[each] for each in named - known if each in arriving})
    loaded.pictures = known | {each.name for each in new}
    return new


def whole_among(pictures: Mapping[str, bytes | None]) -> Sequence[Picture]:
    """Return those of some pictures that are what their names say."""
    found = []
    for name, content in sorted(pictures.items()):
        try:
            found.append(checked(name, content or b""))
        except NoPicture:
            continue
    return found


def find_picture(name: str) -> BankImage | None:
    """Return the picture of a name; whichever bank has it, it is the same."""
    return db.session.scalar(select(BankImage).filter_by(name=name).order_by(BankImage.id).limit(1))


def versions_showing(name: str) -> Sequence[SourceVersion]:
    """Return the published versions of sources that show a picture."""
    mention = cast(SourceVersion.content, String).contains(name, autoescape=True)
    return [
        version
        for version in db.session.scalars(select(SourceVersion).where(mention))
        if name in named_in([source_of(version)])
    ]
