"""Switching between the readings of a source while taking a quiz."""

import pytest

from quizapp.attempts.models import Attempt
from quizapp.bank.sources import Reading
from quizapp.bank.versions import content_hash, source_content
from quizapp.database import db
from quizapp.quizzes.versions import source_of
from tests.make import Make, real_bank
from tests.pages import Pages

HOT = next(i for i in real_bank().items.values() if i.type == "hot_text" and len(i.sources) == 1)
SOURCE = real_bank().sources[HOT.sources[0]]
WORDS = {each.id: f"Plain words for {each.id} at last." for each in SOURCE.sentences}
READINGS = (
    Reading(id="easier", title="In easier words", kind="easier", sentences=WORDS),
    Reading(
        id="old", title="In French", kind="translation", language="fr", sentences={"s1": "Ah."}
    ),
)


@pytest.fixture
def attempt(make: Make) -> Attempt:
    """A running attempt at a question on a source that has readings."""
    other = next(
        i.id
        for i in real_bank().items.values()
        if i.sources == HOT.sources and i.type == "single_choice"
    )
    attempt = make.attempt(make.assignment(items=[other, HOT.id]), handed_in=False)
    version = attempt.assignment.sources[0]
    version.content = source_content(SOURCE.model_copy(update={"readings": READINGS}))
    version.hash = content_hash(version.content)
    db.session.flush()
    assert source_of(version).readings
    return attempt


def test_a_student_switches_and_the_choice_is_remembered(attempt: Attempt, pages: Pages) -> None:
    where = f"/attempts/{attempt.id}?question=1"
    pages.sign_in(attempt.student)

    plain = pages.get(where)
    easier = pages.get(f"{where}&reading={SOURCE.id}:easier").words()
    later = pages.get(f"/attempts/{attempt.id}?view=all").words()
    back = pages.get(f"/attempts/{attempt.id}?view=one&question=1&reading={SOURCE.id}:").words()

    assert f"reading={SOURCE.id}:easier" in plain.text.replace("%3A", ":")
    assert "Plain words for s1" not in plain.words() + back
    assert "Plain words for s1 at last." in easier
    assert "Plain words for s1 at last." in later


def test_another_student_and_unknown_readings_get_the_source_as_it_stands(
    attempt: Attempt, make: Make, pages: Pages
) -> None:
    other = make.attempt(attempt.assignment, handed_in=False)
    pages.sign_in(attempt.student).get(f"/attempts/{attempt.id}?question=1")

    with pages.client.session_transaction() as session:
        session.clear()
    pages.sign_in(other.student)
    for chosen in ("", f"&reading={SOURCE.id}:harder", "&reading=x", "&reading=:"):
        assert "Plain words" not in pages.get(f"/attempts/{other.id}?question=1{chosen}").words()


def test_what_is_selected_holds_in_every_reading(attempt: Attempt, pages: Pages) -> None:
    where = f"/attempts/{attempt.id}?question=2"
    pages.sign_in(attempt.student)

    def boxes(rest: str) -> list[str | None]:
        page = pages.get(where + rest)
        return [e.get("value") for e in page.all("input") if e.get("name") == "q2-select"]

    plain = boxes("")
    easier = boxes(f"&reading={SOURCE.id}:easier")
    pages.post(f"/attempts/{attempt.id}/responses/2", {"q2-select": plain[0], "go": "stay"})
    french = pages.get(f"{where}&reading={SOURCE.id}:old")

    assert easier == plain
    assert [r.fields for r in attempt.responses] == [{}, {"select": [plain[0]]}]
    ticked = [e.get("value") for e in french.all("input") if "checked" in e.attrib]
    assert plain[0] in ticked


def test_words_of_another_language_say_so(attempt: Attempt, pages: Pages) -> None:
    where = f"/attempts/{attempt.id}?question=1&reading={SOURCE.id}:old"

    page = pages.sign_in(attempt.student).get(where)

    spoken = ["".join(e.itertext()) for e in page.all("span") if e.get("lang") == "fr"]
    assert spoken == ["Ah."]
