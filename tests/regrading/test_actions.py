"""Correcting a question and undoing it: exactly, never lower, full marks, dropped."""

from fractions import Fraction

import pytest
from sqlalchemy import select

from quizapp.attempts import actions as attempts
from quizapp.attempts.models import (
    Correction,
    Excuse,
    Remedy,
    Response,
    ResponseStep,
    State,
    StepKind,
)
from quizapp.database import db
from quizapp.quizzes.models import Feedback
from quizapp.regrading import actions
from quizapp.regrading.actions import NotPossible, NotTheLast, Outdated
from quizapp.regrading.effects import Drift
from quizapp.regrading.models import Held
from quizapp.regrading.papers import Decision
from quizapp.regrading.plan import plan_of
from tests.counting import statements
from tests.make import Make, real_bank
from tests.marking.world import ESSAY, essay, marked, ranking
from tests.regrading.world import (
    CHOICE,
    CREDIT,
    DROP,
    LATER,
    by,
    choosing,
    corrected,
    keys,
    marks,
    place,
    planned,
    published,
    undone,
    with_key,
)

OLD, NEW = keys()


def both(make: Make, quiz):
    """One student chose the old key, one the new one."""
    return [make.attempt(quiz, responses={1: choosing(key)}) for key in (OLD, NEW)]


def steps(response: Response) -> list[ResponseStep]:
    return list(
        db.session.scalars(
            select(ResponseStep).filter_by(response_id=response.id).order_by(ResponseStep.id)
        )
    )


def everything() -> list[object]:
    """Return what all responses hold."""
    db.session.expire_all()
    rows = db.session.scalars(select(Response).order_by(Response.id))
    return [(row.id, Held.by(row), row.mark, row.revision, row.fields) for row in rows]


def test_a_corrected_key_gives_and_takes_marks_exactly(make: Make):
    quiz = make.assignment()
    papers = both(make, quiz)

    corrected(quiz, by(published(make, with_key(NEW))))

    assert marks(papers) == [[0], [1]]


def test_with_never_lower_nobody_loses(make: Make):
    quiz = make.assignment()
    papers = both(make, quiz)

    corrected(quiz, by(published(make, with_key(NEW)), never_lower=True))

    assert marks(papers) == [[1], [1]]


def test_an_accepted_variant_counts_for_all_who_gave_it(make: Make):
    item = next(each for each in real_bank().items.values() if each.type == "short_answer")
    quiz = make.assignment(items=[item])
    papers = [make.attempt(quiz, responses={1: {"text": [text]}}) for text in ("Zzz", "zzz", "Q")]

    corrected(quiz, by(published(make, item.model_copy(update={"accept": (*item.accept, "Zzz")}))))

    assert marks(papers) == [[item.max_mark], [item.max_mark], [0]]


def test_credit_gives_everybody_full_marks_also_for_nothing(make: Make):
    quiz = make.assignment(items=[CHOICE, "S2-06"])
    papers = [*both(make, quiz), make.attempt(quiz)]

    corrected(quiz, CREDIT)

    assert [row[0] for row in marks(papers)] == [1, 1, 1]
    assert {paper.responses[0].state for paper in papers} == {State.SCORED}


def test_a_dropped_question_leaves_the_total(make: Make):
    quiz = make.assignment(items=[CHOICE, "S2-06"])
    papers = both(make, quiz)

    corrected(quiz, DROP)

    assert [row[0] for row in marks(papers)] == [0, 0]
    assert [each.responses[0].max_mark for each in papers] == [0, 0]
    assert place(quiz).max_mark == 0
    assert place(quiz, 2).max_mark == real_bank().items["S2-06"].max_mark


