"""The original wording under a source: where the school holds the document, and nowhere else."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask

from quizapp.attempts.models import Attempt
from quizapp.bank.originals import Originals
from tests.bank.small import DOCUMENT
from tests.make import Make, real_bank
from tests.pages import Pages

SOURCE = real_bank().sources["src1"]
WORDS = "lamps along the harbour"


@pytest.fixture
def copy(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """An attached document, written for the test, in which the anchor of `SOURCE` stands once."""
    assert SOURCE.original
    line = f"{SOURCE.original.starts} {WORDS} {SOURCE.original.ends}."
    path = tmp_path / f"{SOURCE.original.document}.txt"
    path.write_text("\n" * 14 + line + "\n", encoding="utf-8")
    hashed = sha256(path.read_bytes()).hexdigest()
    document = DOCUMENT.model_copy(update={"id": path.stem, "sha256": hashed})
    kept = app.extensions["originals"]
    app.extensions["originals"] = Originals(tmp_path, {SOURCE.original.document: document})
    yield path
    app.extensions["originals"] = kept


@pytest.fixture
def attempt(make: Make) -> Attempt:
    item = next(i.id for i in real_bank().items.values() if "src1" in i.sources)
    return make.attempt(make.assignment(items=[item]), responses={1: "right"})


def addresses(attempt: Attempt) -> tuple[str, str]:
    return f"/attempts/{attempt.id}/review", f"/assignments/{attempt.assignment_id}/items/1"


def test_player_review_and_projector_offer_it(
    copy: Path, attempt: Attempt, make: Make, pages: Pages
) -> None:
    running = make.attempt(attempt.assignment, number=1, handed_in=False)
    review, item = addresses(attempt)

    player = pages.sign_in(running.student).get(f"/attempts/{running.id}?question=1").words()
    looked_at = pages.sign_in(attempt.student).get(review).words()
    shown = pages.sign_in(attempt.assignment.teacher).get(f"{item}/projector").words()

    for words in (player, looked_at, shown):
        assert f"Original wording {SOURCE.original.starts if SOURCE.original else ''}" in words
        assert WORDS in words


def test_without_the_document_or_with_another_text_nothing_is_offered(
    copy: Path, attempt: Attempt, pages: Pages
) -> None:
    review, _ = addresses(attempt)
    pages.sign_in(attempt.student)

    copy.write_text(copy.read_text(encoding="utf-8").replace("lamps", "ships"), encoding="utf-8")
    other = pages.get(review).words()
    copy.unlink()
    gone = pages.get(review).words()

    assert "Original wording" not in other + gone


def test_it_stays_out_of_what_is_printed_as_paper(
    copy: Path, attempt: Attempt, pages: Pages
) -> None:
    pages.sign_in(attempt.assignment.teacher)

    paper = pages.get(f"/assignments/{attempt.assignment_id}/paper/questions").text

    assert WORDS not in paper
