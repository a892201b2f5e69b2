"""Seeing a question as a student does, the scorer at work, and playing a quiz without a trace."""

import re
from collections.abc import Iterator
from fractions import Fraction
from html import unescape
from pathlib import Path

import html5lib
import pytest
from sqlalchemy import func, select

from quizapp.attempts.models import State
from quizapp.bank.files import files_in
from quizapp.database import Model, db
from quizapp.editor.looking import Judged, look_of
from quizapp.editor.working import Working
from quizapp.items import ITEM_TYPES
from quizapp.items.ranking.model import RankingItem
from quizapp.items.short_answer.model import ShortAnswerItem
from tests.editor.world import BANK, ITEM, World
from tests.make import real_bank
from tests.pages import NAMESPACE, Pages

SEE = f"/banks/{BANK}/previews/{ITEM}"
PLAY = f"/banks/{BANK}/quizzes/Q1/play"
SIDES = "player", "review", "print", "phone"


def rows() -> dict[str, int]:
    """Return how many rows each table has."""
    tables = Model.metadata.sorted_tables
    return {t.name: db.session.scalar(select(func.count()).select_from(t)) or 0 for t in tables}


@pytest.fixture
def author(world: World, pages: Pages) -> Iterator[Pages]:
    """An author; whatever they look at and try, no table gets or loses a row."""
    pages.sign_in(world.author)
    db.session.commit()
    before = rows()
    yield pages
    assert rows() == before


def test_every_side_shows_the_working_copy(author: Pages):
    for side in SIDES:
        words = author.get(f"{SEE}?side={side}").text
        assert "What does the keeper ask the council for?" in words


def test_the_phone_has_a_page_of_its_own_without_the_key(author: Pages):
    page = author.get(f"{SEE}?side=phone")

    [frame] = page.all("iframe")
    inner = html5lib.HTMLParser(strict=True).parse(frame.get("srcdoc") or "")
    words = "".join(inner.find(f"{NAMESPACE}body").itertext())  # type: ignore[union-attr]

    assert "The great lamp went out twice" in words
    assert "names both wishes" not in page.text


def test_text_that_is_not_saved_is_what_is_shown(world: World, author: Pages):
    text = world.text(ITEM).replace("What does the keeper", "What would the keeper")

    page = author.post(SEE, {"text": text.replace("\n", "\r\n")}, status=200)
    again = author.post(SEE, {"text": text, "step": "check", "q1-choice": "a"}, status=200)

    assert "What would the keeper" in page.words()
    assert "which is not saved" in page.words()
    assert "1 of 1 mark" in again.words()
    assert "What does the keeper" in author.get(SEE).words()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"q1-choice": "a"}, ["Read and scored", "Oil and a helper", "1 (100 %)", "names both"]),
        ({"q1-choice": "b"}, ["Read and scored", "0 (0 %)", "0 of 1", "is called great"]),
        ({"q1-choice": "z"}, ["Unreadable"]),
        ({}, ["Blank", "nothing", "No answer"]),
    ],
)
def test_a_tried_answer_is_read_scored_and_explained(
    author: Pages, fields: dict[str, str], words: list[str]
):
    page = author.post(SEE, {"step": "check", **fields}, status=200)

    said = page.words()
    judged = said[said.index("What the scorer makes of this answer") : said.index("Its examples")]
    assert all(each in judged for each in words)


def test_writing_waits_for_a_marker(author: Pages):
    page = author.get(f"/banks/{BANK}/previews/items/A/A-04.yaml?sample=right")

    assert "Read, waits for a marker" in page.words()
    assert "0 of 4, 4 more from a marker" in page.words()


def test_nothing_of_the_key_stands_in_the_player_before_a_try(author: Pages):
    page = author.get(SEE)
    before = page.text.split('id="judged"')[0]

    assert "names both wishes" not in before
    assert "The last sentence holds the request" not in page.text


@pytest.mark.parametrize("kind", ITEM_TYPES)
def test_every_type_judges_its_examples(kind: str):
    bank = real_bank()
    item = next(each for each in bank.items.values() if each.type == kind)
    working = real_working()
    path = working.find("item", item.id) or ""

    samples = {each.name: each for each in look_of(working, path).samples}

    assert samples["blank"].state is State.BLANK
    assert samples["unreadable"].state is State.UNREADABLE
    assert samples["unreadable"].question.problem
    assert "wrong" not in samples or samples["wrong"].state in {State.SCORED, State.WAITING}
    right = samples["right"]
    assert right.fraction + right.waiting == (not item.asks_opinion)
    assert right.read_as
    assert "partly" not in samples or 0 < total(samples["partly"]) < 1


def test_a_reason_that_has_its_mark_already_is_an_example_of_its_own():
    working = real_working()
    ranking = next(each for each in real_bank().items.values() if isinstance(each, RankingItem))
    path = working.find("item", ranking.id) or ""
    line = 'accept: [{text: "They were there", mark: 1}, {text: "They saw it all", mark: 2}]'
    text = working.texts[path].replace("  checklist:", f"  {line}\n  checklist:")

    before = {each.name for each in look_of(working, path).samples}
    changed = Working(working.bank, None, {**working.texts, path: text}, {})
    samples = {each.name: each for each in look_of(changed, path).samples}

    assert "accepted reason" not in before
    accepted = samples["accepted reason"]
    assert accepted.state is State.SCORED
    assert "They saw it all" in accepted.read_as
    assert accepted.fraction == samples["right"].fraction + Fraction(2, ranking.max_mark)
    assert accepted.waiting == 0
    assert samples["right"].state is State.WAITING


