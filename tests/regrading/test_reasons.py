"""A ranking's reason that is worth the same for everybody, from the desk to the bank and back."""

from fractions import Fraction
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from quizapp.attempts import actions as attempts
from quizapp.attempts.models import Attempt, Correction, Remedy, Response, State
from quizapp.bank.strict_yaml import read
from quizapp.bank.versions import content_hash, item_content, item_from_content
from quizapp.database import db
from quizapp.items.codes import ON_PAPER
from quizapp.items.ranking.model import AcceptedReason, RankingItem
from quizapp.marking import queue
from quizapp.quizzes.models import Assignment, ItemVersion
from quizapp.quizzes.versions import item_of
from quizapp.regrading.keys import key_for_students, key_of
from quizapp.regrading.papers import Decision
from quizapp.regrading.reasons import REASON, mark_in
from quizapp.regrading.variants import (
    AcceptedAlready,
    NotAcceptable,
    Variant,
    accepting,
    added,
    line_for,
)
from tests.bank.small import SmallBank
from tests.make import Make, real_bank
from tests.marking.world import marked, ranking
from tests.pages import Page, Pages
from tests.regrading.test_accepting import publish, set_with
from tests.regrading.test_grades import scale
from tests.regrading.test_pages import corrections_of, history_of, preview_of, seal_on
from tests.regrading.world import LATER, by, corrected, marks, planned, published, undone

SAID = "They were there."
found = real_bank().items[ranking()]
assert isinstance(found, RankingItem)
ITEM: RankingItem = found
"""A ranking of five marks, two of them for the order."""


def worth(mark: int | Fraction, text: str = SAID) -> Variant:
    return Variant(REASON, text, Fraction(mark))


def accepted(make: Make, mark: int, item: RankingItem = ITEM, text: str = SAID) -> ItemVersion:
    return make.item_version(accepting(item, worth(mark, text), {}))


def reasoning(make: Make, quiz: Assignment, *reasons: str) -> list[Attempt]:
    """Hand in the right order with each of these reasons."""
    order = {f"position.{each}": [str(n)] for n, each in enumerate(ITEM.order, 1)}
    return [make.attempt(quiz, responses={1: {**order, "reason": [each]}}) for each in reasons]


TWO = worth(2)


def deciding(variant: Variant = TWO, **given: object) -> dict[str, object]:
    """Return what the page of the acceptance sends."""
    chosen = {"remedy": "accept", "part": variant.part, "answer": variant.text}
    return {**chosen, "worth": str(variant.mark), "policy": "never_lower", **given}


def accept_of(quiz: Assignment, variant: Variant = TWO) -> str:
    query = {"part": variant.part, "answer": variant.text, "worth": str(variant.mark)}
    return f"/assignments/{quiz.id}/items/1/accepted-answer?{urlencode(query)}"


def applied(pages: Pages, quiz: Assignment, **given: object) -> Page:
    """Look at the preview and do it."""
    chosen = deciding(**given)  # type: ignore[arg-type]
    preview = pages.get(preview_of(quiz, **chosen))
    pages.post(corrections_of(quiz), {**chosen, "seal": seal_on(preview)})
    return preview


def line_on(page: Page) -> str:
    return next(str(each.text) for each in page.all("textarea") if each.get("id") == "yaml-line")


def test_the_very_same_words_are_scored_for_all_and_wait_again_when_it_is_undone(make: Make):
    quiz = make.assignment(items=[ITEM])
    papers = reasoning(make, quiz, SAID, " they were THERE", "They were not there.", "")

    made = corrected(quiz, by(accepted(make, 2), never_lower=True))

    assert marks(papers) == [[4], [4], [2], [2]]
    states = [State.SCORED, State.SCORED, State.WAITING, State.SCORED]
    assert [each.responses[0].state for each in papers] == states
    assert undone(quiz, made) == 2
    assert marks(papers) == [[2]] * 4
    assert papers[0].responses[0].state is State.WAITING


def test_who_hands_in_later_has_the_mark_at_once_and_nobody_is_asked_to_mark(make: Make):
    quiz = make.assignment(items=[ITEM])
    corrected(quiz, by(accepted(make, 3), never_lower=True))
    late = make.attempt(quiz, handed_in=False)
    order = {f"position.{each}": [str(n)] for n, each in enumerate(ITEM.order, 1)}
    late.responses[0].fields = {**order, "reason": [SAID]}
    db.session.flush()

    attempts.hand_in(late, LATER)

    assert (late.responses[0].state, late.responses[0].mark) == (State.SCORED, 5)
    assert queue.piles_of(quiz.teacher, LATER) == []
    with pytest.raises(attempts.NothingToMark):
        attempts.mark_by_person(late.responses[0], Fraction(1), quiz.teacher, LATER)


