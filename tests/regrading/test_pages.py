"""Putting a question right in the browser, without a script."""

import re
from urllib.parse import urlencode

import pytest

from quizapp.attempts.models import Correction, Response
from quizapp.database import db
from quizapp.insights.queries.grids import grid_of
from quizapp.items import ITEM_TYPES
from quizapp.quizzes.groups import AssignmentStudent
from quizapp.quizzes.models import Feedback
from quizapp.regrading import queries
from tests.counting import statements
from tests.make import Make, real_bank
from tests.pages import Page, Pages
from tests.regrading.world import (
    CHOICE,
    CREDIT,
    DROP,
    by,
    choosing,
    corrected,
    keys,
    marks,
    published,
    undone,
    with_key,
)

OLD, NEW = keys()
TEXTS = {each.id: each.text for each in real_bank().items[CHOICE].options}


def choice_of(quiz, position: int = 1) -> str:
    return f"/assignments/{quiz.id}/items/{position}/correction"


def preview_of(quiz, position: int = 1, **given: object) -> str:
    return f"{choice_of(quiz, position)}/preview?{urlencode(given, doseq=True)}"


def corrections_of(quiz, position: int = 1) -> str:
    return f"/assignments/{quiz.id}/items/{position}/corrections"


def history_of(quiz) -> str:
    return f"/assignments/{quiz.id}/corrections"


def seal_on(page: Page) -> str:
    found = re.search(r'name="seal" value="(\w+)"', page.text)
    assert found
    return found[1]


def papers_of(make: Make, quiz):
    """Ada chose the old key, Ben the new one."""
    found = []
    for name, key in (("Ada Young", OLD), ("Ben Moss", NEW)):
        student = make.enrolment(quiz.classroom, make.student(name=name)).student
        found.append(make.attempt(quiz, student, {1: choosing(key)}))
    return found


def test_from_the_item_to_the_correction_and_back(make: Make, pages: Pages):
    quiz = make.assignment()
    papers = papers_of(make, quiz)
    published(make, with_key(NEW))
    pages.sign_in(quiz.teacher)

    item = pages.get(f"/assignments/{quiz.id}/items/1")
    assert choice_of(quiz) in {link.get("href") for link in item.all("a")}
    choice = pages.get(choice_of(quiz)).words()
    assert TEXTS[OLD] in choice
    assert TEXTS[NEW] in choice
    preview = pages.get(preview_of(quiz, remedy="version", policy="exact"))
    assert "1 student would gain, 1 would lose, 0 would stay" in preview.words()
    assert marks(papers) == [[1], [0]]
    data = {"remedy": "version", "policy": "exact", "seal": seal_on(preview), "note": "Sorry."}
    done = pages.post(corrections_of(quiz), data)

    assert done.location.endswith(history_of(quiz))
    assert marks(papers) == [[0], [1]]
    history = pages.get(history_of(quiz))
    assert "2 attempts changed" in history.words()
    assert "Sorry." in history.words()
    assert quiz.teacher.name in history.words()
    [undo] = [form.get("action") for form in history.all("form") if "reversal" in str(form.attrib)]
    pages.post(undo)
    assert marks(papers) == [[1], [0]]
    assert "Undone by" in pages.get(history_of(quiz)).words()
    pages.post(undo)
    assert marks(papers) == [[1], [0]]


def test_the_students_read_old_and_new_key_and_the_note(make: Make, pages: Pages):
    quiz = make.assignment()
    _, paper = papers_of(make, quiz)
    corrected(quiz, by(published(make, with_key(NEW))), note="The dates were <swapped>.")

    words = pages.sign_in(paper.student).get(f"/attempts/{paper.id}/review").words()

    assert "This question was put right" in words
    assert re.search(
        f"Right before ?{re.escape(TEXTS[OLD])} ?Right now ?{re.escape(TEXTS[NEW])}", words
    )
    assert "Your answer was worth 0 and is now worth 1 of 1." in words
    assert "The dates were <swapped>." in words