def test_each_changed_response_gets_a_step_with_actor_mark_and_reason(make: Make):
    quiz = make.assignment()
    papers = both(make, quiz)
    blank = make.attempt(quiz)

    corrected(quiz, by(published(make, with_key(NEW))), note="The dates were swapped.")

    for paper, mark in zip(papers, (0, 1), strict=True):
        [step] = steps(paper.responses[0])
        assert (step.kind, step.at, step.actor_id) == (StepKind.REGRADED, LATER, quiz.teacher_id)
        assert Fraction(step.mark_numerator, step.mark_denominator) == mark
        assert "The dates were swapped." in step.reason
    assert steps(blank.responses[0]) == []


@pytest.mark.parametrize("remedy", [*Remedy, "never lower"])
def test_undoing_gives_back_what_every_response_held(make: Make, remedy):
    quiz = make.assignment(items=[CHOICE, ESSAY, "S2-06"])
    quiz.items[2].claim_position = 1
    for key in (OLD, NEW):
        make.attempt(quiz, responses={1: choosing(key), 2: {"text": ["Words."]}, 3: "right"})
    make.attempt(quiz)
    version = published(make, with_key(NEW))
    before = everything()
    decision = (
        by(version, never_lower=remedy == "never lower")
        if remedy in {Remedy.VERSION, "never lower"}
        else Decision(remedy)
    )

    made = corrected(quiz, decision)
    after = everything()
    undone(quiz, made)

    assert after != before
    assert everything() == before
    assert place(quiz).max_mark == 1
    assert (made.undone_at, made.undone_by_id) == (LATER, quiz.teacher_id)


def test_undoing_is_a_step_too_and_nothing_when_done_twice(make: Make):
    quiz = make.assignment()
    paper, _ = both(make, quiz)
    made = corrected(quiz, by(published(make, with_key(NEW))))

    first, second = undone(quiz, made), undone(quiz, made)

    assert (first, second) == (2, 0)
    kinds = [step.kind for step in steps(paper.responses[0])]
    assert kinds == [StepKind.REGRADED, StepKind.REGRADED]
    assert steps(paper.responses[0])[-1].reason.startswith("undone")


def test_several_corrections_are_undone_the_last_first(make: Make):
    quiz = make.assignment()
    papers = both(make, quiz)
    states = [marks(papers)]
    first = corrected(quiz, by(published(make, with_key(NEW))))
    states.append(marks(papers))
    second = corrected(quiz, CREDIT)
    states.append(marks(papers))
    third = corrected(quiz, DROP)

    for early in (first, second):
        with pytest.raises(NotTheLast):
            undone(quiz, early)
    found = []
    for each in (third, second, first):
        undone(quiz, each)
        found.append(marks(papers))

    assert found == states[::-1]


def test_never_lower_builds_on_what_was_corrected_before(make: Make):
    quiz = make.assignment()
    papers = both(make, quiz)
    corrected(quiz, by(published(make, with_key(NEW))))

    corrected(quiz, by(published(make, with_key(OLD)), never_lower=True))

    assert marks(papers) == [[1], [1]]


def test_evidence_follows_its_claim_and_comes_back(make: Make):
    quiz = make.assignment(items=[CHOICE, "S2-06"])
    quiz.items[1].claim_position = 1
    papers = [make.attempt(quiz, responses={1: choosing(key), 2: "right"}) for key in (OLD, NEW)]
    full = place(quiz, 2).max_mark
    assert marks(papers) == [[1, full], [0, 0]]

    made = corrected(quiz, by(published(make, with_key(NEW))))

    assert marks(papers) == [[0, 0], [1, full]]
    [step] = steps(papers[1].responses[1])
    assert step.kind is StepKind.REGRADED
    assert "question 1" in step.reason
    undone(quiz, made)
    assert marks(papers) == [[1, full], [0, 0]]


def test_evidence_counts_by_itself_when_its_claim_is_dropped(make: Make):
    quiz = make.assignment(items=[CHOICE, "S2-06"])
    quiz.items[1].claim_position = 1
    paper = make.attempt(quiz, responses={1: choosing(NEW), 2: "right"})

    corrected(quiz, DROP)

    assert marks([paper]) == [[0, place(quiz, 2).max_mark]]


