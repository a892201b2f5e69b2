from pathlib import Path

import pytest

from tests.editor.world import World
from tests.make import Make


@pytest.fixture
def world(make: Make, tmp_path: Path) -> World:
    """A published bank and an author of it."""
    return World(make, tmp_path)
