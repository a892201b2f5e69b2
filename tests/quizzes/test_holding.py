"""What is not ready is not published, and neither is what needs it."""

from pathlib import Path

import pytest

from quizapp.database import db
from quizapp.items.hot_text.model import HotTextItem
from quizapp.quizzes import holding
from quizapp.quizzes.models import BankRevision
from quizapp.quizzes.publishing import publish_folder
from quizapp.quizzes.queries import newest_revision
from quizapp.quizzes.versions import item_of, quiz_of, source_of
from tests.bank.small import SmallBank
from tests.make import NOON, Make

ITEM, NEW, QUIZ = "items/A/A-01.yaml", "items/A/A-05.yaml", "quizzes/Q1.yaml"
SOURCE, SELECTING = "sources/src1.yaml", "items/A/A-02.yaml"


@pytest.fixture
def small(make: Make, tmp_path: Path) -> SmallBank:
    """A small bank that has been published."""
    bank = SmallBank(tmp_path / "bank")
    bank.load()
    publish_folder(bank.folder, NOON)
    db.session.commit()
    return bank


def publish(small: SmallBank) -> tuple[BankRevision, list[str]]:
    """Publish the files as they stand; return what is published then, and all sentences."""
    small.load()
    _, problems = publish_folder(small.folder, NOON)
    db.session.commit()
    revision = newest_revision("harbour")
    assert revision
    return revision, [f"{each.path.partition('/')[2]}: {each.what}" for each in problems]


def item_ids(revision: BankRevision) -> list[str]:
    return [each.item_id for each in revision.items]


@pytest.mark.parametrize(("status", "words"), [("draft", "is a draft"), ("review", "is in review")])
def test_a_question_that_is_not_ready_stays_as_it_was(small: SmallBank, status: str, words: str):
    before, _ = publish(small)
    hashes = [each.hash for each in before.items]
    small.replace(ITEM, "difficulty: 1", f"difficulty: 2\nstatus: {status}")

    revision, said = publish(small)

    assert [each.hash for each in revision.items] == hashes
    texts = {each.path: each.text for each in revision.files}
    assert "difficulty: 1" in texts[ITEM]
    assert [each for each in said if each.startswith(ITEM) and words in each]


def test_a_new_question_that_is_not_ready_keeps_its_quiz_back(small: SmallBank):
    small.files[NEW] = small.files[ITEM].replace("A-01", "A-05") + "status: draft\n"
    small.replace(QUIZ, "  - A-03", "  - A-03\n  - A-05")

    revision, said = publish(small)

    assert "A-05" not in item_ids(revision)
    [quiz] = revision.quizzes
    assert "A-05" not in str(quiz.content)
    assert {NEW, QUIZ} & {each.path for each in revision.files} == {QUIZ}
    assert "A-05" not in next(each.text for each in revision.files if each.path == QUIZ)
    assert any(each.startswith(QUIZ) and "needs A-05" in each for each in said)


def test_everything_else_is_published_meanwhile(small: SmallBank):
    small.files[NEW] = small.files[ITEM].replace("A-01", "A-05") + "status: review\n"
    small.replace("items/A/A-02.yaml", "difficulty: 1", "difficulty: 2")

    revision, _ = publish(small)

    assert revision.items[1].content["difficulty"] == 2
    assert revision.content["broken"] == []


def test_once_it_is_ready_the_quiz_comes_along(small: SmallBank):
    small.files[NEW] = small.files[ITEM].replace("A-01", "A-05") + "status: draft\n"
    small.replace(QUIZ, "  - A-03", "  - A-03\n  - A-05")
    publish(small)
    small.replace(NEW, "status: draft", "status: ready")

    revision, said = publish(small)

    assert "A-05" in item_ids(revision)
    assert "A-05" in str(revision.quizzes[0].content)
    assert not any("needs" in each for each in said)


def test_a_status_makes_no_new_version(small: SmallBank):
    before = [each.id for each in publish(small)[0].items]
    small.replace(ITEM, "difficulty: 1", "difficulty: 1\nstatus: ready")

    revision, _ = publish(small)

    assert [each.id for each in revision.items] == before


