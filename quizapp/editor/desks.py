"""What an author has at hand while writing a file: proposals, meanings, problems, figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from quizapp.bank.problems import Problem, Severity
from quizapp.bank.seeds import Seeds, load_seeds
from quizapp.bank.writing.completion import Desk
from quizapp.bank.writing.counting import Figure, figures
from quizapp.editor.working import Working, text_hash

MOST_SHOWN = 100
"""So many problems are shown at once; who has more begins with these."""

LONGEST_QUOTE = 120


@dataclass(frozen=True)
class Findings:
    """What is to be said of a text: its problems, errors of other files, and figures.

    ``quotes`` holds the line of each problem as it stands in the text.
    """

    problems: Sequence[Problem]
    quotes: Sequence[str]
    unshown: int
    elsewhere: Sequence[Problem]
    figures: Sequence[Figure]

    @property
    def summary(self) -> str:
        """Say how many problems there are."""
        errors = sum(each.severity is Severity.ERROR for each in self.problems)
        warnings = len(self.problems) - errors
        said = [_counted(errors, "error"), _counted(warnings, "warning")]
        return f"{' and '.join(filter(None, said)) or 'No problem'} in this file."


def desk_of(working: Working, path: str) -> Desk:
    """Return what somebody who writes a file has at hand."""
    return Desk(path, working.text(path) or "", working.content, _seeds(), list(working.texts))


def findings_of(working: Working, path: str) -> Findings:
    """Return what is to be said of a file as it stands in the working copy."""
    found = working.problems_in(path)
    shown = found[:MOST_SHOWN]
    lines = (working.text(path) or "").split("\n")
    elsewhere = [each for each in working.errors if working.path_of(each) != path]
    return Findings(
        shown,
        [_quoted(lines, problem.line) for problem in shown],
        len(found) - len(shown),
        elsewhere[:MOST_SHOWN],
        figures(desk_of(working, path)),
    )


def differs(text: str | None, started_from: str | None) -> bool:
    """Return whether a text is another one than that which its author began with."""
    plain = (text or "").replace("\r\n", "\n")
    return text_hash(plain) != (started_from or text_hash(""))


def _quoted(lines: Sequence[str], number: int) -> str:
    line = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    return line if len(line) <= LONGEST_QUOTE else f"{line[:LONGEST_QUOTE]}..."


def _counted(count: int, name: str) -> str:
    return "" if not count else f"{count} {name}{'' if count == 1 else 's'}"


@lru_cache(1)
def _seeds() -> Seeds:
    return load_seeds()
