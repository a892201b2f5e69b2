"""The history of a bank and its files, and bringing earlier texts back."""

import pytest

from quizapp.database import db
from quizapp.editor import actions
from quizapp.editor.history import PAGE, find_step, moments_of, revisions_of
from quizapp.editor.models import DraftSave
from quizapp.editor.reverting import NoSuchText, revert_file, revert_to
from quizapp.editor.working import text_hash
from quizapp.quizzes.models import BankRevision
from tests.counting import statements
from tests.editor.world import BANK, ITEM, World, seal
from tests.make import NOON, Make
from tests.pages import Pages

HISTORY = f"/banks/{BANK}/history"
FILE = f"/banks/{BANK}/files/{ITEM}"


def publish(world: World, old: str, new: str, message: str = "") -> BankRevision:
    """Change A-01 and publish it."""
    world.save(ITEM, world.text(ITEM).replace(old, new, 1))
    revision, _ = actions.publish(BANK, world.author, message, NOON)
    assert revision
    return revision


def test_every_revision_says_who_when_why_and_what(world: World, pages: Pages):
    revision = publish(world, "difficulty: 1", "difficulty: 2", "Harder than it looked")
    pages.sign_in(world.author)

    listed = pages.get(HISTORY).words()
    shown = pages.get(f"{HISTORY}/{revision.id}").words()

    assert "Harder than it looked" in listed
    assert "1: A-01" in listed
    assert "The beginning" in listed
    assert f"by {world.author.name}: Harder than it looked" in shown
    assert "The difficulty changes from 1 to 2." in shown
    assert "added difficulty: 2" in shown


def test_a_long_history_comes_in_pages_that_cost_the_same(world: World, pages: Pages):
    publish(world, "difficulty: 1", "difficulty: 2")
    with statements() as few:
        revisions_of(BANK)
    for number in range(PAGE):
        publish(world, "explanation: ", f"explanation: {number} ")
    with statements() as many:
        entries, more = revisions_of(BANK)
    rest, none = revisions_of(BANK, more)

    assert len(few) == len(many)
    assert (len(entries), len(rest), none) == (PAGE, 2, None)
    assert rest[-1].first
    assert all(each.paths == [ITEM] for each in [*entries, *rest][:-1])
    assert "Earlier ones" in pages.sign_in(world.author).get(HISTORY).words()


def test_a_file_shows_saves_and_acts_of_publishing(world: World, pages: Pages):
    publish(world, "difficulty: 1", "difficulty: 2", "Harder")
    world.save(ITEM, world.text(ITEM).replace("difficulty: 2", "difficulty: 3"))

    kinds = [bool(each.revision) for each in moments_of(BANK, ITEM)]
    words = pages.sign_in(world.author).get(f"{FILE}/history").words()

    assert sorted(kinds) == [False, False, True, True]
    assert "Saved as a draft" in words
    assert f"{world.author.name}: Harder" in words
    assert "This is the text now." in words


def test_a_file_that_was_taken_away_shows_it_and_comes_back(world: World, pages: Pages):
    path = "items/A/A-04.yaml"
    text = world.text(path)
    world.save(
        "quizzes/Q1.yaml",
        world.text("quizzes/Q1.yaml").replace("{item: A-04, max_mark: 4}", "A-03x"),
    )
    world.save("quizzes/Q1.yaml", world.text("quizzes/Q1.yaml").replace("  - A-03x\n", ""))
    world.save(path, None)
    actions.publish(BANK, world.author, "", NOON)

    words = pages.sign_in(world.author).get(f"/banks/{BANK}/files/{path}/history").words()
    revert_file(BANK, path, text_hash(text), "", world.author, NOON)

    assert "The file was taken away" in words
    assert world.text(path) == text


def test_an_earlier_text_of_a_file_comes_back_as_a_draft(world: World, pages: Pages):
    first = world.text(ITEM)
    publish(world, "difficulty: 1", "difficulty: 2")
    pages.sign_in(world.author)
    form = {"wanted": text_hash(first), "started_from": text_hash(world.text(ITEM))}

    pages.post(f"{FILE}/reversal", form)

    assert world.text(ITEM) == first
    assert "difficulty: 2" in world.working.published[ITEM]


