"""Status, a second person's word, retirement, and versions side by side."""

import pytest

from quizapp.accounts.models import User
from quizapp.attempts.models import Attempt
from quizapp.database import db
from quizapp.editor import actions, four_eyes, retiring
from quizapp.editor.models import Confirmation
from quizapp.editor.working import text_hash
from quizapp.quizzes.models import ItemVersion
from quizapp.quizzes.queries import newest_revision
from tests.editor.world import BANK, ITEM, World, seal
from tests.make import NOON, Make
from tests.pages import Pages

PAGE = f"/banks/{BANK}/items/A-01"
SOURCE = "sources/src1.yaml"


def change(world: World, path: str, old: str, new: str) -> None:
    assert old in world.text(path)
    world.save(path, world.text(path).replace(old, new, 1))


def publish(world: World) -> list[str]:
    """Publish everything, and return the sentences on what stays back."""
    _, problems = actions.publish(BANK, world.author, "", NOON)
    db.session.commit()
    return [each.what for each in problems]


def difficulty() -> object:
    """Return the difficulty of A-01 as it is published."""
    revision = newest_revision(BANK)
    assert revision
    return next(each.content["difficulty"] for each in revision.items if each.item_id == "A-01")


@pytest.fixture
def second(make: Make) -> User:
    """Another author."""
    made = make.teacher(name="Bo Baker", is_author=True)
    db.session.commit()
    return made


@pytest.fixture
def asked(world: World) -> World:
    """A bank that asks for a second person; A-01 has a change by the author."""
    change(world, "bank.yaml", "title: The harbour\n", "title: The harbour\nfour_eyes: true\n")
    publish(world)
    change(world, ITEM, "difficulty: 1", "difficulty: 2")
    return world


def confirm(world: World, person: User) -> None:
    care = four_eyes.care_of(world.working, "A-01")
    assert care
    four_eyes.confirm(BANK, "A-01", care.hash, person, NOON)
    db.session.commit()


def test_without_the_setting_nobody_is_asked(world: World):
    change(world, ITEM, "difficulty: 1", "difficulty: 2")

    publish(world)

    assert difficulty() == 2


def test_with_it_a_change_waits_for_a_second_person(asked: World, second: User):
    said = publish(asked)

    assert difficulty() == 1
    assert four_eyes.UNCONFIRMED[0] in said
    assert list(asked.working.drafts) == [ITEM]
    confirm(asked, second)
    publish(asked)
    assert difficulty() == 2


def test_what_did_not_change_is_not_asked_about(asked: World):
    said = publish(asked)

    assert said.count(four_eyes.UNCONFIRMED[0]) == 1


def test_who_wrote_it_last_is_no_second_person(asked: World):
    with pytest.raises(four_eyes.OwnWork):
        confirm(asked, asked.author)

    assert db.session.query(Confirmation).count() == 0


def test_who_confirms_and_then_changes_it_needs_somebody_else(asked: World, second: User):
    confirm(asked, second)
    before = asked.text(ITEM)
    for old, new in (("difficulty: 2", "difficulty: 3"), ("difficulty: 3", "difficulty: 2")):
        text = asked.text(ITEM).replace(old, new)
        begun = four_eyes_hash(asked)
        actions.save(BANK, ITEM, text, begun, second, NOON)
    db.session.commit()
    assert asked.text(ITEM) == before

    publish(asked)

    assert difficulty() == 1
    confirm(asked, asked.author)
    publish(asked)
    assert difficulty() == 2


def four_eyes_hash(world: World) -> str:
    return text_hash(world.text(ITEM))


@pytest.mark.parametrize(
    ("path", "old", "new", "lapses"),
    [
        (ITEM, "difficulty: 2", "difficulty: 3", True),
        (SOURCE, "twice in one week", "thrice in one week", True),
        (ITEM, "difficulty: 2", "difficulty: 2  # said twice", False),
        ("items/A/A-03.yaml", "difficulty: 1", "difficulty: 2", False),
    ],
)
def test_a_confirmation_holds_while_question_and_source_do(
    asked: World, second: User, path: str, old: str, new: str, lapses: bool
):
    confirm(asked, second)

    change(asked, path, old, new)

    care = four_eyes.care_of(asked.working, "A-01")
    assert care
    assert (care.confirmed is None) == lapses


def test_confirming_twice_is_confirming_once(asked: World, second: User):
    confirm(asked, second)
    confirm(asked, second)

    assert db.session.query(Confirmation).count() == 1


def test_what_is_confirmed_is_what_was_shown(asked: World, second: User, pages: Pages):
    pages.sign_in(second)
    shown = seal(pages.get(PAGE), "shown")
    change(asked, ITEM, "difficulty: 2", "difficulty: 3")

    pages.post(f"{PAGE}/confirmations", {"shown": shown})

    assert "has changed meanwhile" in pages.get(PAGE).words()
    assert db.session.query(Confirmation).count() == 0


def test_the_page_of_a_question_shows_who_confirmed_it(asked: World, second: User, pages: Pages):
    own = pages.sign_in(asked.author).get(PAGE).words()
    waiting = pages.get(f"/banks/{BANK}/confirmations").words()
    pages.sign_in(second)
    pages.post(f"{PAGE}/confirmations", {"shown": seal(pages.get(PAGE), "shown")})

    assert "You wrote it last, so somebody else has to confirm it." in own
    assert "1 question is kept back" in waiting
    assert "Key and source confirmed by Bo Baker" in pages.get(PAGE).words()
    after = pages.get(f"/banks/{BANK}/confirmations").words()
    assert "No question is kept back" in after
    assert "Bo Baker" in after


