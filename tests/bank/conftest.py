"""A small bank in a folder of its own."""

from pathlib import Path

import pytest

from tests.bank.small import SmallBank


@pytest.fixture
def small(tmp_path: Path) -> SmallBank:
    return SmallBank(tmp_path / "bank")