def test_what_a_person_gave_stays(make: Make):
    item = real_bank().items[ranking()]
    quiz = make.assignment(items=[item])
    fields = {f"position.{each}": [str(n)] for n, each in enumerate(item.order, 1)}
    paper = make.attempt(quiz, responses={1: {**fields, "reason": ["They were there."]}})
    [response] = paper.responses
    marked(response, quiz.teacher, level=None, mark="2")
    assert marks([paper]) == [[4]]
    turned = item.model_copy(update={"order": item.order[::-1], "open_pairs": ()})

    made = corrected(quiz, by(published(make, turned)))

    assert marks([paper]) == [[2]]
    assert response.state is State.SCORED
    undone(quiz, made)
    assert marks([paper]) == [[4]]


def test_a_written_answer_goes_on_waiting_and_is_marked_under_the_new_version(make: Make):
    item = real_bank().items[ranking()]
    quiz = make.assignment(items=[item])
    fields = {f"position.{each}": [str(n)] for n, each in enumerate(item.order, 1)}
    paper = make.attempt(quiz, responses={1: {**fields, "reason": ["They were there."]}})
    [response] = paper.responses
    turned = item.model_copy(update={"order": item.order[::-1], "open_pairs": ()})

    made = corrected(quiz, by(published(make, turned)))
    assert (response.state, response.mark) == (State.WAITING, 0)
    marked(response, quiz.teacher, level=None, mark="3")
    assert response.mark == 3
    undone(quiz, made)

    assert (response.state, response.mark) == (State.SCORED, 5)


@pytest.mark.parametrize("decision", [CREDIT, DROP])
def test_nobody_has_to_mark_what_is_credited_or_dropped(make: Make, decision: Decision):
    quiz = make.assignment(items=[ESSAY])
    response = essay(make, quiz)

    made = corrected(quiz, decision)

    assert response.state is State.SCORED
    with pytest.raises(attempts.NothingToMark):
        attempts.mark_by_person(response, Fraction(1), quiz.teacher, LATER)
    undone(quiz, made)
    assert response.state is State.WAITING


def test_a_mark_that_was_given_survives_dropping_and_undoing(make: Make):
    quiz = make.assignment(items=[ESSAY])
    response = essay(make, quiz)
    marked(response, quiz.teacher, level=2)
    given = response.mark

    made = corrected(quiz, DROP)
    assert response.mark == 0
    undone(quiz, made)

    assert given > 0
    assert (response.mark, response.state) == (given, State.SCORED)


def test_voided_attempts_are_left_alone(make: Make):
    quiz = make.assignment()
    paper = make.attempt(quiz, responses={1: choosing(NEW)})
    paper.void(quiz.teacher, "Twice", LATER)

    made = corrected(quiz, CREDIT)

    assert marks([paper]) == [[0]]
    assert steps(paper.responses[0]) == []
    assert made.changed == 0


def test_attempts_under_way_are_scored_by_the_corrected_question_when_handed_in(make: Make):
    quiz = make.assignment()
    paper = make.attempt(quiz, responses={1: choosing(NEW)}, handed_in=False)
    before = everything()

    corrected(quiz, by(published(make, with_key(NEW))))

    assert everything() == before
    attempts.hand_in(paper, LATER)
    assert marks([paper]) == [[1]]


def test_an_answer_checked_before_the_correction_is_scored_again_when_handed_in(make: Make):
    quiz = make.assignment(feedback=Feedback.PRACTICE)
    paper = make.attempt(quiz, responses={1: choosing(NEW)}, handed_in=False)
    attempts.check(paper, 1, LATER)
    assert paper.responses[0].mark == 0

    corrected(quiz, by(published(make, with_key(NEW))))
    attempts.hand_in(paper, LATER)

    assert marks([paper]) == [[1]]


