"""The ``quizapp`` command; each package brings its own sub-commands."""

import click

from quizapp.bank.cli import bank
from quizapp.bank.seeds_cli import seeds
from quizapp.demo.cli import demo


@click.group()
def main() -> None:
    """Quizzes on historical sources: the bank, the people, the server."""


main.add_command(bank)
main.add_command(seeds)
main.add_command(demo)
