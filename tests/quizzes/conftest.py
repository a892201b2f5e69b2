"""The real bank, published."""

from pathlib import Path

import pytest

from quizapp.database import db
from quizapp.quizzes.publishing import publish_folder
from tests.make import NOON, Make


@pytest.fixture
def published(make: Make, bank_folder: Path) -> None:
    publish_folder(bank_folder, NOON)
    db.session.commit()
