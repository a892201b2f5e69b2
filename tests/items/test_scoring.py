"""What responses earn, type by type, by table."""

from fractions import Fraction

import pytest

from quizapp.items import ITEM_TYPES
from quizapp.items.base import SHORT, Fields, Score, Unreadable, only_value
from quizapp.items.extended_response.scoring import LONGEST
from quizapp.items.numeric.scoring import Numeric, NumericResponse, number_in, plain
from quizapp.items.ordering.scoring import Ordering
from quizapp.items.picks import plus_minus
from quizapp.items.reasons import LONGEST_REASON
from quizapp.items.sequences import pairs_in_order
from tests.items.make import dice, disputed, item, rows

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)


def scored(kind: str, form: Fields, **changes: object) -> Score | None:
    """Read and score a form; ``None`` for a blank one."""
    made = item(kind, **changes)
    response = ITEM_TYPES[kind].read(made, form)
    return None if response is None else ITEM_TYPES[kind].score(made, response)


def positions(*order: str) -> Fields:
    return {f"position.{each}": [str(place)] for place, each in enumerate(order, start=1)}


EARNED: list[tuple[str, Fields, Fraction | int]] = [
    ("single_choice", {"choice": ["b"]}, 1),
    ("single_choice", {"choice": [" b "]}, 1),
    ("single_choice", {"choice": ["a"]}, 0),
    ("best_answer", {"choice": ["b"]}, 1),
    ("best_answer", {"choice": ["a"]}, HALF),
    ("best_answer", {"choice": ["c"]}, QUARTER),
    ("best_answer", {"choice": ["d"]}, 0),
    ("multiple_response", {"pick": ["a", "c"]}, 1),
    ("multiple_response", {"pick": ["c"]}, HALF),
    ("multiple_response", {"pick": ["a", "b"]}, 0),
    ("multiple_response", {"pick": ["b", "d"]}, 0),
    ("multiple_response", {"pick": ["a", "a"]}, HALF),
    ("hot_text", {"select": ["s1", "s3.w"]}, 1),
    ("hot_text", {"select": ["s3.w"]}, HALF),
    ("hot_text", {"select": ["s1", "s2"]}, 0),
    ("ordering", positions("one", "two", "three", "four"), 1),
    ("ordering", positions("two", "one", "three", "four"), Fraction(2, 3)),
    ("ordering", positions("two", "one", "four", "three"), Fraction(1, 3)),
    ("ordering", positions("four", "three", "two", "one"), 0),
    ("matching", {"row.r1": ["x"], "row.r2": ["y"]}, 1),
    ("matching", {"row.r1": ["x"], "row.r2": ["x"]}, HALF),
    ("matching", {"row.r1": ["x"]}, HALF),
    ("matching", {"row.r1": ["z"]}, 0),
    ("categorise", {"row.e1": ["in"], "row.e2": ["out"], "row.e3": ["in"]}, Fraction(3, 4)),
    ("grid", {"row.a": ["yes"], "row.b": ["yes"], "row.c": ["no"]}, Fraction(2, 3)),
    ("gap_fill", {"gap.year": ["1850"], "gap.thing": ["a"]}, 1),
    ("gap_fill", {"gap.year": ["1851"], "gap.thing": ["a"]}, HALF),
    ("gap_fill", {"gap.year": ["1850"]}, HALF),
    ("numeric", {"number": ["90"], "choice": ["b"]}, 1),
    ("numeric", {"number": ["89,5"], "choice": ["a"]}, HALF),
    ("numeric", {"number": ["10"], "choice": ["b"]}, HALF),
    ("numeric", {"number": ["89.4"]}, 0),
    ("numeric", {"choice": ["b"]}, HALF),
    ("short_answer", {"text": ["Ban on factions."]}, 1),
    ("short_answer", {"text": ["ban on fractions"]}, 1),
    ("short_answer", {"text": ["every faction was forbidden"]}, 1),
    ("short_answer", {"text": ["ban on parties"]}, 0),
    ("short_answer", {"text": ["ban"]}, 0),
]


@pytest.mark.parametrize(
    ("form", "fraction", "parts"),
    [
        ({"row.a": ["yes"], "row.b": ["no"], "row.c": ["yes"]}, 1, {"a": 1, "b": 1}),
        ({"row.a": ["yes"], "row.b": ["no"]}, 1, {"a": 1, "b": 1}),
        ({"row.a": ["yes"], "row.c": ["no"]}, HALF, {"a": 1}),
        ({"row.c": ["no"]}, 0, {}),
    ],
)
def test_a_disputed_row_earns_nothing_and_costs_nothing(
    form: Fields, fraction: Fraction | int, parts: dict[str, int]
) -> None:
    judged = [*rows(a="yes", b="no"), *disputed("c")]

    assert scored("grid", form, rows=judged) == Score(Fraction(fraction), parts=parts)


