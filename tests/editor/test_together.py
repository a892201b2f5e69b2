"""Several authors, and conflicts between folder and browser, as pages show them."""

from datetime import timedelta

import pytest

from quizapp.bank.merging import BEGUN
from quizapp.database import db
from quizapp.editor import presence
from quizapp.editor.following import follow
from quizapp.editor.models import Conflict
from quizapp.editor.working import text_hash
from tests.editor.world import BANK, ITEM, World
from tests.make import NOON, Make
from tests.pages import Page, Pages

FILE = f"/banks/{BANK}/files/{ITEM}"
CONFLICT = f"/banks/{BANK}/conflicts/{ITEM}"
FIRST, LAST = "difficulty: 1", "explanation: The last sentence holds the request."


def field(page: Page, name: str) -> str:
    """Return what a field of a page holds, as a browser would send it."""
    for each in [*page.all("input"), *page.all("textarea")]:
        if each.get("name") == name:
            return each.get("value") or "".join(each.itertext())
    raise AssertionError(f"no field {name}")


def collide(world: World, pages: Pages, mine: str, theirs: str) -> Page:
    """Save a text after somebody else has saved another one; return the page that comes."""
    begun = text_hash(world.text(ITEM))
    world.save(ITEM, theirs)
    pages.sign_in(world.author)
    return pages.post(FILE, {"text": mine, "started_from": begun}, status=409)


def test_changes_of_different_lines_are_proposed_together(world: World, pages: Pages):
    text = world.text(ITEM)
    mine, theirs = text.replace(FIRST, "difficulty: 2"), text.replace(LAST, "explanation: It does.")

    page = collide(world, pages, mine, theirs)
    proposal = field(page, "text")
    form = {"text": proposal, "started_from": field(page, "started_from")}
    pages.post(FILE, form)

    assert "difficulty: 2" in world.text(ITEM)
    assert "explanation: It does." in world.text(ITEM)
    assert "touch different lines" in page.words()
    assert world.author.name in page.words()


def test_changes_of_the_same_line_are_marked_and_listed(world: World, pages: Pages):
    text = world.text(ITEM)
    mine, theirs = text.replace(FIRST, "difficulty: 2"), text.replace(FIRST, "difficulty: 3")

    page = collide(world, pages, mine, theirs)

    assert "1 place was changed by both" in page.words()
    line = text.split(FIRST)[0].count("\n") + 1
    assert f"Line {line}" in page.words()
    for part in ("difficulty: 2", "difficulty: 3", BEGUN):
        assert part in field(page, "text")


def test_three_texts_are_shown_with_their_differences_in_words(world: World, pages: Pages):
    text = world.text(ITEM)

    page = collide(
        world,
        pages,
        text.replace(FIRST, "difficulty: 2"),
        text.replace(LAST, "explanation: It does."),
    )

    assert "What you began with" in page.words()
    assert "removed: difficulty: 1" in page.words()
    assert "added: explanation: It does." in page.words()


def test_what_was_removed_meanwhile_can_be_saved_again(world: World, pages: Pages):
    begun = world.text(ITEM)
    world.save(ITEM, None)
    pages.sign_in(world.author)

    page = pages.post(
        FILE, {"text": begun + "# more\n", "started_from": text_hash(begun)}, status=409
    )
    pages.post(FILE, {"text": field(page, "text"), "started_from": field(page, "started_from")})

    assert "The file was removed" in page.words()
    assert world.text(ITEM) == begun + "# more\n"


@pytest.mark.parametrize("begun", ["", "nonsense"])
def test_a_text_begun_nowhere_is_kept_all_the_same(world: World, pages: Pages, begun: str):
    world.save(ITEM, world.text(ITEM) + "# theirs\n")
    pages.sign_in(world.author)

    page = pages.post(FILE, {"text": "id: mine\n", "started_from": begun}, status=409)

    assert "id: mine" in field(page, "text")


def make_conflict(world: World) -> tuple[str, str]:
    """Change a file on both sides; return the folder's text and the browser's."""
    db.session.commit()
    follow(world.small.folder, NOON)
    text = world.text(ITEM)
    folder, browser = text.replace(FIRST, "difficulty: 2"), text.replace(LAST, "explanation: So.")
    (world.small.folder / ITEM).write_text(folder)
    world.save(ITEM, browser)
    db.session.commit()
    follow(world.small.folder, NOON)
    return folder, browser