@pytest.mark.parametrize(("kind", "after"), [(True, [5, 4, 4]), (False, [4, 4, 4])])
def test_a_higher_mark_from_a_person_stays_or_follows_as_is_chosen(
    make: Make, kind: bool, after: list[int]
):
    quiz = make.assignment(items=[ITEM])
    papers = reasoning(make, quiz, SAID, SAID, SAID)
    for paper, mark in zip(papers[:2], ("3", "1"), strict=True):
        marked(paper.responses[0], quiz.teacher, level=None, mark=mark)
    assert marks(papers) == [[5], [3], [2]]

    made = corrected(quiz, by(accepted(make, 2), never_lower=kind))

    assert marks(papers) == [[each] for each in after]
    undone(quiz, made)
    assert marks(papers) == [[5], [3], [2]]


def test_the_preview_says_who_crosses_a_boundary_and_whose_mark_stays(make: Make):
    quiz = make.assignment(items=[ITEM])
    quiz.grade_by(scale(A=80, B=40))
    papers = reasoning(make, quiz, SAID, SAID, "Others wrote this.")
    marked(papers[0].responses[0], quiz.teacher, level=None, mark="1")
    marked(papers[2].responses[0], quiz.teacher, level=None, mark="1")

    plan = planned(quiz, by(accepted(make, 2), never_lower=True))

    assert len(plan.drifting("gains")) == 2
    assert [(each.before.grade, each.after.grade) for each in plan.crossing] == [("B", "A")]
    assert plan.by_person == 1


def test_a_second_decision_on_the_same_words_replaces_the_first():
    once = accepting(ITEM, worth(3), {})
    twice = accepting(once, worth(1, "they were THERE"), {})

    assert isinstance(twice, RankingItem)
    assert twice.reason.accept == (AcceptedReason(text=SAID, mark=Fraction(1)),)
    with pytest.raises(AcceptedAlready, match="is worth 3 marks already"):
        accepting(once, worth(3), {})
    assert line_for(once, worth(1)).replaces == '- {text: "They were there.", mark: 3}'
    assert added(item_from_content(item_content(ITEM)), once) == worth(3)
    assert added(once, twice) == worth(1)


@pytest.mark.parametrize(
    ("variant", "why"),
    [
        (worth(4), "worth: 0, 1, 2 or 3"),
        (worth(Fraction(1, 2)), "worth: 0, 1, 2 or 3"),
        (Variant(REASON, SAID), "worth: 0, 1, 2 or 3"),
        (worth(1, "?!"), "no reason to accept"),
        (worth(1, ""), "no reason to accept"),
        (worth(1, "(Written on paper)"), "no reason to accept"),
        (worth(1, "x" * 301), "at most 300 letters"),
        (Variant("order", SAID, Fraction(1)), "Nothing is typed at this place"),
    ],
)
def test_what_cannot_be_worth_something_is_said(variant: Variant, why: str):
    with pytest.raises(NotAcceptable, match=why):
        accepting(ITEM, variant, {})


@pytest.mark.parametrize(
    ("text", "mark"),
    [("3", 3), ("12/5", Fraction(12, 5)), ("0", 0)]
    + [(each, None) for each in ("", "1/0", "-1", "NaN", "3.5", "9" * 9, "٣")],
)
def test_only_a_mark_is_read_as_one(text: str, mark: Fraction | None):
    assert mark_in(text) == mark


def test_students_are_told_the_order_and_no_words_of_others():
    once = accepting(ITEM, worth(3), {})

    assert key_of(once, {})[1] == f"3 of 3 for the reason: {SAID}"
    assert key_for_students(once, {}) == key_of(ITEM, {})


def test_from_the_script_to_marks_for_all_and_the_line_of_yaml(make: Make, pages: Pages):
    quiz = make.assignment(items=[ITEM])
    published(make, ITEM)
    papers = reasoning(make, quiz, SAID, "they were there", "Something else.")
    pages.sign_in(quiz.teacher)

    script = pages.get(f"/scripts/{papers[0].responses[0].id}")
    assert "Accept these words for everyone" in script.words()
    assert [each.get("value") for each in script.all("option")] == ["", "3", "2", "1", "0"]
    page = pages.get(accept_of(quiz))
    assert "Whoever gives this reason has 2 of 3 marks for it" in page.words()
    assert line_on(page) == '  accept:\n    - {text: "They were there.", mark: 2}'
    preview = applied(pages, quiz)

    assert "2 students would gain, 0 would lose, 1 would stay" in preview.words()
    assert "This reason is worth 2 marks They were there." in preview.words()
    assert marks(papers) == [[4], [4], [2]]
    assert "a reason is worth 2 marks for everybody" in pages.get(history_of(quiz)).words()
    closed = pages.get(f"/scripts/{papers[1].responses[0].id}").words()
    assert "These words have their mark already" in closed
    assert "Accept these words" not in closed
    [pile] = queue.piles_of(quiz.teacher, LATER)
    assert [each.id for each in pile.scripts] == [papers[2].responses[0].id]


