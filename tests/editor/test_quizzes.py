"""Assembling a quiz: by hand, by plan, with its totals, saved as YAML."""

from typing import Any

import pytest

from quizapp.editor import actions
from quizapp.editor.working import find_working, text_hash
from tests.editor.world import BANK, World, seal
from tests.make import NOON
from tests.pages import Page, Pages

Q1 = "quizzes/Q1.yaml"
NEW = f"/banks/{BANK}/quizzes/new"
HEAD = {
    "ident": "Q2",
    "title": "A second look",
    "purpose": "The letter once more.",
    "mode": "home",
    "minutes": "12",
}


@pytest.fixture
def author(world: World, pages: Pages) -> Pages:
    return pages.sign_in(world.author)


def typed(**more: Any) -> dict[str, Any]:
    return {**HEAD, **more}


def entries(page: Page) -> list[str]:
    return [e.get("value", "") for e in page.all("input") if e.get("name") == "entry"]


def test_a_new_quiz_has_a_free_id_and_is_saved_as_a_draft(world: World, author: Pages):
    page = author.get(NEW)
    assert any(e.get("value") == "Q2" for e in page.all("input") if e.get("name") == "ident")

    sent = typed(entry=["A-03", "A-01+A-02", "A-04"], do="save", **{"mark-A-03": "3"})
    answer = author.post(NEW, sent)

    assert answer.location.endswith(f"/banks/{BANK}/quizzes/Q2")
    working = find_working(BANK)
    assert working is not None
    assert working.content is not None
    quiz = working.content.quizzes["Q2"]
    assert quiz.items == ("A-03", "A-01", "A-02", "A-04")
    assert quiz.entries[0].max_mark == 3
    assert working.problems_in("quizzes/Q2.yaml") == []
    assert "{claim: A-01, evidence: A-02}" in (working.text("quizzes/Q2.yaml") or "")


def test_what_is_added_comes_with_its_evidence_and_what_is_there_is_not_offered(author: Pages):
    page = author.post(NEW, typed(entry=["A-04"], do="add:A-02"), status=200)

    assert entries(page) == ["A-04", "A-01+A-02"]
    offered = [b.get("value") for b in page.all("button") if "add:" in b.get("value", "")]
    assert offered == ["add:A-03"]
    assert "3 questions, 6 marks, about 11 minutes" in page.words()
    assert "The letter" in page.words()


@pytest.mark.parametrize(
    ("act", "order"),
    [
        ("up:A-04", ["A-04", "A-03"]),
        ("down:A-03", ["A-04", "A-03"]),
        ("up:A-03", ["A-03", "A-04"]),
        ("down:A-04", ["A-03", "A-04"]),
        ("remove:A-03", ["A-04"]),
        ("up:A-99", ["A-03", "A-04"]),
        ("look", ["A-03", "A-04"]),
        ("nonsense", ["A-03", "A-04"]),
    ],
)
def test_buttons_move_and_remove_without_a_script(author: Pages, act: str, order: list[str]):
    page = author.post(NEW, typed(entry=["A-03", "A-04"], do=act), status=200)

    assert entries(page) == order
    assert "A second look" in page.text


def test_nothing_typed_is_lost_on_a_problem(author: Pages):
    sent = typed(entry=["A-03"], do="save", minutes="soon", ident="Q1", **{"mark-A-03": "many"})

    page = author.post(NEW, sent, status=422)

    assert entries(page) == ["A-03"]
    for kept in ('value="soon"', 'value="many"', "The letter once more.", "This id is taken"):
        assert kept in page.text


def test_a_quiz_without_a_question_is_not_saved(author: Pages):
    page = author.post(NEW, typed(do="save"), status=422)

    assert "Add at least one question." in page.words()


def test_saving_without_a_change_writes_nothing_and_a_move_keeps_remarks(
    world: World, author: Pages
):
    remarked = world.text(Q1).replace("  - A-03\n", "  - A-03  # the middle one\n")
    working = world.save(Q1, remarked)
    sent = {
        **HEAD,
        "ident": "Q1",
        "title": "The letter",
        "purpose": "Reading one letter closely.",
        "mode": "self",
        "minutes": "10",
        "started_from": text_hash(working.text(Q1)),
        "mark-A-04": "4",
        "do": "save",
    }
    address = f"/banks/{BANK}/quizzes/Q1"

    author.post(address, {**sent, "entry": ["A-01+A-02", "A-03", "A-04"]})
    assert world.text(Q1) == remarked

    author.post(address, {**sent, "entry": ["A-03", "A-01+A-02", "A-04"]})
    assert "- A-03  # the middle one\n  - {claim: A-01" in world.text(Q1)


def test_two_authors_of_a_quiz_do_not_overwrite_each_other(world: World, author: Pages):
    begun = text_hash(world.text(Q1))
    world.save(Q1, world.text(Q1) + "# theirs\n")
    sent = typed(ident="Q1", entry=["A-03"], started_from=begun, do="save")

    page = author.post(f"/banks/{BANK}/quizzes/Q1", sent, status=409)

    assert "# theirs" in page.text
    assert entries(page) == ["A-03"]
    assert "# theirs" in world.text(Q1)