@pytest.mark.parametrize(("kind", "form", "fraction"), EARNED)
def test_earned(kind: str, form: Fields, fraction: Fraction | int) -> None:
    score = scored(kind, form)

    assert score is not None
    assert (score.fraction, score.waiting) == (fraction, 0)


UNREADABLE: list[tuple[str, Fields, str]] = [
    ("single_choice", {"choice": ["z"]}, "not one of those offered"),
    ("single_choice", {"choice": ["a", "b"]}, "Only one answer"),
    ("multiple_response", {"pick": ["a", "b", "c"]}, "Choose 2, not 3"),
    ("multiple_response", {"pick": ["z"]}, "not one of those offered"),
    ("hot_text", {"select": ["s1", "s2", "s4"]}, "Select 2, not 3"),
    ("hot_text", {"select": ["s9"]}, "not one of those offered"),
    ("ordering", positions("one", "two"), "Give every line a position"),
    ("ordering", {**positions("one", "two", "three"), "position.four": ["3"]}, "once"),
    ("ordering", {**positions("one", "two", "three"), "position.four": ["5"]}, "from 1 to 4"),
    ("ordering", {**positions("one", "two", "three"), "position.four": ["٤"]}, "from 1 to 4"),
    ("matching", {"row.r1": ["q"]}, "not one of those offered"),
    ("gap_fill", {"gap.thing": ["q"]}, "not one of those offered"),
    ("gap_fill", {"gap.year": ["x" * (SHORT + 1)]}, "At most 200 letters"),
    ("ranking", {"reason": ["x" * (LONGEST_REASON + 1)]}, "At most 4,000 letters"),
    ("numeric", {"number": ["ninety"]}, "a number in digits"),
    ("numeric", {"number": ["NaN"]}, "a number in digits"),
    ("numeric", {"number": ["inf"]}, "a number in digits"),
    ("numeric", {"number": ["1e400"]}, "a number in digits"),
    ("numeric", {"number": ["9" * 99]}, "a number in digits"),
    ("numeric", {"number": ["90"], "choice": ["q"]}, "not one of those offered"),
    ("short_answer", {"text": ["?!"]}, "answer in words"),
    ("short_answer", {"text": ["x" * (SHORT + 1)]}, "At most 200 letters"),
    ("extended_response", {"text": ["x" * (LONGEST + 1)]}, "At most 20,000 letters"),
]


