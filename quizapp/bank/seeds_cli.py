"""``quizapp seeds``: for those who hold copies of the documents behind the bank."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click

from quizapp.bank.attaching import Refused, attached, keep
from quizapp.bank.loader import load
from quizapp.bank.originals import Copy, Originals
from quizapp.bank.own_words import HASH_BYTES, RUN, shared_runs
from quizapp.bank.seeds import SEEDS, UnknownDocument, fingerprints_of, load_seeds
from quizapp.config import from_environment

seeds_option = click.option(
    "--seeds",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=SEEDS,
    help="The folder with documents.yaml.",
)
originals_option = click.option(
    "--originals",
    type=click.Path(file_okay=False, path_type=Path),
    default=lambda: from_environment().originals,
    help="Where the copies lie; by default where this installation looks for them.",
)


@click.group()
def seeds() -> None:
    """Work with your own copies of the documents behind the bank."""


@seeds.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@seeds_option
def fingerprint(files: tuple[Path, ...], folder: Path) -> None:
    """Write fingerprints.bin anew from FILES, one for each listed document."""
    loaded = load_seeds(folder)
    if loaded.problems:
        raise click.ClickException("\n".join(map(str, loaded.problems)))
    try:
        hashes = fingerprints_of(files, loaded)
    except UnknownDocument as unknown:
        raise click.ClickException(str(unknown)) from None
    (folder / "fingerprints.bin").write_bytes(hashes)
    click.echo(f"{len(hashes) // HASH_BYTES} hashed runs written.")


@seeds.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@seeds_option
@originals_option
def attach(files: tuple[Path, ...], folder: Path, originals: Path) -> None:
    """Copy FILES, your own copies of documents, to where their original wording is read.

    Each must be a document that is listed, whatever its line endings; else nothing is copied.
    """
    documents = load_seeds(folder).documents
    try:
        texts = attached(files, documents)
        keep(texts, originals)
    except (Refused, OSError) as reason:
        raise click.ClickException(str(reason)) from None
    for ident in sorted(texts):
        click.echo(f"{ident}: {documents[ident].title} is attached.")


@seeds.command()
@click.option(
    "--bank",
    "banks",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with a bank; by default those of this installation.",
)
@seeds_option
@originals_option
def status(banks: tuple[Path, ...], folder: Path, originals: Path) -> None:
    """Say which documents are attached, and which sources have their original wording."""
    copies = Originals(originals, load_seeds(folder).documents)
    for ident, document in copies.documents.items():
        click.echo(f"{ident}: {document.title}: {copies.copy(ident).value}")
    lost = False
    for bank in banks or from_environment().bank_folders:
        for name, said, missing in _wordings(bank, copies):
            lost = lost or missing
            click.echo(f"{name}: {said}")
    sys.exit(1 if lost else 0)


def _wordings(folder: Path, copies: Originals) -> Iterator[tuple[str, str, bool]]:
    """Yield each source, what is known of its original wording, and whether that is a fault."""
    bank = load(folder).bank
    for source in bank.sources.values() if bank else ():
        name, wording = f"{folder.name}/{source.id}", copies.wording(source.original)
        if wording.missing:
            yield name, f"no original wording: {wording.missing}", True
        elif wording.paragraphs:
            yield name, "original wording found", False
        elif source.original and copies.copy(source.original.document) is not Copy.ATTACHED:
            yield name, f"waits for document {source.original.document}", False


@seeds.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@seeds_option
def compare(paths: tuple[Path, ...], folder: Path) -> None:
    """Say where texts in PATHS share six words in a row with a document; exit 1 if any does."""
    loaded = load_seeds(folder)
    found = files = 0
    for path, text in _texts(paths, folder / "originals"):
        files += 1
        for passage in shared_runs(text, loaded.fingerprints, loaded.exempt):
            found += 1
            click.echo(f"{path}: these words stand in a document: {passage!r}")
    click.echo(f"{files} files: {found} runs of {RUN} words shared with the documents.")
    sys.exit(1 if found else 0)


def _texts(paths: tuple[Path, ...], originals: Path) -> Iterator[tuple[Path, str]]:
    """Yield the files under the paths that hold text, but for a teacher's copies of documents."""
    for top in paths:
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            copied = path.resolve().parent == originals.resolve() and path.suffix != ".md"
            if path.is_file() and not copied:
                with suppress(UnicodeDecodeError):
                    yield path, path.read_text(encoding="utf-8")