def answer(page: Page, choice: str) -> dict[str, str]:
    names = ("folder_hash", "browser_hash", "text")
    return {"choice": choice, **{name: field(page, name) for name in names}}


@pytest.mark.parametrize("choice", ["folder", "browser", "merged"])
def test_an_author_ends_a_conflict(world: World, pages: Pages, choice: str):
    folder, browser = make_conflict(world)
    pages.sign_in(world.author)
    page = pages.get(CONFLICT)
    merged = browser.replace(FIRST, "difficulty: 2")
    assert field(page, "text").strip() == merged.strip()

    pages.post(CONFLICT, answer(page, choice))
    follow(world.small.folder, NOON)

    wanted = {"folder": folder, "browser": browser, "merged": merged}[choice]
    assert world.text(ITEM) == wanted
    assert (world.small.folder / ITEM).read_text() == wanted
    assert db.session.query(Conflict).count() == 0


def test_a_decision_over_other_texts_is_asked_for_again(world: World, pages: Pages):
    folder, browser = make_conflict(world)
    pages.sign_in(world.author)
    page = pages.get(CONFLICT)
    world.save(ITEM, browser + "# more\n")

    pages.post(CONFLICT, answer(page, "folder"), status=409)

    assert world.text(ITEM) == browser + "# more\n"
    assert (world.small.folder / ITEM).read_text() == folder


def test_a_decision_that_is_none_keeps_the_text(world: World, pages: Pages):
    make_conflict(world)
    pages.sign_in(world.author)
    form = {**answer(pages.get(CONFLICT), "guess"), "text": "id: typed\n"}

    assert "id: typed" in field(pages.post(CONFLICT, form, status=422), "text")


def test_conflicts_and_changes_of_the_folder_are_listed(world: World, pages: Pages):
    make_conflict(world)
    other = world.small.folder / "glossary.yaml"
    other.write_text(other.read_text() + "# by hand\n")
    follow(world.small.folder, NOON)
    pages.sign_in(world.author)

    page = pages.get(f"/banks/{BANK}/conflicts")

    assert "1 file was changed in the folder and in the browser" in page.words()
    assert ITEM in page.words()
    assert "glossary.yaml" in page.words()


def test_the_bank_says_what_happened_in_its_folder(world: World, pages: Pages):
    make_conflict(world)

    page = pages.sign_in(world.author).get(f"/banks/{BANK}")

    assert "1 file was changed in the folder and in the browser" in page.words()
    assert f"/banks/{BANK}/conflicts" in page.text


def test_no_conflict_is_no_page(world: World, pages: Pages):
    pages.sign_in(world.author).get(CONFLICT, status=404)
    pages.post(CONFLICT, {"choice": "folder"}, status=404)


def test_an_author_sees_who_else_has_a_file_open(world: World, make: Make, pages: Pages):
    colleague = make.teacher(is_author=True, name="Tomasz")
    pages.sign_in(colleague).get(FILE)

    page = pages.sign_in(world.author).get(FILE)
    elsewhere = pages.get(f"/banks/{BANK}/files/glossary.yaml")

    assert "Tomasz (" in page.words()
    assert "has this file open too" in page.words()
    assert world.author.name not in str([each.text for each in page.all("p")])
    assert "open too" not in elsewhere.words()


def test_a_page_says_that_it_is_still_open(world: World, make: Make, pages: Pages):
    address = f"/banks/{BANK}/presences/{ITEM}"
    colleague = make.teacher(is_author=True, name="Tomasz")
    pages.sign_in(colleague).post(address, {}, status=200)

    reply = pages.sign_in(world.author).post(address, {}, status=200).response.get_json()

    assert reply["names"] == ["Tomasz"]
    pages.post(f"/banks/{BANK}/presences/../../etc", {}, status=404)


def test_somebody_who_is_silent_for_a_minute_is_gone(world: World, make: Make):
    colleague = make.teacher(is_author=True)
    presence.note(BANK, ITEM, colleague, NOON)
    soon, later = NOON + timedelta(seconds=59), NOON + timedelta(seconds=61)

    assert len(presence.others(BANK, ITEM, world.author, soon)) == 1
    assert len(presence.others(BANK, ITEM, world.author, later)) == 0
