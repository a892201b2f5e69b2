"""Publishing while others write, each on a connection of their own: nobody waits for the check."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from threading import Barrier
from time import sleep

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import delete, text

from quizapp.accounts.models import User
from quizapp.bank.pictures import prepared
from quizapp.database import db
from quizapp.editor import actions, four_eyes, working
from quizapp.editor.cli import publish as publish_command
from quizapp.editor.models import Agreement, Confirmation, Conflict, Draft, DraftSave
from quizapp.editor.publication import present_seal, seal_of
from quizapp.editor.working import find_working
from quizapp.quizzes import holding, publishing
from quizapp.quizzes.checking import KeepsChanging
from quizapp.quizzes.models import (
    BankImage,
    BankRevision,
    FileVersion,
    ItemVersion,
    QuizVersion,
    SourceVersion,
)
from quizapp.quizzes.pictures import keep
from quizapp.quizzes.queries import newest_revision
from tests.bank.pictures import file_of, image
from tests.editor.world import BANK, ITEM, World, seal
from tests.make import NOON, Make
from tests.pages import Pages

ADDRESS = f"/banks/{BANK}/publication"
OTHER = "items/A/A-02.yaml"
ROWS = (Draft, DraftSave, Agreement, Conflict)
VERSIONS = (ItemVersion, SourceVersion, QuizVersion, FileVersion)

Deed = Callable[[], None]


@pytest.fixture
def world(app: Flask, tmp_path: Path) -> Iterator[World]:
    """The harbour's bank, published for everybody to see; it is taken out again in the end."""
    with app.app_context():
        made = World(Make(), tmp_path)
        author_id = made.author.id
        db.session.rollback()  # nobody holds the database from here on
        yield made
        db.session.rollback()
        for revision in db.session.query(BankRevision).filter_by(bank=BANK):
            db.session.delete(revision)
        db.session.flush()
        for kind in (*ROWS, *VERSIONS):
            db.session.execute(delete(kind).where(kind.bank == BANK))
        db.session.delete(db.session.get_one(User, author_id))
        db.session.commit()


@pytest.fixture
def during_checks(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[Deed], None]:
    """Have somebody else do something during each check, at its beginning and near its end."""

    def have_done(deed: Deed) -> None:
        def elsewhere() -> None:
            with app.app_context():
                deed()

        def meanwhile(*_given: object) -> dict[str, holding.Why]:
            with ThreadPoolExecutor(1) as somebody_else:
                somebody_else.submit(elsewhere).result()
            return {}

        load = publishing.load_files
        monkeypatch.setattr(publishing, "load_files", lambda *given: meanwhile() or load(*given))
        monkeypatch.setattr(holding, "KEEPERS", [holding.Keeper(meanwhile, lambda _bank: "")])

    return have_done


def write_at_once(_number: int = 0) -> None:
    """Take what every writer needs, and fail if somebody has it; nothing is waited for."""
    if db.engine.dialect.name == "postgresql":
        assert db.session.scalar(text("SELECT pg_try_advisory_xact_lock(7413200001)"))
        db.session.rollback()
        return
    connection = db.engine.raw_connection()
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA busy_timeout=0")
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("ROLLBACK")
    finally:
        cursor.execute("PRAGMA busy_timeout=10000")
        connection.close()


def make_harder(world: World, path: str) -> None:
    world.save(path, world.text(path).replace("difficulty: 1", "difficulty: 3"))


def change_in_the_folder(world: World) -> None:
    world.small.replace(ITEM, "difficulty: 1", "difficulty: 3")
    world.small.load()


def add_remark(*words: str) -> None:
    """Save one more line in a file, as another author does."""
    working = find_working(BANK)
    assert working
    for each in words:
        actions.put(BANK, OTHER, f"{working.text(OTHER)}# {each}\n", None, NOON)
    db.session.commit()


def published() -> dict[str, str]:
    revision = newest_revision(BANK)
    assert revision
    return {each.path: each.text for each in revision.files}