def test_the_note_keeps_the_key_until_marks_are_shown(make: Make, pages: Pages):
    quiz = make.assignment(feedback=Feedback.CLOSE)
    _, paper = papers_of(make, quiz)
    corrected(quiz, by(published(make, with_key(NEW))), note="About the dates")

    page = pages.sign_in(paper.student).get(f"/attempts/{paper.id}/review")

    assert "put right" not in page.words()
    assert "About the dates" not in page.text


@pytest.mark.parametrize("decision", [CREDIT, DROP])
def test_review_grid_report_statistics_and_exports_follow(make: Make, pages: Pages, decision):
    quiz = make.assignment(items=[CHOICE, "S2-06"])
    papers = papers_of(make, quiz)
    corrected(quiz, decision)
    second = real_bank().items["S2-06"].max_mark
    out_of = second if decision is DROP else second + 1
    expected = "0" if decision is DROP else "1"

    pages.sign_in(quiz.teacher)
    for part in ("results", "report", "statistics", "items/1", "beliefs", "certainty"):
        pages.get(f"/assignments/{quiz.id}/{part}")
    pages.get(f"/assignments/{quiz.id}/items/1/projector?answer=1")
    student = pages.get(f"/assignments/{quiz.id}/students/{papers[1].student_id}").words()
    table = pages.get(f"/assignments/{quiz.id}/marks.csv").text

    assert f"has {expected} of {out_of}." in student
    assert "Put right by" in student
    assert f"(of {0 if decision is DROP else 1})" in table
    review = pages.sign_in(papers[1].student).get(f"/attempts/{papers[1].id}/review").words()
    assert f"{expected} of {out_of}" in review
    assert ("It no longer counts" if decision is DROP else "Everybody has full marks") in review
    pages.get("/results")


@pytest.mark.parametrize("kind", ITEM_TYPES)
def test_the_key_of_every_kind_of_item_is_put_into_words(make: Make, pages: Pages, kind: str):
    items = real_bank().items.values()
    item = next(each for each in items if each.type == kind and not each.asks_opinion)
    quiz = make.assignment(items=[item])
    for sample in ITEM_TYPES[kind].samples(item):
        make.attempt(quiz, responses={1: sample})
    published(make, item.model_copy(update={"explanation": f"{item.explanation} Indeed."}))

    pages.sign_in(quiz.teacher)
    choice = pages.get(choice_of(quiz)).words()
    preview = pages.get(preview_of(quiz, remedy="version")).words()

    assert "The right answer reads as before" in choice
    assert "No mark would change." in preview


def test_names_are_off_by_one_link_and_stay_off(make: Make, pages: Pages):
    quiz = make.assignment()
    papers_of(make, quiz)
    published(make, with_key(NEW))
    url = preview_of(quiz, remedy="version", policy="exact", names="off")

    page = pages.sign_in(quiz.teacher).get(url)

    assert "Ada" not in page.text
    assert re.search(r"Student [12]\b", page.words())
    form = next(
        each
        for each in page.all("form")
        if each.get("method") == "post" and "corr" in str(each.get("action"))
    )
    assert "names=off" in form.get("action", "")


def test_the_numbers_for_names_are_those_of_the_results(make: Make, pages: Pages):
    quiz = make.assignment()
    papers = [make.attempt(quiz, responses={1: choosing(OLD)}) for _ in range(6)]
    make.enrolment(quiz.classroom)
    published(make, with_key(NEW))
    url = preview_of(quiz, remedy="version", policy="exact")
    pages.sign_in(quiz.teacher)

    preview = pages.get(url).words()

    for paper in papers:
        found = re.search(re.escape(paper.student.name) + r"(Student \d+)", preview)
        assert found
        page = pages.get(f"/assignments/{quiz.id}/students/{paper.student_id}").words()
        assert f"{paper.student.name}{found[1]} " in page


def test_in_a_group_the_numbers_are_those_of_its_results_too(make: Make):
    classroom = make.classroom(students=8)
    group = [make.enrolment(classroom).student for _ in range(4)]
    quiz = make.assignment(classroom)
    for student in group:
        db.session.add(AssignmentStudent(assignment_id=quiz.id, student_id=student.id))
        make.attempt(quiz, student, {1: choosing(OLD)})
    db.session.flush()

    numbers = {row.pupil.id: (row.pupil.alias, False) for row in grid_of(quiz).rows}

    assert queries.aliases_in(quiz) == numbers


