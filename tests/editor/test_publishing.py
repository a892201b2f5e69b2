"""Publishing: what the page says it would do, what it keeps back, and doing it once."""

from collections.abc import Mapping

from quizapp.database import db
from quizapp.editor import actions
from quizapp.editor.impact import impacts_of
from quizapp.editor.publication import Publication
from quizapp.items.base import Fields
from quizapp.quizzes.models import BankRevision, ItemVersion
from quizapp.quizzes.queries import newest_revision
from quizapp.quizzes.versions import item_of
from tests.counting import statements
from tests.editor.world import BANK, ITEM, World, seal
from tests.make import NOON, Make
from tests.pages import Page, Pages

ADDRESS = f"/banks/{BANK}/publication"
OTHER, NEW, QUIZ = "items/A/A-02.yaml", "items/A/A-09.yaml", "quizzes/Q1.yaml"


def other_key(world: World) -> None:
    """Let b be the key of A-01 in place of a."""
    text = world.text(ITEM).replace("    credit: 1\n", "")
    stronger = "    text: A stronger lamp with more glass\n"
    world.save(ITEM, text.replace(stronger, f"{stronger}    credit: 1\n"))


def change(world: World, path: str, old: str, new: str) -> None:
    assert old in world.text(path)
    world.save(path, world.text(path).replace(old, new, 1))


def answered(make: Make, *chosen: str, **given: object) -> None:
    """Set A-01 to a class of which one student a letter has chosen it."""
    version = published("A-01")
    quiz = make.assignment(items=["S1-01"])
    quiz.bank = BANK
    quiz.items[0].version = version
    db.session.flush()
    for each in chosen:
        fields: Mapping[int, Fields] = {1: {"choice": [each]}}
        make.attempt(quiz, responses=fields, **given)  # type: ignore[arg-type]


def published(item_id: str) -> ItemVersion:
    revision = newest_revision(BANK)
    assert revision
    return next(each for each in revision.items if each.item_id == item_id)


def publish(pages: Pages, *paths: str, status: int = 302, **given: str) -> Page:
    form = {"seal": seal(pages.get(ADDRESS)), "message": "Why", **given, "path": list(paths)}
    return pages.post(ADDRESS, form, status=status)


def test_the_page_says_what_changed_in_words_and_lines(world: World, pages: Pages):
    other_key(world)
    change(world, OTHER, "difficulty: 1", "difficulty: 2")

    words = pages.sign_in(world.author).get(ADDRESS).words()

    assert "2 files differ from what classes see" in words
    assert "The key of A-01 changes from a to b. changes scoring" in words
    assert "The difficulty changes from 1 to 2." in words
    assert "removed difficulty: 1" in words
    assert "added difficulty: 2" in words
    assert f"by {world.author.name}" in words


def test_marks_that_would_change_are_counted_and_none_does(world: World, make: Make, pages: Pages):
    answered(make, "a", "a", "b")
    answered(make, "b")
    answered(make, "a", handed_in=False)
    other_key(world)

    words = pages.sign_in(world.author).get(ADDRESS).words()

    assert "A-01: 3 assignments use it; 4 marks would change (2 up, 2 down)" in words
    assert "1 running attempt stays as it is" in words


def test_a_question_that_only_reads_otherwise_counts_no_marks(
    world: World, make: Make, pages: Pages
):
    answered(make, "a", "b")
    change(world, ITEM, "keeper ask", "keeper beg")

    words = pages.sign_in(world.author).get(ADDRESS).words()

    assert "use it" not in words
    assert "uses it" not in words


def test_a_mark_set_by_hand_and_who_is_excused_are_not_counted(world: World, make: Make):
    from quizapp.attempts.models import Attempt, FixedMark

    answered(make, "a", "a")
    first = db.session.query(Attempt).order_by(Attempt.id).first()
    assert first
    fixed = FixedMark(numerator=1, denominator=1, reason="x", at=NOON)
    first.responses[0].fixed = fixed
    db.session.flush()
    other_key(world)

    impact = Publication(world.working).impacts["A-01"]

    assert (impact.gains, impact.losses, impact.assignments) == (0, 1, 1)


def test_how_many_students_there_are_costs_no_more_queries(world: World, make: Make):
    item = item_of(published("A-01"))
    counts = []
    for students in (1, 12):
        answered(make, *["a"] * students)
        with statements() as sent:
            impacts_of(BANK, [item])
        counts.append(len(sent))

    assert counts[0] == counts[1]


def test_an_error_keeps_its_file_back_and_the_rest_is_published(world: World, pages: Pages):
    change(world, ITEM, "difficulty: 1", "difficulty: 9")
    change(world, OTHER, "difficulty: 1", "difficulty: 2")
    words = pages.sign_in(world.author).get(ADDRESS).words()

    assert "Kept back by an error" in words
    assert "The text cannot be read as it stands." in words
    assert "taken away" not in words
    assert "Classes keep what was published last" in words
    publish(pages, ITEM, OTHER)

    assert published("A-01").content["difficulty"] == 1
    assert published("A-02").content["difficulty"] == 2
    assert list(world.working.drafts) == [ITEM]


