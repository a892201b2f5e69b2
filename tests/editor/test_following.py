"""Folder and database: which of them changed, and how they come to agree."""

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from flask import Flask

from quizapp.bank import journal
from quizapp.database import db
from quizapp.editor import actions, following, sync
from quizapp.editor.following import Report, follow
from quizapp.editor.models import Agreement, Conflict, Draft, DraftSave
from quizapp.editor.working import text_hash
from quizapp.quizzes.models import BankRevision
from tests.editor.world import BANK, ITEM, World
from tests.make import NOON
from tests.pages import Pages

GLOSSARY, OTHER = "glossary.yaml", "items/A/A-02.yaml"


def run(world: World, *, writes: bool = True) -> Report:
    """Follow the world's folder as a server does."""
    db.session.commit()
    return follow(world.small.folder, NOON, writes=writes)


def on_disk(world: World, path: str) -> str | None:
    """Return what a file of the folder says."""
    place: Path = world.small.folder / path
    return place.read_text(encoding="utf-8") if place.exists() else None


def put_on_disk(world: World, path: str, text: str | None) -> None:
    place: Path = world.small.folder / path
    if text is None:
        place.unlink(missing_ok=True)
    else:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


def in_database(world: World, path: str) -> str | None:
    text: str | None = world.working.text(path)
    return text


TEXTS: list[str | None] = [None, "one\n", "two\n", "three\n"]
"""A file that is absent, as it was, and as either side may have changed it."""


@pytest.mark.parametrize(("folder", "database", "agreed"), [*product(TEXTS, TEXTS, TEXTS[:3])])
def test_every_combination_of_three_states_ends_as_it_must(
    world: World, folder: str | None, database: str | None, agreed: str | None
):
    path = "items/A/A-50.yaml"
    put_on_disk(world, path, folder)
    actions.put(BANK, path, database, None, NOON)
    sync.agree(BANK, {path: text_hash(agreed)})

    report = run(world)

    held = db.session.get(Agreement, (BANK, path))
    noted = db.session.query(Conflict).filter_by(path=path).one_or_none()
    if folder == database or agreed in (folder, database):
        winner = folder if database in (agreed, folder) else database
        assert on_disk(world, path) == in_database(world, path) == winner
        assert (held.hash if held else "") == text_hash(winner)
        assert noted is None
        assert report.conflicts == []
    else:
        assert (on_disk(world, path), in_database(world, path)) == (folder, database)
        assert noted is not None
        assert noted.folder_text == folder
        assert report.conflicts == [path]
    assert in_agreement_or_told(world, run(world))


def in_agreement_or_told(world: World, again: Report) -> bool:
    """Whether a second look finds nothing to do."""
    return not again.drafted and not again.written


def test_an_edit_in_the_folder_becomes_a_draft_of_the_folder(world: World):
    run(world)
    put_on_disk(world, ITEM, world.text(ITEM) + "# by hand\n")

    report = run(world)

    assert report.drafted == [ITEM]
    assert "# by hand" in world.text(ITEM)
    assert world.working.drafts[ITEM].saved_by is None
    assert "# by hand" not in world.working.published[ITEM]


def test_a_draft_is_written_to_the_folder_and_a_draft_taken_back_too(world: World):
    run(world)
    before = world.text(ITEM)
    world.save(ITEM, before + "# in the browser\n")

    report = run(world)
    written = on_disk(world, ITEM)
    world.save(ITEM, before)
    run(world)

    assert report.written == [ITEM]
    assert written == before + "# in the browser\n"
    assert on_disk(world, ITEM) == before


def test_publishing_in_the_browser_leaves_the_folder_as_it_is(world: World):
    run(world)
    world.save(ITEM, world.text(ITEM) + "# in the browser\n")
    run(world)

    actions.publish(BANK, world.author, "A remark", NOON)
    report = run(world)

    assert not report.written
    assert not report.drafted
    assert on_disk(world, ITEM) == world.working.published[ITEM]


