"""What the pages of comparing send, and what is read from it."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from werkzeug.datastructures import MultiDict

from quizapp.accounts.models import User
from quizapp.comparing.actions import Choice, Plan, Settings
from quizapp.comparing.models import Verdict
from quizapp.comparing.queries import Place, possible_judges
from quizapp.comparing.table import Table
from quizapp.items.extended_response.model import ExtendedResponseItem
from quizapp.quizzes.models import Assignment
from quizapp.web.rendering import listed

LEAST = 10
"""How often each script is compared unless somebody says otherwise."""
MOST_LEAST = 50
LONGEST_NOTE = 300

_NUMBER = re.compile(r"[0-9]{1,9}")


class NotComplete(Exception):
    """The form cannot be used as it is; its problems say why."""


@dataclass
class RoundForm:
    """The settings of a round as they are filled in, right or wrong.

    ``samples`` are the marks typed for examples by place, ``scripts`` for scripts by id.
    """

    assignments: Collection[int]
    judges: Collection[int]
    least: str
    samples: Mapping[int, str]
    scripts: Mapping[int, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    def read_samples(self, item: ExtendedResponseItem) -> Mapping[int, int]:
        """Return the marks of examples, by their place."""
        known = {place: text for place, text in self.samples.items() if place < len(item.samples)}
        return self._marks(known, "sample", item.max_mark)

    def read_scripts(self, item: ExtendedResponseItem) -> Mapping[int, int]:
        """Return the marks of students' scripts, by their id."""
        return self._marks(self.scripts, "script", item.max_mark)

    def _marks(self, typed: Mapping[int, str], part: str, most: int) -> Mapping[int, int]:
        found = {}
        for which, text in typed.items():
            if _NUMBER.fullmatch(text) and int(text) <= most:
                found[which] = int(text)
            elif text:
                self.problems[f"{part}-{which}"] = f"A whole mark from 0 to {most}, please."
        return found

    def read_least(self) -> int:
        """Return how often each script is to be compared."""
        if _NUMBER.fullmatch(self.least) and 1 <= int(self.least) <= MOST_LEAST:
            return int(self.least)
        self.problems["least"] = f"A whole number from 1 to {MOST_LEAST}, please."
        return LEAST

    def read_judges(
        self, teacher: User, assignments: Sequence[Assignment], already: Sequence[User] = ()
    ) -> list[User]:
        """Return who was chosen to judge; those who judge already may go on."""
        possible = list(dict.fromkeys([*possible_judges(teacher, assignments), *already]))
        chosen = [each for each in possible if each.id in self.judges]
        if not chosen:
            self.problems["judges"] = "Choose who judges."
        elif len(chosen) < len(set(self.judges)):
            self.problems["judges"] = (
                "Somebody you chose does not teach all these classes. Those who do: "
                f"{listed(each.name for each in possible)}."
            )
        return chosen

    def insist(self) -> None:
        """Raise `NotComplete` if anything is amiss."""
        if self.problems:
            raise NotComplete


def empty_form(places: Sequence[Place], teacher: User) -> RoundForm:
    """Return the form of a new round: the newest version of the question, judged by oneself."""
    newest = [each for each in places if each.version.id == places[0].version.id]
    return RoundForm({each.assignment.id for each in newest}, {teacher.id}, str(LEAST), {})


def form_of(table: Table) -> RoundForm:
    """Return the settings of a round."""
    rows = table.round.scripts
    samples = {row.sample: _typed(row.anchor_mark) for row in rows if row.sample is not None}
    scripts = {row.id: _typed(row.anchor_mark) for row in rows if row.sample is None}
    judges = {each.id for each in table.round.judges}
    return RoundForm(set(), judges, str(table.round.least), samples, scripts)


def _typed(mark: int | None) -> str:
    return "" if mark is None else str(mark)


def form_from(sent: MultiDict[str, str]) -> RoundForm:
    """Return what came, as it came; nothing is judged yet."""
    return RoundForm(
        _whole_numbers(sent.getlist("assignment")),
        _whole_numbers(sent.getlist("judge")),
        sent.get("least", "").strip(),
        _numbered(sent, "sample-"),
        _numbered(sent, "script-"),
    )


def _whole_numbers(texts: Sequence[str]) -> set[int]:
    return {int(text) for text in texts if _NUMBER.fullmatch(text)}


def _numbered(sent: MultiDict[str, str], prefix: str) -> dict[int, str]:
    found = {}
    for name, text in sent.items():
        number = name.removeprefix(prefix)
        if name.startswith(prefix) and _NUMBER.fullmatch(number):
            found[int(number)] = text.strip()[:20]
    return found


def plan_of(form: RoundForm, places: Sequence[Place], teacher: User) -> Plan:
    """Return what a new round is to be. Raises `NotComplete`."""
    chosen = [each for each in places if each.assignment.id in form.assignments]
    versions = {each.version.id: each.version for each in chosen}
    if not chosen:
        form.problems["assignments"] = "Choose at least one class."
        raise NotComplete
    assignments = list({each.assignment.id: each.assignment for each in chosen}.values())
    scripts = sum(each.scripts for each in chosen)
    if len(versions) > 1:
        form.problems["assignments"] = (
            "These classes had different versions of the question, so their answers are not "
            "compared. Choose classes that had the same one."
        )
    elif scripts < 2:
        form.problems["assignments"] = "There has to be more than one script to compare."
    version = chosen[0].version
    item = chosen[0].item
    least, judges = form.read_least(), form.read_judges(teacher, assignments)
    samples = form.read_samples(item)
    form.insist()
    return Plan(version, assignments, judges, least, samples)


def settings_of(form: RoundForm, table: Table, teacher: User) -> Settings:
    """Return the settings that were chosen for a round. Raises `NotComplete`."""
    one, item = table.round, table.item
    chosen = Settings(
        form.read_judges(teacher, one.assignments, one.judges),
        form.read_least(),
        form.read_scripts(item),
        form.read_samples(item),
    )
    form.insist()
    return chosen


def choice_from(sent: MultiDict[str, str], now: datetime) -> Choice | None:
    """Return what a judge decided; ``None`` where the form cannot be read."""
    left, right = _script(sent.get("left", "")), _script(sent.get("right", ""))
    turn, verdict = sent.get("turn", ""), sent.get("verdict", "")
    known = {each.value for each in Verdict}
    if not left or not right or not _NUMBER.fullmatch(turn) or verdict not in known:
        return None
    note = " ".join(sent.get("note", "").split())[:LONGEST_NOTE]
    seconds = _seconds(sent.get("shown", ""), now)
    return Choice(int(turn), left, right, Verdict(verdict), note, seconds)


def _script(text: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"([0-9]{1,9})\.([0-9]{1,9})", text)
    return (int(found[1]), int(found[2])) if found else None


def _seconds(shown: str, now: datetime) -> int | None:
    """Return how long ago a page was shown, by the moment that it carries."""
    since = int(now.timestamp()) - int(shown) if re.fullmatch(r"[0-9]{1,11}", shown) else -1
    return since if since >= 0 else None
