"""Guessers who see only the options gain nothing from the shipped bank."""

from fractions import Fraction

import pytest

from quizapp.bank.guessers import GUESSERS, Choice, Guess, choices_of, play
from quizapp.items.base import Item
from tests.bank.real import BANK
from tests.items.make import item


def question(number: int, *texts: str, key: int = 0, stem: str = "What was sent?") -> Item:
    return item(
        "single_choice",
        id=f"A-{number:02}",
        stem=stem,
        options=[
            {"id": "abcd"[place], "text": text, "credit": int(place == key), "feedback": "Look."}
            for place, text in enumerate(texts)
        ],
    )


def results(items: list[Item]) -> dict[str, Guess]:
    return {guess.name: guess for guess in play(items)}


@pytest.mark.parametrize("guess", play(BANK.items.values()), ids=lambda guess: guess.name)
def test_no_guesser_beats_chance_over_the_bank(guess: Guess) -> None:
    assert not guess.too_good, f"{guess.name}: {guess.score:.1%}, chance {guess.chance:.1%}"


@pytest.mark.parametrize(
    ("trick", "texts", "stem"),
    [
        ("longest option", ("a long letter home", "a ship", "a box"), "What was sent?"),
        ("shortest option", ("oil", "a letter", "a parcel"), "What was sent?"),
        ("never the longest", ("oil", "a letter", "a parcel"), "What was sent?"),
        ("never the shortest", ("a long letter home", "a parcel", "a box"), "What was sent?"),
        ("odd one out by length", ("a long letter home", "a ship", "a box"), "What was sent?"),
        ("first position", ("a map", "a hat", "a box"), "What was sent?"),
        ("most words of the stem", ("a lamp", "a ship", "a box"), "Which lamp was sent?"),
        ("most hedged", ("perhaps oil", "a letter", "a parcel"), "What was sent?"),
        ("fewest absolute words", ("a letter", "only oil", "no answer"), "What was sent?"),
    ],
)
def test_a_trick_that_works_is_noticed(trick: str, texts: tuple[str, ...], stem: str) -> None:
    found = results([question(number, *texts, stem=stem) for number in range(40)])

    assert found[trick].too_good


@pytest.mark.parametrize(("trick", "key"), [("middle position", 1), ("last position", 2)])
def test_a_favourite_place_is_noticed(trick: str, key: int) -> None:
    items = [question(n, "a map", "a hat", "a box", key=key) for n in range(40)]

    assert results(items)[trick].score == 1


def test_guessers_who_see_no_difference_score_at_chance() -> None:
    found = results([question(1, "map", "hat", "box")])

    assert found["longest option"].score == pytest.approx(1 / 3)
    assert found["most hedged"].gain == pytest.approx(0)


def test_a_guesser_picks_as_many_as_are_asked_for() -> None:
    asked = item(
        "multiple_response",
        pick=2,
        options=[
            {"id": each, "text": text, "credit": credit, "feedback": "Look."}
            for each, text, credit in [
                ("a", "a long letter", 1),
                ("b", "a long parcel", 1),
                ("c", "oil", 0),
                ("d", "rum", 0),
            ]
        ],
    )
    (choice,) = choices_of(asked)

    assert results([asked])["longest option"].score == 1
    assert results([asked])["shortest option"].score == 0
    assert choice.worth([0, 2]) == 0
    assert results([asked])["longest option"].chance == pytest.approx(1 / 6)


def test_every_row_and_gap_is_a_choice() -> None:
    kinds = {each.type for each in BANK.items.values() if list(choices_of(each))}

    assert {"categorise", "gap_fill", "grid", "matching"} < kinds
    assert not kinds & {"extended_response", "short_answer", "numeric", "ordering"}


def test_chance_has_the_spread_of_blind_picks() -> None:
    found = results([question(number, "map", "hat", "box") for number in range(50)])

    assert found["first position"].standard_error == pytest.approx((1 / 3 * 2 / 3 / 50) ** 0.5)


def test_every_guesser_has_a_view_of_every_option() -> None:
    choice = Choice("What was sent?", ["map", "long letter"], [Fraction(1), Fraction(0)])

    assert all(len(guesser(choice)) == 2 for guesser in GUESSERS.values())