def test_a_file_removed_in_the_browser_goes_and_empty_folders_with_it(world: World):
    path = "items/B/B-01.yaml"
    world.save(path, "id: B-01\n")
    run(world)
    assert on_disk(world, path) == "id: B-01\n"

    world.save(path, None)
    run(world)

    assert not (world.small.folder / "items/B").exists()
    assert (world.small.folder / "items/A").exists()


def test_a_file_removed_in_the_folder_is_a_draft_that_removes_it(world: World):
    run(world)
    put_on_disk(world, OTHER, None)

    run(world)

    assert world.working.drafts[OTHER].text is None
    assert OTHER in world.working.published


def test_a_conflict_ends_when_the_folder_goes_back(world: World):
    run(world)
    before = world.text(ITEM)
    world.save(ITEM, before + "# browser\n")
    put_on_disk(world, ITEM, before + "# folder\n")
    assert run(world).conflicts == [ITEM]

    put_on_disk(world, ITEM, before)
    run(world)

    assert db.session.query(Conflict).count() == 0
    assert on_disk(world, ITEM) == before + "# browser\n"


def test_a_bank_published_before_has_met_its_folder(world: World):
    put_on_disk(world, ITEM, world.text(ITEM) + "# by hand\n")

    assert run(world).drafted == [ITEM]
    assert db.session.query(Conflict).count() == 0


def test_line_endings_first_mark_and_rights_of_a_file_are_kept(world: World):
    place = world.small.folder / GLOSSARY
    place.write_bytes(b"\xef\xbb\xbf" + world.text(GLOSSARY).replace("\n", "\r\n").encode())
    place.chmod(0o640)
    assert not run(world).drafted

    world.save(GLOSSARY, world.text(GLOSSARY) + "# more\n")
    run(world)

    assert place.read_bytes().startswith(b"\xef\xbb\xbf#")
    assert place.read_bytes().endswith(b"\r\n# more\r\n")
    assert b"\n" not in place.read_bytes().replace(b"\r\n", b"")
    assert place.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_rights_that_the_folder_has(world: World):
    world.small.folder.chmod(0o775)
    world.save("items/B/B-01.yaml", "id: B-01\n")
    run(world)

    assert (world.small.folder / "items/B/B-01.yaml").stat().st_mode & 0o777 == 0o664
    assert (world.small.folder / "items/B").stat().st_mode & 0o777 == 0o775


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"id: \xff\n", "not UTF-8"),
        (b"id: A\n\0", "line 2"),
        (b"#" * 1_000_001, "over 1 MB"),
    ],
)
def test_what_is_no_text_is_a_problem_and_is_left_alone(world: World, content: bytes, words: str):
    run(world)
    (world.small.folder / ITEM).write_bytes(content)
    world.save(ITEM, world.text(ITEM) + "# browser\n")

    report = run(world)

    assert words in str(report.problems)
    assert (world.small.folder / ITEM).read_bytes() == content
    assert "# browser" in world.text(ITEM)


def test_a_link_out_of_the_folder_is_neither_read_nor_written(world: World, tmp_path: Path):
    run(world)
    outside = tmp_path / "outside.yaml"
    outside.write_text("secret: yes\n")
    (world.small.folder / ITEM).unlink()
    (world.small.folder / ITEM).symlink_to(outside)
    world.save(ITEM, world.text(ITEM) + "# browser\n")

    report = run(world)

    assert "leads out of the folder" in str(report.problems)
    assert outside.read_text() == "secret: yes\n"
    assert db.session.query(DraftSave).filter(DraftSave.text.contains("secret")).count() == 0


def test_a_linked_folder_is_never_written_through(world: World, tmp_path: Path):
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    (world.small.folder / "items/B").symlink_to(outside)
    world.save("items/B/B-01.yaml", "id: B-01\n")

    report = run(world)

    assert "leads out" in report.unwritable
    assert list(outside.iterdir()) == []


def test_a_name_that_no_file_may_have_is_told(world: World):
    put_on_disk(world, "items/A/my question.yaml", "id: A-07\n")

    report = run(world)

    assert "the name is none" in str(report.problems)
    assert not report.drafted


