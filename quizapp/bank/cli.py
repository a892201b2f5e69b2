"""``quizapp bank``: checking and printing a folder's bank; needs no database."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from quizapp.bank.guessers import play
from quizapp.bank.lint import lint
from quizapp.bank.loader import load
from quizapp.bank.problems import Severity
from quizapp.bank.schema import write_schema
from quizapp.bank.versions import canonical, normal_form

QUESTION_BANK = Path(__file__).resolve().parents[2] / "question_bank"

bank_option = click.option(
    "--bank",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=QUESTION_BANK,
    help="The bank's folder.",
)


@click.group()
def bank() -> None:
    """Work on a question bank."""


@bank.command()
@bank_option
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text")
def check(folder: Path, shape: str) -> None:
    """Load and lint the whole bank; exit 1 on an error."""
    loaded = load(folder)
    problems = sorted([*loaded.problems, *lint(loaded)])
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    if shape == "json":
        click.echo(json.dumps([asdict(problem) for problem in problems], indent=2))
    else:
        for problem in problems:
            click.echo(problem)
        count = len(loaded.bank.items) if loaded.bank else 0
        click.echo(f"{count} items: {errors} errors, {len(problems) - errors} warnings.")
    sys.exit(1 if errors else 0)


@bank.command()
@bank_option
def dump(folder: Path) -> None:
    """Print the bank as one JSON document; what is broken is left out and named on stderr."""
    loaded = load(folder)
    for problem in loaded.problems:
        click.echo(problem, err=True)
    if loaded.bank is None:
        sys.exit(1)
    click.echo(canonical(normal_form(loaded.bank)))


@bank.command()
@bank_option
def schema(folder: Path) -> None:
    """Write schema.json, with which editors complete and check the bank's files."""
    click.echo(f"{write_schema(folder)} written.")


@bank.command()
@bank_option
def guessers(folder: Path) -> None:
    """Let test-wise guessers play all choices; exit 1 when one of them beats chance."""
    loaded = load(folder)
    guesses = play(loaded.bank.items.values() if loaded.bank else ())
    click.echo(f"{'guesser':24}{'score':>8}{'chance':>8}{'gain':>8}{'allowed':>9}")
    for guess in guesses:
        figures = f"{guess.score:8.1%}{guess.chance:8.1%}{guess.gain:+8.1%}{guess.bound:+9.1%}"
        click.echo(f"{guess.name:24}{figures}{'  too good' if guess.too_good else ''}")
    sys.exit(1 if any(guess.too_good for guess in guesses) else 0)