def test_what_is_no_longer_ready_says_so_and_stays_a_draft(world: World, pages: Pages):
    change(world, ITEM, "difficulty: 1", "difficulty: 2\nstatus: review")

    words = pages.sign_in(world.author).get(ADDRESS).words()
    publish(pages, ITEM)

    assert "Kept back: the question is in review" in words
    assert list(world.working.drafts) == [ITEM]


def test_only_what_is_ticked_is_published(world: World, pages: Pages):
    for path in (ITEM, OTHER):
        change(world, path, "difficulty: 1", "difficulty: 2")
    pages.sign_in(world.author)

    publish(pages, OTHER)

    assert published("A-01").content["difficulty"] == 1
    assert published("A-02").content["difficulty"] == 2
    assert list(world.working.drafts) == [ITEM]


def test_what_needs_a_file_that_is_not_ticked_is_refused(world: World, pages: Pages):
    world.save(NEW, world.text(ITEM).replace("A-01", "A-09"))
    change(world, QUIZ, "  - A-03", "  - A-03\n  - A-09")
    pages.sign_in(world.author)
    before = db.session.query(BankRevision).count()

    page = publish(pages, QUIZ, status=422)

    assert "needs something that you did not tick" in page.words()
    assert "A-09" in page.words()
    ticks = {e.get("value"): e.get("checked") for e in page.all("input") if e.get("name") == "path"}
    assert (ticks[QUIZ] is not None, ticks[NEW] is not None) == (True, False)
    assert db.session.query(BankRevision).count() == before
    publish(pages, QUIZ, NEW)
    assert published("A-09")


def test_a_form_without_a_tick_comes_back_with_its_message(world: World, pages: Pages):
    change(world, ITEM, "difficulty: 1", "difficulty: 2")
    pages.sign_in(world.author)

    page = publish(pages, status=422, message="Because")
    long = publish(pages, ITEM, status=422, message="x" * 301)

    assert "Tick at least one file" in page.words()
    assert 'value="Because"' in page.text
    assert "At most 300 letters" in long.words()


def test_pressing_twice_publishes_once(world: World, pages: Pages):
    change(world, ITEM, "difficulty: 1", "difficulty: 2")
    pages.sign_in(world.author)
    form = {"seal": seal(pages.get(ADDRESS)), "path": ITEM}
    before = db.session.query(BankRevision).count()

    pages.post(ADDRESS, form, status=302)
    again = pages.post(ADDRESS, form, status=409)

    assert db.session.query(BankRevision).count() == before + 1
    assert "Everything is published" in again.words()


def test_a_page_that_is_out_of_date_publishes_nothing_and_shows_how_it_is(
    world: World, pages: Pages
):
    change(world, ITEM, "difficulty: 1", "difficulty: 2")
    pages.sign_in(world.author)
    form = {"seal": seal(pages.get(ADDRESS)), "path": ITEM}
    change(world, ITEM, "difficulty: 2", "difficulty: 3")

    page = pages.post(ADDRESS, form, status=409)

    assert "The difficulty changes from 1 to 3." in page.words()
    assert published("A-01").content["difficulty"] == 1


def test_afterwards_each_quiz_with_the_old_key_can_be_corrected(
    world: World, make: Make, pages: Pages
):
    answered(make, "a", "b")
    admin = make.admin()
    other_key(world)
    pages.sign_in(world.author)
    link = "/items/1/correction"

    done = publish(pages, ITEM)
    own = pages.get(done.location)
    all_of_them = pages.sign_in(admin).get(done.location)

    assert "1 assignment of other teachers uses an earlier version" in own.words()
    assert link not in own.text
    assert link in all_of_them.text


def test_a_change_of_wording_offers_no_correction(world: World, make: Make, pages: Pages):
    answered(make, "a")
    change(world, ITEM, "keeper ask", "keeper beg")
    pages.sign_in(make.admin())

    done = publish(pages, ITEM)

    assert "/items/1/correction" not in pages.get(done.location).text


def test_without_a_choice_everything_is_taken(world: World):
    change(world, ITEM, "difficulty: 1", "difficulty: 2")

    revision, _ = actions.publish(BANK, None, "", NOON)

    assert revision
    assert world.working.drafts == {}


def test_only_authors_open_it(world: World, make: Make, pages: Pages):
    for person in (make.teacher(), make.student()):
        pages.sign_in(person).get(ADDRESS, status=404)
        pages.post(ADDRESS, {}, status=404)


def test_a_draft_that_names_another_bank_keeps_nothing_else_back(world: World, pages: Pages):
    change(world, "bank.yaml", "id: harbour", "id: haven")
    change(world, OTHER, "difficulty: 1", "difficulty: 2")
    pages.sign_in(world.author)

    publish(pages, OTHER)

    assert published("A-02").content["difficulty"] == 2
    assert list(world.working.drafts) == ["bank.yaml"]
    publish(pages, "bank.yaml")
    assert list(world.working.drafts) == ["bank.yaml"]
