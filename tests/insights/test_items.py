import pytest

from quizapp.items import ITEM_TYPES
from quizapp.quizzes.models import Assignment
from tests.insights.plain import BELIEF, CHOICE
from tests.make import Make, real_bank
from tests.pages import Pages

BANK = real_bank()
ONE_OF_EACH = {item.type: item.id for item in BANK.items.values()}


def item_page(quiz: Assignment, position: int = 1, rest: str = "") -> str:
    return f"/assignments/{quiz.id}/items/{position}{rest}"


@pytest.mark.parametrize("kind", ITEM_TYPES)
def test_every_kind_of_item_can_be_read_and_shown(make: Make, pages: Pages, kind: str):
    item = BANK.items[ONE_OF_EACH[kind]]
    quiz = make.assignment(items=[item.id])
    for sample in ITEM_TYPES[kind].samples(item):
        make.attempt(quiz, responses={1: sample})

    pages.sign_in(quiz.teacher)
    page = pages.get(item_page(quiz))
    pages.get(item_page(quiz, rest="/projector"))
    pages.get(item_page(quiz, rest="/projector?answer=1"))

    assert "left it blank" in page.words()
    assert "wrote something that could not be read" in page.words()


def test_choices_are_counted_with_the_names_on_tap(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE])
    for name, option in [("Ada", "a"), ("Ben", "a"), ("Mia", "b")]:
        student = make.enrolment(quiz.classroom, make.student(name=name)).student
        make.attempt(quiz, student, {1: {"choice": [option]}})

    page = pages.sign_in(quiz.teacher).get(item_page(quiz))

    counts = ["".join(e.itertext()) for e in page.all("span") if e.get("class") == "bar-count"]
    assert counts == ["2 chose this", "1 chose this", "0 chose this"]
    chips = [
        "".join(e.itertext()) for d in page.all("details") for e in d.iter() if e.tag[-2:] == "li"
    ]
    assert [chip.split("Student")[0] for chip in chips] == ["Ada", "Ben", "Mia"]


def test_without_names_numbers_stand_for_students(make: Make, pages: Pages):
    quiz = make.assignment()
    student = make.enrolment(quiz.classroom, make.student(name="Adelaide Young")).student
    make.attempt(quiz, student, {1: "right"})

    page = pages.sign_in(quiz.teacher).get(item_page(quiz, rest="?names=off"))

    assert "Adelaide" not in page.text
    assert "Student 1" in page.words()


def test_typed_answers_are_listed_with_counts(make: Make, pages: Pages):
    quiz = make.assignment(items=[ONE_OF_EACH["short_answer"]])
    for text in ("Zzz", "zzz", "Elsewhere"):
        make.attempt(quiz, responses={1: {"text": [text]}})

    page = pages.sign_in(quiz.teacher).get(item_page(quiz))

    lines = ["".join(e.itertext()).split() for e in page.all("span") if "bar" in e.get("class", "")]
    assert lines == [["Zzz"], ["2"], ["Elsewhere"], ["1"]]


def test_written_answers_are_shown_in_full_and_counted(make: Make, pages: Pages):
    quiz = make.assignment(items=[ONE_OF_EACH["extended_response"]])
    make.attempt(quiz, responses={1: {"text": ["First line.\n\nSecond & <b>last</b>."]}})
    make.attempt(quiz, responses={1: {"text": ["Another."]}})

    page = pages.sign_in(quiz.teacher).get(item_page(quiz))

    assert "2 still to be marked" in page.words()
    assert "First line.\n\nSecond &amp; &lt;b&gt;last&lt;/b&gt;." in page.text


def test_the_pages_of_items_lead_to_their_neighbours(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-03", "S1-06", "S2-06"])
    pages.sign_in(quiz.teacher)

    def neighbours(position: int) -> list[tuple[str | None, str | None]]:
        links = pages.get(item_page(quiz, position)).all("a")
        return [(a.get("rel"), a.get("href")) for a in links if a.get("rel")]

    assert neighbours(1) == [("next", item_page(quiz, 2))]
    assert neighbours(2) == [("prev", item_page(quiz, 1)), ("next", item_page(quiz, 3))]
    assert neighbours(3) == [("prev", item_page(quiz, 2))]
    pages.get(item_page(quiz, 4), status=404)


@pytest.mark.parametrize("item", ["S1-03", "S2-06", "CMP-01"])
def test_the_projector_keeps_key_and_names_until_the_answer_is_asked_for(
    make: Make, pages: Pages, item: str
):
    quiz = make.assignment(items=[item])
    student = make.enrolment(quiz.classroom, make.student(name="Zebedee")).student
    make.attempt(quiz, student, {1: "right"})
    explanation = BANK.items[item].explanation.split(".")[0]

    pages.sign_in(quiz.teacher)
    asked = pages.get(item_page(quiz, rest="/projector"))
    answered = pages.get(item_page(quiz, rest="/projector?answer=1"))

    assert explanation not in asked.text
    assert "✓" not in asked.text
    assert explanation in answered.text
    assert "✓" in answered.text
    assert "Zebedee" not in asked.text + answered.text


def test_what_the_class_believes_is_answered(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE])
    for _ in range(2):
        make.attempt(quiz, responses={1: {"choice": ["a"]}})
    make.revision()

    words = pages.sign_in(quiz.teacher).get(item_page(quiz)).words()

    assert BELIEF.rebuttal in words
