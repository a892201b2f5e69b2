"""``quizapp bank publish``, ``pull`` and ``status``: a folder and the database."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import click
from flask import Flask, current_app

from quizapp.bank import journal
from quizapp.bank.cli import QUESTION_BANK, bank_option
from quizapp.bank.loader import load
from quizapp.bank.merging import Kind, differences
from quizapp.bank.problems import Problem, Severity
from quizapp.bank.texts import encoded, plain
from quizapp.database import db, stop_writing
from quizapp.editor import folder_publishing, pictures, queries, sync
from quizapp.editor.following import Report, recovering
from quizapp.editor.sync import Comparison, State
from quizapp.editor.working import Working
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
        bank = sync.bank_in(folder)
        if bank is None:
            _say_problems(load(folder).problems)
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
    _echo(report.lines())


def _say_published(done: folder_publishing.Published) -> bool:
    """Tell what was published of a folder; return whether nothing is amiss."""
    errors = _say_problems(done.problems)
    if errors:
        click.echo("What an error touches stays as it was published before.", err=True)
    items = len(done.revision.items) if done.revision else 0
    click.echo(f"Published {items} items." if done.revision else "Nothing new to publish.")
    for side in done.comparison.in_state(State.BROWSER):
        click.echo(f"{side.path}: only the browser changed it, so it was left as it is there.")
    _say_conflicts(done.comparison.bank, done.conflicts)
    return not errors and not done.conflicts


@click.command()
@click.option(
    "--bank",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=QUESTION_BANK,
    help="The folder to write to; it may be new.",
)
@click.option("--id", "ident", help="Which bank; by default the one that lies in the folder.")
@click.option(
    "--published",
    is_flag=True,
    help="Leave drafts out. A server that follows the folder brings them back.",
)
@click.option("--force", is_flag=True, help="Overwrite; copies are kept in the instance folder.")
@click.pass_obj
def pull(
    make_app: MakeApp, folder: Path, ident: str | None, *, published: bool, force: bool
) -> None:
    """Write a bank from the database to its folder, as its authors left it, comments and all.

    All files are written or none. A file of the folder that the database has never seen is only
    overwritten with --force, and then a copy of it is kept.
    """
    with make_app().app_context():
        bank = _bank_for(folder, ident)
        folder.mkdir(parents=True, exist_ok=True)
        one_at_a_time()
        report = Report(folder)
        try:
            with recovering(report, bank):
                staged = _pull(folder, bank, published=published, force=force)
                db.session.commit()
            if staged:
                journal.discard(staged)
        except journal.CannotWrite as reason:
            raise click.ClickException(f"{reason}. Nothing was lost in the database.") from None
        finally:
            _echo(report.lines())


def _bank_for(folder: Path, ident: str | None) -> str:
    """Return the bank that is meant for a folder."""
    known = [working.bank for working in queries.banks()]
    lies_there = sync.bank_in(folder) if folder.is_dir() else None
    if ident and lies_there not in (None, ident):
        raise click.ClickException(f"{folder} holds the bank {lies_there!r}. Name another folder.")
    wanted = ident or lies_there or (known[0] if len(known) == 1 else None)
    if wanted not in known:
        there = ", ".join(known) or "none"
        raise click.ClickException(f"Say which bank with --id. The database holds: {there}.")
    return str(wanted)


def _pull(folder: Path, bank: str, *, published: bool, force: bool) -> Path | None:
    """Write the folder and tell it; return the journal to discard once all is committed."""
    comparison = sync.compare(folder, bank)
    plan = list(_plan(comparison, published=published))
    brought = _pull_pictures(folder, comparison, published=published)
    if brought and not plan:
        return None
    if not plan:
        sync.agree_on_what_is_the_same(comparison)
        click.echo("The folder holds all of it already.")
        return None
    _refuse_or_keep(comparison, plan, force=force)
    for change in plan:
        click.echo(f"{'removes' if change.after is None else 'writes'} {change.path}")
    staged = journal.stage(folder, plan)
    done = journal.finish(staged)
    sync.agree(bank, done.hashes)
    sync.note_conflicts(sync.compare(folder, bank), now())
    for path in done.left:
        click.echo(f"{path} was changed this moment and left as it is.", err=True)
    click.echo(f"Brought {_files(done.hashes)} to {folder}.")
    return staged


def _pull_pictures(folder: Path, comparison: Comparison, *, published: bool) -> list[str]:
    """Write the pictures that the folder lacks, and tell it."""
    working = comparison.working
    if published:
        working = Working(working.bank, working.revision, working.published, {})
    try:
        brought = pictures.bring_out(folder, working)
    except OSError as error:
        raise journal.CannotWrite(f"{folder} cannot be written ({error})") from error
    for name in brought:
        click.echo(f"writes images/{name}")
    return brought


def _plan(comparison: Comparison, *, published: bool) -> Iterator[journal.Change]:
    working = comparison.working
    wanted = working.published if published else working.texts
    for side in comparison.sides:
        text = plain(wanted[side.path]) if side.path in wanted else None
        if text != side.folder:
            after = None if text is None else encoded(text, side.content)
            yield journal.Change(side.path, side.content, after)
    for path, content in comparison.alone.items():
        if content is not None and path in wanted:
            yield journal.Change(path, content, encoded(wanted[path]))


def _refuse_or_keep(comparison: Comparison, plan: Sequence[journal.Change], *, force: bool) -> None:
    """Let no text get lost that is nowhere but in the folder."""
    new = set(sync.unseen(comparison))
    lost = [change for change in plan if change.path in new and change.before is not None]
    if lost and not force:
        for change in lost:
            click.echo(f"{change.path}: changed in the folder, and not known to the database")
        raise click.ClickException(
            "Nothing was written. Publish the folder first, or overwrite these with --force."
        )
    if lost:
        settings = current_app.config["QUIZAPP"]
        aside = settings.instance / "kept" / f"{comparison.bank}-{now():%Y%m%d-%H%M%S-%f}"
        for change in lost:
            place = aside / change.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(change.before or b"")
        click.echo(f"Copies of {_files(lost)} are kept in {aside}.")


@click.command()
@bank_option
@click.pass_obj
def status(make_app: MakeApp, folder: Path) -> None:
    """Say what differs between a bank's folder, its drafts and what is published.

    An interrupted write is ended first: forward when it had begun, otherwise back.
    """
    with make_app().app_context():
        bank = sync.bank_in(folder)
        if bank is None:
            raise click.ClickException(f"{folder} holds no bank: bank.yaml is missing or broken.")
        _end_interrupted_writes(folder, bank)
        _say_status(sync.compare(folder, bank))


def _say_status(comparison: Comparison) -> None:
    differing = [side for side in comparison.sides if side.state is not State.SAME]
    for side in differing:
        gone = " (removed there)" if _is_removal(side) else ""
        click.echo(f"{side.path}: {side.state.value}{gone}")
    for path, draft in comparison.working.drafts.items():
        who = draft.saved_by.name if draft.saved_by else "the folder"
        click.echo(f"{path}: a draft, last changed by {who}, not published")
    _say_problems(comparison.problems)
    apart = list(_pictures_apart(comparison))
    _echo(apart)
    if not differing and not apart:
        click.echo("Folder and database agree.")
    _say_conflicts(comparison.bank, [side.path for side in comparison.in_state(State.BOTH)])
    for side in comparison.in_state(State.BOTH):
        _echo(_difference(side.folder, side.database))


def _pictures_apart(comparison: Comparison) -> Iterator[str]:
    for name in pictures.unknown_in(comparison.folder, comparison.bank):
        yield f"images/{name}: only in the folder"
    for name in sorted(pictures.lacking_in(comparison.folder, comparison.working)):
        yield f"images/{name}: only in the database"


def _is_removal(side: sync.Side) -> bool:
    changed = side.folder if side.state is State.FOLDER else side.database
    return side.state is not State.BOTH and changed is None


def _difference(folder: str | None, database: str | None) -> Iterator[str]:
    """Yield how the browser's text differs from the folder's, line by line."""
    signs = {Kind.SAME: " ", Kind.REMOVED: "folder ", Kind.ADDED: "browser"}
    for line in differences(folder or "", database or "", around=0):
        if line.kind in signs:
            yield f"  {signs[line.kind]} {line.old or line.new}: {line.text}"


def _say_conflicts(bank: str, paths: Sequence[str]) -> None:
    for path in paths:
        click.echo(f"{path}: changed in the folder and in the browser; nothing was overwritten.")
    if paths:
        click.echo(f"Choose in the browser, at /banks/{bank}/conflicts.")


def _say_problems(problems: Iterable[Problem]) -> int:
    """Print problems and return how many of them are errors.

    Warnings are among them: that a question is kept back because it is not ready is one.
    """
    known = list(problems)
    for problem in known:
        click.echo(str(problem), err=True)
    return sum(problem.severity is Severity.ERROR for problem in known)


def _files(several: Sequence[object] | dict[str, str]) -> str:
    return "1 file" if len(several) == 1 else f"{len(several)} files"


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
