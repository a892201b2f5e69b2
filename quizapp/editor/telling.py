"""What the commands tell at the terminal of a bank's folder and its database."""

from collections.abc import Iterable, Sequence

import click

from quizapp.bank.problems import Problem, Severity


def say_conflicts(bank: str, paths: Sequence[str]) -> None:
    for path in paths:
        click.echo(f"{path}: changed in the folder and in the browser; nothing was overwritten.")
    if paths:
        click.echo(f"Choose in the browser, at /banks/{bank}/conflicts.")


def say_problems(problems: Iterable[Problem]) -> int:
    """Print problems and return how many of them are errors.

    Warnings are among them: that a question is kept back because it is not ready is one.
    """
    known = list(problems)
    for problem in known:
        click.echo(str(problem), err=True)
    return sum(problem.severity is Severity.ERROR for problem in known)


def say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
