"""The pages of anchors, of the exercise, and of second marks."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from quizapp.database import db
from quizapp.marking.anchors import actions, reading
from quizapp.marking.anchors.models import Anchor, Origin, Trial
from quizapp.marking.models import GivenMark
from quizapp.marking.numbers import TRIALS
from quizapp.marking.second.models import SecondMark
from tests.counting import statements
from tests.make import Make, real_bank
from tests.marking.anchored import anchor, anchors, topic_of
from tests.marking.world import (
    ESSAY,
    TEXT,
    co_teacher,
    essay,
    marked,
    published,
    quiz,
    ranking,
)
from tests.pages import Page, Pages

ITEM = f"/marking/test/{ESSAY}"


@pytest.fixture
def assignment(make: Make):
    return quiz(make)


def path(page: Page) -> str:
    return urlsplit(page.location).path


def sent(level: int, mark: int) -> dict[str, str]:
    version = topic_of().version.id
    return {"level": str(level), "mark": str(mark), "version": str(version), "seen": "0"}


def follow(pages: Pages, url: str) -> str:
    """Return where the way to the next script ends."""
    address = url
    while not address.startswith("/scripts/") and not address.endswith(("/exercise", "/scripts")):
        address = pages.get(address, status=302).location
    return urlsplit(address).path


def add(pages: Pages, query: str = "", status: int = 302, **fields: str) -> Page:
    values = {"text": "Typed words.", "mark": "5", "reason": "It describes.", **fields}
    return pages.post(f"{ITEM}/anchors/new{query}", values, status=status)


def test_an_anchor_is_typed_or_comes_from_an_example_or_a_marked_script(
    make: Make, pages: Pages, assignment
):
    response = essay(make, assignment)
    marked(response, assignment.teacher)
    pages.sign_in(assignment.teacher)

    example = pages.get(f"{ITEM}/anchors/new?example=1")
    script = pages.get(f"{ITEM}/anchors/new?script={response.id}")

    assert real_bank().items[ESSAY].samples[0].text.split()[0] in example.words()
    assert "as an example of level 2" in example.words()
    assert TEXT in script.text
    assert response.attempt.student.name not in script.text
    assert "no name goes with it" in script.words()
    add(pages)
    add(pages, "?example=1", text="As an example.")
    add(pages, f"?script={response.id}", text="Cut words.")
    kept = db.session.scalars(db.select(Anchor).order_by(Anchor.id)).all()
    assert [each.origin for each in kept] == [Origin.TYPED, Origin.EXAMPLE, Origin.SCRIPT]
    assert [(each.level, each.mark) for each in kept] == [(2, 5)] * 3
    assert "3 anchors, not used yet." in pages.get(f"{ITEM}/anchors").words()


@pytest.mark.parametrize("query", ["?example=9", "?example=x", "?script=9", "?script=²"])
def test_an_example_or_script_that_there_is_not_is_not_found(pages: Pages, assignment, query):
    pages.sign_in(assignment.teacher).get(f"{ITEM}/anchors/new{query}", status=404)


def test_a_strangers_script_and_one_without_a_mark_are_no_anchors(
    make: Make, pages: Pages, assignment
):
    waiting = essay(make, assignment)
    other = essay(make, quiz(make))
    marked(other, other.attempt.assignment.teacher)
    pages.sign_in(assignment.teacher)

    for response in (waiting, other):
        pages.get(f"{ITEM}/anchors/new?script={response.id}", status=404)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"mark": "16"}, "Choose one of the marks of the scheme."),
        ({"mark": ""}, "Choose one of the marks of the scheme."),
        ({"mark": "½"}, "Choose one of the marks of the scheme."),
        ({"reason": " "}, "Say why"),
        ({"text": ""}, "An anchor needs a text."),
        ({"reason": "x" * 601}, "At most 600 letters"),
    ],
)
def test_an_anchor_that_is_not_complete_is_asked_again_with_nothing_lost(
    pages: Pages, assignment, fields, sentence
):
    pages.sign_in(assignment.teacher)

    page = add(pages, status=422, **fields)

    assert sentence in page.words()
    assert fields.get("text", "Typed words.") in page.text
    assert db.session.scalars(db.select(Anchor)).all() == []


def test_the_same_text_twice_gets_a_sentence(pages: Pages, assignment):
    pages.sign_in(assignment.teacher)
    add(pages)

    assert "an anchor already" in add(pages, status=422).words()


def test_standardisation_is_refused_with_a_sentence_while_anchors_are_few(pages: Pages, assignment):
    anchor(assignment.teacher)
    pages.sign_in(assignment.teacher)

    few = pages.post(f"{ITEM}/standard", {"on": "y", "every": "10"}, status=422)
    odd = pages.post(f"{ITEM}/standard", {"every": "-1"}, status=422)

    assert "3 anchors that fit the scheme are needed first" in few.words()
    assert "from 0 to 200" in odd.words()


def test_a_changed_scheme_is_flagged_on_the_anchor(make: Make, pages: Pages, assignment):
    item = real_bank().items[ESSAY]
    *lower, highest = item.levels
    anchors(assignment.teacher, 2, 5, highest.highest)
    shorter = highest.model_copy(update={"highest": highest.highest - 1})
    published(
        make, item.model_copy(update={"levels": (*lower, shorter), "max_mark": item.max_mark - 1})
    )

    words = pages.sign_in(assignment.teacher).get(f"{ITEM}/anchors").words()

    assert "no longer one of its marks" in words
    assert "Look whether the agreed mark still holds" in words
    assert "Anchors wait: 1 more is needed." in words


def test_strangers_find_no_anchor(make: Make, pages: Pages, assignment):
    made = anchor(assignment.teacher)
    pages.sign_in(make.teacher())

    pages.get(f"/anchors/{made.id}/edit", status=404)
    pages.post(f"/anchors/{made.id}/withdrawal", status=404)
    assert "No anchors yet." in pages.get(f"{ITEM}/anchors").words()
    pages.get("/marking/test/S1-03/anchors", status=404)


def test_markers_go_through_the_anchors_before_the_scripts(make: Make, pages: Pages, assignment):
    script = essay(make, assignment)
    made = anchors(assignment.teacher)
    pages.sign_in(assignment.teacher)
    assert follow(pages, ITEM) == f"{ITEM}/exercise"
    assert "Mark 3 anchors before the scripts." in pages.get(f"{ITEM}/exercise").words()

    address = path(pages.post(f"{ITEM}/exercises"))
    seen = []
    while address.startswith("/scripts/"):
        page = pages.get(address)
        seen.append(next(each.id for each in made if each.text in page.text))
        assert "It is fair." not in page.text
        assert f"Anchor {len(seen)} of 3" in page.words()
        address = path(pages.post(f"{address}/marks", sent(2, 5)))
    result = pages.get(address).words()

    assert sorted(seen) == [each.id for each in made]
    assert "You agree with 1 of 3 anchors within one mark." in result
    assert "3 marks above" in result
    assert "You gave level 2, 5 marks. Agreed: level 3, 8 marks. Why: It is fair." in result
    assert "1 script waits" in pages.get("/marking").words()
    onwards = path(pages.post(f"{ITEM}/passage"))
    assert follow(pages, onwards) == f"/scripts/{script.id}"
    assert db.session.scalars(db.select(GivenMark)).all() == []


def test_who_does_not_want_the_exercise_goes_on(make: Make, pages: Pages, assignment):
    script = essay(make, assignment)
    anchors(assignment.teacher)
    pages.sign_in(assignment.teacher)

    onwards = path(pages.post(f"{ITEM}/passage"))

    assert follow(pages, onwards) == f"/scripts/{script.id}"


@pytest.mark.parametrize("fields", [{}, {"level": "1", "mark": "9"}, {"level": "2", "mark": "x"}])
def test_a_mark_that_does_not_lie_in_the_level_is_asked_again(pages: Pages, assignment, fields):
    anchors(assignment.teacher)
    pages.sign_in(assignment.teacher)
    address = path(pages.post(f"{ITEM}/exercises"))

    page = pages.post(
        f"{address}/marks",
        {**sent(2, 5), "level": "", "mark": "", "comment": "Mine.", **fields},
        status=422,
    )

    assert "Please look at this again" in page.words()
    assert "Mine." in page.text


def returning(make: Make, pages: Pages, assignment) -> tuple[str, str]:
    """Mark scripts until an anchor lies among them; returns its address and what is behind."""
    anchors(assignment.teacher, every=1)
    actions.go_on(topic_of(), assignment.teacher, datetime.now(UTC) - timedelta(hours=1))
    for _ in range(3):
        essay(make, assignment)
    pages.sign_in(assignment.teacher)
    first = follow(pages, ITEM)
    after = pages.post(f"{first}/marks", sent(2, 5)).location
    return follow(pages, after), first


def test_an_anchor_among_the_scripts_looks_like_one_and_is_told_afterwards(
    make: Make, pages: Pages, assignment
):
    address, _ = returning(make, pages, assignment)
    number = int(address.rpartition("/")[2])
    page = pages.get(address)

    assert number in TRIALS
    assert "nchor" not in page.words()
    assert "of 3, 2 wait" in page.words()
    assert "Leave this script" not in page.words()
    assert "2 scripts wait for marking." in pages.get("/marking").words()
    after = pages.post(f"{address}/marks", sent(1, 1))
    behind = follow(pages, after.location)
    told = pages.get(behind).words()

    trial = db.session.get_one(Trial, number - TRIALS.start)
    assert behind == f"/scripts/{trial.beside_id}"
    agreed = f"level {trial.agreed_level}, {trial.agreed} marks"
    assert f"That was an anchor. You gave level 1, 1 mark; agreed: {agreed}. It is fair." in told
    assert len(db.session.scalars(db.select(GivenMark)).all()) == 1
    record = pages.get(f"{ITEM}/anchors").words()
    assert "Among the scripts" in record
    assert "0 of 1 within one mark" in record or "1 of 1 within one mark" in record


def test_an_anchor_that_went_out_of_use_while_it_lay_open_is_explained(
    make: Make, pages: Pages, assignment
):
    address, _ = returning(make, pages, assignment)
    number = int(address.rpartition("/")[2])
    trial = db.session.get_one(Trial, number - TRIALS.start)
    pages.post(f"/anchors/{trial.anchor_id}/withdrawal")

    after = pages.post(f"{address}/marks", sent(1, 1))

    assert "taken out of use meanwhile" in pages.get(follow(pages, after.location)).words()


def test_skipping_an_anchor_leads_to_the_script_it_stood_before(
    make: Make, pages: Pages, assignment
):
    address, _ = returning(make, pages, assignment)
    trial = db.session.get_one(Trial, int(address.rpartition("/")[2]) - TRIALS.start)

    after = pages.post(f"{address}/skip")

    assert follow(pages, after.location) == f"/scripts/{trial.beside_id}"
    assert pages.post(f"{address}/hold", status=200).status == 200


def test_nobody_else_opens_an_anchor_that_lies_before_a_marker(
    make: Make, pages: Pages, assignment
):
    colleague = co_teacher(make, assignment)
    address, _ = returning(make, pages, assignment)

    pages.sign_in(colleague).get(address, status=404)
    pages.post(f"{address}/marks", sent(2, 5), status=404)


def test_an_example_that_is_an_anchor_is_not_shown_with_its_level(
    make: Make, pages: Pages, assignment
):
    sample = real_bank().items[ESSAY].samples[0]
    response = essay(make, assignment)
    pages.sign_in(assignment.teacher)
    before = pages.get(f"/scripts/{response.id}").words()

    anchor(assignment.teacher, sample.text)

    after = pages.get(f"/scripts/{response.id}").words()
    assert f"Example of level {sample.level}" in before
    assert f"Example of level {sample.level}" not in after


def test_the_reason_of_a_ranking_can_be_an_anchor_too(make: Make, pages: Pages):
    item_id = ranking()
    assignment = quiz(make, item=item_id)
    topic = topic_of(item_id)
    for number in range(3):
        agreed = actions.Agreed(f"Reason {number}.", None, topic.scheme.top, "It is one.")
        actions.add_anchor(
            topic, assignment.teacher, agreed, Origin.TYPED, "First, then second", datetime.now(UTC)
        )
    pages.sign_in(assignment.teacher)
    page = pages.get(f"/marking/test/{item_id}/anchors")
    assert "3 anchors" in page.words()

    address = path(pages.post(f"/marking/test/{item_id}/exercises"))

    shown = pages.get(address).words()
    assert "The order: First, then second" in shown
    assert "The machine gave" not in shown


def test_a_class_sees_the_answers_first_and_the_levels_on_demand(pages: Pages, assignment):
    anchors(assignment.teacher)

    page = pages.sign_in(assignment.teacher).get(f"{ITEM}/anchors/lesson")

    assert len([each for each in page.all("details") if each.get("class") == "agreed"]) == 3
    assert all(each.get("open") is None for each in page.all("details"))


def sample_of(make: Make, pages: Pages, assignment, scripts: int = 4) -> list[SecondMark]:
    for _ in range(scripts):
        marked(essay(make, assignment), assignment.teacher)
    pages.sign_in(assignment.teacher)
    pages.post(f"{ITEM}/samples", {"per_cent": "10", "least": "3"})
    return list(db.session.scalars(db.select(SecondMark).order_by(SecondMark.id)))


def test_without_a_marked_script_the_draw_says_so(make: Make, pages: Pages, assignment):
    essay(make, assignment)
    pages.sign_in(assignment.teacher)
    pages.get(f"{ITEM}/second-marks")

    empty = pages.post(f"{ITEM}/samples", {"per_cent": "10", "least": "3"}, status=422)
    odd = pages.post(f"{ITEM}/samples", {"per_cent": "0", "least": ""}, status=422)

    assert "No script of this question is marked yet" in empty.words()
    assert "from 1 to 100" in odd.words()


def test_the_second_marker_works_blind_and_the_difference_is_shown(
    make: Make, pages: Pages, assignment
):
    colleague = co_teacher(make, assignment)
    seconds = sample_of(make, pages, assignment)
    own = pages.get(f"{ITEM}/second-marks").words()
    assert "3 scripts wait for a second marker." in own
    assert "somebody other than you" in own
    pages.sign_in(colleague)
    address = path(pages.get(f"{ITEM}/second-marks/next", status=302))
    while address.startswith("/scripts/"):
        page = pages.get(address)
        assert "Marked by" not in page.words()
        assert assignment.teacher.name not in page.text
        after = pages.post(f"{address}/marks", sent(3, 8))
        address = path(pages.get(after.location, status=302))

    words = pages.get(f"{ITEM}/second-marks").words()

    assert "Both markers agree within one mark on 0 of 3 scripts." in words
    assert "Open: the first stands" in words
    assert all(each.mark == 8 for each in seconds)


def test_before_the_second_mark_nothing_says_what_the_first_was(
    make: Make, pages: Pages, assignment
):
    colleague = co_teacher(make, assignment)
    [second, *_] = sample_of(make, pages, assignment)
    pages.sign_in(colleague)

    for url in (f"{ITEM}/second-marks", f"/second-marks/{second.id}/outcome"):
        page = pages.get(url)
        assert "level 2" not in page.words()
        assert assignment.teacher.name not in page.words()


@pytest.mark.parametrize(
    ("decision", "mark", "now"), [("first", "", "4"), ("second", "", "8"), ("third", "7", "7")]
)
def test_a_teacher_decides_which_mark_counts(
    make: Make, pages: Pages, assignment, decision, mark, now
):
    colleague = co_teacher(make, assignment)
    [second, *_] = sample_of(make, pages, assignment)
    pages.sign_in(colleague).post(f"/scripts/{1_900_000_000 + second.id}/marks", sent(3, 8))
    outcome = f"/second-marks/{second.id}/outcome"
    pages.sign_in(assignment.teacher)
    assert "the second mark is 4 above the first" in pages.get(outcome).words()

    pages.post(outcome, {"decision": decision, "mark": mark, "seen": str(second.first_id)})

    assert str(second.response.mark) == now
    assert second.outcome == decision
    assert "Decided by" in pages.get(outcome).words()


@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [
        ({}, 422, "Choose one of the three."),
        ({"decision": "third", "mark": "16"}, 422, "Choose one of the marks of the scheme."),
        ({"decision": "second"}, 409, "has changed since you opened this page"),
    ],
)
def test_a_decision_that_cannot_be_is_explained(
    make: Make, pages: Pages, assignment, fields, status, sentence
):
    colleague = co_teacher(make, assignment)
    [second, *_] = sample_of(make, pages, assignment)
    pages.sign_in(colleague).post(f"/scripts/{1_900_000_000 + second.id}/marks", sent(3, 8))
    pages.sign_in(assignment.teacher)

    page = pages.post(f"/second-marks/{second.id}/outcome", {"seen": "0", **fields}, status=status)

    assert sentence in page.words()
    assert second.response.mark == 4


@pytest.mark.sqlite
def test_the_pages_ask_as_often_for_many_scripts_as_for_few(make: Make, pages: Pages, assignment):
    colleague = co_teacher(make, assignment)
    anchors(assignment.teacher)
    urls = (f"{ITEM}/anchors", f"{ITEM}/exercise", f"{ITEM}/second-marks")
    counts = []
    for more in (3, 20):
        for _ in range(more):
            marked(essay(make, assignment), assignment.teacher)
        pages.sign_in(assignment.teacher)
        pages.post(f"{ITEM}/samples", {"per_cent": "100", "least": "3"})
        pages.sign_in(colleague)
        address = path(pages.post(f"{ITEM}/exercises"))
        while address.startswith("/scripts/"):
            address = path(pages.post(f"{address}/marks", sent(2, 5)))
        for each in db.session.scalars(db.select(SecondMark).where(SecondMark.at.is_(None))).all():
            pages.post(f"/scripts/{1_900_000_000 + each.id}/marks", sent(3, 8))
        for url in urls:
            pages.get(url)
            with statements() as asked:
                pages.get(url)
            counts.append(len(asked))

    assert counts[:3] == counts[3:]
    assert reading.usable_anchors(colleague, topic_of())


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "There are no anchors that fit the scheme."),
        (1, "There is 1 anchor that fits the scheme."),
        (2, "There are 2 anchors that fit the scheme."),
    ],
)
def test_the_exercise_of_too_few_anchors_says_what_is_missing(
    make: Make, pages: Pages, assignment, number: int, words: str
):
    for mark in range(number):
        anchor(assignment.teacher, f"Worth {mark}.", mark)

    page = pages.sign_in(assignment.teacher).get(f"{ITEM}/exercise").words()

    assert words in page
    assert "Mark the anchors" not in page
