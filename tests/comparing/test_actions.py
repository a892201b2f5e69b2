"""Rounds of comparing: who takes part, what counts, what is refused."""

import pytest

from quizapp.attempts import actions as attempts
from quizapp.attempts.models import PAPER, Response, ResponseStep, StepKind
from quizapp.comparing import actions, queries
from quizapp.comparing.actions import Closed, NotAJudge, Outdated
from quizapp.comparing.finding import Finding
from quizapp.comparing.models import Decision, Verdict
from quizapp.database import db
from quizapp.items.codes import ON_PAPER
from tests.comparing.world import (
    ESSAY,
    LATER,
    begun,
    choice,
    essay,
    essays,
    judge,
    script_of,
    seen,
)
from tests.make import Make, real_bank

pytestmark = pytest.mark.sqlite


def test_a_round_gathers_what_was_handed_in_with_words(make: Make):
    assignment = essays(make, 3)
    make.attempt(assignment, responses={1: {"text": [" "]}})
    make.attempt(assignment, responses={1: {"text": ["not finished"]}}, handed_in=False)

    table = seen(begun(assignment))

    assert sorted(paper.words for paper in table.papers) == [1, 2, 3]
    assert {paper.name for paper in table.papers} == {"Script 1", "Script 2", "Script 3"}


def test_examples_take_part_while_their_mark_is_set(make: Make):
    one = begun(essays(make, 2), samples={0: 2, 1: 7})
    assert len(seen(one).present) == 4

    actions.set_anchors(one, {}, {0: 2})

    table = seen(one)
    assert len(table.present) == 3
    level = real_bank().items[ESSAY].samples[0].level
    assert [paper.name for paper in table.anchors] == [f"Example of level {level}"]


def test_a_decision_that_is_sent_twice_counts_once(make: Make):
    one = begun(essays(make, 3))
    table = seen(one)
    sent = choice(table, one.started_by)

    assert actions.decide(table, one.started_by, sent, LATER)
    assert not actions.decide(table, one.started_by, sent, LATER)
    assert not actions.decide(seen(one), one.started_by, sent, LATER)

    assert len(seen(one).decisions) == 1


def test_another_answer_to_a_pair_that_was_answered_is_refused(make: Make):
    one = begun(essays(make, 3))
    table = seen(one)
    actions.decide(table, one.started_by, choice(table, one.started_by, Verdict.LEFT), LATER)

    other = choice(table, one.started_by, Verdict.RIGHT)
    with pytest.raises(Outdated, match="differently"):
        actions.decide(seen(one), one.started_by, other, LATER)


def test_what_is_taken_back_comes_again_and_no_longer_counts(make: Make):
    one = begun(essays(make, 4))
    judge(one, one.started_by, 3)
    table = seen(one)
    shown = {table.last_of(one.started_by).left_id, table.last_of(one.started_by).right_id}

    actions.withdraw(table.last_of(one.started_by), make.later(days=2))

    table = seen(one)
    assert {paper.id for paper in table.pair_for(one.started_by)} == shown
    assert table.done_by(one.started_by) == 2
    assert len(table.decisions) == 3
    judge(one, one.started_by, 1, make.later(days=3))
    assert seen(one).done_by(one.started_by) == 3


def test_two_decisions_can_be_taken_back_one_after_the_other(make: Make):
    one = begun(essays(make, 4))
    judge(one, one.started_by, 3)
    for day in (2, 3):
        table = seen(one)
        last = table.last_of(one.started_by)
        pair = [last.left_id, last.right_id]
        actions.withdraw(last, make.later(days=day))

    assert [paper.id for paper in seen(one).pair_for(one.started_by)] == pair
    assert seen(one).done_by(one.started_by) == 1


def test_what_was_skipped_is_kept_and_does_not_count(make: Make):
    one = begun(essays(make, 4))
    table = seen(one)
    actions.decide(table, one.started_by, choice(table, one.started_by, Verdict.SKIPPED), LATER)

    table = seen(one)
    assert table.done_by(one.started_by) == 0
    assert Finding(table).judges[0].skipped == 1


def test_nobody_decides_in_a_closed_round_until_it_is_open_again(make: Make):
    one = begun(essays(make, 3))
    one.close(LATER)
    table = seen(one)
    with pytest.raises(Closed):
        actions.decide(table, one.started_by, choice(table, one.started_by), LATER)

    one.reopen()

    assert actions.decide(seen(one), one.started_by, choice(table, one.started_by), LATER)


