"""``quizapp demo``: make the demo school where it is missing, and serve it to this machine."""

import secrets
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import click

from quizapp import config, create_app, migrations, serving
from quizapp.database import db
from quizapp.demo import database, people, school
from quizapp.editor import following
from quizapp.web.times import now

HOST = "127.0.0.1"
PORT = click.IntRange(1, 65535)


@click.command()
@click.option("--port", type=PORT, default=8000, envvar="PORT", show_default=True)
@click.option("--rebuild", is_flag=True, help="Make the demo school anew.")
def demo(port: int, rebuild: bool) -> None:
    """Serve a school with invented people and results; only this computer can reach it."""
    settings = config.from_environment(demo=True)
    try:
        serving.check_address(HOST, port)
        if rebuild or database.must_be_made(settings, now()):
            click.echo("Making the demo school ...")
            make(settings)
    except (serving.CannotListen, database.InUse) as problem:
        raise click.ClickException(str(problem)) from problem
    app = create_app(settings)
    following.bind(app, writes=False)  # what visitors try out is no change of the question bank
    click.echo(welcome(port))
    serving.serve(app, HOST, port)


def make(settings: config.Settings, most: int | None = None) -> None:
    """Make the demo's database beside its place and put it there; ``most`` limits the classes."""
    settings.instance.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="demo-", dir=settings.instance))
    try:
        beside = replace(settings, instance=folder, secret_key=secrets.token_hex())
        app = create_app(beside)
        moment = now()
        with app.app_context():
            migrations.bring_up_to_date(db.engine)
            school.build(moment, most=most)
            db.session.commit()
            db.engine.dispose()
        database.put_in_place(database.path_of(beside), settings, moment)
    finally:
        shutil.rmtree(folder)


def welcome(port: int) -> str:
    """Return what the terminal says: where to look, and as whom."""
    lines = [f"The demo school is at http://{HOST}:{port}", "", "Sign in as:"]
    lines += [f"  {a.username:28}{a.role}: {a.name}, {a.about}" for a in people.ACCOUNTS]
    return "\n".join([*lines, f"The password is always {people.PASSWORD}", "", "Stop with Ctrl+C."])
