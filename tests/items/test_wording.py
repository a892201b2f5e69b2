"""Typed words: what counts as the same answer, and what does not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.items.wording import (
    NearMiss,
    TypedFeedback,
    folded,
    judge,
    matches,
    one_slip,
    spellings,
)

NAMES = {"Zinoviev": ("Zinovyev", "Zinov'ev"), "vozhd": ("vozhd'", "вождь")}
SAID = TypedFeedback(right="That is it.", wrong="Look again.")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  Ban  on FACTIONS! ", "ban on factions"),
        ("élan", "elan"),
        ("Zinov'ev", "zinovev"),
        ("ВОЖДЬ", "вождь"),
        ("Straße", "strasse"),
        ("1921", "1921"),
        ("?!", ""),
    ],
)
def test_folded(text: str, plain: str) -> None:
    assert folded(text) == plain


@pytest.mark.parametrize(
    ("typed", "accepted", "same"),
    [
        ("factions", "factions", True),
        ("facions", "factions", True),
        ("facttions", "factions", True),
        ("fractions", "factions", True),
        ("fatcions", "factions", True),
        ("fcations", "factions", True),
        ("factionss", "factions", True),
        ("facon", "factions", False),
        ("kirow", "kirov", False),
        ("kirov", "kirov", True),
        ("1922", "1921", False),
        ("190000", "180000", False),
        ("ban factions", "ban on factions", False),
        ("ban on factionz", "ban on factions", True),
        ("bax on factionz", "ban on factions", False),
        ("kalinin", "kamenev", False),
    ],
)
def test_one_slip_is_forgiven_in_a_long_word(typed: str, accepted: str, same: bool) -> None:
    assert matches(typed, [accepted]) is same


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
@settings(deadline=None)
def test_a_slip_joins_both_ways(first: str, second: str) -> None:
    assert one_slip(first, second) == one_slip(second, first)


@given(st.text("abcd", min_size=1, max_size=8), st.data())
@settings(deadline=None)
def test_one_edit_is_one_slip(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    changed = word[:at] + "x" + word[at + 1 :]
    swapped = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]

    assert one_slip(word[:at] + word[at + 1 :], word)
    assert one_slip(word[:at] + "x" + word[at:], word)
    assert one_slip(changed, word)
    assert one_slip(swapped, word)


def test_names_bring_their_variants() -> None:
    assert spellings(["Zinoviev's team", "Zinoviev"], NAMES) == {
        *("zinovievs team", "zinoviev", "zinovyev", "zinovev"),
    }


def _judged(typed: str) -> tuple[bool, str]:
    near = [NearMiss(answers=("Congress",), feedback="A conference is smaller.")]
    judged = judge(typed, ["Conference"], [["meeting", "Zinoviev"]], near, SAID, NAMES)
    return judged.right, judged.feedback


@pytest.mark.parametrize(
    ("typed", "right", "feedback"),
    [
        ("conference", True, "That is it."),
        ("confrence", True, "That is it."),
        ("congress", False, "A conference is smaller."),
        ("the meeting of Zinovyev", True, "That is it."),
        ("the meeting of zinov'ev", True, "That is it."),
        ("a meeting", False, "Look again."),
    ],
)
def test_near_misses_come_first(typed: str, right: bool, feedback: str) -> None:
    assert _judged(typed) == (right, feedback)


@given(st.text(max_size=60))
@settings(deadline=None)
def test_any_text_can_be_judged(typed: str) -> None:
    right, feedback = _judged(typed)

    assert feedback
    assert right in {True, False}