def test_who_hands_in_after_a_question_was_dropped_or_brought_back_is_scored_as_all(make: Make):
    quiz = make.assignment(items=[CHOICE, "S2-06"])
    early = make.attempt(quiz, responses={1: choosing(OLD)}, handed_in=False)
    late = make.attempt(quiz, responses={1: choosing(OLD)}, handed_in=False)

    made = corrected(quiz, DROP)
    attempts.hand_in(early, LATER)
    assert (early.responses[0].mark, early.responses[0].max_mark) == (0, 0)
    undone(quiz, made)
    attempts.hand_in(late, LATER)

    for paper in (early, late):
        db.session.refresh(paper.responses[0])
        assert (paper.responses[0].mark, paper.responses[0].max_mark) == (1, 1)


def test_a_late_answer_is_scored_by_the_corrected_question(make: Make):
    quiz = make.assignment()
    paper = make.attempt(quiz, responses={1: choosing(OLD)})
    corrected(quiz, by(published(make, with_key(NEW))))
    late = ResponseStep(
        response=paper.responses[0],
        kind=StepKind.LATE,
        revision=1,
        fields=choosing(NEW),
        at=LATER,
        client="d-2",
    )
    db.session.add(late)
    db.session.flush()

    attempts.accept_late(late, quiz.teacher, LATER)

    assert marks([paper]) == [[1]]


def test_what_the_new_version_cannot_read_keeps_its_mark(make: Make):
    item = with_key(NEW)
    fewer = [each for each in item.options if each.id != OLD]
    third = fewer[-1].model_copy(update={"id": "zz"})
    quiz = make.assignment()
    papers = both(make, quiz)
    version = published(make, item.model_copy(update={"options": (*fewer, third)}))

    plan = planned(quiz, by(version))
    corrected(quiz, by(version))

    assert plan.lost == 1
    assert marks(papers) == [[1], [1]]


def test_a_preview_writes_nothing_and_says_who_gains_and_loses(make: Make):
    quiz = make.assignment(items=[CHOICE, "S2-06"])
    papers = both(make, quiz)
    blank = make.attempt(quiz)
    version = published(make, with_key(NEW))
    before = everything()

    plan = planned(quiz, by(version))

    db.session.flush()
    assert everything() == before
    assert db.session.scalar(select(Correction)) is None
    who = {
        drift: [each.student for each in plan.drifting(drift)]
        for drift in (Drift.GAINS, Drift.LOSES, Drift.STAYS)
    }
    assert who == {
        Drift.LOSES: [papers[0].student],
        Drift.GAINS: [papers[1].student],
        Drift.STAYS: [blank.student],
    }
    assert plan.mean_before == plan.mean_after


def test_a_drop_moves_shares_both_ways(make: Make):
    quiz = make.assignment(items=[CHOICE, "S2-06"])
    out_of = sum(each.max_mark for each in quiz.items)
    make.attempt(quiz, responses={1: choosing(OLD)})
    make.attempt(quiz, responses={1: choosing(NEW), 2: "right"})

    plan = planned(quiz, DROP)

    [loses], [gains] = plan.drifting(Drift.LOSES), plan.drifting(Drift.GAINS)
    assert (loses.before.score, loses.before.out_of, loses.after.score) == (1, out_of, 0)
    assert (gains.after.score, gains.after.out_of) == (out_of - 1, out_of - 1)


def test_the_attempt_that_counts_may_become_another_one(make: Make):
    quiz = make.assignment(attempts_allowed=2)
    student = make.enrolment(quiz.classroom).student
    make.attempt(quiz, student, {1: choosing(OLD)})
    make.attempt(quiz, student, {1: choosing(NEW)}, number=2)

    [effect] = planned(quiz, by(published(make, with_key(NEW)))).effects

    assert (effect.before.number, effect.after.number) == (1, 2)
    assert effect.drift is Drift.STAYS


