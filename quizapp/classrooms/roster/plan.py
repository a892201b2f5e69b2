"""What a roster would do, line by line, before anything is done."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256

from quizapp.classrooms import usernames
from quizapp.classrooms.roster.rows import Row
from quizapp.tables.lines import Counted


class Place(StrEnum):
    """Where somebody is, as seen from the class that the roster is for."""

    HERE = "here"
    LEFT = "left"
    NEAR = "near"  # in another class of the teacher, or known to an admin
    CLOSED = "closed"
    FAR = "far"


class Kind(StrEnum):
    """What happens with a line."""

    CREATE = "create"
    ENROL = "enrol"
    CHANGE = "change"
    SKIP = "skip"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Person:
    """Somebody who has an account already."""

    id: int
    username: str
    name: str
    place: Place


@dataclass(frozen=True)
class Step:
    """What happens with one line; ``person`` is absent for a new account."""

    row: Row
    kind: Kind
    username: str = ""
    person: Person | None = None
    renames: bool = False
    note: str = ""

    @property
    def enrols(self) -> bool:
        return self.person is not None and self.person.place is not Place.HERE

    @property
    def works(self) -> bool:
        """Return whether anything is written for the line."""
        return self.kind in {Kind.CREATE, Kind.ENROL, Kind.CHANGE}


@dataclass
class Known:
    """Who can be meant by a line, and the user names that are taken."""

    people: Sequence[Person]
    by_username: dict[str, Person] = field(init=False)
    by_name: dict[str, list[Person]] = field(init=False)

    def __post_init__(self) -> None:
        self.by_username = {person.username: person for person in self.people}
        self.by_name = {}
        for person in self.people:
            self.by_name.setdefault(folded(person.name), []).append(person)

    def named(self, name: str, *places: Place) -> list[Person]:
        """Return the people of these places with this name; case does not count."""
        return [each for each in self.by_name.get(folded(name), ()) if each.place in places]


def folded(name: str) -> str:
    """Return what two spellings of a name share: case and space do not count."""
    return tidy(name).casefold()


def tidy(name: str) -> str:
    """Return a name with single spaces."""
    return " ".join(name.split())


def plan(rows: Iterable[Row], known: Known, counted: Counted = Counted.LINES) -> list[Step]:
    """Return what each line would do."""
    rows = list(rows)
    taken = set(known.by_username) | {row.username for row in rows}
    seen: dict[str, int] = {}
    steps = []
    for row in rows:
        step = _once(_step(row, known, taken), seen, counted)
        if step.kind is not Kind.REFUSE:
            seen[step.username] = row.first
            taken.add(step.username)
        if step.kind is not Kind.REFUSE and not row.username:
            seen[_by_name(row)] = row.first
        steps.append(step)
    return steps


def _once(step: Step, seen: dict[str, int], counted: Counted) -> Step:
    """Refuse a line about somebody whom an earlier line is about."""
    row = step.row
    if step.kind is Kind.REFUSE:
        return step
    if step.username in seen:
        return _refused(row, f"{counted} {seen[step.username]} is about the same account.")
    if not row.username and _by_name(row) in seen:
        return _refused(
            row,
            f"{counted} {seen[_by_name(row)]} has the same name. If they are two people, give "
            "each a user name.",
        )
    return step


def _by_name(row: Row) -> str:
    return f"name: {row.name.casefold()}"


def _step(row: Row, known: Known, taken: set[str]) -> Step:
    if row.problem:
        return _refused(row, row.problem)
    if row.username:
        person = known.by_username.get(row.username)
        return _meant(row, person) if person else _new(row, row.username, known)
    for place in (Place.HERE, Place.LEFT):
        people = known.named(row.name, place)
        if len(people) == 1:
            return _meant(row, people[0])
        if people:
            return _refused(row, f"{len(people)} students here have this name. Give user names.")
    return _new(row, usernames.proposed(row.name, taken), known)


def _meant(row: Row, person: Person) -> Step:
    if person.place is Place.FAR:
        return _refused(
            row, "Somebody outside your classes has this user name. Students join with the code."
        )
    if person.place is Place.CLOSED:
        return _refused(row, "This account is archived. An admin can open it again.")
    renames = bool(row.username) and tidy(person.name) != row.name
    step = Step(row, Kind.SKIP, person.username, person, renames)
    if step.enrols:
        return replace(step, kind=Kind.ENROL)
    return replace(step, kind=Kind.CHANGE) if renames or row.password else step


def _new(row: Row, username: str, known: Known) -> Step:
    namesakes = known.named(row.name, Place.HERE, Place.LEFT, Place.NEAR)
    note = ""
    if namesakes:
        person = namesakes[0]
        note = f"There is {person.name} ({person.username}) already. If that is who you mean, "
        note += "give this user name in the file."
    return Step(row, Kind.CREATE, username, note=note)


def _refused(row: Row, reason: str) -> Step:
    return Step(row, Kind.REFUSE, note=reason)


def fingerprint(steps: Iterable[Step]) -> str:
    """Return what two plans share exactly when they would do the same."""
    parts = [
        (step.row, step.kind, step.username, step.person and step.person.id, step.renames)
        for step in steps
        if step.works
    ]
    return sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()


def totals(steps: Iterable[Step]) -> dict[str, int]:
    """Return how many lines there are of each kind."""
    counted = Counter(step.kind for step in steps)
    return {kind.value: counted[kind] for kind in Kind}
