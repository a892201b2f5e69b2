"""``quizapp user``: making accounts and giving passwords from the terminal."""

import sys
from collections.abc import Callable

import click
from flask import Flask

from quizapp.accounts import actions, passwords, queries, rules
from quizapp.accounts.models import Role
from quizapp.database import db
from quizapp.web.times import now

username_option = click.option("--username", prompt="User name", help="To sign in with.")
stdin_option = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input; ask for nothing."
)


@click.group()
@click.pass_context
def user(context: click.Context) -> None:
    """Make accounts and give passwords."""
    make_app: Callable[[], Flask] = context.obj
    context.with_resource(make_app().app_context())


@user.command()
@click.option("--role", type=click.Choice([role.value for role in Role]), prompt="Role")
@click.option("--name", prompt="Name", help="As others read it.")
@username_option
@stdin_option
def create(role: str, name: str, username: str, password_stdin: bool) -> None:
    """Make an account; what is not given is asked for."""
    name, username = rules.tidy_name(name), queries.folded_username(username)
    _refuse(rules.name_problem(name) or rules.username_problem(username))
    chosen = _password(password_stdin, Role(role), username)
    password_hash = passwords.hashed(chosen)
    try:
        actions.make_user(name, username, Role(role), password_hash, now())
    except actions.UsernameTaken as problem:
        raise click.ClickException(f"Somebody has the user name {username} already.") from problem
    db.session.commit()
    click.echo(f"{name} can sign in as {username} ({role}).")


@user.command()
@username_option
@stdin_option
def password(username: str, password_stdin: bool) -> None:
    """Give a person another password, and sign them out everywhere."""
    person = queries.find_user(username)
    if person is None:
        raise click.ClickException(f"Nobody has the user name {username}.")
    chosen = _password(password_stdin, person.role, person.username)
    actions.set_password(person, passwords.hashed(chosen))
    db.session.commit()
    click.echo(f"{person.name} has the new password.")
    if not person.is_active:
        click.echo("The account is archived: nobody can sign in with it.", err=True)


def _password(from_stdin: bool, role: Role, username: str) -> str:
    if from_stdin:
        chosen = sys.stdin.readline().rstrip("\r\n")
    else:
        chosen = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    _refuse(rules.password_problem(chosen, role, username))
    return str(chosen)


def _refuse(problem: str) -> None:
    if problem:
        raise click.ClickException(problem)