def test_the_near_miss_of_a_short_answer_is_an_example_too():
    working = real_working()
    short = next(
        each
        for each in real_bank().items.values()
        if isinstance(each, ShortAnswerItem) and each.near_misses
    )

    names = [each.name for each in look_of(working, working.find("item", short.id) or "").samples]

    assert "near miss" in names


def total(judged: Judged) -> float:
    return float(judged.fraction + judged.waiting / 2)


def real_working() -> Working:
    """The real bank as a working copy in which nothing was changed."""
    files = files_in(Path(__file__).parents[2] / "question_bank")
    texts = {path: (content or b"").decode() for path, content in files.items()}
    return Working("stalin-trotsky", None, texts, {})


@pytest.mark.parametrize("kind", ITEM_TYPES)
def test_every_type_has_all_sides(world: World, pages: Pages, kind: str):
    pages.sign_in(world.author)
    item = next(each for each in real_bank().items.values() if each.type == kind)
    working = real_working()
    path = working.find("item", item.id) or ""
    for name in [path, *(working.find("source", each) or "" for each in item.sources)]:
        world.save(name, working.texts[name])

    for side in SIDES:
        for sample in ("partly", "right"):
            page = pages.get(f"/banks/{BANK}/previews/{path}?side={side}&sample={sample}")
            assert "What the scorer makes" in page.words() or side in {"print", "phone"}


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("credit: 1", "credit: 7", 14),
        ("type: single_choice", "type: none_such", 3),
        ("sources: [src1]", "sources: [src9]", 4),
        ("stem: What", "stem: [What", 11),
    ],
)
def test_what_cannot_be_asked_is_a_problem_with_its_line(
    world: World, author: Pages, old: str, new: str, line: int
):
    page = author.post(SEE, {"text": world.text(ITEM).replace(old, new)}, status=200)

    assert "This cannot be shown as a question yet" in page.words()
    assert re.search(rf"line {line}\b", page.words()), page.words()


def test_a_place_that_its_source_does_not_have_is_no_question(world: World, author: Pages):
    path = "items/A/A-02.yaml"
    text = world.text(path).replace("id: s2\n", "id: s9\n")

    page = author.post(f"/banks/{BANK}/previews/{path}", {"text": text}, status=200)

    assert "This cannot be shown as a question yet" in page.words()


HOSTILE = [
    "",
    "[" * 20_000,
    "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
    "!!python/object/apply:os.system [echo]",
    "\u202eid: A-01\ntype: single_choice\n",
    "".join(f"k{n}: 1\n" for n in range(100_000)),
    "x" * 1_000_100,
    "id: A-01\ntype: " + "y" * 5_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_a_problem_and_never_an_error(author: Pages, text: str):
    page = author.post(SEE, {"text": text, "step": "check", "q1-choice": "a"}, status=200)

    assert "cannot be shown" in page.words() or "over 1 MB" in page.words()


def test_an_answer_that_is_too_long_is_refused(author: Pages):
    author.post(SEE, {"step": "check", "q1-choice": "x" * 200_000}, status=413)
    author.post(PLAY, {"go": "2", "q1-choice": "x" * 200_000}, status=413)


@pytest.mark.parametrize(
    "path", ["bank.yaml", "sources/src1.yaml", "items/A/none.yaml", "x", "../x"]
)
def test_only_questions_have_a_preview(author: Pages, path: str):
    author.get(f"/banks/{BANK}/previews/{path}", status=404)


def test_a_file_that_is_not_there_yet_can_be_seen(world: World, author: Pages):
    text = world.text(ITEM).replace("A-01", "A-09")

    page = author.post(f"/banks/{BANK}/previews/items/A/A-09.yaml", {"text": text}, status=200)

    assert "What does the keeper" in page.words()


def carried(text: str) -> dict[str, str]:
    """Return what a page of the quiz carries of the other questions."""
    found = re.findall(r'<input type="hidden" name="(q[^"]+)" value="([^"]*)"', text)
    return {name: unescape(value) for name, value in found}


def test_a_whole_quiz_is_played_from_the_working_copy(world: World, pages: Pages):
    world.save(ITEM, world.text(ITEM).replace("What does the keeper", "What would the keeper"))
    pages.sign_in(world.author)
    db.session.commit()
    before = rows()

    first = pages.get(PLAY)
    second = pages.post(PLAY, {"go": "2", "q1-choice": "a"}, status=200)
    third = pages.post(PLAY, {"go": "3", **carried(second.text), "q2-select": "s1.r"}, status=200)
    given = {"q3-row.lamp": "out", "q3-row.ships": "out"}
    over = pages.post(PLAY, {"go": "end", **carried(third.text), **given}, status=200)

    assert "What would the keeper" in first.words()
    assert "Which words say how often" in second.words()
    assert carried(second.text) == {"q1-choice": "a"}
    assert carried(third.text) == {"q1-choice": "a", "q2-select": "s1.r"}
    assert "3 of 8 marks." in over.words()
    assert "names both wishes" in over.words()
    assert rows() == before


def test_evidence_counts_with_its_claim_only(author: Pages):
    page = author.post(PLAY, {"go": "end", "q1-choice": "b", "q2-select": "s1.r"}, status=200)

    assert "0 of " in page.words()
    assert "evidence counts only when the claim it supports is right" in page.words()


def test_broken_questions_are_left_out_and_named(world: World, pages: Pages):
    world.save(ITEM, "id: [")
    pages.sign_in(world.author)

    assert "A-01 cannot be asked and is left out" in pages.get(PLAY).words()
    assert "Left out because of errors: A-01" in pages.post(PLAY, {"go": "end"}, status=200).words()
    for go in ("99", "x", "-1", "1e3"):
        pages.post(PLAY, {"go": go}, status=404 if go == "99" else 200)
    pages.get(f"/banks/{BANK}/quizzes/Q9/play", status=404)
