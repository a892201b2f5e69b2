"""``quizapp seeds``: for maintainers who hold the documents behind the bank."""

from pathlib import Path

import click

from quizapp.bank.own_words import HASH_BYTES
from quizapp.bank.seeds import SEEDS, UnknownDocument, fingerprints_of, load_seeds


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
@click.option(
    "--seeds",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=SEEDS,
    help="The folder with documents.yaml.",
)
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
