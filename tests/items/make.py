"""One small item of each type; a test changes the keys that it is about."""

from random import Random
from typing import Any

from quizapp.items import ITEM_TYPES

WHY = "Look at the letter again."

COMMON: dict[str, Any] = {
    "id": "T-01",
    "sources": ["src1"],
    "skill": "CO",
    "difficulty": 2,
    "bloom": "understand",
    "solo": "relational",
    "seconds": 60,
    "stem": "What does the letter say?",
    "explanation": "It is in the letter.",
    "refs": ["001:L2"],
}


def options(*credits: float, reveals: str | None = None) -> list[dict[str, Any]]:
    """Return options a, b, c ... with these credits; a wrong one may reveal a misconception."""
    return [
        {
            "id": ident,
            "text": f"Option {ident}",
            "credit": credit,
            "feedback": WHY,
            "misconception": reveals if credit == 0 else None,
        }
        for ident, credit in zip("abcdefgh", credits, strict=False)
    ]


def rows(**answers: str) -> list[dict[str, Any]]:
    """Return rows with their answers, by id."""
    return [{"id": i, "text": f"Row {i}", "answer": a, "feedback": WHY} for i, a in answers.items()]


def disputed(*ids: str) -> list[dict[str, Any]]:
    """Return rows of a grid for which no column is right."""
    return [{"id": i, "text": f"Row {i}", "contested": True, "feedback": WHY} for i in ids]


def headings(*ids: str) -> list[dict[str, Any]]:
    return [{"id": ident, "text": f"Heading {ident}", "feedback": WHY} for ident in ids]


def elements(*ids: str) -> list[dict[str, Any]]:
    return [{"id": ident, "text": f"Element {ident}", "feedback": WHY} for ident in ids]


SAID = {"right": "That is it.", "wrong": WHY}

OWN: dict[str, dict[str, Any]] = {
    "single_choice": {"options": options(0, 1, 0, reveals="m1")},
    "best_answer": {"options": options(0.5, 1, 0.25, 0)},
    "multiple_response": {"pick": 2, "options": options(1, 0, 1, 0, 0)},
    "ordering": {
        "elements": elements("one", "two", "three", "four"),
        "order": ["one", "two", "three", "four"],
        "pairs": [{"first": "one", "second": "four", "feedback": WHY}],
    },
    "matching": {"rows": rows(r1="x", r2="y"), "choices": headings("x", "y", "z")},
    "categorise": {
        "categories": headings("in", "out"),
        "elements": rows(e1="in", e2="out", e3="in", e4="in"),
    },
    "gap_fill": {
        "text": "In {{year}} the {{thing}} went out.",
        "gaps": [
            {"id": "year", "accept": ["1850"], "feedback": SAID},
            {"id": "thing", "options": options(1, 0, 0)},
        ],
    },
    "hot_text": {
        "pick": 2,
        "targets": [
            {"id": "s1", "credit": 1, "feedback": WHY},
            {"id": "s2", "feedback": WHY, "misconception": "m1"},
            {"id": "s3.w", "text": "two ships", "credit": 1, "feedback": WHY},
            {"id": "s4", "feedback": WHY},
        ],
    },
    "grid": {"columns": headings("yes", "no"), "rows": rows(a="yes", b="no", c="no")},
    "ranking": {
        "criteria": "Most useful first",
        "elements": elements("one", "two", "three"),
        "order": ["one", "two", "three"],
        "open_pairs": [["one", "two"]],
        "reason": {"prompt": "Because", "checklist": ["names the writer"]},
    },
    "contested": {
        "positions": [
            {"id": "one", "who": "The first historian", "text": "It was fear.", "evidence": ["x"]},
            {"id": "two", "who": "The second", "text": "It was hope.", "evidence": ["y", "z"]},
            {"id": "three", "who": "The third", "text": "It was habit.", "evidence": ["w"]},
        ],
        "reason": {"prompt": "Because", "checklist": ["names a source"]},
    },
    "numeric": {
        "answer": 90,
        "lowest": 89.5,
        "highest": 90,
        "unit": "per cent",
        "feedback": SAID,
        "near_misses": [{"value": 10, "feedback": "That is the other share."}],
        "follow_up": {"stem": "So what?", "options": options(0, 1)},
    },
    "short_answer": {
        "accept": ["ban on factions", "faction ban"],
        "accept_words": [["faction", "forbidden"]],
        "near_misses": [{"answers": ["ban on parties"], "feedback": "Not parties: groups inside."}],
        "feedback": SAID,
        "names": {"Zinoviev": ["Zinovyev"]},
    },
    "extended_response": {
        "max_mark": 4,
        "words": {"lowest": 50, "highest": 90},
        "levels": [
            {"level": 1, "lowest": 1, "highest": 2, "label": "Low", "descriptor": "Retells."},
            {"level": 2, "lowest": 3, "highest": 4, "label": "High", "descriptor": "Weighs."},
        ],
        "within_level": "By support.",
        "indicative": {"value": ["was there"]},
        "samples": [{"level": 1, "text": "It says so."}, {"level": 2, "text": "It says so, but."}],
        "checklist": ["I quoted", "I named a limit"],
    },
}


def content(kind: str, **changes: object) -> dict[str, Any]:
    """Return the keys of a small item; ``None`` takes a key out."""
    keys = {**COMMON, "type": kind, **OWN[kind], **changes}
    return {key: value for key, value in keys.items() if value is not None}


def item(kind: str, **changes: object) -> Any:
    """Return a small item of a type."""
    return ITEM_TYPES[kind].model.model_validate(content(kind, **changes))


def dice(seed: int = 7) -> Random:
    """Return dice that fall the same way every time."""
    return Random(seed)  # noqa: S311
