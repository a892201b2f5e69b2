"""A typed answer that is accepted for everyone, from the page of its question to the bank."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from quizapp.attempts.models import Correction
from quizapp.database import db
from quizapp.items.base import Item
from quizapp.quizzes.models import ItemVersion
from quizapp.quizzes.publishing import publish_folder
from tests.bank.small import SmallBank
from tests.make import NOON, Make
from tests.pages import Page, Pages
from tests.regrading.test_pages import corrections_of, history_of, preview_of, seal_on
from tests.regrading.typed import GAPS, NUMBER, SHORT
from tests.regrading.world import CREDIT, DROP, by, corrected, marks, published, undone

CASES = [
    (SHORT, "text", "", "port officer", "Port Officer."),
    (GAPS, "gap.who", "who", "secretary", "SECRETARY"),
    (NUMBER, "number", "", "63", "62.5"),
]


TYPED_PART = """\
stem: Where did the keeper live?
accept:
  - lamp house
feedback: {right: It stood by the lamp., wrong: Look at the first sentence.}
explanation: The keeper lived beside the lamp.
refs: ["001:L2"]
"""


def accept_of(quiz, answer: str, part: str = "") -> str:
    query = urlencode({"answer": answer, **({"part": part} if part else {})})
    return f"/assignments/{quiz.id}/items/1/accepted-answer?{query}"


def applied(pages: Pages, quiz, answer: str, part: str = "", **more: object) -> Page:
    """Look at the preview and do it."""
    given = {"remedy": "accept", "part": part, "answer": answer, **more}
    preview = pages.get(preview_of(quiz, **given))
    pages.post(corrections_of(quiz), {**given, "seal": seal_on(preview), "note": "We take it."})
    return preview


def answering(make: Make, quiz, *answers: str, field: str = "text"):
    return [make.attempt(quiz, responses={1: {field: [each]}}) for each in answers]


@pytest.mark.parametrize(("item", "field", "part", "typed", "alike"), CASES)
def test_from_the_page_of_the_question_to_marks_for_all_and_back(
    make: Make, pages: Pages, item: Item, field: str, part: str, typed: str, alike: str
):
    quiz = make.assignment(items=[item])
    papers = answering(make, quiz, typed, alike, "99", field=field)
    full = marks(answering(make, quiz, "60" if item is NUMBER else _accepted(item), field=field))
    pages.sign_in(quiz.teacher)

    page = pages.get(f"/assignments/{quiz.id}/items/1")
    links = [a.get("href") for a in page.all("a") if "accepted-answer" in a.get("href", "")]
    assert accept_of(quiz, typed, part).split("?")[0] in {each.split("?")[0] for each in links}
    assert accept_of(quiz, _accepted(item), part) not in links
    choice = pages.get(accept_of(quiz, typed, part))
    assert f"Accept “{typed}” for everyone" in choice.words()
    preview = applied(pages, quiz, typed, part)

    assert "2 students would gain, 0 would lose, 2 would stay" in preview.words()
    assert f"“{typed}” is accepted too." in preview.text
    assert marks(papers) == [*(full * 2), [0]]
    [correction] = db.session.scalars(select(Correction)).all()
    assert correction.note == "We take it."
    assert undone(quiz, correction) == 2
    assert marks(papers) == [[0], [0], [0]]


def _accepted(item: Item) -> str:
    return {SHORT.type: "harbour master", GAPS.type: "clerk"}.get(item.type, "60")


def test_the_student_reads_the_note_and_the_history_names_the_answer(make: Make, pages: Pages):
    quiz = make.assignment(items=[SHORT])
    [paper] = answering(make, quiz, "port officer")
    pages.sign_in(quiz.teacher)
    applied(pages, quiz, "port officer")

    assert "“port officer” counts as right too" in pages.get(history_of(quiz)).words()
    item_page = pages.get(f"/assignments/{quiz.id}/items/1").words()
    assert "was not right before" in item_page
    assert "Accept this answer" not in item_page
    review = pages.sign_in(paper.student).get(f"/attempts/{paper.id}/review").words()
    assert "We take it." in review
    assert "Your answer was worth 0 and is now worth 1 of 1." in review
    assert re.search(r"Right now ?harbour master ?port officer", review)


def test_a_second_answer_builds_on_the_first(make: Make, pages: Pages):
    quiz = make.assignment(items=[SHORT])
    papers = answering(make, quiz, "port officer", "dock chief")
    pages.sign_in(quiz.teacher)

    applied(pages, quiz, "port officer")
    applied(pages, quiz, "dock chief")

    assert marks(papers) == [[1], [1]]
    again = pages.get(accept_of(quiz, "Port officer")).words()
    assert "“Port officer” counts as right already." in again


def test_who_was_spared_a_loss_before_is_spared_it_now(make: Make, pages: Pages):
    quiz = make.assignment(items=[SHORT])
    papers = answering(make, quiz, "harbour master", "port officer")
    other = SHORT.model_copy(update={"accept": ("pier keeper",)})
    corrected(quiz, by(published(make, other), never_lower=True))
    pages.sign_in(quiz.teacher)

    applied(pages, quiz, "port officer")

    assert marks(papers) == [[1], [1]]


def test_of_two_who_accept_at_once_the_second_sees_what_it_comes_to_now(make: Make, pages: Pages):
    quiz = make.assignment(items=[SHORT])
    papers = answering(make, quiz, "port officer", "dock chief")
    pages.sign_in(quiz.teacher)
    given = {"remedy": "accept", "part": "", "answer": "dock chief"}
    seal = seal_on(pages.get(preview_of(quiz, **given)))
    applied(pages, quiz, "port officer")

    again = pages.post(corrections_of(quiz), {**given, "seal": seal}, status=409)
    assert "have changed since you saw the preview" in again.words()
    assert marks(papers) == [[1], [0]]
    pages.post(corrections_of(quiz), {**given, "seal": seal_on(again)})

    assert marks(papers) == [[1], [1]]


def test_what_somebody_else_accepted_meanwhile_is_said(make: Make, pages: Pages):
    quiz = make.assignment(items=[SHORT])
    answering(make, quiz, "port officer")
    pages.sign_in(quiz.teacher)
    given = {"remedy": "accept", "part": "", "answer": "Port officer"}
    seal = seal_on(pages.get(preview_of(quiz, **given)))
    applied(pages, quiz, "port officer")

    page = pages.post(corrections_of(quiz), {**given, "seal": seal}, status=422)

    assert "counts as right already" in page.words()
    assert len(db.session.scalars(select(Correction)).all()) == 1


def test_other_classes_join_in_only_where_the_same_question_counts(make: Make, pages: Pages):
    teacher = make.teacher()
    here, same, changed = (
        make.assignment(make.classroom(teacher), items=[SHORT], title=f"Quiz in {place}")
        for place in ("Kiel", "Oslo", "Riga")
    )
    papers = [paper for quiz in (here, same, changed) for paper in answering(make, quiz, "purser")]
    other = SHORT.model_copy(update={"accept": ("pier keeper",)})
    corrected(changed, by(published(make, other)))
    pages.sign_in(teacher)

    choice = pages.get(accept_of(here, "purser")).words()
    assert "Quiz in Oslo" in choice
    assert "Quiz in Riga" not in choice
    applied(pages, here, "purser", also=[same.items[0].id, changed.items[0].id])

    assert marks(papers) == [[1], [1], [0]]


@pytest.mark.parametrize(
    ("decision", "words"),
    [(CREDIT, "Everybody has full marks"), (DROP, "This question is dropped")],
)
def test_where_nothing_is_typed_for_marks_nothing_is_accepted(
    make: Make, pages: Pages, decision, words: str
):
    quiz = make.assignment(items=[SHORT])
    answering(make, quiz, "port officer")
    corrected(quiz, decision)
    pages.sign_in(quiz.teacher)

    assert words in pages.get(accept_of(quiz, "port officer")).words()
    given = {"remedy": "accept", "part": "", "answer": "port officer"}
    assert words in pages.get(preview_of(quiz, **given), status=422).words()


@pytest.mark.parametrize("answer", ["", "?!", "pilot", "x" * 201, "<b>"])
def test_odd_answers_are_refused_with_a_sentence(make: Make, pages: Pages, answer: str):
    quiz = make.assignment(items=[SHORT])
    pages.sign_in(quiz.teacher)
    given = {"remedy": "accept", "part": "", "answer": answer}

    page = pages.get(accept_of(quiz, answer))
    if answer == "<b>":
        pages.get(preview_of(quiz, **given))
        return

    assert "cannot be added" in page.words()
    pages.get(preview_of(quiz, **given), status=422)
    pages.post(corrections_of(quiz), {**given, "seal": "x"}, status=422)
    assert not db.session.scalars(select(Correction)).all()


def test_the_bank_with_the_line_is_the_very_question_that_counts(
    make: Make, pages: Pages, tmp_path: Path
):
    """What the page proposes is put into the file as it stands there, and published."""
    bank = SmallBank(tmp_path / "harbour")
    path, item_id = typed_question(bank)
    publish(bank)
    quiz = set_with(make, item_id)
    answering(make, quiz, 'the "Lodge" of Saltby')
    pages.sign_in(quiz.teacher)
    page = pages.get(accept_of(quiz, 'the "Lodge" of Saltby'))
    assert path in page.words()
    line = next(each.text for each in page.all("textarea") if each.get("id") == "yaml-line")
    applied(pages, quiz, 'the "Lodge" of Saltby')
    made = db.session.scalars(select(Correction)).one()

    accept = re.search(r"^accept:\n(?:  - .*\n)+", bank.files[path], re.MULTILINE)
    assert accept
    bank.replace(path, accept[0], f"{accept[0]}{line}\n")
    publish(bank)

    now = db.session.scalars(
        select(ItemVersion).filter_by(bank=quiz.bank, item_id=item_id).order_by(ItemVersion.id)
    ).all()
    assert now[-1].id == made.item_version_id
    assert (
        "The published bank accepts it already"
        in pages.get(accept_of(quiz, 'the "Lodge" of Saltby')).words()
    )
    assert (
        "there is no corrected one to score by"
        in pages.get(f"/assignments/{quiz.id}/items/1/correction").words()
    )


def typed_question(bank: SmallBank) -> tuple[str, str]:
    """Add a question to the bank; return its file and its id."""
    head = bank.files["items/A/A-01.yaml"].partition("stem:")[0]
    path = "items/A/A-09.yaml"
    bank.files[path] = (
        head.replace("single_choice", "short_answer").replace("id: A-01", "id: A-09")
    ) + TYPED_PART
    return path, "A-09"


def publish(bank: SmallBank) -> None:
    bank.load()
    db.session.commit()
    revision, _ = publish_folder(bank.folder, NOON)
    assert revision
    db.session.flush()


def set_with(make: Make, item_id: str):
    version = db.session.scalars(select(ItemVersion).filter_by(item_id=item_id)).one()
    quiz = make.assignment(bank=version.bank)
    quiz.items[0].version = version
    quiz.items[0].max_mark = version.content["max_mark"]
    db.session.flush()
    return quiz


def test_strangers_and_students_cannot_accept(make: Make, pages: Pages):
    quiz = make.assignment(items=[SHORT])
    [paper] = answering(make, quiz, "port officer")
    for person in (make.teacher(), paper.student):
        pages.sign_in(person).get(accept_of(quiz, "port officer"), status=404)
