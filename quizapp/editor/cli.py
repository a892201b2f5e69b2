"""``quizapp bank publish`` and ``status``: a folder and the database."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from flask import Flask

from quizapp.bank.cli import bank_option
from quizapp.bank.loader import load
from quizapp.bank.merging import Kind, differences
from quizapp.database import db, stop_writing
from quizapp.editor import folder_publishing, pictures
from quizapp.editor.comparison import Comparison, Side, State, bank_in, compare
from quizapp.editor.following import Report, recovering
from quizapp.editor.telling import say, say_conflicts, say_problems
from quizapp.quizzes.checking import KeepsChanging, one_at_a_time
from quizapp.web.times import now

MakeApp = Callable[[], Flask]


@click.command()
@bank_option
@click.option("--message", default="", help="A word on what is new, for the history.")
@click.pass_obj
def publish(make_app: MakeApp, folder: Path, message: str) -> None:
    """Publish a bank's folder; what is broken stays out, and the exit code is 1.

    What only the browser changed stays a draft there, and a file that was changed on both sides
    is named and not published.
    """
    with make_app().app_context():
        bank = bank_in(folder)
        if bank is None:
            say_problems(load(folder).problems)
            click.echo("Nothing is published: bank.yaml is missing or broken.", err=True)
            sys.exit(1)
        _end_interrupted_writes(folder, bank)
        try:
            done = folder_publishing.publish(folder, bank, message[:300], now())
        except KeepsChanging:
            why = "The bank was changed again and again while it was checked"
            raise click.ClickException(f"{why}. Nothing was published: try again.") from None
        db.session.commit()
        stop_writing()
        well = _say_published(done)
    sys.exit(0 if well else 1)


def _end_interrupted_writes(folder: Path, bank: str) -> None:
    """End what an interrupted write has left in a folder, and tell it."""
    one_at_a_time()
    report = Report(folder)
    with recovering(report, bank):
        db.session.commit()
    stop_writing()
    say(report.lines())


def _say_published(done: folder_publishing.Published) -> bool:
    """Tell what was published of a folder; return whether nothing is amiss."""
    errors = say_problems(done.problems)
    if errors:
        click.echo("What an error touches stays as it was published before.", err=True)
    items = len(done.revision.items) if done.revision else 0
    click.echo(f"Published {items} items." if done.revision else "Nothing new to publish.")
    for side in done.comparison.in_state(State.BROWSER):
        click.echo(f"{side.path}: only the browser changed it, so it was left as it is there.")
    say_conflicts(done.comparison.bank, done.conflicts)
    return not errors and not done.conflicts


@click.command()
@bank_option
@click.pass_obj
def status(make_app: MakeApp, folder: Path) -> None:
    """Say what differs between a bank's folder, its drafts and what is published.

    An interrupted write is ended first: forward when it had begun, otherwise back.
    """
    with make_app().app_context():
        bank = bank_in(folder)
        if bank is None:
            raise click.ClickException(f"{folder} holds no bank: bank.yaml is missing or broken.")
        _end_interrupted_writes(folder, bank)
        _say_status(compare(folder, bank))


def _say_status(comparison: Comparison) -> None:
    differing = [side for side in comparison.sides if side.state is not State.SAME]
    for side in differing:
        gone = " (removed there)" if _is_removal(side) else ""
        click.echo(f"{side.path}: {side.state.value}{gone}")
    for path, draft in comparison.working.drafts.items():
        who = draft.saved_by.name if draft.saved_by else "the folder"
        click.echo(f"{path}: a draft, last changed by {who}, not published")
    say_problems(comparison.problems)
    apart = list(_pictures_apart(comparison))
    say(apart)
    if not differing and not apart:
        click.echo("Folder and database agree.")
    say_conflicts(comparison.bank, [side.path for side in comparison.in_state(State.BOTH)])
    for side in comparison.in_state(State.BOTH):
        say(_difference(side.folder, side.database))


def _pictures_apart(comparison: Comparison) -> Iterator[str]:
    for name in pictures.unknown_in(comparison.folder, comparison.bank):
        yield f"images/{name}: only in the folder"
    for name in sorted(pictures.lacking_in(comparison.folder, comparison.working)):
        yield f"images/{name}: only in the database"


def _is_removal(side: Side) -> bool:
    changed = side.folder if side.state is State.FOLDER else side.database
    return side.state is not State.BOTH and changed is None


def _difference(folder: str | None, database: str | None) -> Iterator[str]:
    """Yield how the browser's text differs from the folder's, line by line."""
    signs = {Kind.SAME: " ", Kind.REMOVED: "folder ", Kind.ADDED: "browser"}
    for line in differences(folder or "", database or "", around=0):
        if line.kind in signs:
            yield f"  {signs[line.kind]} {line.old or line.new}: {line.text}"
