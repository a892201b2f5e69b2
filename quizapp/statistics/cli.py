"""``quizapp statistics``: the figures of any table of marks; needs no database."""

import json
from fractions import Fraction
from pathlib import Path

import click

from quizapp.statistics.classical import ItemStatistics, OverallStatistics, by_item, overall
from quizapp.statistics.matrix import BadTable, MarkTable
from quizapp.statistics.reading import read_csv, read_max_marks

OF_THE_TEST = (
    "n", "mean", "sd", "alpha", "error_ratio", "standard_error", "skewness", "kurtosis",
)  # fmt: skip
OF_AN_ITEM = (
    "item", "n", "facility", "sd", "discrimination_index", "discriminative_efficiency",
    "effective_weight", "item_rest", "point_biserial", "alpha_if_deleted",
)  # fmt: skip


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--max-marks",
    metavar="M1,M2,…",
    help="The items' maximum marks, in the order of the columns. "
    "Without them, an item's maximum is the highest mark anybody has for it.",
)
def statistics(file: Path, max_marks: str | None) -> None:
    """Print item and test statistics of a table of marks as JSON.

    FILE is CSV: a first row that names the items, then a row a student. An empty cell is an item
    that the student was not presented with; an item left out is a mark of 0.

    Facility lies between 0 and 1. Mean, sd and standard error are in marks. Error ratio,
    discrimination index, discriminative efficiency and effective weight are in per cent; alpha
    and the correlations are not. What is not defined for this table is null.
    """
    try:
        most = None if max_marks is None else read_max_marks(max_marks)
        table = read_csv(file.read_text(encoding="utf-8"), most)
    except UnicodeDecodeError:
        raise click.ClickException(f"{file} is not a text file in UTF-8.") from None
    except OSError as reason:
        raise click.ClickException(f"{file} cannot be read: {reason.strerror}.") from None
    except BadTable as reason:
        raise click.ClickException(str(reason)) from None
    click.echo(json.dumps(figures(table), indent=2, allow_nan=False))


def figures(table: MarkTable) -> dict[str, object]:
    """Return what is printed, in its order."""
    items = [_shown(each, OF_AN_ITEM) for each in by_item(table)]
    return _shown(overall(table), OF_THE_TEST) | {"items": items}


def _shown(found: ItemStatistics | OverallStatistics, names: tuple[str, ...]) -> dict[str, object]:
    known = {name: getattr(found, name) for name in names}
    return {
        name: float(value) if isinstance(value, Fraction) else value
        for name, value in known.items()
    }
