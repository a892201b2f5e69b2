"""``quizapp seeds``: for maintainers who hold the documents behind the bank."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click

from quizapp.bank.own_words import HASH_BYTES, RUN, shared_runs
from quizapp.bank.seeds import SEEDS, UnknownDocument, fingerprints_of, load_seeds

seeds_option = click.option(
    "--seeds",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=SEEDS,
    help="The folder with documents.yaml.",
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
