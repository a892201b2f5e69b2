"""``quizapp bank publish``: from the folder to the classes."""

import sys
from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask

from quizapp.bank.cli import bank_option
from quizapp.bank.problems import Severity
from quizapp.database import db
from quizapp.quizzes.publishing import publish_folder
from quizapp.web.times import now


@click.command()
@bank_option
@click.pass_obj
def publish(make_app: Callable[[], Flask], folder: Path) -> None:
    """Publish a bank's folder; what is broken stays out, and the exit code is 1."""
    with make_app().app_context():
        revision, problems = publish_folder(folder, now())
        items = len(revision.items) if revision else 0
        db.session.commit()
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    for problem in errors:
        click.echo(str(problem), err=True)
    if errors:
        click.echo("What an error touches stays as it was published before.", err=True)
    click.echo(f"Published {items} items." if revision else "Nothing new to publish.")
    sys.exit(1 if errors else 0)
