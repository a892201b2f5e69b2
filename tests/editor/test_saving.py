"""Saving drafts, and publishing them."""

from pathlib import Path

import pytest

from quizapp.accounts.models import User
from quizapp.database import db
from quizapp.editor import actions
from quizapp.editor.models import Draft, DraftSave
from quizapp.editor.working import Working, find_working, text_hash
from quizapp.quizzes.queries import newest_revision
from tests.editor.world import BANK, ITEM, World, seal
from tests.make import NOON, Make
from tests.pages import Pages


def test_a_draft_is_kept_apart_from_what_is_published(world: World):
    working = world.save(ITEM, world.text(ITEM).replace("the council", "the mayor"))

    assert "the mayor" in (working.text(ITEM) or "")
    assert "the mayor" not in working.published[ITEM]
    revision = newest_revision(BANK)
    assert revision is not None
    assert "mayor" not in str([each.content for each in revision.items])


def test_the_published_text_again_ends_the_draft(world: World):
    text = world.text(ITEM)
    world.save(ITEM, text + "# a remark\n")

    working = world.save(ITEM, text)

    assert working.drafts == {}
    assert db.session.query(DraftSave).count() == 2


def test_two_authors_do_not_overwrite_each_other(world: World):
    begun = text_hash(world.text(ITEM))
    world.save(ITEM, world.text(ITEM) + "# mine\n")

    with pytest.raises(actions.Collision) as caught:
        actions.save(BANK, ITEM, "another text", begun, world.author, NOON)

    assert caught.value.working is not None
    assert "# mine" in (caught.value.working.text(ITEM) or "")


def test_the_same_text_twice_is_no_collision(world: World):
    begun = text_hash(world.text(ITEM))
    text = world.text(ITEM) + "# mine\n"
    world.save(ITEM, text)

    assert isinstance(actions.save(BANK, ITEM, text, begun, world.author, NOON), Working)


@pytest.mark.parametrize("path", ["../outside.yaml", "items/A/../../x.yaml", "notes.txt", ""])
def test_a_path_outside_the_bank_is_refused(world: World, path: str):
    with pytest.raises(actions.NoSuchPlace):
        actions.save(BANK, path, "x", "", world.author, NOON)


@pytest.mark.parametrize(
    ("text", "words"),
    [("id: A\nstem: \0", "Line 2"), ("\ud800", "Line 1"), ("x" * 1_000_001, "over 1 MB")],
)
def test_what_cannot_be_stored_is_refused_with_its_line(world: World, text: str, words: str):
    with pytest.raises(actions.CannotBeKept, match=words):
        world.save(ITEM, text)


def test_publishing_takes_what_is_whole_and_keeps_the_rest_as_drafts(world: World):
    world.save(ITEM, world.text(ITEM).replace("difficulty: 1", "difficulty: 2"))
    other = "items/A/A-02.yaml"
    world.save(other, world.text(other).replace("difficulty:", "hardness:"))

    revision, problems = actions.publish(BANK, world.author, "Harder", NOON)
    working = find_working(BANK)

    assert revision is not None
    assert revision.message == "Harder"
    assert revision.published_by_id == world.author.id
    assert any(other in problem.path for problem in problems)
    assert working is not None
    assert list(working.drafts) == [other]
    assert "difficulty: 2" in working.published[ITEM]
    assert "difficulty:" in working.published[other]


def test_a_file_can_be_taken_away_and_a_new_one_added(world: World):
    new = "items/A/A-09.yaml"
    world.save(new, world.text(ITEM).replace("A-01", "A-09"))
    working = world.save("items/A/A-04.yaml", None)

    assert working.content is not None
    assert "A-09" in working.content.items
    assert "A-04" not in working.content.items


def test_only_authors_find_the_workbench(world: World, make: Make, pages: Pages):
    teacher, admin = make.teacher(), make.admin()
    for person, status in ((teacher, 404), (make.student(), 404), (admin, 200)):
        pages.sign_in(person).get(f"/banks/{BANK}", status=status)
    assert "Question bank" not in pages.sign_in(teacher).get("/classes").words()
    teacher.is_author = True
    assert "Question bank" in pages.sign_in(teacher).get("/classes").words()


def test_an_author_edits_collides_and_publishes_in_the_browser(world: World, pages: Pages):
    address = f"/banks/{BANK}/files/{ITEM}"
    pages.sign_in(world.author)
    text = world.text(ITEM)
    begun = text_hash(text)

    pages.post(address, {"text": text + "# mine\n", "started_from": begun}, status=302)
    late = pages.post(address, {"text": text + "# later\n", "started_from": begun}, status=409)
    publication = f"/banks/{BANK}/publication"
    choice = {"message": "A remark", "path": ITEM, "seal": seal(pages.get(publication))}
    pages.post(publication, choice, status=302)

    assert "# mine" in late.text
    assert "# later" in late.text
    assert db.session.query(Draft).count() == 0


def test_an_error_is_shown_with_its_line_and_the_text_stays(world: World, pages: Pages):
    address = f"/banks/{BANK}/files/{ITEM}"
    pages.sign_in(world.author)
    broken = world.text(ITEM).replace("difficulty: 1", "difficulty: 9")
    started_from = text_hash(world.text(ITEM))

    pages.post(address, {"text": broken, "started_from": started_from}, status=302)
    page = pages.get(address)
    long = "x" * 1_000_001
    refused = pages.post(address, {"text": long, "started_from": started_from}, status=422)

    assert "difficulty is 9" in page.words()
    assert "over 1 MB" in refused.words()
    assert long in refused.text


def test_every_file_of_the_real_bank_opens(pages: Pages, make: Make, bank_folder: Path):
    author: User = make.admin()
    actions.put("stalin-trotsky", "bank.yaml", (bank_folder / "bank.yaml").read_text(), None, NOON)

    page = pages.sign_in(author).get("/banks/stalin-trotsky/files/bank.yaml")

    assert "Stalin's defeat" in page.text or "Stalin&#39;s defeat" in page.text


@pytest.mark.parametrize("address", [f"files/{ITEM}", f"files/{ITEM}/form", "sources/src1"])
def test_whoever_is_signed_out_meanwhile_can_copy_what_was_typed(
    world: World, pages: Pages, address: str
):
    sent = {"text": "id: A-01 # all my work", "title": "Hours of <work>", "csrf_token": "x"}

    page = pages.post(f"/banks/{BANK}/{address}", sent, status=401)

    [box] = page.all("textarea")
    assert "".join(box.itertext()).strip().splitlines() == [
        "id: A-01 # all my work",
        "title: Hours of <work>",
    ]


def test_no_other_page_shows_again_what_was_sent(pages: Pages):
    page = pages.post("/settings/password", {"current": "secret"}, status=401)

    assert "secret" not in page.text
