"""Bringing two changes of one text together."""

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from quizapp.bank.merging import BEGUN, END, THEIRS, YOURS, Kind, differences, merge

LINES = st.lists(st.sampled_from("abcdef"), max_size=12)
MARKS = (YOURS, BEGUN, THEIRS, END)


def text(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


@given(LINES)
def test_what_nobody_changed_stays(lines: list[str]):
    merged = merge(text(lines), text(lines), text(lines))

    assert merged.text == text(lines)
    assert not merged.overlaps


@given(LINES, LINES)
def test_what_one_side_changed_is_taken(base: list[str], changed: list[str]):
    assert merge(text(base), text(changed), text(base)).text == text(changed)
    assert merge(text(base), text(base), text(changed)).text == text(changed)
    assert not merge(text(base), text(changed), text(base)).overlaps


@given(LINES, LINES)
def test_the_same_change_on_both_sides_is_no_overlap(base: list[str], changed: list[str]):
    merged = merge(text(base), text(changed), text(changed))

    assert merged.text == text(changed)
    assert not merged.overlaps


@given(
    st.integers(1, 15).flatmap(
        lambda count: st.lists(
            st.sampled_from(["keep", "mine", "theirs", "cut mine", "cut theirs", "add mine"]),
            min_size=count,
            max_size=count,
        )
    )
)
def test_changes_with_an_unchanged_line_between_always_merge(fates: list[str]):
    base, ours, others, wanted = [], [], [], []
    for number, fate in enumerate(fates):
        line, fixed = f"line {number}", f"fixed {number}"
        base += [line, fixed]
        mine = {"mine": [f"mine {number}"], "cut mine": [], "add mine": [line, f"new {number}"]}
        other = {"theirs": [f"theirs {number}"], "cut theirs": []}
        ours += [*mine.get(fate, [line]), fixed]
        others += [*other.get(fate, [line]), fixed]
        wanted += [*(mine | other).get(fate, [line]), fixed]

    merged = merge(text(base), text(ours), text(others))

    assert merged.text == text(wanted)
    assert not merged.overlaps


@given(LINES, LINES, LINES)
def test_no_line_that_anybody_wrote_is_lost(base: list[str], ours: list[str], others: list[str]):
    ours, others = [f"mine {each}" for each in ours], [f"theirs {each}" for each in others]

    merged = merge(text(base), text([*base[:3], *ours]), text([*others, *base[3:]]))

    held = merged.text.splitlines()
    for line in {*ours, *others}:
        count = held.count(line)
        assert count >= max(ours.count(line), others.count(line))


@given(LINES, LINES, LINES)
def test_both_sides_are_alike(base: list[str], ours: list[str], others: list[str]):
    one = merge(text(base), text(ours), text(others))
    other = merge(text(base), text(others), text(ours))

    assert len(one.overlaps) == len(other.overlaps)
    if not one.overlaps:
        assert one.text == other.text


@given(LINES, LINES, LINES)
def test_each_overlap_stands_where_it_is_said_to_be(
    base: list[str], ours: list[str], others: list[str]
):
    merged = merge(text(base), text(ours), text(others))

    lines = merged.text.splitlines()
    assert [n for n, line in enumerate(lines, 1) if line.startswith(YOURS)] == [
        each.line for each in merged.overlaps
    ]
    assert sum(line.startswith(MARKS) for line in lines) == 4 * len(merged.overlaps)


@given(LINES, LINES)
def test_differences_hold_both_texts(old: list[str], new: list[str]):
    lines = differences(text(old), text(new), around=20)

    if old == new:
        assert lines == []
        return
    assert [each.text for each in lines if each.kind is not Kind.ADDED] == old
    assert [each.text for each in lines if each.kind is not Kind.REMOVED] == new


def test_lines_far_from_a_change_are_counted():
    old = [f"line {number}" for number in range(20)]
    new = [*old[:10], "new", *old[11:]]

    lines = differences(text(old), text(new), around=2)

    assert [(each.kind, each.count) for each in lines if each.kind is Kind.SKIPPED] == [
        (Kind.SKIPPED, 8),
        (Kind.SKIPPED, 7),
    ]
    assert [each.text for each in lines if each.kind is Kind.REMOVED] == ["line 10"]


def test_a_text_of_very_many_equal_lines_takes_no_time():
    begun = process_time()

    merge("-\n" * 100_000, "-\n+\n" * 100_000, "+\n-\n" * 100_000)
    differences("-\n" * 200_000, "+\n-\n" * 100_000)

    assert process_time() - begun < 5


def test_signs_that_only_some_programs_take_for_line_ends_divide_no_line():
    base = "a: one\u2028two\x85three\x0cfour\nb: x\nc: y\nd: z\n"
    ours, others = base.replace("x\n", "X\n"), base.replace("z", "Z")

    assert merge(base, ours, others).text == ours.replace("z", "Z")
    assert [line.new for line in differences(base, ours, around=0) if line.kind is Kind.ADDED] == [
        2
    ]
