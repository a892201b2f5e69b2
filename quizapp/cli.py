"""The ``quizapp`` command; each package brings its own sub-commands."""

import os
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
import segno
from flask import Flask

from quizapp import create_app, serving, upkeep
from quizapp.accounts.cli import user
from quizapp.bank.carrying_cli import new, pack, picture, unpack
from quizapp.bank.cli import bank
from quizapp.bank.problems import Problem, Severity
from quizapp.bank.seeds_cli import seeds
from quizapp.config import from_environment
from quizapp.demo.cli import demo
from quizapp.editor import following, watching
from quizapp.editor.cli import publish, status
from quizapp.editor.pulling_cli import pull
from quizapp.statistics.cli import statistics

PORT = click.IntRange(1, 65535)


@click.group()
@click.pass_context
def main(context: click.Context) -> None:
    """Quizzes on historical sources: the bank, the people, the server."""
    os.umask(0o077)  # databases and copies of them hold pupils' marks: nobody else may read them
    context.obj = ready_app


def ready_app() -> Flask:
    """Return the app of this installation, its database brought up to date."""
    settings = from_environment()
    app = create_app(settings)
    with app.app_context():
        upkeep.bring_up_to_date(settings, datetime.now(UTC))
    return app


@main.command()
@click.option("--lan", is_flag=True, help="Listen on all addresses, for phones on the network.")
@click.option("--port", type=PORT, envvar="PORT", default=8000, show_default=True)
def serve(*, lan: bool, port: int) -> None:
    """Serve this installation: database brought up to date, new banks published."""
    host = "0.0.0.0" if lan else "127.0.0.1"  # noqa: S104  (asked for)
    try:
        serving.check_address(host, port)
        app = create_app(from_environment())
        code, problems = upkeep.prepare(app, datetime.now(UTC))
        reports = follow_folders(app)
    except (serving.CannotListen, upkeep.CannotDo) as reason:
        raise click.ClickException(str(reason)) from None
    report(problems)
    for each in reports:
        for line in each.lines():
            click.echo(line)
    announce(port, lan=lan)
    if code:
        click.echo(f"First start: open /setup there and type this one-time code: {code}")
    serving.serve(app, host, port)


def served_app() -> Flask:
    """Make the app from the environment, in the process that serves it, and watch its folders."""
    app = create_app(from_environment())
    following.bind(app, writes=not app.config["DEMO"])
    watching.start(app)
    return app


def follow_folders(app: Flask) -> list[following.Report]:
    """Bring folders and database together, and let the app do so from now on."""
    follower = following.bind(app)
    if follower is None:
        return []
    with app.app_context():
        return follower.follow_all(datetime.now(UTC))


@main.command()
@click.argument("target", required=False, type=click.Path(path_type=Path))
def backup(target: Path | None) -> None:
    """Save the database to TARGET, by default into instance/backups; also while it is used."""
    try:
        file = upkeep.backup(from_environment(), datetime.now(UTC), target)
    except upkeep.CannotDo as reason:
        raise click.ClickException(str(reason)) from None
    click.echo(f"Saved to {file}.")


@main.command()
@click.argument("source", type=click.Path(path_type=Path))
def restore(source: Path) -> None:
    """Bring the database back from SOURCE; the present one is saved first."""
    settings = from_environment()
    try:
        present = upkeep.restore(settings, source, datetime.now(UTC))
        upkeep.prepare(create_app(settings), datetime.now(UTC))
    except upkeep.CannotDo as reason:
        raise click.ClickException(str(reason)) from None
    saved = f" What was there before is in {present}." if present else ""
    click.echo(f"Brought back from {source}.{saved}")


@main.command()
def doctor() -> None:
    """Check the installation; exit 1 when something is not well."""
    findings = upkeep.doctor(create_app(from_environment()))
    for name, well, found in findings:
        click.echo(f"{'ok ' if well else '!! '} {name}: {found}")
    sys.exit(0 if all(well for _name, well, _found in findings) else 1)


def announce(port: int, *, lan: bool) -> None:
    """Print the address, on a network also as a QR code for phones."""
    address = f"http://{network_address() if lan else '127.0.0.1'}:{port}/"
    click.echo(f"quizapp runs at {address} (stop it with Ctrl+C)")
    if lan:
        segno.make(address, micro=False).terminal(compact=True)


def network_address() -> str:
    """Return this computer's address on the network it would leave by; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation: no such host
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()


def report(problems: list[Problem]) -> None:
    """Print what is wrong with the banks; what is whole was published all the same."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    for problem in errors:
        click.echo(str(problem), err=True)
    if errors:
        click.echo(f"{len(errors)} errors in the question bank; the rest is published.", err=True)


for command in (new, pack, picture, unpack, publish, pull, status):
    bank.add_command(command)
for command in (bank, seeds, statistics, demo, user):
    main.add_command(command)