def test_only_those_who_were_chosen_judge(make: Make):
    assignment = essays(make, 3)
    one = begun(assignment)
    other = make.co_teacher(assignment.classroom)
    table = seen(one)

    with pytest.raises(NotAJudge):
        actions.decide(table, other, choice(table, other), LATER)


@pytest.mark.parametrize("amiss", ["unknown", "same", "revision"])
def test_scripts_that_are_not_there_are_refused(make: Make, amiss: str):
    one = begun(essays(make, 3))
    table = seen(one)
    left, right = choice(table, one.started_by).left, choice(table, one.started_by).right
    pair = {
        "unknown": ((999_999, 1), right),
        "same": (left, left),
        "revision": ((left[0], left[1] + 1), right),
    }[amiss]

    sent = actions.Choice(1, *pair, Verdict.LEFT)
    with pytest.raises(Outdated):
        actions.decide(table, one.started_by, sent, LATER)


def test_a_turn_from_the_future_is_kept_as_the_next_one(make: Make):
    one = begun(essays(make, 3))
    table = seen(one)
    sent = choice(table, one.started_by)

    actions.decide(
        table, one.started_by, actions.Choice(900, sent.left, sent.right, sent.verdict), LATER
    )

    assert db.session.scalars(db.select(Decision.turn)).all() == [1]


def test_who_leaves_the_class_drops_out_with_all_comparisons(make: Make):
    one = begun(essays(make, 3))
    judge(one, one.started_by, 3)
    table = seen(one)
    gone = script_of(table, 3)
    response = db.session.get(Response, gone.response_id)
    enrolment = next(
        each
        for each in response.attempt.assignment.classroom.enrolments
        if each.student_id == response.attempt.student_id
    )
    enrolment.leave(LATER)

    table = seen(one)

    assert [paper.name for paper in table.gone] == [gone.name]
    assert table.done_by(one.started_by) == 1


def test_an_attempt_that_is_voided_drops_out(make: Make):
    one = begun(essays(make, 3))
    response = one.scripts[0].response
    response.attempt.void(one.started_by, "test", LATER)

    assert "taken out of the results" in seen(one).gone[0].gone


def test_a_late_answer_sets_what_was_decided_on_the_earlier_one_aside(make: Make):
    one = begun(essays(make, 3))
    judge(one, one.started_by, 3)
    changed = db.session.get(Response, script_of(seen(one), 3).response_id)
    late = ResponseStep(
        response=changed,
        kind=StepKind.LATE,
        revision=2,
        fields={"text": ["now with five words here"]},
        at=LATER,
        client="phone",
    )
    db.session.add(late)
    db.session.flush()
    attempts.accept_late(late, one.started_by, LATER)

    table = seen(one)

    assert table.done_by(one.started_by) == 1
    assert list(table.outdated.values()) == [2]
    assert script_of(table, 5).name in table.outdated


def test_what_is_handed_in_later_is_taken_in_when_asked(make: Make):
    assignment = essays(make, 2)
    one = begun(assignment)
    essay(make, assignment, 3)
    assert len(seen(one).newly_in) == 1

    assert actions.gather(one) == 1
    assert actions.gather(one) == 0

    table = seen(one)
    assert not table.newly_in
    assert script_of(table, 3).name == "Script 3"


def test_a_round_is_seen_by_those_who_teach_all_its_classes(make: Make):
    assignment = essays(make, 2)
    one = begun(assignment)
    other = essays(make, 1)
    one.assignments.append(other)
    db.session.flush()
    colleague = make.co_teacher(assignment.classroom)

    assert queries.find_round(colleague, one.id) is None
    assert queries.find_round(assignment.teacher, one.id) is None
    make.co_teacher(other.classroom, colleague)
    assert queries.find_round(colleague, one.id) == one
    assert queries.find_round(make.admin(), one.id) == one
    assert queries.find_round(make.teacher(), one.id) is None


def test_judges_are_those_who_teach_all_the_classes(make: Make):
    one, other = essays(make, 1), essays(make, 1)
    both, half = make.co_teacher(one.classroom), make.co_teacher(one.classroom)
    make.co_teacher(other.classroom, both)
    db.session.expire_all()

    assert queries.possible_judges(one.teacher, [one, other]) == [one.teacher, both]
    assert half in queries.possible_judges(one.teacher, [one])


def test_what_is_on_paper_alone_takes_no_part(make: Make):
    assignment = essays(make, 2)
    attempt = make.attempt(assignment, None, {1: {"text": [ON_PAPER]}})
    attempt.responses[0].client = PAPER

    assert len(seen(begun(assignment)).papers) == 2
    [place] = queries.places_of(assignment.teacher, "test", ESSAY)
    assert place.scripts == 2
