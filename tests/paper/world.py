"""A class that has written a quiz on paper: two closed questions, a ranking, an essay."""

from fractions import Fraction
from functools import cached_property

from quizapp.accounts.models import User
from quizapp.attempts.models import Attempt
from quizapp.database import db
from quizapp.items import ITEM_TYPES
from quizapp.quizzes.models import Assignment
from quizapp.quizzes.versions import item_of
from tests.items.make import item
from tests.make import Make

SINGLE, SHORT, RANKING, ESSAY = 1, 2, 3, 4


class World:
    """The class, its quiz, and what it takes to fill in boxes."""

    def __init__(self, make: Make, students: int = 2, **given: object) -> None:
        self.make = make
        self.classroom = make.classroom()
        self.students = [
            make.enrolment(self.classroom, make.student(name=f"Kim {n:02d}")).student
            for n in range(1, students + 1)
        ]
        kinds = ["single_choice", "short_answer", "ranking", "extended_response"]
        items = [item(kind, id=f"T-0{n}", sources=[]) for n, kind in enumerate(kinds, start=1)]
        self.quiz: Assignment = make.assignment(self.classroom, items, **given)

    @property
    def teacher(self) -> User:
        return self.classroom.teacher

    @property
    def url(self) -> str:
        return f"/assignments/{self.quiz.id}/paper-answers"

    @property
    def marks_url(self) -> str:
        return f"/assignments/{self.quiz.id}/paper-marks"

    @cached_property
    def right(self) -> dict[int, str]:
        """The codes of right answers by position."""
        found = {}
        for each in self.quiz.items:
            shown = item_of(each.version)
            kind = ITEM_TYPES[shown.type]
            if kind.code_hint(shown):
                response = kind.read(shown, kind.samples(shown)["right"])
                found[each.position] = kind.code_of(kind.on_paper(shown), response)
        return found

    @property
    def wrong_order(self) -> str:
        """The code of a ranking that earns nothing for its order."""
        shown = item_of(self.quiz.items[RANKING - 1].version)
        kind = ITEM_TYPES[shown.type]
        response = kind.read(shown, kind.samples(shown)["wrong"])
        return str(kind.code_of(kind.on_paper(shown), response))

    def row(
        self, place: int = 0, marks: dict[int, str] | None = None, **codes: str
    ) -> dict[str, str]:
        """Return a row of boxes: ``q1="b"`` is a code, ``marks={4: "5"}`` a mark."""
        ident = self.students[place].id
        answers = {f"a-{ident}-{name[1:]}": code for name, code in codes.items()}
        return answers | {f"m-{ident}-{at}": text for at, text in (marks or {}).items()}

    def attempts(self, place: int = 0) -> list[Attempt]:
        wanted = db.select(Attempt).filter_by(
            assignment_id=self.quiz.id, student_id=self.students[place].id
        )
        return list(db.session.scalars(wanted.order_by(Attempt.number)))

    def marks(self, place: int = 0) -> list[Fraction | None]:
        [*_, last] = self.attempts(place)
        return [each.mark for each in last.responses]