def test_others_write_at_once_while_a_bank_is_checked(
    world: World, during_checks: Callable[[Deed], None]
):
    tried = count()
    make_harder(world, ITEM)
    during_checks(lambda: write_at_once(next(tried)))

    revision, _ = actions.publish(BANK, world.author, "Harder", NOON)
    db.session.commit()

    assert revision
    assert "difficulty: 3" in published()[ITEM]
    assert next(tried) == 2


def test_others_write_at_once_while_the_page_publishes(
    app: Flask, world: World, during_checks: Callable[[Deed], None]
):
    tried = count()
    make_harder(world, ITEM)
    pages = Pages(app).sign_in(world.author)
    form = {"seal": seal(pages.get(ADDRESS)), "path": ITEM}
    during_checks(lambda: write_at_once(next(tried)))

    pages.post(ADDRESS, form, status=302)

    assert "difficulty: 3" in published()[ITEM]
    assert next(tried) == 2


def test_a_page_whose_bank_never_keeps_still_says_so(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
):
    make_harder(world, ITEM)
    numbers = count()
    restless = holding.Keeper(lambda _loaded: {}, lambda _bank: str(next(numbers)))
    monkeypatch.setattr(holding, "KEEPERS", [restless])
    pages = Pages(app).sign_in(world.author)
    form = {"seal": seal(pages.get(ADDRESS)), "message": "Why", "path": ITEM}

    page = pages.post(ADDRESS, form, status=409)

    assert "Nothing was published: try again." in page.words()
    assert 'value="Why"' in page.text
    assert "difficulty: 1" in published()[ITEM]


def test_others_write_at_once_while_a_folder_is_checked(
    app: Flask, world: World, during_checks: Callable[[Deed], None]
):
    tried = count()
    change_in_the_folder(world)
    during_checks(lambda: write_at_once(next(tried)))

    done = CliRunner().invoke(publish_command, ["--bank", str(world.small.folder)], obj=lambda: app)

    assert done.exit_code == 0, done.output
    assert "difficulty: 3" in published()[ITEM]
    assert next(tried) == 2


def test_what_is_saved_during_the_check_is_checked_too(
    world: World, during_checks: Callable[[Deed], None]
):
    make_harder(world, ITEM)
    remarks = iter(["a remark"])
    during_checks(lambda: add_remark(*remarks))

    revision, _ = actions.publish(BANK, world.author, "", NOON)
    db.session.commit()

    assert revision
    assert "# a remark" in published()[OTHER]
    assert world.working.drafts == {}


def test_a_choice_is_void_once_something_is_saved_during_the_check(
    world: World, during_checks: Callable[[Deed], None]
):
    make_harder(world, ITEM)
    choice = actions.Choice([ITEM], seal_of(world.working))
    remarks = iter(["a remark"])
    during_checks(lambda: add_remark(*remarks))

    with pytest.raises(actions.Outdated):
        actions.publish(BANK, world.author, "", NOON, choice)

    assert "difficulty: 1" in published()[ITEM]


def test_a_bank_that_never_keeps_still_is_not_published(
    world: World, during_checks: Callable[[Deed], None]
):
    make_harder(world, ITEM)
    numbers = count()
    during_checks(lambda: add_remark(f"remark {next(numbers)}"))

    with pytest.raises(KeepsChanging):
        actions.publish(BANK, world.author, "", NOON)

    assert "difficulty: 1" in published()[ITEM]
    write_at_once()


def test_a_folder_whose_bank_never_keeps_still_is_left_with_a_sentence(
    app: Flask, world: World, during_checks: Callable[[Deed], None]
):
    change_in_the_folder(world)
    numbers = count()
    during_checks(lambda: add_remark(f"remark {next(numbers)}"))

    done = CliRunner().invoke(publish_command, ["--bank", str(world.small.folder)], obj=lambda: app)

    assert done.exit_code == 1
    assert "changed again and again while it was checked. Nothing was published" in done.output
    assert "difficulty: 1" in published()[ITEM]


