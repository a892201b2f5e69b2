"""A round of the demo school in which its teacher compares the essays of a class."""

from datetime import datetime, timedelta

from quizapp.comparing import actions
from quizapp.comparing.actions import Choice, Plan
from quizapp.comparing.models import ComparingRound, Verdict
from quizapp.comparing.papers import Paper, written
from quizapp.comparing.queries import places_of
from quizapp.comparing.table import table_of
from quizapp.demo.replies import dice
from quizapp.demo.simulate import SEED
from quizapp.quizzes.models import Assignment

LEAST = 6
"""How often each essay is compared; a few decisions are left for whoever tries it."""
LEFT_OVER = 4
HESITATION = 0.35
"""How far a judge's impression of one essay wavers, as a share of what it is worth."""


def compare(assignment: Assignment, item_id: str, now: datetime) -> None:
    """Let the teacher of a class compare its essays, with two examples among them."""
    teacher = assignment.teacher
    places = places_of(teacher, assignment.bank, item_id)
    here = [each for each in places if each.assignment == assignment]
    if not here or here[0].scripts < 2:
        return
    item = written(here[0].version)
    weakest, best = (
        pick(range(len(item.samples)), key=lambda place: item.samples[place].level)
        for pick in (min, max)
    )
    marks = {place: item.levels[item.samples[place].level - 1].highest for place in (weakest, best)}
    plan = Plan(here[0].version, [assignment], [teacher], LEAST, marks)
    began = now - timedelta(hours=20)
    one = actions.start(plan, teacher, began, dice(SEED, "round", item_id).getrandbits(40))
    _decide(one, began)


def _decide(one: ComparingRound, began: datetime) -> None:
    judge = one.judges[0]
    at = began
    while (table := table_of(one)).still_needed > LEFT_OVER and (pair := table.pair_for(judge)):
        left, right = pair
        rng = dice(SEED, "compares", left.text, right.text)
        seconds = round(rng.lognormvariate(3.4, 0.4))
        better = _impression(left, rng.gauss(1, HESITATION)) > _impression(
            right, rng.gauss(1, HESITATION)
        )
        verdict = Verdict.LEFT if better else Verdict.RIGHT
        shown = ((left.id, left.revision), (right.id, right.revision))
        at += timedelta(seconds=seconds + 2)
        actions.decide(table, judge, Choice(table.turn_of(judge), *shown, verdict, "", seconds), at)


def _impression(paper: Paper, mood: float) -> float:
    """In the invented essays those who know more write more."""
    return paper.words * mood