@pytest.mark.parametrize(("kind", "form", "message"), UNREADABLE)
def test_unreadable(kind: str, form: Fields, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        scored(kind, form)


@pytest.mark.parametrize("kind", ITEM_TYPES)
def test_blank(kind: str) -> None:
    names = ITEM_TYPES[kind].field_names(item(kind))

    assert scored(kind, {}) is None
    assert scored(kind, {name: [] for name in names}) is None
    assert (
        scored(kind, {name: ["", " "] for name in names if name not in {"pick", "select"}}) is None
    )
    assert scored(kind, {"someone-elses": ["a"]}) is None


def test_a_person_marks_writing() -> None:
    score = scored("extended_response", {"text": ["The letter is near to the events."]})

    assert score == Score(Fraction(), waiting=Fraction(1))


@pytest.mark.parametrize(
    ("order", "reason", "fraction", "waiting"),
    [
        (("one", "two", "three"), "Because.", Fraction(2, 5), Fraction(3, 5)),
        (("two", "one", "three"), "Because.", Fraction(2, 5), Fraction(3, 5)),
        (("one", "three", "two"), "", 0, 0),
        (("three", "two", "one"), "Because.", 0, Fraction(3, 5)),
        (("one", "two", "three"), "", Fraction(2, 5), 0),
        ((), "Because.", 0, Fraction(3, 5)),
    ],
)
def test_the_machine_scores_the_order_and_a_person_the_reason(
    order: tuple[str, ...], reason: str, fraction: Fraction, waiting: Fraction
) -> None:
    score = scored("ranking", {**positions(*order), "reason": [reason]})

    assert score is not None
    assert (score.fraction, score.waiting) == (fraction, waiting)


@pytest.mark.parametrize(
    ("max_mark", "form", "waiting"),
    [
        (0, {"position": ["one"], "reason": ["Because."]}, 0),
        (4, {"position": ["one"], "reason": ["Because."]}, 1),
        (4, {"position": ["two"], "reason": ["Because."]}, 1),
        (4, {"reason": ["Because."]}, 1),
        (4, {"position": ["one"]}, 0),
    ],
)
def test_a_position_earns_nothing_and_a_person_may_mark_the_reason(
    max_mark: int, form: Fields, waiting: int
) -> None:
    assert scored("contested", form, max_mark=max_mark) == Score(Fraction(), Fraction(waiting))


def test_a_position_is_chosen_among_those_offered() -> None:
    with pytest.raises(Unreadable, match="not one of those offered"):
        scored("contested", {"position": ["four"]})
    with pytest.raises(Unreadable, match="two arrived"):
        scored("contested", {"position": ["one", "two"]})
    alone = item("contested", reason=None)
    assert ITEM_TYPES["contested"].read(alone, {"reason": ["Because."]}) is None
    assert "reason" not in ITEM_TYPES["contested"].field_names(alone)


def test_whatever_an_open_pair_lets_stand_first_is_right_there() -> None:
    ranking = item("ranking")

    first = {each.id: each.credit for each in ITEM_TYPES["ranking"].choosables(ranking)}

    assert first == {"one": 1, "two": 1, "three": 0}


def test_hot_text_on_two_sources_asks_for_a_pick_in_each() -> None:
    targets = [
        {"id": ident, "source": source, "credit": credit, "feedback": "Look again."}
        for source in ("src1", "src2")
        for ident, credit in (("s1", 1), ("s2", 1), ("s3", 0))
    ]
    changes = {"sources": ["src1", "src2"], "pick": 1, "targets": targets}
    both = scored("hot_text", {"select": ["src1-s2", "src2-s1"]}, **changes)
    one = scored("hot_text", {"select": ["src1-s1"]}, **changes)
    mixed = scored("hot_text", {"select": ["src1-s1", "src2-s3"]}, **changes)

    assert [score.fraction for score in (both, one, mixed) if score] == [1, HALF, 0]
    with pytest.raises(Unreadable, match="Select 1, not 2"):
        scored("hot_text", {"select": ["src1-s1", "src1-s2"]}, **changes)


def test_parts_hold_the_credit_of_what_was_answered() -> None:
    score = scored("categorise", {"row.e1": ["in"], "row.e2": ["in"]})

    assert score is not None
    assert score.parts == {"e1": 1, "e2": 0}


@pytest.mark.parametrize(
    ("credits", "asked_for", "fraction"),
    [
        ((1, 1), 2, 1),
        ((1, 0), 2, 0),
        ((1,), 2, HALF),
        ((0, 0), 2, 0),
        ((), 2, 0),
        ((1, 1, 0), 3, "1/3"),
    ],
)
def test_plus_minus(credits: tuple[int, ...], asked_for: int, fraction: object) -> None:
    assert plus_minus(map(Fraction, credits), asked_for) == Fraction(str(fraction))


def test_pairs_that_are_open_are_not_scored() -> None:
    assert pairs_in_order("bac", "abc", [("a", "b")]) == 1
    assert pairs_in_order("bac", "abc", [("b", "a")]) == 1
    assert pairs_in_order("cab", "abc", [("a", "b")]) == 0
    assert pairs_in_order("ab", "ba", [("a", "b")]) == 1


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("60000", 60000),
        ("60,000", 60000),
        ("60 000", 60000),
        ("60'000", 60000),
        ("60\u202f000", 60000),
        ("1,234.5", Fraction("1234.5")),
        ("89.6", Fraction("89.6")),
        ("89,6", Fraction("89.6")),
        ("+5", 5),
        ("-5", -5),
    ],
)
def test_numbers_as_people_type_them(typed: str, number: Fraction | int) -> None:
    assert number_in(typed) == number


@pytest.mark.parametrize("number", ["5880000", "89.5", "-0.25", "0.000001", "123456789.123456"])
def test_numbers_are_shown_in_full(number: str) -> None:
    assert plain(Fraction(number)) == number
    assert number_in(plain(Fraction(number))) == Fraction(number)


def test_feedback_on_a_number_knows_the_near_misses() -> None:
    made = item("numeric")
    said = [Numeric().feedback(made, Fraction(number)) for number in (90, 10, 55)]

    assert said == ["That is it.", "That is the other share.", "Look at the letter again."]


def test_a_number_is_described_with_its_unit() -> None:
    made = item("numeric")

    assert Numeric().describe(made, NumericResponse(Fraction(5_880_000), "b")) == (
        "5880000 per cent; Option b"
    )


def test_inverted_pairs_are_found() -> None:
    made = item("ordering")

    assert Ordering().inverted(made, ("four", "one", "two", "three")) == [made.pairs[0]]
    assert Ordering().inverted(made, ("one", "four", "two", "three")) == []


def test_a_field_has_one_value() -> None:
    assert only_value({"text": ["", " x \0"]}, "text") == "x"
    assert only_value({}, "text") == ""
    with pytest.raises(Unreadable, match="two arrived"):
        only_value({"text": ["x", "y"]}, "text")


@pytest.mark.parametrize("kind", ["single_choice", "multiple_response", "best_answer", "matching"])
def test_a_fixed_order_is_kept(kind: str) -> None:
    fixed = item(kind, fixed_order=True)

    assert ITEM_TYPES[kind].arranged(fixed, dice(), shuffle=True) == fixed


def test_wrong_choices_reveal_misconceptions_once() -> None:
    assert ITEM_TYPES["single_choice"].misconceptions(item("single_choice")) == ("m1",)
    revealing = rows(r1="x", r2="y")
    revealing[0]["misconception"] = "m7"

    assert ITEM_TYPES["matching"].misconceptions(item("matching", rows=revealing)) == ("m7",)
