"""What one invented student fills in for one item, type by type."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import exp
from random import Random
from typing import Any

from quizapp.demo import writing
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Choosable, Item
from quizapp.items.numeric.scoring import plain
from quizapp.items.sequences import placed
from quizapp.items.wording import SLIP_FROM_LETTERS, NearMiss

Form = dict[str, list[str]]

STEEPNESS = 1.3
"""How sharply success rises with ability (the slope of the logistic model)."""
GUESSING = 0.7
"""The share of a blind guess's chance that somebody gets who does not know: distractors lure."""
SLIPS = 0.15
"""How often a long word is mistyped."""
POPULAR = {
    "source-1-names-leaders": 2.2,
    "shouting-means-silenced": 1.0,
    "better-case-wins": 0.5,
    "trotsky-signed-the-46": 0.4,
}
"""Beliefs that are common among beginners: how much harder each makes what it is about."""
VAGUE = ("not sure", "the rules of the party", "a law about members", "I do not know")


@dataclass(frozen=True)
class Mind:
    """One student in front of one item; ``strength`` is ability less difficulty."""

    item: Item
    strength: float
    share_of_time: float
    rng: Random

    def succeeds(self, guessing: float = 0.0, pull: float = 0.0) -> bool:
        """Return whether something is known, or guessed, against the pull of a belief."""
        chance = guessing + (1 - guessing) * logistic(STEEPNESS * (self.strength - pull))
        return self.rng.random() < chance

    def lured(self, wrong: Sequence[Choosable]) -> Choosable:
        """Return the wrong choice that is made: popular beliefs first, then what is half right."""
        return self.rng.choices(wrong, [self._appeal(each) for each in wrong])[0]

    def chooses(self, offered: Sequence[Choosable], picks: int = 1) -> Choosable:
        """Return the choice among things of which one or more are right; else it is by liking.

        A belief pulls once at an item, however many picks it asks for.
        """
        right = [each for each in offered if each.credit == 1]
        pull = max(POPULAR.get(each.misconception or "", 0.0) for each in offered)
        if right and self.succeeds(GUESSING / len(offered), pull / picks):
            return self.rng.choice(right)
        return self.lured([each for each in offered if each.credit < 1] or right)

    def _appeal(self, wrong: Choosable) -> float:
        own = dice("appeal", self.item.id, wrong.id).uniform(0.5, 1.5)
        belief = 1.0 if wrong.misconception else 0.0
        popular = POPULAR.get(wrong.misconception or "", 0.0)
        return own * exp(belief * (0.6 - 0.3 * self.strength) + popular + float(wrong.credit))


def dice(*parts: object) -> Random:
    """Return dice that always fall the same way for the same words."""
    return Random("/".join(map(str, parts)))  # noqa: S311  (a simulation keeps no secrets)


def logistic(x: float) -> float:
    """Return the logistic function."""
    return 1 / (1 + exp(-x))


def filled_in(mind: Mind) -> Form:
    """Return the form that the student sends; it can always be read, and may be blank."""
    return _FILLING[mind.item.type](mind, mind.item)


def _one_option(mind: Mind, item: Any) -> Form:
    return {"choice": [mind.chooses(_offered(item)).id]}


def _picks(mind: Mind, item: Any) -> Form:
    return {"pick": _picked(mind, _offered(item), item.pick)}


def _selection(mind: Mind, item: Any) -> Form:
    source_of = {item.key_of(target): target.source for target in item.targets}
    selected: list[str] = []
    for _, group in groupby(_offered(item), key=lambda each: source_of[each.id]):
        selected += _picked(mind, list(group), item.pick)
    return {"select": selected}


def _picked(mind: Mind, offered: Sequence[Choosable], count: int) -> list[str]:
    """Return the ids of ``count`` different picks; who is unsure may leave the last one out."""
    left = list(offered)
    picked: list[str] = []
    for place in range(count):
        if place == 2 and mind.strength < 0 and mind.rng.random() < 0.2:
            break
        pick = mind.chooses(left, count)
        picked.append(pick.id)
        left.remove(pick)
    return picked


def _rows(mind: Mind, item: Any) -> Form:
    """Fill in rows (or choice gaps, which are alike): each is a choice of its own."""
    form: Form = {}
    for row, group in groupby(_offered(item), key=lambda each: each.id.partition("=")[0]):
        if mind.strength < -1 and mind.rng.random() < 0.15:
            continue
        form[f"row.{row}"] = [mind.chooses(list(group)).id.partition("=")[2]]
    return form


