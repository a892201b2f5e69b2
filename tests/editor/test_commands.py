"""``quizapp bank publish``, ``pull`` and ``status``."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click import Command
from click.testing import CliRunner, Result
from flask import Flask

from quizapp.database import db
from quizapp.editor import actions
from quizapp.editor.cli import publish, status
from quizapp.editor.following import follow
from quizapp.editor.pulling_cli import pull
from quizapp.quizzes.queries import newest_revision
from tests.editor.world import BANK, ITEM, World
from tests.make import NOON

OTHER, GLOSSARY = "items/A/A-02.yaml", "glossary.yaml"

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask, world: World, tmp_path: Path) -> Run:
    """Runs a command on the world's folder; the folder has been followed before."""
    db.session.commit()
    follow(world.small.folder, NOON)

    def command(what: Command, *given: str) -> Result:
        db.session.commit()
        arguments = [*given] if "--bank" in given else ["--bank", str(world.small.folder), *given]
        done = CliRunner().invoke(what, arguments, obj=lambda: app)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    return command


def by_hand(world: World, path: str = ITEM) -> str:
    """Change a file of the folder; return its text."""
    place: Path = world.small.folder / path
    text = place.read_text() + "# by hand\n"
    place.write_text(text)
    return text


def test_publishing_takes_the_folder_and_its_message(world: World, run: Run):
    text = by_hand(world)

    done = run(publish, "--message", "A remark")
    revision = newest_revision(BANK)

    assert done.exit_code == 0
    assert revision is not None
    assert revision.message == "A remark"
    assert world.working.published[ITEM] == text
    assert world.working.drafts == {}


def test_publishing_ends_the_draft_that_says_the_same(world: World, run: Run):
    text = by_hand(world)
    world.save(ITEM, text)

    run(publish)

    assert world.working.drafts == {}
    assert world.working.published[ITEM] == text


def test_what_only_the_browser_changed_stays_a_draft(world: World, run: Run):
    before = world.text(ITEM)
    world.save(ITEM, before + "# browser\n")
    by_hand(world, OTHER)

    done = run(publish)

    assert done.exit_code == 0
    assert "only the browser changed it" in done.output
    assert world.working.published[ITEM] == before
    assert list(world.working.drafts) == [ITEM]


def test_what_the_browser_published_is_not_undone(world: World, run: Run):
    text = world.text(ITEM) + "# browser\n"
    world.save(ITEM, text)
    actions.publish(BANK, world.author, "", NOON)
    by_hand(world, OTHER)

    run(publish)

    assert world.working.published[ITEM] == text
    assert "# by hand" in world.working.published[OTHER]


def test_a_file_changed_on_both_sides_is_told_and_not_published(world: World, run: Run):
    before = world.text(ITEM)
    world.save(ITEM, before + "# browser\n")
    text = by_hand(world)

    done = run(publish)

    assert done.exit_code == 1
    assert f"{ITEM}: changed in the folder and in the browser" in done.output
    assert world.working.published[ITEM] == before
    assert (world.small.folder / ITEM).read_text() == text
    assert "# browser" in world.text(ITEM)


def test_what_is_broken_stays_as_it_was(world: World, run: Run):
    before = world.text(ITEM)
    (world.small.folder / ITEM).write_bytes(b"id: \xff\n")
    by_hand(world, OTHER)

    done = run(publish)

    assert done.exit_code == 1
    assert "not UTF-8" in done.output
    assert world.working.published[ITEM] == before
    assert "# by hand" in world.working.published[OTHER]


def test_a_file_of_an_odd_name_is_told_once_and_not_published(world: World, run: Run):
    odd = world.small.folder / "items/A/my item.yaml"
    odd.write_text(world.text(ITEM).replace("A-01", "A-07"), encoding="utf-8")

    done = run(publish)

    assert done.exit_code == 1
    assert done.output.count("my item.yaml:1:1: the name is none") == 1
    revision = newest_revision(BANK)
    assert revision
    assert "A-07" not in [each.item_id for each in revision.items]
    assert not [each.path for each in revision.files if "my item" in each.path]


def test_a_question_that_is_not_ready_is_named_and_nothing_is_amiss(world: World, run: Run):
    world.small.replace("items/A/A-02.yaml", "seconds: 30\n", "seconds: 30\nstatus: draft\n")
    world.small.load()

    done = run(publish)

    assert done.exit_code == 0
    assert "A-02" in done.output


def test_pulling_writes_what_authors_left_with_its_comments(world: World, run: Run):
    text = world.text(ITEM) + "# browser\n"
    world.save(ITEM, text)
    world.save(OTHER, None)

    done = run(pull)

    assert done.exit_code == 0, done.output
    assert f"writes {ITEM}" in done.output
    assert f"removes {OTHER}" in done.output
    assert (world.small.folder / ITEM).read_text() == text
    assert not (world.small.folder / OTHER).exists()


def test_pulling_what_is_published_leaves_drafts_out_and_keeps_them(world: World, run: Run):
    before = world.text(ITEM)
    world.save(ITEM, before + "# browser\n")
    run(pull)

    run(pull, "--published")

    assert (world.small.folder / ITEM).read_text() == before
    assert world.text(ITEM) == before + "# browser\n"
    assert f"{ITEM}: changed in the browser" in run(status).output


def test_pulling_into_a_new_folder_writes_all_of_it(world: World, run: Run, tmp_path: Path):
    done = run(pull, "--bank", str(tmp_path / "new"), "--id", BANK)

    assert done.exit_code == 0, done.output
    for path, text in world.working.texts.items():
        assert (tmp_path / "new" / path).read_text() == text


def test_pulling_never_overwrites_what_the_database_has_not_seen(world: World, run: Run):
    world.save(OTHER, world.text(OTHER) + "# browser\n")
    text = by_hand(world)

    done = run(pull)

    assert done.exit_code == 1
    assert ITEM in done.output
    assert "Nothing was written" in done.output
    assert (world.small.folder / ITEM).read_text() == text
    assert "# browser" not in (world.small.folder / OTHER).read_text()


def test_forced_pulling_keeps_a_copy(app: Flask, world: World, run: Run):
    text, before = by_hand(world), world.text(ITEM)

    done = run(pull, "--force")
    kept = app.config["QUIZAPP"].instance / "kept"

    assert done.exit_code == 0, done.output
    assert (world.small.folder / ITEM).read_text() == before
    assert [each.read_text() for each in kept.rglob("A-01.yaml")] == [text]


def test_pulling_says_which_banks_there_are(world: World, run: Run, tmp_path: Path):
    wrong = run(pull, "--bank", str(tmp_path / "new"), "--id", "lighthouse")
    other = run(pull, "--id", "lighthouse")

    assert (wrong.exit_code, other.exit_code) == (1, 1)
    assert "harbour" in wrong.output
    assert "harbour" in other.output


def test_status_says_what_differs_where(world: World, run: Run):
    assert "Folder and database agree." in run(status).output
    world.save(ITEM, world.text(ITEM) + "# browser\n")
    by_hand(world)
    by_hand(world, GLOSSARY)
    world.save(OTHER, None)

    said = run(status).output

    assert f"{ITEM}: changed on both sides" in said
    assert "# by hand" in said
    assert f"{GLOSSARY}: changed in the folder" in said
    assert f"{OTHER}: changed in the browser (removed there)" in said
    assert f"{OTHER}: a draft, last changed by {world.author.name}" in said
