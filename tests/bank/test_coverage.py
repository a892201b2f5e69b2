"""The blueprint's table, and what is different between two versions of an item."""

from pathlib import Path

import pytest

from quizapp.bank.coverage import coverage
from tests.bank.small import SmallBank
from tests.make import real_bank


@pytest.fixture
def small(tmp_path: Path) -> SmallBank:
    return SmallBank(tmp_path / "harbour")


def test_the_table_counts_what_is_there_and_what_is_missing(small: SmallBank):
    small.files["bank.yaml"] += "blueprint: {A: {CO: [4, 2, 1]}}\n"
    bank = small.load().bank
    assert bank is not None

    table = coverage(bank)

    cells = [(cell.filled, cell.wanted, cell.missing) for cell in table.row("A", "CO")]
    assert cells == [(3, 4, 1), (0, 2, 2), (1, 1, 0)]
    assert (table.missing, table.wanted, table.total("A")) == (3, 7, (4, 7))


def test_items_outside_the_plan_are_counted_as_well(small: SmallBank):
    small.replace("items/A/A-01.yaml", "skill: CO", "skill: ZZ")
    bank = small.load().bank
    assert bank is not None

    table = coverage(bank)

    assert [cell.filled for cell in table.row("A", "ZZ")] == [1, 0, 0]
    assert table.skills == {"CO": "Comprehension", "ZZ": "ZZ"}


def test_the_real_bank_is_counted_as_by_hand():
    bank = real_bank()
    by_hand = [i for i in bank.items_of("CHR") if (i.skill, i.difficulty) == ("CH", 2)]

    table = coverage(bank)

    assert table.cells["CHR", "CH", 2].filled == len(by_hand) > 0
    assert sum(cell.filled for cell in table.cells.values()) == len(bank.items)
