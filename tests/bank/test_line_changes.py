"""Two texts line by line."""

from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.bank.line_changes import Fate, line_changes

TEXTS = st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=12).map("\n".join)


def shown(before: str | None, after: str | None) -> list[str]:
    return [f"{each.fate.value} {each.number} {each.text}" for each in line_changes(before, after)]


def test_a_change_is_shown_with_what_stands_round_it():
    assert shown("1\n2\n3\n4\n5", "1\n2\n3\nx\n5") == [
        "same 2 2",
        "same 3 3",
        "removed 4 4",
        "added 4 x",
        "same 5 5",
    ]


def test_what_lies_between_two_changes_is_left_out():
    old = "\n".join(map(str, range(20)))
    new = old.replace("3\n", "x\n", 1).replace("\n19", "\ny")

    fates = [each.fate for each in line_changes(old, new)]

    assert fates.count(Fate.LEFT_OUT) == 1
    assert fates.count(Fate.ADDED) == 2


def test_a_new_file_is_added_and_one_taken_away_is_removed():
    assert shown(None, "a\nb") == ["added 1 a", "added 2 b"]
    assert shown("a\nb", None) == ["removed 1 a", "removed 2 b"]


@settings(deadline=None)
@given(before=TEXTS, after=TEXTS)
def test_every_line_is_told_that_went_or_came(before: str, after: str):
    found = line_changes(before, after)
    old, new = before.split("\n"), after.split("\n")

    assert bool(found) == (before != after)
    removed = [each for each in found if each.fate is Fate.REMOVED]
    added = [each for each in found if each.fate is Fate.ADDED]
    assert all(old[each.number - 1] == each.text for each in removed)
    assert all(new[each.number - 1] == each.text for each in added)
    assert len(old) - len(removed) == len(new) - len(added)


def test_texts_of_which_every_line_is_like_many_others_take_no_time():
    old, new = ("\n".join("ab"[n * n // step % 2] for n in range(20_000)) for step in (7, 5))
    began = process_time()

    found = line_changes(old, new)

    assert found[-1].fate is Fate.LEFT_OUT
    assert process_time() - began < 4


def test_a_change_in_a_very_long_text_is_shown_alone():
    old = "\n".join(map(str, range(30_000)))

    assert [each.fate for each in line_changes(old, old.replace("\n15000\n", "\nx\n"))] == [
        *[Fate.SAME] * 2,
        Fate.REMOVED,
        Fate.ADDED,
        *[Fate.SAME] * 2,
    ]