def test_a_preview_that_no_longer_holds_is_not_applied(make: Make):
    quiz = make.assignment()
    both(make, quiz)
    version = published(make, with_key(NEW))
    seal = planned(quiz, by(version)).seal
    make.attempt(quiz, responses={1: choosing(NEW)})
    before = everything()

    with pytest.raises(Outdated) as refused:
        actions.correct([place(quiz)], by(version), seal, quiz.teacher, LATER)

    assert everything() == before
    assert len(refused.value.plan.effects) == 3
    actions.correct([place(quiz)], by(version), refused.value.plan.seal, quiz.teacher, LATER)


def test_several_classes_are_corrected_in_one_act(make: Make):
    quizzes = [make.assignment(), make.assignment(items=["S2-06", CHOICE])]
    places = [place(quizzes[0], 1), place(quizzes[1], 2)]
    papers = [
        make.attempt(quizzes[0], responses={1: choosing(NEW)}),
        make.attempt(quizzes[1], responses={2: choosing(NEW)}),
    ]
    plan = plan_of(places, CREDIT)

    made = actions.correct(places, CREDIT, plan.seal, quizzes[0].teacher, LATER)

    assert [marks(papers)[0][0], marks(papers)[1][1]] == [1, 1]
    assert len({each.act for each in made}) == 1
    undone(quizzes[0], made[0])
    assert [marks(papers)[0][0], marks(papers)[1][1]] == [0, 1]


def test_what_makes_no_difference_is_refused(make: Make):
    quiz = make.assignment()
    same = make.item_version(CHOICE)
    for decision in (Decision(Remedy.VERSION), by(same)):
        with pytest.raises(NotPossible):
            corrected(quiz, decision)
    corrected(quiz, CREDIT)
    with pytest.raises(NotPossible):
        corrected(quiz, CREDIT)
    corrected(quiz, DROP)
    for decision in (CREDIT, DROP, by(published(make, with_key(NEW)))):
        with pytest.raises(NotPossible):
            corrected(quiz, decision)


def test_the_number_of_statements_does_not_grow_with_the_class(make: Make):
    counted = []
    for students in (2, 40):
        quiz = make.assignment(items=[CHOICE, "S2-06"])
        quiz.items[1].claim_position = 1
        for number in range(students):
            key = NEW if number % 2 else OLD
            make.attempt(quiz, responses={1: choosing(key), 2: "right"})
        version = published(make, with_key(NEW))
        seal = planned(quiz, by(version)).seal
        with statements() as sent:
            [made] = actions.correct([place(quiz)], by(version), seal, quiz.teacher, LATER)
            undone(quiz, made)
        counted.append(len(sent))

    assert counted[1] <= counted[0] + 2


def override(response: Response, mark: str) -> None:
    """Let the teacher set a mark by hand."""
    last = steps(response)[-1].id if steps(response) else 0
    teacher = response.attempt.assignment.teacher
    attempts.override(response, Fraction(mark), teacher, "Said it aloud.", LATER, last)


@pytest.mark.parametrize("remedy", ["version", "credit"])
def test_an_override_holds_against_a_correction_and_its_undoing(make: Make, remedy):
    quiz = make.assignment()
    papers = both(make, quiz)
    override(papers[0].responses[0], "1/2")
    decision = CREDIT if remedy == "credit" else by(published(make, with_key(NEW)))
    assert planned(quiz, decision).overridden == 1

    made = corrected(quiz, decision)

    assert marks(papers) == [[Fraction(1, 2)], [1]]
    undone(quiz, made)
    assert marks(papers) == [[Fraction(1, 2)], [0]]


def test_an_override_taken_back_after_a_correction_shows_what_it_made_of_the_answer(make: Make):
    quiz = make.assignment()
    papers = both(make, quiz)
    for paper in papers:
        override(paper.responses[0], "1/2")
    corrected(quiz, by(published(make, with_key(NEW))))

    for paper in papers:
        attempts.take_back_override(paper.responses[0], quiz.teacher, LATER)
    db.session.flush()

    assert marks(papers) == [[0], [1]]


