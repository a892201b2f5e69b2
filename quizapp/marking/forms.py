"""What the mark page sends, and what is read from it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from werkzeug.datastructures import MultiDict

from quizapp.marking.actions import Ruling, Said
from quizapp.marking.models import GivenMark
from quizapp.marking.scheme import OutsideLevel, Scheme, spelled
from quizapp.marking.words import place_of

MOST_ROWS = 30
LONGEST_COMMENT = 4_000
LONGEST_REMARK = 500
LONGEST_QUOTE = 2_000
SPARE_ROWS = 2
"""How many empty lines for comments on words a page offers."""

_NUMBER = re.compile(r"[0-9]{1,9}")
_MARK = re.compile(r"[0-9]{1,4}(/[1-9][0-9]{0,4})?")


class Problems(dict[str, str]):
    """What has to be looked at again: a sentence by part of the page, empty where all is well."""

    def __missing__(self, part: str) -> str:
        return ""


class NotComplete(Exception):
    """The page cannot be saved as it is; ``problems`` says why."""

    def __init__(self, problems: Problems) -> None:
        super().__init__()
        self.problems = problems


@dataclass(frozen=True)
class Row:
    """A line for a comment on words: the words, where they were selected, and the comment."""

    quote: str = ""
    text: str = ""
    start: int | None = None


@dataclass(frozen=True)
class Draft:
    """The mark page as it is filled in, right or wrong."""

    level: str = ""
    mark: str = ""
    comment: str = ""
    rows: Sequence[Row] = ()
    version_id: int = 0
    seen: int = 0

    @property
    def lines(self) -> Sequence[Row]:
        """The comments on words, and some empty lines for more."""
        return [*self.rows, *[Row()] * min(SPARE_ROWS, MOST_ROWS - len(self.rows))]

    def adding(self, text: str) -> "Draft":
        """Return the draft with a saved comment at the end of the general one."""
        return replace(self, comment=" ".join(filter(None, [self.comment, text])))


def draft_from(form: MultiDict[str, str]) -> Draft:
    """Return what came, as it came; nothing is judged yet, and surplus lines are left out."""
    lists = [form.getlist(name)[:MOST_ROWS] for name in ("quote", "text", "start")]
    longest = max(map(len, lists))
    quotes, texts, starts = ([*each, *[""] * (longest - len(each))] for each in lists)
    rows = [
        Row(quote.strip(), text.strip(), _whole(start))
        for quote, text, start in zip(quotes, texts, starts, strict=True)
        if quote.strip() or text.strip()
    ]
    return Draft(
        form.get("level", ""),
        form.get("mark", ""),
        form.get("comment", "").strip(),
        rows,
        _whole(form.get("version", "")) or 0,
        _whole(form.get("seen", "")) or 0,
    )


def _whole(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None


def draft_of(given: GivenMark | None, version_id: int) -> Draft:
    """Return the page of a script: empty, or with the mark that it has."""
    if given is None:
        return Draft(version_id=version_id)
    level = "" if given.level is None else str(given.level)
    rows = [Row(each.quote, each.text, each.start) for each in given.remarks]
    return Draft(level, spelled(given.mark), given.comment, rows, version_id, given.id)


def ruling_of(draft: Draft, scheme: Scheme, script: str) -> Ruling:
    """Return what the marker decides. Raises `NotComplete`, with everything that is amiss."""
    problems = Problems()
    level = _whole(draft.level)
    mark = Fraction(draft.mark) if _MARK.fullmatch(draft.mark) else None
    if scheme.bands and level is None:
        problems["level"] = "Choose the level that fits best."
    elif mark is None:
        problems["mark"] = "Choose a mark."
    else:
        try:
            scheme.insist(level, mark)
        except OutsideLevel as outside:
            problems["mark"] = f"{outside} Choose another mark, or another level."
    if len(draft.comment) > LONGEST_COMMENT:
        problems["comment"] = f"A comment has at most {LONGEST_COMMENT:,} letters."
    said = [_said(row, number, script, problems) for number, row in enumerate(draft.rows, start=1)]
    if problems or mark is None:
        raise NotComplete(problems)
    remarks = [each for each in said if each]
    return Ruling(level, mark, draft.comment, remarks, draft.version_id, draft.seen)


def _said(row: Row, number: int, script: str, problems: Problems) -> Said | None:
    """Read one line; what is amiss with it is noted under its number."""
    place = place_of(row.quote[:LONGEST_QUOTE], script, row.start)
    if not row.quote:
        problem = "Quote the words that this comment is about."
    elif place is None:
        problem = "These words do not stand in the answer. Copy them as they are."
    elif not row.text:
        problem = "Say something about these words, or delete them."
    elif len(row.text) > LONGEST_REMARK:
        problem = f"A comment on words has at most {LONGEST_REMARK} letters."
    else:
        return Said(*place, script[slice(*place)], row.text)
    problems[f"row-{number}"] = problem
    return None