def test_the_student_reads_the_mark_for_the_reason_and_nobody_elses_words(make: Make, pages: Pages):
    quiz = make.assignment(items=[ITEM])
    one, other = reasoning(make, quiz, "They WERE there", "Something else.")
    pages.sign_in(quiz.teacher)
    applied(pages, quiz)

    review = pages.sign_in(one.student).get(f"/attempts/{one.id}/review").words()
    assert "2 of 3 for the reason" in review
    assert "Reasons in the very same words have the same mark for everybody now" in review
    assert "Your answer was worth 2 and is now worth 4 of 5." in review
    assert "Waits for your teacher" not in review
    review = pages.sign_in(other.student).get(f"/attempts/{other.id}/review").words()
    assert "Waits for your teacher" in review
    assert "were there" not in review.lower()


def test_a_mark_that_was_replaced_is_not_called_what_the_reason_earned(make: Make, pages: Pages):
    quiz = make.assignment(items=[ITEM])
    lower, higher = reasoning(make, quiz, SAID, SAID)
    marked(lower.responses[0], quiz.teacher, level=None, mark="1", comment="Say who.")
    marked(higher.responses[0], quiz.teacher, level=None, mark="3")
    corrected(quiz, by(accepted(make, 2), never_lower=True))

    review = pages.sign_in(lower.student).get(f"/attempts/{lower.id}/review").words()
    assert "2 of 3 for the reason" in review
    assert "Your reason earned" not in review
    assert "What your teacher said of your reason" in review
    assert "Say who." in review
    review = pages.sign_in(higher.student).get(f"/attempts/{higher.id}/review").words()
    assert "Your reason earned 3 of 3" in review
    assert "2 of 3 for the reason" not in review


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"worth": "4"}, "Choose what the reason is worth: 0, 1, 2 or 3."),
        ({"worth": ""}, "Choose what the reason is worth: 0, 1, 2 or 3."),
        ({"worth": "<b>"}, "Choose what the reason is worth: 0, 1, 2 or 3."),
        ({"answer": ""}, "There is no reason to accept."),
        ({"part": "order"}, "Nothing is typed at this place of the question."),
    ],
)
def test_odd_decisions_are_refused_with_a_sentence(make: Make, pages: Pages, given, why: str):
    quiz = make.assignment(items=[ITEM])
    reasoning(make, quiz, SAID)
    pages.sign_in(quiz.teacher)
    chosen = {**deciding(), **given}

    assert why in pages.get(preview_of(quiz, **chosen), status=422).words()
    pages.post(corrections_of(quiz), {**chosen, "seal": "x"}, status=422)
    assert not db.session.scalars(select(Correction)).all()


def test_long_reasons_essays_and_dropped_questions_are_not_offered(make: Make, pages: Pages):
    quiz = make.assignment(items=[ITEM])
    [long] = reasoning(make, quiz, "word " * 80)
    other = make.assignment(quiz.classroom, items=["S1-16"])
    essay = make.attempt(other, responses={1: {"text": [SAID]}})
    pages.sign_in(quiz.teacher)

    [on_paper] = reasoning(make, quiz, ON_PAPER)
    for paper in (long, essay, on_paper):
        page = pages.get(f"/scripts/{paper.responses[0].id}")
        assert "Accept these words" not in page.words()
    [short] = reasoning(make, quiz, SAID)
    corrected(quiz, Decision(Remedy.DROP))
    assert "Accept these words" not in pages.get(f"/scripts/{short.responses[0].id}").words()


def item_page_of(pages: Pages, quiz: Assignment) -> Page:
    return pages.get(f"/assignments/{quiz.id}/items/1")


def test_the_page_of_the_question_leads_there_from_each_reason(make: Make, pages: Pages):
    quiz = make.assignment(items=[ITEM])
    papers = reasoning(make, quiz, SAID, "word " * 80, ON_PAPER, "Another.", "Another.")
    marked(papers[3].responses[0], quiz.teacher, level=None, mark="1")
    page = item_page_of(pages.sign_in(quiz.teacher), quiz)

    offers = [each.get("value") for each in page.all("input") if each.get("name") == "answer"]
    assert sorted(offers) == ["Another.", "Another.", SAID]
    marks_offered = {each.get("value") for each in page.all("option")}
    assert marks_offered == {"", *map(str, ITEM.reason_marks)}
    assert "Accept this reason for everyone" in pages.get(accept_of(quiz)).words()

    applied(pages, quiz)
    page = item_page_of(pages, quiz)
    offers = [each.get("value") for each in page.all("input") if each.get("name") == "answer"]
    assert offers == ["Another.", "Another."]
    assert "Worth 2 of 3 marks, for whoever gives this reason." in page.words()