def test_a_folder_without_its_head_is_not_followed(world: World):
    run(world)
    for path in ("bank.yaml", ITEM, OTHER):
        put_on_disk(world, path, None)

    report = run(world)

    assert "no bank" in str(report.problems)
    assert world.working.drafts == {}


def test_while_its_head_is_broken_a_folder_keeps_its_bank(world: World):
    run(world)
    put_on_disk(world, "bank.yaml", "id: [\n")

    report = run(world)

    assert report.bank == BANK
    assert report.drafted == ["bank.yaml"]


def test_a_folder_that_cannot_be_written_is_said_once_and_read_on(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    run(world)

    def read_only(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "rename", read_only)
    world.save(ITEM, world.text(ITEM) + "# browser\n")
    db.session.commit()
    follower = following.Follower(app, [world.small.folder])

    follower.follow_all(NOON)
    put_on_disk(world, OTHER, world.text(OTHER) + "# folder\n")
    [report] = follower.follow_all(NOON)

    assert report.drafted == [OTHER]
    assert "Read-only" in report.unwritable
    assert len([each for each in caplog.messages if "only read" in each]) == 1


def test_the_second_of_two_folders_of_one_bank_is_left_alone(app: Flask, world: World, tmp_path):
    other = tmp_path / "copy"
    other.mkdir()
    (other / "bank.yaml").write_text(world.small.files["bank.yaml"] + "# copy\n")
    db.session.commit()

    reports = following.Follower(app, [world.small.folder, other]).follow_all(NOON)

    assert [report.folder for report in reports] == [world.small.folder]


def test_without_leave_to_write_a_folder_is_only_read(world: World):
    run(world)
    before = on_disk(world, ITEM)
    world.save(ITEM, world.text(ITEM) + "# browser\n")
    put_on_disk(world, OTHER, world.text(OTHER) + "# folder\n")

    report = run(world, writes=False)

    assert report.drafted == [OTHER]
    assert on_disk(world, ITEM) == before


def test_a_change_at_the_last_moment_is_not_overwritten(world: World, tmp_path: Path):
    staged = journal.stage(
        world.small.folder,
        [journal.Change(ITEM, world.text(ITEM).encode(), b"id: new\n")],
    )
    put_on_disk(world, ITEM, "id: by hand\n")

    done = journal.finish(staged)

    assert done.left == [ITEM]
    assert on_disk(world, ITEM) == "id: by hand\n"


@pytest.fixture
def followed(app: Flask, world: World) -> Callable[[], following.Follower]:
    """Lets the app follow the world's folder while a test runs."""
    run(world)
    app.extensions[following.EXTENSION] = following.Follower(app, [world.small.folder])
    app.after_request_funcs.setdefault(None, []).append(following._after_request)
    yield
    app.after_request_funcs[None].remove(following._after_request)
    del app.extensions[following.EXTENSION]


def test_saving_in_the_browser_reaches_the_folder_at_once(
    world: World, pages: Pages, followed: object
):
    begun = world.text(ITEM)
    form = {"text": begun + "# browser\n", "started_from": text_hash(begun)}

    pages.sign_in(world.author).post(f"/banks/{BANK}/files/{ITEM}", form)

    assert on_disk(world, ITEM) == begun + "# browser\n"


def test_a_folder_in_trouble_is_no_trouble_of_the_page(
    world: World, pages: Pages, followed: object, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is on strike")

    monkeypatch.setattr(following, "follow", fail)
    begun = world.text(ITEM)
    form = {"text": begun + "# browser\n", "started_from": text_hash(begun)}

    pages.sign_in(world.author).post(f"/banks/{BANK}/files/{ITEM}", form)

    assert db.session.query(Draft).one().path == ITEM


def test_following_never_publishes(world: World):
    put_on_disk(world, ITEM, world.text(ITEM).replace("difficulty: 1", "difficulty: 2"))

    run(world)

    assert db.session.query(BankRevision).filter_by(bank=BANK).count() == 1