def _gaps(mind: Mind, item: Any) -> Form:
    chosen = {name.replace("row.", "gap.", 1): ids for name, ids in _rows(mind, item).items()}
    for gap in item.gaps:
        if gap.typed:
            chosen[f"gap.{gap.id}"] = _typed(mind, gap.accept, gap.near_misses)
    return {name: values for name, values in chosen.items() if values}


def _order(mind: Mind, item: Any) -> Form:
    return placed(_ordered(mind, item.order))  # type: ignore[return-value]


def _ordered(mind: Mind, key: Iterable[str]) -> list[str]:
    """Return the key after some swaps of neighbours; the weakest swap more than once."""
    order = list(key)
    for _ in range(2):
        for place in range(len(order) - 1):
            if not mind.succeeds(0.55):
                order[place : place + 2] = reversed(order[place : place + 2])
    return order


def _ranking(mind: Mind, item: Any) -> Form:
    order = _ordered(mind, item.order)
    for first, second in item.open_pairs:
        if mind.rng.random() < 0.5:
            a, b = order.index(first), order.index(second)
            order[a], order[b] = order[b], order[a]
    form: Form = placed(order)  # type: ignore[assignment]
    if mind.succeeds(0.75):
        form["reason"] = [writing.reason(item.id, order[0], _quality(mind), mind.rng)]
    return form


def _position(mind: Mind, item: Any) -> Form:
    """Take a side by liking alone, and support it as well as may be."""
    offered = _offered(item)
    liked = [dice("appeal", item.id, each.id).uniform(0.5, 1.5) for each in offered]
    position = mind.rng.choices(offered, liked)[0].id
    form = {"position": [position]}
    if item.reason and mind.succeeds(0.75):
        form["reason"] = [writing.reason(item.id, position, _quality(mind), mind.rng)]
    return form


def _number(mind: Mind, item: Any) -> Form:
    form: Form = {}
    if mind.succeeds():
        form["number"] = [plain(item.answer)]
    elif mind.rng.random() < 0.7 and item.near_misses:
        form["number"] = [plain(mind.rng.choice(item.near_misses[:4]).value)]
    elif mind.rng.random() < 0.7:
        form["number"] = [str(int(item.answer) + mind.rng.choice([-30, -12, -5, 6, 15]))]
    if item.follow_up:
        form["choice"] = [mind.chooses(_offered(item)).id]
    return form


def _short(mind: Mind, item: Any) -> Form:
    typed = _typed(mind, item.accept, item.near_misses)
    return {"text": typed} if typed else {}


def _essay(mind: Mind, item: Any) -> Form:
    if mind.share_of_time < 0.15 or not mind.succeeds(0.8):
        return {}
    return {"text": [writing.essay(item.id, _quality(mind), mind.share_of_time, mind.rng)]}


def _typed(mind: Mind, accept: Sequence[str], near: Sequence[NearMiss]) -> list[str]:
    """Return typed words, or nothing: right ones with a slip now and then, or telling ones."""
    rng = mind.rng
    if mind.succeeds():
        usual = accept[: max(3, len(accept) // 2)]
        words = rng.choices(usual, [len(usual) - place for place in range(len(usual))])[0]
        words = " ".join(_slipped(word, rng) for word in words.split())
    elif near and rng.random() < 0.65:
        words = rng.choice(rng.choice(near).answers)
    elif rng.random() < 0.4:
        words = rng.choice(VAGUE)
    else:
        return []
    return [rng.choice([words, words, words.lower(), words[:1].upper() + words[1:]])]


def _slipped(word: str, rng: Random) -> str:
    """Return a long word, now and then with a letter dropped, doubled or swapped."""
    if len(word) < SLIP_FROM_LETTERS or not word.isalpha() or rng.random() > SLIPS:
        return word
    at = rng.randrange(1, len(word) - 2)
    middle = rng.choice(["", word[at] * 2, None])
    if middle is None:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + middle + word[at + 1 :]


def _quality(mind: Mind) -> float:
    return logistic(mind.strength + 0.2)


def _offered(item: Item) -> Sequence[Choosable]:
    return ITEM_TYPES[item.type].choosables(item)


_FILLING: Mapping[str, Callable[[Mind, Any], Form]] = {
    "single_choice": _one_option,
    "best_answer": _one_option,
    "multiple_response": _picks,
    "hot_text": _selection,
    "ordering": _order,
    "matching": _rows,
    "categorise": _rows,
    "grid": _rows,
    "gap_fill": _gaps,
    "ranking": _ranking,
    "contested": _position,
    "numeric": _number,
    "short_answer": _short,
    "extended_response": _essay,
}
