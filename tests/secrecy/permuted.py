"""The same question with another key: what a student may see stays, all that is secret changes."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from quizapp.items.base import Item
from quizapp.items.ranking.model import AcceptedReason

OTHER = "Quite other words, which no page may hold before it may."


def permuted(item: Item) -> Item:
    """Return the item with every secret part moved or replaced; nothing is validated."""
    update = _CHANGES[item.type](item)
    return item.model_copy(
        update={"explanation": OTHER, "refs": ("999:L1",), "twin": None, **update}
    )


def _turned(values: Sequence[Any]) -> list[Any]:
    """Return the values one place on, or as far on as makes a difference."""
    for by in range(1, len(values)):
        turned = [*values[by:], *values[:by]]
        if turned != list(values):
            return turned
    raise AssertionError("the key cannot be moved: all parts are worth the same")


def _with_other_credits(parts: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(
        part.model_copy(update={"credit": credit, "feedback": OTHER, "misconception": None})
        for part, credit in zip(parts, _turned([part.credit for part in parts]), strict=True)
    )


def _options(item: Any) -> dict[str, Any]:
    return {"options": _with_other_credits(item.options)}


def _targets(item: Any) -> dict[str, Any]:
    return {"targets": _with_other_credits(item.targets)}


def _rows(rows: Sequence[Any], headings: Sequence[Any]) -> tuple[Any, ...]:
    ids = [heading.id for heading in headings]
    next_id = dict(zip(ids, [*ids[1:], ids[0]], strict=True))
    return tuple(
        row.model_copy(
            update={"answer": next_id[row.answer], "feedback": OTHER, "misconception": None}
        )
        for row in rows
    )


def _judged(rows: Sequence[Any], columns: Sequence[Any]) -> tuple[Any, ...]:
    """Return rows with other keys, the first one without; what had none has one."""
    first, last = columns[0].id, columns[-1].id
    keys = [first if row.contested or row.answer == last else last for row in rows]
    keys[0] = None if rows[0].answer else first
    return tuple(
        row.model_copy(
            update={
                "answer": key,
                "contested": key is None,
                "feedback": OTHER,
                "misconception": None,
            }
        )
        for row, key in zip(rows, keys, strict=True)
    )


def _headings(headings: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(heading.model_copy(update={"feedback": OTHER}) for heading in headings)


def _matching(item: Any) -> dict[str, Any]:
    return {"rows": _rows(item.rows, item.choices), "choices": _headings(item.choices)}


def _categorise(item: Any) -> dict[str, Any]:
    return {
        "elements": _rows(item.elements, item.categories),
        "categories": _headings(item.categories),
    }


def _grid(item: Any) -> dict[str, Any]:
    return {"rows": _judged(item.rows, item.columns), "columns": _headings(item.columns)}


def _elements(item: Any) -> tuple[Any, ...]:
    return tuple(each.model_copy(update={"feedback": OTHER}) for each in item.elements)


def _ordering(item: Any) -> dict[str, Any]:
    return {"elements": _elements(item), "order": item.order[::-1], "pairs": ()}


def _ranking(item: Any) -> dict[str, Any]:
    pairs = () if item.open_pairs else (item.order[:2],)
    marked = (AcceptedReason(text=OTHER, mark=Fraction()),)
    reason = item.reason.model_copy(update={"accept": marked})
    moved = {"order": item.order[::-1], "open_pairs": pairs}
    return {"elements": _elements(item), "reason": reason, **moved}


def _contested(item: Any) -> dict[str, Any]:
    positions = tuple(each.model_copy(update={"evidence": (OTHER,)}) for each in item.positions)
    return {"positions": positions}


def _typed(part: Any) -> dict[str, Any]:
    feedback = part.feedback.model_copy(update={"right": OTHER, "wrong": OTHER})
    return {"accept": ("quite", "other words"), "near_misses": (), "feedback": feedback}


def _gap(gap: Any) -> Any:
    if gap.typed:
        return gap.model_copy(update=_typed(gap))
    return gap.model_copy(update={"options": _with_other_credits(gap.options)})


def _gap_fill(item: Any) -> dict[str, Any]:
    return {"gaps": tuple(_gap(gap) for gap in item.gaps), "names": {}}


def _numeric(item: Any) -> dict[str, Any]:
    moved = {name: getattr(item, name) + Fraction(12345) for name in ("answer", "lowest")}
    follow_up = item.follow_up and item.follow_up.model_copy(update=_options(item.follow_up))
    return {
        **moved,
        "highest": item.highest + 1234567,
        "near_misses": (),
        "feedback": _typed(item)["feedback"],
        "follow_up": follow_up,
    }


def _short_answer(item: Any) -> dict[str, Any]:
    return {**_typed(item), "accept_words": (("quite",),), "names": {}}


def _extended(item: Any) -> dict[str, Any]:
    samples = tuple(each.model_copy(update={"text": OTHER}) for each in item.samples[::-1])
    return {"samples": samples, "indicative": {"other": (OTHER,)}, "faults": (OTHER,)}


_CHANGES = {
    "single_choice": _options,
    "best_answer": _options,
    "multiple_response": _options,
    "hot_text": _targets,
    "matching": _matching,
    "categorise": _categorise,
    "grid": _grid,
    "ordering": _ordering,
    "ranking": _ranking,
    "contested": _contested,
    "gap_fill": _gap_fill,
    "numeric": _numeric,
    "short_answer": _short_answer,
    "extended_response": _extended,
}
"""What changes, by type; a type that is missing here fails every test of its items."""