def test_an_override_leaves_the_total_with_a_dropped_question_and_comes_back(make: Make):
    quiz = make.assignment(items=[CHOICE, "S2-06"])
    papers = both(make, quiz)
    override(papers[1].responses[0], "1/2")

    made = corrected(quiz, DROP)

    assert [row[0] for row in marks(papers)] == [0, 0]
    undone(quiz, made)
    assert [row[0] for row in marks(papers)] == [1, Fraction(1, 2)]


def test_a_corrected_claim_moves_no_evidence_while_its_mark_is_overridden(make: Make):
    quiz = make.assignment(items=[CHOICE, "S2-06"])
    quiz.items[1].claim_position = 1
    paper = make.attempt(quiz, responses={1: choosing(OLD), 2: "right"})
    override(paper.responses[0], "1")

    corrected(quiz, by(published(make, with_key(NEW))))

    assert marks([paper]) == [[1, place(quiz, 2).max_mark]]


def excused(quiz, paper, *, back: bool = False) -> None:
    """Excuse a student from the first question, or take that back."""
    if back:
        attempts.take_back_excuse(place(quiz), paper.student, quiz.teacher, LATER)
    else:
        attempts.excuse(place(quiz), paper.student, quiz.teacher, "Was ill.", LATER)
    db.session.flush()


@pytest.mark.parametrize("remedy", ["version", "credit", "drop"])
def test_who_is_excused_stays_so_through_a_correction_and_its_undoing(make: Make, remedy):
    quiz = make.assignment()
    paper, _ = papers = both(make, quiz)
    excused(quiz, paper)
    version = published(make, with_key(NEW))
    decision = {"version": by(version), "credit": CREDIT, "drop": DROP}[remedy]
    assert planned(quiz, decision).excused == 1

    made = corrected(quiz, decision)
    during = marks(papers)[0], paper.responses[0].max_mark
    undone(quiz, made)

    assert during == ([0], 0)
    assert (marks(papers)[0], paper.responses[0].max_mark) == ([0], 0)
    excused(quiz, paper, back=True)
    assert (marks(papers), paper.responses[0].max_mark) == ([[1], [0]], 1)


def test_what_is_corrected_meanwhile_counts_when_an_excuse_is_taken_back(make: Make):
    quiz = make.assignment()
    papers = both(make, quiz)
    for paper in papers:
        excused(quiz, paper)
    corrected(quiz, by(published(make, with_key(NEW))))

    for paper in papers:
        excused(quiz, paper, back=True)

    assert marks(papers) == [[0], [1]]


@pytest.mark.parametrize("last", ["excused", "counted"])
def test_undoing_a_drop_asks_who_is_excused_now_and_not_who_was_then(make: Make, last):
    quiz = make.assignment()
    paper, _ = papers = both(make, quiz)
    if last == "counted":
        excused(quiz, paper)
    made = corrected(quiz, DROP)
    if last == "counted":
        excused(quiz, paper, back=True)
        assert paper.responses[0].max_mark == 0
    else:
        excuse = Excuse(position=1, reason="Was ill.", at=LATER)
        excuse.assignment_id, excuse.student_id = quiz.id, paper.student_id
        db.session.add(excuse)

    undone(quiz, made)

    wanted = ([1], 1) if last == "counted" else ([0], 0)
    assert (marks(papers)[0], paper.responses[0].max_mark) == wanted


def test_what_a_person_gave_outlives_an_excuse_and_a_correction(make: Make):
    item = real_bank().items[ranking()]
    quiz = make.assignment(items=[item])
    fields = {f"position.{each}": [str(n)] for n, each in enumerate(item.order, 1)}
    paper = make.attempt(quiz, responses={1: {**fields, "reason": ["They were there."]}})
    marked(paper.responses[0], quiz.teacher, level=None, mark="2")
    turned = item.model_copy(update={"order": item.order[::-1], "open_pairs": ()})
    excused(quiz, paper)

    corrected(quiz, by(published(make, turned)))
    excused(quiz, paper, back=True)

    assert marks([paper]) == [[2]]
