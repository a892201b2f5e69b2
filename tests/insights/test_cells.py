from fractions import Fraction

import pytest

from quizapp.attempts.models import State
from quizapp.insights.cells import SIGNS, WORDS, Answer, Cell, Sight, sight

HALF = Fraction(1, 2)


def answer(state: State, fraction: Fraction | None = None, *, seen: bool = True) -> Answer:
    return Answer(1, state, 2, fraction, fraction, seen)


@pytest.mark.parametrize(
    ("given", "handed_in", "expected"),
    [
        (answer(State.SCORED, Fraction(1)), True, Sight.RIGHT),
        (answer(State.SCORED, HALF), True, Sight.PARTLY),
        (answer(State.SCORED, Fraction()), True, Sight.WRONG),
        (answer(State.SCORED, Fraction(1)), False, Sight.RIGHT),
        (answer(State.BLANK), True, Sight.BLANK),
        (answer(State.BLANK, seen=False), True, Sight.UNREACHED),
        (answer(State.BLANK), False, Sight.AHEAD),
        (answer(State.UNREADABLE), True, Sight.UNREADABLE),
        (answer(State.WAITING), True, Sight.WAITING),
        (answer(State.WAITING), False, Sight.ANSWERED),
        (answer(State.READ), False, Sight.ANSWERED),
    ],
)
def test_a_square_shows_what_is_known(given: Answer, handed_in: bool, expected: Sight):
    assert sight(given, handed_in=handed_in) is expected


def test_every_sight_has_words_and_those_that_say_something_a_sign_of_their_own():
    signs = [sign for sign in SIGNS.values() if sign]

    assert set(WORDS) == set(SIGNS) == set(Sight)
    assert len(set(WORDS.values())) == len(Sight)
    assert len(set(signs)) == len(signs) == len(Sight) - 2


@pytest.mark.parametrize(
    ("given", "handed_in", "expected"),
    [
        (answer(State.SCORED, HALF), True, HALF),
        (answer(State.BLANK), True, 0),
        (answer(State.UNREADABLE), True, 0),
        (answer(State.BLANK, seen=False), True, None),
        (answer(State.WAITING, HALF), True, None),
        (answer(State.READ), False, None),
        (answer(State.UNREADABLE), False, None),
    ],
)
def test_statistics_take_only_what_was_seen_and_scored(
    given: Answer, handed_in: bool, expected: Fraction | None
):
    assert Cell(given, handed_in).fraction == expected


def test_evidence_without_its_claim_is_right_but_held_back():
    held = Answer(2, State.SCORED, 1, mark=Fraction(), fraction=Fraction(1), seen=True)

    assert held.held_back
    assert sight(held, handed_in=True) is Sight.RIGHT
    assert not answer(State.SCORED, Fraction()).held_back
