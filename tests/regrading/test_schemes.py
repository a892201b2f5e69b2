"""A question whose mark scheme was changed: marks by a person stay, and are pointed out."""

from quizapp.items.extended_response.model import ExtendedResponseItem
from quizapp.regrading.keys import key_of
from tests.make import Make, real_bank
from tests.marking.world import ESSAY, essay, marked, other_scheme
from tests.pages import Pages
from tests.regrading.test_pages import choice_of, corrections_of, preview_of, seal_on
from tests.regrading.world import CREDIT, by, planned, published


def test_the_preview_says_that_marks_by_a_person_stay_and_where_they_are_flagged(
    make: Make, pages: Pages
):
    quiz = make.assignment(items=[ESSAY])
    done, waiting = essay(make, quiz), essay(make, quiz)
    marked(done, quiz.teacher, level=2)
    given = done.mark
    published(make, other_scheme())
    pages.sign_in(quiz.teacher)

    choice = pages.get(choice_of(quiz)).words()
    page = pages.get(preview_of(quiz, remedy="version"))
    pages.post(corrections_of(quiz), {"remedy": "version", "seal": seal_on(page)})

    assert "Says something else." in choice
    assert "No mark would change." in page.words()
    assert "1 answer has a mark from a person, and keeps it." in page.words()
    assert (done.mark, waiting.mark) == (given, 0)
    [scripts] = {a.get("href") for a in page.all("a") if "/scripts" in a.get("href", "")}
    assert "1 marked under an earlier scheme" in pages.get(scripts).words()


def test_what_nobody_marks_counts_as_marked_by_nobody(make: Make):
    quiz = make.assignment(items=[ESSAY])
    essay(make, quiz)
    make.attempt(quiz)

    assert planned(quiz, by(published(make, other_scheme()))).by_person == 0
    assert planned(make.assignment(), CREDIT).by_person == 0


def test_the_key_of_a_written_answer_is_its_levels():
    item = real_bank().items[ESSAY]
    assert isinstance(item, ExtendedResponseItem)

    said = key_of(item, {})

    assert said[0] == f"A person marks it, out of {item.max_mark}"
    assert len(said) == 1 + len(item.levels)
    assert item.levels[-1].descriptor in said[1]