def test_two_authors_who_publish_the_same_page_at_once_publish_it_once(app: Flask, world: World):
    make_harder(world, ITEM)
    choice = actions.Choice([ITEM], seal_of(world.working))
    before = db.session.query(BankRevision).filter_by(bank=BANK).count()
    db.session.rollback()
    together = Barrier(2)

    def publish() -> bool:
        with app.app_context():
            together.wait()
            try:
                revision, _ = actions.publish(BANK, None, "", NOON, choice)
            except actions.Outdated:
                return False
            db.session.commit()
            return revision is not None

    with ThreadPoolExecutor(2) as pool:
        made = [done.result() for done in [pool.submit(publish) for _ in range(2)]]

    assert sorted(made) == [False, True]
    assert db.session.query(BankRevision).filter_by(bank=BANK).count() == before + 1


def test_the_seal_that_is_looked_up_is_the_one_of_what_is_read(world: World):
    assert present_seal(BANK) == seal_of(world.working)
    make_harder(world, ITEM)
    drafted = present_seal(BANK)
    assert drafted == seal_of(world.working)
    world.save(OTHER, None)
    assert present_seal(BANK) == seal_of(world.working) != drafted


def twice_at_once(app: Flask, deed: Deed) -> None:
    """Do something here, and do it again elsewhere before anybody could know of the first time."""

    def elsewhere() -> None:
        with app.app_context():
            deed()
            db.session.commit()

    deed()
    with ThreadPoolExecutor(1) as somebody_else:
        done = somebody_else.submit(elsewhere)
        sleep(0.3)
        db.session.commit()
        done.result()


def test_a_picture_that_two_authors_bring_at_once_is_kept_once(app: Flask, world: World):
    picture = prepared(file_of(image()), "lamp.png")

    twice_at_once(app, lambda: keep(BANK, picture))

    assert db.session.query(BankImage).filter_by(bank=BANK).count() == 1
    db.session.execute(delete(BankImage).where(BankImage.bank == BANK))
    db.session.commit()


def test_a_confirmation_that_is_sent_twice_at_once_is_one(app: Flask, world: World):
    number = world.author.id
    care = four_eyes.care_of(world.working, "A-01")
    assert care

    def confirm() -> None:
        author = db.session.get_one(User, number)
        four_eyes.confirm(BANK, "A-01", care.hash, author, NOON)

    twice_at_once(app, confirm)

    assert db.session.query(Confirmation).filter_by(bank=BANK).count() == 1
    db.session.execute(delete(Confirmation).where(Confirmation.bank == BANK))
    db.session.commit()


SAVING: dict[str, tuple[str, dict[str, object]]] = {
    "form": (f"files/{ITEM}/form", {"do": "open", "text": "id: A-01\ntype: grid\n"}),
    "question": ("items/new", {"type": "grid", "section": "A", "ident": "A-31"}),
    "source": ("sources/src1", {"step": "save", "title": "Mine", "started_from": "x"}),
    "quiz": ("quizzes/Q1", {"do": "save", "ident": "Q1", "title": "T", "purpose": "P",
        "mode": "self", "minutes": "9", "entry": ["A-03"], "started_from": "x"}),
    "retirement": ("items/A-01/retirement", {"reason": "Twice the same"}),
    "confirmation": ("items/A-01/confirmations", {"shown": "x"}),
}  # fmt: skip


@pytest.mark.parametrize(("address", "given"), SAVING.values(), ids=SAVING.keys())
def test_others_write_at_once_while_a_bank_is_read_to_save_something(
    app: Flask,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    given: dict[str, object],
):
    read, tried = working.load_files, []

    def elsewhere() -> None:
        with app.app_context():
            write_at_once()

    def meanwhile(*files: object) -> object:
        with ThreadPoolExecutor(1) as somebody_else:
            somebody_else.submit(elsewhere).result()
        tried.append(files)
        return read(*files)  # type: ignore[arg-type]

    pages = Pages(app).sign_in(world.author)
    db.session.commit()
    monkeypatch.setattr(working, "load_files", meanwhile)

    answer = pages.client.post(f"/banks/{BANK}/{address}", data=given)

    assert answer.status_code in {200, 302, 409, 422}
    assert tried