def test_a_quiz_that_is_broken_leads_to_its_text(world: World, author: Pages):
    world.save(Q1, world.text(Q1).replace("minutes: 10", "minutes: soon"))

    assert author.get(f"/banks/{BANK}/quizzes/Q1", status=302).location.endswith(Q1)
    author.get(f"/banks/{BANK}/quizzes/Q9", status=404)


def test_questions_that_give_each_other_away_are_named(world: World, author: Pages):
    path = "items/A/A-05.yaml"
    text = world.text("items/A/A-01.yaml").replace("A-01", "A-05")
    text = text.replace(
        "What does the keeper ask the council for?",
        "The keeper asked for oil and a helper. Who was to pay for both?",
    )
    world.save(path, text.replace("Oil and a helper", "The council itself"))
    world.save(
        "items/A/A-01.yaml",
        world.text("items/A/A-01.yaml").replace("Oil and a helper", "Oil, a helper, pay"),
    )

    page = author.post(NEW, typed(entry=["A-01+A-02", "A-05"], do="look"), status=200)

    assert "A-05 gives away A-01" in page.words()


def test_a_plan_draws_and_says_what_it_could_not_meet(author: Pages):
    sent = typed(do="draw", number="3", section=["A"], entry=["A-03"], **{"difficulty-1": "100"})

    page = author.post(NEW, sent, status=200)

    assert entries(page) == ["A-03", "A-01+A-02"]
    assert "Another draw" in page.words()
    more = author.post(NEW, {**sent, "number": "9"}, status=200)
    assert "4 of 9 questions" in more.words()


@pytest.mark.parametrize("number", ["", "0", "61", "x", "²", "9" * 50, "-1"])
def test_a_plan_that_makes_no_sense_gets_a_sentence(author: Pages, number: str):
    page = author.post(NEW, typed(do="draw", number=number, entry=["A-03"]), status=422)

    assert "from 1 to 60" in page.words()
    assert entries(page) == ["A-03"]


def test_shares_over_a_hundred_are_refused(author: Pages):
    sent = typed(do="draw", number="3", **{"difficulty-1": "60", "difficulty-2": "60"})

    assert "100 at most" in author.post(NEW, sent, status=422).words()


def test_the_list_of_quizzes_leads_to_each(author: Pages):
    page = author.get(f"/banks/{BANK}/quizzes")

    links = [a.get("href") for a in page.all("a")]
    assert f"/banks/{BANK}/quizzes/Q1" in links
    assert NEW in links


def test_a_form_from_nowhere_does_no_harm(author: Pages):
    odd = ["", "+", "A-03+", "A-03+A-03", "A-03", "A-03", "../x", "a+b+c", "Z-1"]

    page = author.post(NEW, {"entry": odd, "do": "up:", "seed": "x"}, status=200)

    assert entries(page) == ["A-03", "Z-1"]
    assert "not in the bank" in page.words()


@pytest.mark.parametrize("theirs", ["id: Q1\ntitle: [\n", "", None])
def test_what_is_on_the_desk_outlives_a_file_that_broke_or_went_meanwhile(
    world: World, author: Pages, theirs: str | None
):
    address = f"/banks/{BANK}/quizzes/Q1"
    begun = seal(author.get(address), "started_from")
    world.save(Q1, theirs)
    sent = typed(ident="Q1", title="Mine", entry=["A-03"], do="save")

    page = author.post(address, {**sent, "started_from": begun}, status=409)

    assert any(each.get("value") == "Mine" for each in page.all("input"))
    assert entries(page) == ["A-03"]
    author.post(address, {**sent, "started_from": seal(page, "started_from")})
    working = world.working
    assert working.content
    assert working.content.quizzes["Q1"].title == "Mine"
    assert working.problems_in(Q1) == []


@pytest.mark.parametrize("wrong", [{"title": "   "}, {"purpose": " \n "}])
def test_words_that_say_nothing_are_refused(world: World, author: Pages, wrong: dict[str, str]):
    for address, more in ((NEW, {}), (f"/banks/{BANK}/quizzes/Q1", {"ident": "Q1"})):
        page = author.post(address, typed(entry=["A-03"], do="save", **more) | wrong, status=422)
        assert entries(page) == ["A-03"]
    assert not world.working.drafts


def test_letters_that_no_file_can_hold_are_left_out(world: World, author: Pages):
    author.post(NEW, typed(title="A\x07 bell", purpose="\x1bRings.", entry=["A-03"], do="save"))

    assert world.working.content
    quiz = world.working.content.quizzes["Q2"]
    assert (quiz.title, quiz.purpose) == ("A bell", "Rings.")


def test_the_id_of_a_quiz_that_classes_once_had_is_not_given_again(world: World, author: Pages):
    author.post(NEW, typed(entry=["A-03"], do="save"))
    actions.publish(BANK, world.author, "", NOON)
    world.save("quizzes/Q2.yaml", None)
    actions.publish(BANK, world.author, "", NOON)

    author.post(NEW, typed(ident="q2", entry=["A-03"], do="save"), status=422)
    assert seal(author.get(NEW), "ident") == "Q3"