def test_what_was_held_back_is_looked_at_again_though_no_file_has_changed(
    small: SmallBank, monkeypatch: pytest.MonkeyPatch
):
    held = {"A-01": ("nobody has confirmed it", "let somebody confirm it")}
    keeper = holding.Keeper(lambda _loaded: held, lambda _bank: str(len(held)))
    monkeypatch.setattr(holding, "KEEPERS", [keeper])
    small.replace(ITEM, "difficulty: 1", "difficulty: 3")
    revision, said = publish(small)
    assert revision.items[0].content["difficulty"] == 1
    assert f"{ITEM}: nobody has confirmed it" in said
    held.clear()

    revision, _ = publish(small)

    assert revision.items[0].content["difficulty"] == 3


def sentences(revision: BankRevision) -> set[str]:
    return {each.id for version in revision.sources for each in source_of(version).sentences}


def selected(revision: BankRevision) -> set[str]:
    """Return the sentences that students can choose from."""
    items = [item_of(version) for version in revision.items]
    return {
        target.sentence
        for item in items
        if isinstance(item, HotTextItem)
        for target in item.targets
    }


def test_a_question_on_a_sentence_that_stays_back_stays_back_too(small: SmallBank):
    small.replace(SOURCE, "word_bank:", "  - {id: s4, text: Nothing was sent.}\nword_bank:")
    small.replace(SOURCE, "[great lamp]", "[no such term]")
    small.replace(SELECTING, "  - id: s2\n", "  - id: s4\n")

    revision, said = publish(small)

    assert sentences(revision) == {"s1", "s2", "s3"}
    assert selected(revision) == {"s1", "s2"}
    assert [each for each in said if each.startswith(SELECTING) and "src1 stays" in each]


def test_a_source_keeps_the_sentences_of_a_question_that_stays_back(small: SmallBank):
    small.replace(SOURCE, "  - {id: s2, text: Two ships missed the entry in the dark.}\n", "")
    small.replace(SOURCE, "word_bank:\n  entry: the way into the harbour\n", "")
    small.replace(SELECTING, "  - id: s2\n", "  - id: s3\n")
    small.files[SELECTING] += "status: review\n"

    revision, said = publish(small)

    assert sentences(revision) == {"s1", "s2", "s3"}
    assert selected(revision) == {"s1", "s2"}
    assert [each for each in said if each.startswith(SOURCE) and "A-02 stays" in each]
    small.replace(SELECTING, "status: review", "status: ready")
    revision, said = publish(small)
    assert sentences(revision) == selected(revision) == {"s1", "s3"}
    assert not [each for each in said if "stays as it was" in each]


def test_what_keeps_a_source_back_keeps_back_all_that_needs_it_anew(small: SmallBank):
    small.replace(SOURCE, "{id: s2, text: Two ships", "{id: s4, text: Two ships")
    small.replace(SELECTING, "  - id: s2\n", "  - id: s4\n")
    small.files["items/A/A-06.yaml"] = small.files[SELECTING].replace("A-02", "A-06")
    small.files[SELECTING] += "status: draft\n"

    revision, said = publish(small)

    assert "A-06" not in item_ids(revision)
    assert selected(revision) <= sentences(revision) == {"s1", "s2", "s3"}
    assert [each for each in said if each.startswith("items/A/A-06") and "src1 stays" in each]


def test_a_quiz_keeps_the_marks_that_its_question_still_has(small: SmallBank):
    item = "items/A/A-04.yaml"
    small.replace(item, "max_mark: 4", "max_mark: 5")
    small.replace(item, "{level: 2, lowest: 3, highest: 4", "{level: 2, lowest: 3, highest: 5")
    small.files[item] += "status: review\n"
    small.replace(QUIZ, "max_mark: 4", "max_mark: 5")

    revision, said = publish(small)

    [quiz] = revision.quizzes
    assert quiz_of(quiz).entries[-1].max_mark == 4
    assert [each for each in said if each.startswith(QUIZ) and "A-04 stays" in each]


def test_a_list_that_cannot_be_read_stays_as_it_was(small: SmallBank):
    before = publish(small)[0].content
    small.files["misconceptions.yaml"] = "misconceptions: [\n"
    small.files["glossary.yaml"] = small.files["glossary.yaml"].replace("kind: word", "kind: sword")

    revision, _ = publish(small)

    assert before["misconceptions"]
    assert before["glossary"]
    assert revision.content["misconceptions"] == before["misconceptions"]
    assert revision.content["glossary"] == before["glossary"]
