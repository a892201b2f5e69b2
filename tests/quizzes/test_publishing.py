"""Publishing a bank's folder: all of it or nothing, and nothing twice."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import func, select

from quizapp.bank.problems import Problem
from quizapp.database import db
from quizapp.quizzes import publishing, recording
from quizapp.quizzes.models import BankRevision, FileVersion, ItemVersion, QuizVersion
from quizapp.quizzes.publishing import publish_folder
from quizapp.quizzes.queries import (
    find_published_quiz,
    newest_revision,
    newest_revisions,
)
from tests.make import NOON, Make, real_bank
from tests.pages import Pages


@pytest.fixture
def folder(tmp_path: Path, bank_folder: Path) -> Path:
    """A copy of the real bank that a test may change."""
    copy = tmp_path / "bank"
    shutil.copytree(bank_folder, copy)
    return copy


def publish(folder: Path) -> tuple[BankRevision | None, Sequence[Problem]]:
    done = publish_folder(folder, NOON)
    db.session.commit()
    return done


def counted(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_whole_bank_is_published_with_its_quizzes(make: Make, folder: Path):
    revision, problems = publish(folder)

    assert revision is not None
    assert len(revision.items) == len(real_bank().items)
    assert not [p for p in problems if p.severity == "error"]
    quiz = find_published_quiz("stalin-trotsky", "Q01")
    assert quiz is not None
    assert list(quiz.max_marks.values()) == [3, 2, 4, 6, 9]


def test_publishing_the_same_again_changes_nothing(make: Make, folder: Path, monkeypatch):
    publish(folder)
    monkeypatch.setattr(publishing, "load_files", lambda *_: pytest.fail("loaded again"))

    again, _problems = publish(folder)

    assert again is None
    assert counted(BankRevision) == 1


def test_a_comment_is_kept_in_the_text_and_makes_no_new_version(make: Make, folder: Path):
    publish(folder)
    before = counted(ItemVersion), counted(FileVersion)
    edit(folder, "items/S1/S1-03.yaml", "id: S1-03", "# a remark\nid: S1-03")

    again, _problems = publish(folder)

    assert again is not None
    assert (counted(ItemVersion), counted(FileVersion)) == (before[0], before[1] + 1)
    texts = {each.path: each.text for each in again.files}
    assert "# a remark" in texts["items/S1/S1-03.yaml"]


def test_the_texts_of_a_revision_are_those_of_what_is_whole(make: Make, folder: Path):
    first, _problems = publish(folder)
    edit(folder, "items/S1/S1-03.yaml", "difficulty: 2", "difficulty: 9")
    edit(folder, "items/S1/S1-01.yaml", "difficulty: 1", "difficulty: 2")

    second, _problems = publish(folder)

    assert first is not None
    assert second is not None
    texts = {each.path: each.text for each in second.files}
    assert set(texts) == {each.path for each in first.files}
    assert "difficulty: 2" in texts["items/S1/S1-03.yaml"]
    assert "difficulty: 2" in texts["items/S1/S1-01.yaml"]


def test_a_changed_item_makes_one_new_version(make: Make, folder: Path):
    publish(folder)
    before = counted(ItemVersion)
    edit(folder, "items/S1/S1-03.yaml", "difficulty: 2", "difficulty: 3")

    revision, _problems = publish(folder)

    assert revision is not None
    assert counted(ItemVersion) == before + 1
    assert len(revision.items) == len(real_bank().items)


def test_a_broken_item_keeps_its_last_good_version(make: Make, folder: Path):
    first, _problems = publish(folder)
    edit(folder, "items/S1/S1-03.yaml", "difficulty: 2", "difficulty:\n\t- 2")
    edit(folder, "items/S1/S1-01.yaml", "difficulty: 1", "difficulty: 2")

    second, problems = publish(folder)

    assert any("S1-03" in problem.path for problem in problems)
    assert first is not None
    assert second is not None
    versions = {v.item_id: v.id for v in second.items}
    earlier = {v.item_id: v.id for v in first.items}
    assert versions["S1-03"] == earlier["S1-03"]
    assert versions["S1-01"] != earlier["S1-01"]


def test_an_item_broken_from_the_start_stays_out_with_its_quizzes(make: Make, folder: Path):
    edit(folder, "items/S1/S1-03.yaml", "difficulty: 2", "difficulty: 9")

    revision, _problems = publish(folder)

    assert revision is not None
    assert "S1-03" not in {version.item_id for version in revision.items}
    assert "Q02" not in {version.quiz_id for version in revision.quizzes}
    assert "Q03" in {version.quiz_id for version in revision.quizzes}


def test_a_retired_item_is_left_out(make: Make, folder: Path):
    publish(folder)
    (folder / "items/S1/S1-16.yaml").unlink()
    (folder / "quizzes/Q02.yaml").unlink()
    (folder / "retired.yaml").write_text(
        "# yaml-language-server: $schema=schema.json#/$defs/retired\n"
        "retired:\n  - {id: S1-16, reason: tried out}\n  - {id: Q02, reason: tried out}\n"
    )

    revision, _problems = publish(folder)

    assert revision is not None
    assert "S1-16" not in {version.item_id for version in revision.items}


def test_what_is_taken_out_of_the_folder_is_published_no_more(make: Make, folder: Path):
    publish(folder)
    (folder / "quizzes/Q06.yaml").unlink()

    revision, _problems = publish(folder)

    assert revision is not None
    assert "Q06" not in {version.quiz_id for version in revision.quizzes}


def test_what_may_stand_in_an_unreadable_file_stays_published(make: Make, folder: Path):
    publish(folder)
    path = folder / "items/S1/S1-03.yaml"
    path.rename(path.with_name("renamed.yaml"))
    edit(folder, "items/S1/renamed.yaml", "id: S1-03", "id: [")

    again, _problems = publish(folder)

    assert again is None
    revision = newest_revision("stalin-trotsky")
    assert revision is not None
    assert "S1-03" in {version.item_id for version in revision.items}
    assert revision.content["broken"] == ["renamed"]


def test_a_main_file_that_is_broken_changes_nothing(make: Make, folder: Path):
    publish(folder)
    edit(folder, "bank.yaml", "id: stalin-trotsky", "ID: stalin-trotsky")

    again, problems = publish(folder)

    assert again is None
    assert problems
    assert find_published_quiz("stalin-trotsky", "Q01") is not None


def test_two_banks_keep_apart(make: Make, folder: Path, tmp_path: Path, bank_folder: Path):
    other = tmp_path / "other"
    shutil.copytree(bank_folder, other)
    edit(other, "bank.yaml", "id: stalin-trotsky", "id: another-bank")

    publish(folder)
    publish(other)

    assert [each.bank for each in newest_revisions()] == ["another-bank", "stalin-trotsky"]
    assert publish(folder) == (None, ())
    assert publish(other) == (None, ())


def test_teachers_read_how_many_questions_have_mistakes(make: Make, pages: Pages, folder: Path):
    publish(folder)
    pages.sign_in(make.teacher())
    before = pages.get("/quizzes").words()
    edit(folder, "items/S1/S1-03.yaml", "difficulty: 2", "difficulty: 9")
    publish(folder)

    after = pages.get("/quizzes").words()

    assert "mistake in its file" not in before
    assert "1 question has a mistake in its file: S1-03." in after


def test_a_failure_half_way_leaves_nothing(make: Make, folder: Path, monkeypatch):
    make.school()
    db.session.commit()
    stored = recording._stored

    def fails_at_quizzes(kind, bank, some):
        if kind.version is QuizVersion:
            assert counted(ItemVersion)
            raise OSError
        return stored(kind, bank, some)

    monkeypatch.setattr(recording, "_stored", fails_at_quizzes)

    with pytest.raises(OSError):  # noqa: PT011  (the failure the test brings about)
        publish(folder)
    db.session.rollback()

    assert newest_revision("stalin-trotsky") is None
    assert counted(ItemVersion) == 0


def test_paths_lead_through_the_quizzes_that_are_published(make: Make, pages: Pages, folder: Path):
    quizzes = "[Q02, Q99]"
    (folder / "paths.yaml").write_text(
        "# yaml-language-server: $schema=schema.json#/$defs/paths\npaths:\n"
        "  - id: one\n    title: One lesson\n    purpose: For a short week.\n"
        f"    lessons: [{{title: A complaint, quizzes: {quizzes}, note: Bring paper.}}]\n"
    )
    publish(folder)

    page = pages.sign_in(make.teacher()).get("/quizzes")

    assert "One lesson For a short week. A complaint Bring paper. Source 1 clinic" in page.words()
    assert "Q99" not in page.text
