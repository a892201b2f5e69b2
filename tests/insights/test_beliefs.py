from collections.abc import Sequence

import pytest

from quizapp.insights.beliefs import Asked, Held, Reply, held
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Item
from tests.insights.plain import BELIEF, CHOICE, OTHER, THIRD, later, pupil
from tests.make import real_bank

BANK = real_bank()
RIVAL = list(BANK.misconceptions.values())[1]


def asked(
    answers: dict[int, str],
    *,
    item: Item = CHOICE,
    quiz: int = 1,
    day: int = 0,
    sure: Sequence[int] = (),
) -> Asked:
    """A question with the options that students, named by number, chose on a day."""
    replies = []
    for number, option in answers.items():
        fields = {"choice": [option]}
        certainty = 3 if number in sure else 2
        replies.append(Reply(pupil(number), later(days=day), fields, certainty))
    return Asked("test", quiz, f"Quiz {quiz}", 1, item, BANK.sources, replies, item)


def only(*questions: Asked, within: int | None = None) -> Held:
    (belief,) = held("test", questions, BANK.misconceptions, within)
    return belief


def ids(belief: Held) -> list[int]:
    return [each.id for each in belief.holders]


def test_wrong_choices_that_point_to_a_belief_make_holders():
    belief = only(asked({1: "a", 2: "a", 3: "b", 4: "c"}))

    assert belief.misconception == BELIEF
    assert ids(belief) == [1, 2]
    assert [(each.text, len(each.choosers)) for each in belief.evidence] == [("Alpha", 2)]


def test_a_belief_is_gathered_across_questions_and_each_holder_counted_once():
    belief = only(asked({1: "a", 2: "a"}), asked({2: "a", 3: "a"}, item=OTHER, quiz=2, day=1))

    assert ids(belief) == [1, 2, 3]
    assert [len(each.choosers) for each in belief.evidence] == [2, 2]


@pytest.mark.parametrize(
    ("item", "day", "answer", "again", "changed"),
    [
        (OTHER, 1, "b", 1, 1),  # a new question, answered rightly
        (OTHER, 1, "c", 1, 0),  # wrong for another reason
        (OTHER, 1, "a", 1, 0),  # the same belief again
        (OTHER, 0, "b", 0, 0),  # in the same attempt: nothing has been learned in between
        (CHOICE, 1, "b", 0, 0),  # the same question: its explanation has been read
    ],
)
def test_a_right_answer_to_a_later_new_question_is_a_changed_mind(
    item: Item, day: int, answer: str, again: int, changed: int
):
    belief = only(asked({1: "a"}), asked({1: answer}, item=item, quiz=2, day=day))

    assert (belief.asked_again, len(belief.changed)) == (again, changed)


def test_a_belief_that_shows_again_after_a_right_answer_has_not_changed():
    first, right = asked({1: "a", 2: "a"}), asked({1: "b", 2: "b"}, item=OTHER, quiz=2, day=1)
    again = asked({1: "a", 2: "b"}, item=THIRD, quiz=3, day=2)

    assert [each.id for each in only(first, right, again).changed] == [2]


def test_a_right_answer_before_the_belief_showed_changes_nothing():
    belief = only(asked({1: "b"}), asked({1: "a"}, item=OTHER, quiz=2, day=1))

    assert (ids(belief), belief.asked_again, belief.changed) == ([1], 0, [])


def test_within_a_quiz_only_its_own_answers_make_holders_but_later_ones_show_the_change():
    questions = [asked({1: "a"}), asked({1: "b", 2: "a"}, item=OTHER, quiz=2, day=1)]

    first, second = only(*questions, within=1), only(*questions, within=2)

    assert (ids(first), [each.id for each in first.changed]) == ([1], [1])
    assert (ids(second), second.changed) == ([2], [])
    assert held("test", questions, BANK.misconceptions, within=3) == []


def test_confident_mistakes_come_before_common_ones():
    rival = CHOICE.model_copy(
        update={
            "id": "T-04",
            "options": tuple(
                o.model_copy(update={"misconception": RIVAL.id if o.id == "a" else None})
                for o in CHOICE.options
            ),
        }
    )
    common = asked({1: "a", 2: "a", 3: "a"})
    confident = asked({4: "a", 5: "a"}, item=rival, sure=[5])

    beliefs = held("test", [common, confident], BANK.misconceptions)

    assert [(b.misconception, b.sure) for b in beliefs] == [(RIVAL, 1), (BELIEF, 0)]


def test_very_sure_and_right_is_no_confident_mistake():
    assert only(asked({1: "a", 2: "b"}, sure=[2])).sure == 0


def test_in_rows_only_the_rows_on_the_belief_decide():
    item, row, other = next(
        (item, row, other)
        for item in BANK.items.values()
        if item.type in {"grid", "categorise", "matching"}
        for row in ITEM_TYPES[item.type].rows(item)
        for other in ITEM_TYPES[item.type].rows(item)
        if row.misconception and other.misconception != row.misconception
    )
    kind = ITEM_TYPES[item.type]
    right = dict(kind.samples(item)["right"])
    wrong_heading = next(h.id for h in kind.headings(item) if h.id != row.answer)
    caught = {**right, f"row.{row.id}": [wrong_heading]}
    slipped = {name: values for name, values in right.items() if name != f"row.{other.id}"}

    def question(fields: dict[str, Sequence[str]], named: Item, day: int) -> Asked:
        reply = Reply(pupil(1), later(days=day), fields)
        return Asked("test", day, "Quiz", 1, named, BANK.sources, [reply], named)

    twin = item.model_copy(update={"id": "T-05"})
    beliefs = held(
        "test", [question(caught, item, 0), question(slipped, twin, 1)], BANK.misconceptions
    )

    assert [len(b.changed) for b in beliefs if b.misconception.id == row.misconception] == [1]


@pytest.mark.parametrize("item", BANK.items.values(), ids=BANK.items.keys())
def test_every_wrong_sample_of_the_bank_can_be_read_for_beliefs(item: Item):
    kind = ITEM_TYPES[item.type]
    named = kind.misconceptions(item)
    replies = []
    for number, each in enumerate(kind.choosables(item), start=1):
        fields = _choosing(item, each.id)
        if fields:
            replies.append(Reply(pupil(number), later(days=0), fields))
    question = Asked("test", 1, "Quiz", 1, item, BANK.sources, replies, item)

    found = {b.misconception.id for b in held("test", [question], BANK.misconceptions)}

    assert found == (set(named) if replies else set())


def _choosing(item: Item, ident: str) -> dict[str, list[str]]:
    """Return the fields that choose one thing, for types where one choice is an answer."""
    part, _, choice = ident.partition("=")
    match item.type:
        case "single_choice" | "best_answer":
            return {"choice": [ident]}
        case "multiple_response":
            return {"pick": [ident]}
        case "hot_text":
            return {"select": [ident]}
        case "grid" | "categorise" | "matching":
            return {f"row.{part}": [choice]}
        case "gap_fill":
            return {f"gap.{part}": [choice]}
        case _:
            return {}