def test_other_classes_with_the_same_question_can_be_ticked(make: Make, pages: Pages):
    teacher = make.teacher()
    here, there = (make.assignment(make.classroom(teacher)) for _ in range(2))
    strange = make.assignment()
    papers = [make.attempt(quiz, responses={1: choosing(NEW)}) for quiz in (here, there, strange)]
    pages.sign_in(teacher)

    choice = pages.get(choice_of(here))
    assert there.classroom.name in choice.words()
    assert strange.classroom.name not in choice.words()
    also = [there.items[0].id, strange.items[0].id]
    preview = pages.get(preview_of(here, remedy="credit", policy="exact", also=also))
    data = {"remedy": "credit", "policy": "exact", "also": also, "seal": seal_on(preview)}
    pages.post(corrections_of(here), data)

    assert marks(papers) == [[1], [1], [0]]
    assert there.classroom.name in pages.get(history_of(here)).words()


def test_what_changed_meanwhile_is_said_and_the_note_is_kept(make: Make, pages: Pages):
    quiz = make.assignment()
    papers = papers_of(make, quiz)
    published(make, with_key(NEW))
    pages.sign_in(quiz.teacher)
    seal = seal_on(pages.get(preview_of(quiz, remedy="version", policy="never_lower")))
    papers.append(make.attempt(quiz, responses={1: choosing(NEW)}))
    data = {"remedy": "version", "policy": "never_lower", "seal": seal, "note": "Look & see"}

    again = pages.post(corrections_of(quiz), data, status=409)

    assert "have changed since you saw the preview" in again.words()
    assert "2 students would gain" in again.words()
    assert "Look &amp; see" in again.text
    assert marks(papers) == [[1], [0], [0]]
    pages.post(corrections_of(quiz), {**data, "seal": seal_on(again)})
    assert marks(papers) == [[1], [1], [1]]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Choose one of these."),
        ({"remedy": "magic"}, "Not a valid choice"),
        ({"remedy": "credit", "policy": "magic"}, "Not a valid choice"),
        ({"remedy": "version", "policy": "exact"}, "no longer in the published bank"),
    ],
)
def test_a_choice_that_cannot_be_made_is_said(make: Make, pages: Pages, given, words: str):
    quiz = make.assignment()
    pages.sign_in(quiz.teacher)

    for page in (
        pages.get(preview_of(quiz, **given), status=422),
        pages.post(corrections_of(quiz), given, status=422),
    ):
        assert words in page.words()


def test_the_version_in_use_is_no_correction(make: Make, pages: Pages):
    quiz = make.assignment()
    published(make, real_bank().items[CHOICE])
    pages.sign_in(quiz.teacher)

    choice = pages.get(choice_of(quiz)).words()
    refused = pages.get(preview_of(quiz, remedy="version"), status=422).words()

    assert "there is no corrected one to score by" in choice
    assert "is the one that is used already" in refused


def test_a_note_that_is_too_long_is_kept_and_said(make: Make, pages: Pages):
    quiz = make.assignment()
    papers = papers_of(make, quiz)
    pages.sign_in(quiz.teacher)
    seal = seal_on(pages.get(preview_of(quiz, remedy="credit")))
    data = {"remedy": "credit", "seal": seal, "note": "x" * 601}

    page = pages.post(corrections_of(quiz), data, status=422)

    assert "At most 600 characters" in page.words()
    assert "x" * 601 in page.text
    assert marks(papers) == [[1], [0]]
    pages.post(corrections_of(quiz), {**data, "note": "x" * 600})


def test_an_earlier_correction_waits_for_the_later_one(make: Make, pages: Pages):
    quiz = make.assignment()
    papers_of(make, quiz)
    first, _ = corrected(quiz, by(published(make, with_key(NEW)))), corrected(quiz, CREDIT)
    pages.sign_in(quiz.teacher)

    page = pages.get(history_of(quiz))
    assert sum("reversal" in str(form.attrib) for form in page.all("form")) == 1
    pages.post(f"{history_of(quiz)}/{first.id}/reversal")

    assert "has to be undone first" in pages.get(history_of(quiz)).words()
    assert db.session.get_one(Correction, first.id).undone_at is None