def test_what_somebody_saved_meanwhile_is_not_overwritten(world: World, pages: Pages):
    first = world.text(ITEM)
    publish(world, "difficulty: 1", "difficulty: 2")
    form = {"wanted": text_hash(first), "started_from": text_hash(world.text(ITEM))}
    world.save(ITEM, world.text(ITEM) + "# mine\n")

    pages.sign_in(world.author).post(f"{FILE}/reversal", form)

    assert world.text(ITEM).endswith("# mine\n")
    assert "changed something meanwhile" in pages.get(f"{FILE}/history").words()


@pytest.mark.parametrize("wanted", ["0" * 64, "x"])
def test_a_text_that_the_file_never_had_is_not_found(world: World, pages: Pages, wanted: str):
    with pytest.raises(NoSuchText):
        revert_file(BANK, ITEM, wanted, text_hash(world.text(ITEM)), world.author, NOON)
    pages.sign_in(world.author).post(f"{FILE}/reversal", {"wanted": wanted}, status=404)
    other = text_hash(world.text("bank.yaml"))
    pages.post(f"{FILE}/reversal", {"wanted": other}, status=404)


def test_a_whole_revision_comes_back_as_drafts(world: World, pages: Pages):
    first = revisions_of(BANK)[0][0].revision
    publish(world, "difficulty: 1", "difficulty: 2")
    new = "items/A/A-09.yaml"
    world.save(new, world.text(ITEM).replace("A-01", "A-09"))
    pages.sign_in(world.author)
    address = f"{HISTORY}/{first.id}"
    begun = seal(pages.get(address), "started_from")

    done = pages.post(f"{address}/reversal", {"started_from": begun})

    assert done.location.endswith("/publication")
    assert "difficulty: 1" in world.text(ITEM)
    assert new not in world.working.texts
    assert "difficulty: 2" in world.working.published[ITEM]
    assert db.session.query(DraftSave).filter_by(path=new).count() == 2


def test_a_revision_does_not_come_back_over_what_was_saved_meanwhile(world: World, pages: Pages):
    first = revisions_of(BANK)[0][0].revision
    publish(world, "difficulty: 1", "difficulty: 2")
    step = find_step(BANK, first.id)
    assert step
    pages.sign_in(world.author)
    begun = seal(pages.get(f"{HISTORY}/{first.id}"), "started_from")
    world.save(ITEM, world.text(ITEM) + "# mine\n")

    pages.post(f"{HISTORY}/{first.id}/reversal", {"started_from": begun})

    with pytest.raises(actions.Outdated):
        revert_to(step, begun, world.author, NOON)
    assert world.text(ITEM).endswith("# mine\n")


def test_only_authors_see_the_history(world: World, make: Make, pages: Pages):
    number = revisions_of(BANK)[0][0].revision.id
    for person in (make.teacher(), make.student()):
        pages.sign_in(person)
        for address in (HISTORY, f"{HISTORY}/{number}", f"{FILE}/history"):
            pages.get(address, status=404)
        pages.post(f"{HISTORY}/{number}/reversal", {}, status=404)
        pages.post(f"{FILE}/reversal", {}, status=404)


def test_what_there_is_not_is_not_found(world: World, pages: Pages):
    pages.sign_in(world.author)
    for address in (f"{HISTORY}/99999", "/banks/other/history", f"{FILE}x/history"):
        pages.get(address, status=404)
    pages.get(f"/banks/{BANK}/files/items/A/A-77.yaml/history", status=404)


@pytest.mark.parametrize("before", ["99999999999999999999", "-1", "x"])
def test_an_odd_place_in_the_history_is_its_beginning(world: World, pages: Pages, before: str):
    page = pages.sign_in(world.author).get(f"/banks/{BANK}/history?before={before}")

    assert world.working.revision
    assert f"/history/{world.working.revision.id}" in page.text