def test_the_page_of_a_dropped_question_or_of_an_essay_offers_no_reason(make: Make, pages: Pages):
    quiz = make.assignment(items=[ITEM])
    reasoning(make, quiz, SAID)
    essays = make.assignment(quiz.classroom, items=["S1-16"])
    make.attempt(essays, responses={1: {"text": [SAID]}})
    pages.sign_in(quiz.teacher)
    assert "Accept this reason" in item_page_of(pages, quiz).words()

    corrected(quiz, Decision(Remedy.DROP))

    for each in (quiz, essays):
        page = item_page_of(pages, each)
        assert SAID in page.words()
        assert "Accept this reason" not in page.words()


def ranking_file(bank: SmallBank) -> str:
    """Add a ranking to the bank; return its file."""
    path = "items/A/A-08.yaml"
    head = bank.files["items/A/A-01.yaml"].partition("stem:")[0]
    bank.files[path] = (
        head.replace("single_choice", "ranking").replace("id: A-01", "id: A-08")
        + """\
stem: Who can say most about the lamp? Rank all three and give a reason.
criteria: Most useful first
elements:
  - {id: one, text: The keeper, feedback: He lit it.}
  - {id: two, text: The council, feedback: It paid for it.}
  - {id: three, text: A passer-by, feedback: He saw it once.}
order: [one, two, three]
reason:
  prompt: My first choice says most because ...
  checklist:
    - names what the first one saw
explanation: The keeper was beside the lamp every night.
refs: ["001:L2"]
"""
    )
    return path


def test_the_bank_with_the_line_is_the_very_question_that_counts(
    make: Make, pages: Pages, tmp_path: Path
):
    """What the page proposes is put into the file as it stands there, twice, and published."""
    bank = SmallBank(tmp_path / "harbour")
    path = ranking_file(bank)
    publish(bank)
    quiz = set_with(make, "A-08")
    make.attempt(quiz, responses={1: {"reason": ['He "saw" it: \\ always']}})
    pages.sign_in(quiz.teacher)

    for text, mark in (('He "saw" it: \\ always', 3), ("He had the key.", 1)):
        variant = worth(mark, text)
        page = pages.get(accept_of(quiz, variant))
        assert path in page.words()
        above, rest = bank.files[path].split("explanation:")
        bank.files[path] = f"{above}{line_on(page)}\nexplanation:{rest}"
        applied(pages, quiz, variant=variant)
        publish(bank)

        newest = db.session.scalars(select(ItemVersion).order_by(ItemVersion.id)).all()[-1]
        made = db.session.scalars(select(Correction).order_by(Correction.id)).all()[-1]
        assert made.item_version_id == newest.id
        again = pages.get(accept_of(quiz, variant)).words()
        assert "The published bank gives it this mark already" in again


def test_a_question_whose_bank_has_the_reason_needs_no_correction(make: Make):
    version = accepted(make, 1)
    quiz = make.assignment(items=[item_of(version)])
    papers = reasoning(make, quiz, SAID, "Something else.")

    assert content_hash(item_content(item_of(version))) == version.hash
    assert marks(papers) == [[3], [2]]
    waiting = db.session.scalars(select(Response).where(Response.state == State.WAITING)).all()
    assert [each.attempt_id for each in waiting] == [papers[1].id]


def test_the_lines_are_read_back_as_they_were_written():
    line = line_for(ITEM, worth(2, 'a "b": \\c # d'))
    text = f"reason:\n  prompt: p\n  checklist: [c]\n{line.text}\n"

    [entry] = read(text.encode(), "x.yaml").value["reason"]["accept"]  # type: ignore[index,call-overload]
    assert entry == {"text": 'a "b": \\c # d', "mark": "2"}


def test_elsewhere_the_same_question_can_have_it_too(make: Make, pages: Pages):
    teacher = make.teacher()
    here, there = (make.assignment(make.classroom(teacher), items=[ITEM]) for _ in range(2))
    papers = [*reasoning(make, here, SAID), *reasoning(make, there, SAID)]
    published(make, ITEM)
    pages.sign_in(teacher)

    applied(pages, here, also=there.items[0].id)

    assert marks(papers) == [[4], [4]]
