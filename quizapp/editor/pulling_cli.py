"""``quizapp bank pull``: from the database to a folder, without losing what is only there."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
from flask import Flask, current_app

from quizapp.bank import journal
from quizapp.bank.cli import QUESTION_BANK
from quizapp.bank.texts import encoded, plain
from quizapp.database import db
from quizapp.editor import pictures, queries, sync
from quizapp.editor.comparison import Comparison, bank_in, compare
from quizapp.editor.following import Report, recovering
from quizapp.editor.telling import say
from quizapp.editor.working import Working
from quizapp.quizzes.checking import one_at_a_time
from quizapp.web.times import now

MakeApp = Callable[[], Flask]


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
            say(report.lines())


def _bank_for(folder: Path, ident: str | None) -> str:
    """Return the bank that is meant for a folder."""
    known = [working.bank for working in queries.banks()]
    lies_there = bank_in(folder) if folder.is_dir() else None
    if ident and lies_there not in (None, ident):
        raise click.ClickException(f"{folder} holds the bank {lies_there!r}. Name another folder.")
    wanted = ident or lies_there or (known[0] if len(known) == 1 else None)
    if wanted not in known:
        there = ", ".join(known) or "none"
        raise click.ClickException(f"Say which bank with --id. The database holds: {there}.")
    return str(wanted)


def _pull(folder: Path, bank: str, *, published: bool, force: bool) -> Path | None:
    """Write the folder and tell it; return the journal to discard once all is committed."""
    comparison = compare(folder, bank)
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
    sync.note_conflicts(compare(folder, bank), now())
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


def _files(several: Sequence[object] | dict[str, str]) -> str:
    return "1 file" if len(several) == 1 else f"{len(several)} files"
