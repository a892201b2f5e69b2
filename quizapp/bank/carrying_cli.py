"""``quizapp bank new``, ``pack`` and ``unpack``: banks that begin, leave and arrive."""

import os
from collections.abc import Mapping
from pathlib import Path

import click

from quizapp.bank.beginning import bank_id, beginning, beside
from quizapp.bank.cli import bank_option
from quizapp.bank.files import files_in
from quizapp.bank.folders import InUse, write_folder
from quizapp.bank.loader import load
from quizapp.bank.packing import MOST_PACKED, CannotPack, CannotUnpack, packed, unpacked
from quizapp.bank.pictures import FOLDER as IMAGES
from quizapp.bank.pictures import (
    MOST_UPLOADED,
    NoPicture,
    named_in,
    paths_of,
    pictures_in,
    prepared,
    put_into,
)
from quizapp.bank.schema import schema_text

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(path_type=Path)
LICENCE = "CC BY 4.0"


@click.command()
@click.argument("title")
@click.option("--folder", type=FOLDER, help="Where to write it; by default a folder of its id.")
@click.option("--author", default="The authors of this bank", help="Who writes it.")
@click.option("--language", default="en-GB", show_default=True)
@click.option("--licence", default=LICENCE, show_default=True)
def new(title: str, folder: Path | None, author: str, language: str, licence: str) -> None:
    """Begin a bank with one example question of each type."""
    if not title.strip():
        raise click.UsageError("Give the bank a title.")
    ident = bank_id(title)
    target = folder or Path(ident)
    texts = beginning(title.strip(), ident, language=language, author=author, licence=licence)
    whole = {**texts, **beside(title.strip(), author, licence)}
    _write(target, {path: text.encode() for path, text in whole.items()})
    click.echo(f"{title.strip()} begins in {target}, with one example of each type.")
    click.echo(f"Check it:   quizapp bank check --bank {target}")
    click.echo(f"Publish it: quizapp bank publish --bank {target}")


@click.command()
@bank_option
@click.argument("target", metavar="FILE.zip", type=FILE)
def pack(folder: Path, target: Path) -> None:
    """Pack a bank's folder into one zip file, with its licence and authors."""
    loaded = load(folder)
    if loaded.bank is None:
        raise click.ClickException("bank.yaml cannot be read: quizapp bank check says why.")
    beside = named_in(loaded.bank.sources.values())
    whole = {**files_in(folder), **paths_of(pictures_in(folder), beside)}
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.write_bytes(packed(whole, loaded.bank.settings))
        draft.replace(target)
    except (CannotPack, OSError) as reason:
        draft.unlink(missing_ok=True)
        raise click.ClickException(str(reason)) from None
    click.echo(f"Packed into {target}.")


@click.command()
@click.argument("source", metavar="FILE.zip", type=FILE)
@click.argument("folder", type=FOLDER)
def unpack(source: Path, folder: Path) -> None:
    """Unpack a bank's zip file into a folder that is not there yet."""
    try:
        with source.open("rb") as file:
            files = unpacked(file.read(MOST_PACKED + 1))
    except (CannotUnpack, OSError) as reason:
        raise click.ClickException(str(reason)) from None
    _write(folder, files)
    click.echo(f"{len(files)} files are in {folder}. Check them:")
    click.echo(f"quizapp bank check --bank {folder}")


@click.command()
@bank_option
@click.argument("source", metavar="FILE", type=FILE)
def picture(folder: Path, source: Path) -> None:
    """Make a small copy of a picture in a bank's images/, and say how a source names it."""
    try:
        with source.open("rb") as file:
            made = prepared(file.read(MOST_UPLOADED + 1), source.name)
        put_into(folder, {made.name: made.content})
    except (NoPicture, OSError) as reason:
        raise click.ClickException(str(reason)) from None
    click.echo(f"The picture is in {folder / IMAGES}. A source shows it with:")
    click.echo(f"images:\n  - file: {made.name}")
    click.echo("    alt: What is to be seen\n    credit: Whose it is\n    licence: Its licence")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of a bank, with what editors check them by."""
    try:
        write_folder(folder, {"schema.json": schema_text().encode(), **files})
    except (InUse, OSError) as reason:
        raise click.ClickException(str(reason)) from None
