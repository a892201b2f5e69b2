"""What holds for every table of marks there can be."""

import json
import math
from dataclasses import asdict, replace
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from quizapp.statistics.classical import ItemStatistics, by_item, overall
from quizapp.statistics.cli import figures
from quizapp.statistics.matrix import BadTable, MarkTable
from quizapp.statistics.reading import read_csv

parts = st.fractions(0, 1, max_denominator=12)


@st.composite
def tables(draw: st.DrawFn, *, gaps: bool = True, most_items: int = 6) -> MarkTable:
    most = draw(st.lists(st.integers(0, 20).map(Fraction), min_size=1, max_size=most_items))
    mark = st.none() | parts if gaps else parts
    row = st.tuples(*(mark for _ in most))
    rows = tuple(
        tuple(None if part is None else part * top for part, top in zip(one, most, strict=True))
        for one in draw(st.lists(row, max_size=12))
    )
    return MarkTable(tuple(f"Q{n}" for n in range(len(most))), tuple(most), rows)


@given(tables())
def test_every_table_has_figures_within_their_range(any_table: MarkTable):
    whole, items = overall(any_table), by_item(any_table)

    json.dumps(figures(any_table), allow_nan=False)
    assert whole.alpha is None or whole.alpha <= 1
    assert whole.error_ratio is None or whole.error_ratio >= 0
    for each in items:
        assert each.facility is None or 0 <= each.facility <= 1
        assert each.item_rest is None or -1 <= each.item_rest <= 1
        assert each.point_biserial is None or -1 <= each.point_biserial <= 1
        assert each.discrimination_index is None or -100 <= each.discrimination_index <= 100
        assert each.discriminative_efficiency is None or each.discriminative_efficiency <= 100
        assert each.effective_weight is None or 0 <= each.effective_weight <= 100
        assert (each.facility is None) == (each.n == 0 or each.intended_weight in (0, None))


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_students_changes_nothing(any_table: MarkTable, rng: Random):
    rows = list(any_table.rows)
    rng.shuffle(rows)
    mixed = replace(any_table, rows=tuple(rows))

    assert overall(mixed) == overall(any_table)
    assert by_item(mixed) == by_item(any_table)


@given(tables(gaps=False))
def test_the_order_of_items_changes_nothing_but_their_order(any_table: MarkTable):
    turned = MarkTable(
        any_table.items[::-1],
        any_table.max_marks[::-1],
        tuple(row[::-1] for row in any_table.rows),
    )

    assert overall(turned) == overall(any_table)
    for one, other in zip(by_item(turned)[::-1], by_item(any_table), strict=True):
        assert one.item_rest == other.item_rest
        assert one.alpha_if_deleted == other.alpha_if_deleted


@given(tables(), st.integers(2, 9))
def test_marks_in_another_unit_change_only_figures_in_marks(any_table: MarkTable, times: int):
    larger = MarkTable(
        any_table.items,
        tuple(most * times for most in any_table.max_marks),
        tuple(
            tuple(None if mark is None else mark * times for mark in row) for row in any_table.rows
        ),
    )

    assert overall(larger).alpha == overall(any_table).alpha
    assert overall(larger).skewness == overall(any_table).skewness
    assert overall(larger).kurtosis == overall(any_table).kurtosis
    for one, other in zip(by_item(larger), by_item(any_table), strict=True):
        assert without_marks(one) == without_marks(other)


def without_marks(item: ItemStatistics) -> dict[str, object]:
    return {name: value for name, value in asdict(item).items() if name != "sd"}


@given(tables(most_items=1))
def test_one_item_has_no_alpha(any_table: MarkTable):
    assert overall(any_table).alpha is None
    assert by_item(any_table)[0].alpha_if_deleted is None


@given(tables(gaps=False))
def test_weights_add_up_to_a_hundred(any_table: MarkTable):
    known = [each.effective_weight for each in by_item(any_table)]

    together = math.fsum(weight for weight in known if weight is not None)
    assert set(known) == {None} or math.isclose(together, 100)


@given(st.text(alphabet="Q1203.,-=@+; \n\r\t\"'\x00aé", max_size=60))
def test_any_text_is_a_table_or_gets_a_sentence(text: str):
    problems: tuple[str, ...] = ()
    try:
        json.dumps(figures(read_csv(text)), allow_nan=False)
    except BadTable as refused:
        problems = refused.problems
    assert all(problem.endswith(".") for problem in problems)