def test_who_works_is_counted_and_left_in_peace(make: Make, pages: Pages):
    quiz = make.assignment()
    papers_of(make, quiz)
    paper = make.attempt(quiz, responses={1: choosing(NEW)}, handed_in=False)
    pages.sign_in(quiz.teacher)

    page = pages.get(preview_of(quiz, remedy="credit"))
    pages.post(corrections_of(quiz), {"remedy": "credit", "seal": seal_on(page)})

    assert "1 student is still working" in page.words()
    assert db.session.get_one(Response, paper.responses[0].id).mark is None


def test_those_who_left_are_corrected_too(make: Make, pages: Pages):
    quiz = make.assignment()
    papers = papers_of(make, quiz)
    quiz.classroom.enrolments[1].leave(make.later(days=1))
    pages.sign_in(quiz.teacher)

    page = pages.get(preview_of(quiz, remedy="credit"))
    pages.post(corrections_of(quiz), {"remedy": "credit", "seal": seal_on(page)})

    assert "has left" in page.words()
    assert marks(papers) == [[1], [1]]


def test_strangers_and_students_find_nothing(make: Make, pages: Pages):
    quiz = make.assignment()
    [paper, _] = papers_of(make, quiz)
    made = corrected(quiz, CREDIT)
    other = make.assignment(make.classroom(quiz.teacher))
    for person in (make.teacher(), paper.student):
        pages.sign_in(person)
        for url in (choice_of(quiz), preview_of(quiz, remedy="drop"), history_of(quiz)):
            pages.get(url, status=404)
        pages.post(corrections_of(quiz), {"remedy": "drop"}, status=404)
        pages.post(f"{history_of(quiz)}/{made.id}/reversal", status=404)
    pages.sign_in(quiz.teacher)
    pages.post(f"{history_of(other)}/{made.id}/reversal", status=404)
    pages.get(choice_of(quiz, 9), status=404)


def test_nothing_to_correct_and_nobody_there_have_their_pages(make: Make, pages: Pages):
    quiz = make.assignment()
    pages.sign_in(quiz.teacher)

    assert "Nobody has handed in yet." in pages.get(preview_of(quiz, remedy="credit")).words()
    assert "Nothing was put right in this quiz" in pages.get(history_of(quiz)).words()


def test_the_preview_needs_no_more_queries_for_more_students(make: Make, pages: Pages):
    counted = []
    for students in (2, 30):
        quiz = make.assignment(items=[CHOICE, "S2-06"])
        for number in range(students):
            make.attempt(quiz, responses={1: choosing(NEW if number % 2 else OLD)})
        published(make, with_key(NEW))
        pages.sign_in(quiz.teacher)
        with statements() as sent:
            page = pages.get(preview_of(quiz, remedy="version", policy="exact"))
        with statements() as written:
            pages.post(
                corrections_of(quiz),
                {"remedy": "version", "policy": "exact", "seal": seal_on(page)},
            )
        counted.append((len(sent), len(written)))

    assert counted[0] == counted[1]


def test_answers_are_judged_by_the_key_that_counts_now(make: Make, pages: Pages):
    quiz = make.assignment()
    _, paper = papers_of(make, quiz)
    made = corrected(quiz, by(published(make, with_key(NEW))))
    student = f"/assignments/{quiz.id}/students/{paper.student_id}"
    item = f"/assignments/{quiz.id}/items/1"

    review = pages.sign_in(paper.student).get(f"/attempts/{paper.id}/review")
    verdicts = [
        each.get("data-verdict") for each in review.all("li") if "data-yours" in each.attrib
    ]
    assert verdicts == ["right"]
    pages.sign_in(quiz.teacher)
    shown = pages.get(student).words()
    assert re.search(f"Right before ?{re.escape(TEXTS[OLD])} ?Right now", shown)
    assert "The right answer now" in pages.get(item).words()
    assert "(put right: was right before)" in pages.get(item).words()
    assert "(put right: was not right before)" in pages.get(f"{item}/projector?answer=1").words()

    undone(quiz, made)
    assert "put right:" not in pages.get(item).words()
    assert "Right before" not in pages.get(student).words()