def test_publishing_says_what_waits_for_a_second_person(asked: World, pages: Pages):
    words = pages.sign_in(asked.author).get(f"/banks/{BANK}/publication").words()

    assert f"Kept back: {four_eyes.UNCONFIRMED[0]}" in words


def test_a_retired_question_goes_and_its_id_with_it(world: World, pages: Pages):
    pages.sign_in(world.author)
    named = pages.get(f"{PAGE}/retirement").words()
    empty = pages.post(f"{PAGE}/retirement", {"reason": " "}, status=422)
    kept = world.text("retired.yaml")

    pages.post(f"{PAGE}/retirement", {"reason": "it says: \x07nothing new"})

    assert "1 quiz of the bank asks it" in named
    assert "The letter" in named
    assert "Say in a few words why" in empty.words()
    assert ITEM not in world.working.texts
    assert world.text("retired.yaml").startswith(kept.rstrip("\n").rsplit("\n", 1)[0])
    content = world.working.content
    assert content
    assert content.retired["A-01"].reason == "it says: nothing new"
    assert set(content.retired) == {"A-99", "A-01"}
    publish(world)
    revision = newest_revision(BANK)
    assert revision
    assert "A-01" not in [each.item_id for each in revision.items]


@pytest.mark.parametrize("text", ["retired: [\n", "retired: 3\n", None, "retired: []\n"])
def test_the_list_of_retired_ids_is_mended_first_or_begun(world: World, text: str | None):
    world.save("retired.yaml", text)
    if text and "]" not in text:
        with pytest.raises(actions.CannotBeKept):
            retiring.retire(world.working, "A-01", "why", world.author, NOON)
        assert ITEM in world.working.texts
    else:
        retiring.retire(world.working, "A-01", "why", world.author, NOON)
        content = world.working.content
        assert content
        assert list(content.retired) == ["A-01"]


def test_versions_stand_side_by_side_with_their_own_answers(world: World, make: Make, pages: Pages):
    answered(make, ["a", "b"])
    text = world.text(ITEM).replace("    credit: 1\n", "")
    glass = "    text: A stronger lamp with more glass\n"
    world.save(ITEM, text.replace(glass, f"{glass}    credit: 1\n"))
    publish(world)
    answered(make, ["b", "b", "b"])

    words = pages.sign_in(world.author).get(f"{PAGE}/versions").words()

    assert "A-01: version 1 beside version 2" in words
    assert "The key of A-01 changes from a to b." in words
    assert "Answers with a mark 2" in words
    assert "Answers with a mark 3" in words
    assert "too few answers" in words


def answered(make: Make, chosen: list[str]) -> None:
    """Set the published A-01 to a class of which one student a letter has chosen it."""
    revision = newest_revision(BANK)
    assert revision
    version = next(each for each in revision.items if each.item_id == "A-01")
    quiz = make.assignment(items=["S1-01"])
    quiz.bank, quiz.items[0].version = BANK, db.session.get_one(ItemVersion, version.id)
    db.session.flush()
    for each in chosen:
        make.attempt(quiz, responses={1: {"choice": [each]}})


def test_only_authors_get_in(world: World, make: Make, pages: Pages):
    for person in (make.teacher(), make.student()):
        pages.sign_in(person)
        for address in (f"{PAGE}/retirement", f"{PAGE}/versions", f"/banks/{BANK}/confirmations"):
            pages.get(address, status=404)
        pages.post(f"{PAGE}/retirement", {"reason": "x"}, status=404)
        pages.post(f"{PAGE}/confirmations", {}, status=404)


def test_what_there_is_not_is_not_found(world: World, pages: Pages):
    pages.sign_in(world.author)
    for part in ("retirement", "versions"):
        pages.get(f"/banks/{BANK}/items/A-77/{part}", status=404)
    pages.post(f"/banks/{BANK}/items/A-77/confirmations", {}, status=404)


def test_no_page_of_a_class_shows_a_draft(world: World, make: Make, pages: Pages):
    answered(make, ["a"])
    attempt = db.session.query(Attempt).one()
    words = "The lamp of the draft", "The draft of a quiz"
    change(world, ITEM, "What does the keeper ask the council for?", f"{words[0]}?")
    world.save("items/A/A-09.yaml", world.text(ITEM).replace("A-01", "A-09") + "status: draft\n")
    change(world, "quizzes/Q1.yaml", "title: The letter", f"title: {words[1]}")
    student, teacher = attempt.student, attempt.assignment.teacher

    for person, address in (
        (student, "/due"),
        (student, "/results"),
        (student, f"/attempts/{attempt.id}/review"),
        (student, f"/assignments/{attempt.assignment_id}"),
        (teacher, "/quizzes"),
        (teacher, f"/quizzes/{BANK}/Q1"),
        (teacher, f"/quizzes/{BANK}/Q1/preview"),
    ):
        text = pages.sign_in(person).get(address).text
        assert not [each for each in words if each in text], address
