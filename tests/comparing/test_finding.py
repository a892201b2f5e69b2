"""What a round finds, and what it says about it."""

import math

import pytest

from quizapp.comparing import actions, saying
from quizapp.comparing.finding import Finding
from quizapp.comparing.models import Decision, Verdict
from quizapp.database import db
from tests.comparing.world import LATER, begun, choice, essays, judge, script_of, seen
from tests.make import Make

pytestmark = pytest.mark.sqlite


def decided(one, judge, left: int, right: int, verdict: Verdict = Verdict.LEFT, times: int = 1):
    """Let a judge decide between the scripts with these many words, whatever comes next."""
    for _ in range(times):
        table = seen(one)
        a, b = script_of(table, left), script_of(table, right)
        sent = actions.Choice(
            table.turn_of(judge), (a.id, a.revision), (b.id, b.revision), verdict, seconds=30
        )
        actions.decide(table, judge, sent, LATER)


def test_decisions_that_all_agree_give_the_order_with_finite_places(make: Make):
    one = begun(essays(make, 5))
    judge(one, one.started_by, 20)

    finding = Finding(seen(one))

    assert [each.paper.words for each in finding.placed] == [5, 4, 3, 2, 1]
    assert all(math.isfinite(each.place) and math.isfinite(each.error) for each in finding.placed)
    assert [each.paper.words for each in finding.one_way] == [5, 1]
    assert 0 < finding.reliability < 1


def test_below_five_comparisons_of_each_script_there_is_no_scale(make: Make):
    one = begun(essays(make, 4))
    judge(one, one.started_by, 9)
    assert not Finding(seen(one)).has_scale

    judge(one, one.started_by, 1, make.later(days=2))

    assert Finding(seen(one)).has_scale


def test_scripts_that_nothing_ties_together_have_no_scale_and_are_named(make: Make):
    one = begun(essays(make, 4))
    decided(one, one.started_by, 2, 1, times=6)
    decided(one, one.started_by, 4, 3, times=6)

    finding = Finding(seen(one))
    [sentence] = saying.why_no_scale(finding)

    assert not finding.linked
    assert not finding.has_scale
    assert "never been compared with the rest" in sentence


def test_the_number_of_comparisons_that_are_still_needed_follows_spearman_and_brown(make: Make):
    one = begun(essays(make, 4))
    judge(one, one.started_by, 30)
    finding = Finding(seen(one))
    finding.__dict__["reliability"] = 0.5
    assert finding.more_needed == 90

    finding.__dict__["reliability"] = 0.8
    assert finding.more_needed == 0
    assert "can be used" in saying.reliability_in_words(finding)
    finding.__dict__["reliability"] = -0.3
    assert finding.more_needed is None
    assert "chance alone" in saying.reliability_in_words(finding)


def test_decisions_that_contradict_each_other_are_called_chance(make: Make):
    one = begun(essays(make, 3))
    for left, right in ((1, 2), (2, 3), (3, 1)):
        decided(one, one.started_by, left, right, times=5)

    finding = Finding(seen(one))

    assert finding.reliability is None
    assert "All scripts came out alike." in saying.headline(finding)
    assert "cannot be told apart" in saying.reliability_in_words(finding)


def test_a_judge_who_decides_the_other_way_round_is_named(make: Make):
    assignment = essays(make, 8)
    odd = make.co_teacher(assignment.classroom)
    others = [make.co_teacher(assignment.classroom) for _ in range(3)]
    one = begun(assignment, [assignment.teacher, odd, *others])
    for each in (assignment.teacher, *others):
        judge(one, each, 20)
    for _ in range(14):
        table = seen(one)
        longer = choice(table, odd).verdict
        shorter = Verdict.RIGHT if longer is Verdict.LEFT else Verdict.LEFT
        actions.decide(table, odd, choice(table, odd, shorter), LATER)

    found = {each.name: each for each in Finding(seen(one)).judges}

    assert [name for name, each in found.items() if each.misfits] == [odd.name]
    assert found[odd.name].decisions == 14
    assert found[odd.name].seconds == 20


def test_a_script_that_divides_the_judges_is_named(make: Make):
    one = begun(essays(make, 7))
    judge(one, one.started_by, 60)
    decided(one, one.started_by, 1, 7, times=4)

    named = [each.paper.words for each in Finding(seen(one)).misfitting]

    assert set(named) == {1, 7}


def test_what_a_judge_who_has_left_decided_still_counts(make: Make):
    one = begun(essays(make, 3))
    judge(one, one.started_by, 3)
    db.session.execute(db.update(Decision).values(judge_id=None))

    finding = Finding(seen(one))

    assert finding.decided == 3
    assert {each.name: each.decisions for each in finding.judges} == {
        "Somebody who has left": 3,
        one.started_by.name: 0,
    }
