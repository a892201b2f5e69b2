"""What the pages on beliefs and on certainty show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.classrooms.models import Classroom
from quizapp.insights import certainty
from quizapp.insights.beliefs import Asked, Evidence, Held, held, order
from quizapp.insights.finding import Finding
from quizapp.insights.queries import beliefs as queries
from quizapp.insights.queries import grids
from quizapp.insights.queries.beliefs import Found
from quizapp.insights.sittings import Pupil
from quizapp.quizzes.models import Assignment


@dataclass(frozen=True)
class BeliefsPage:
    """The beliefs of a class; ``students`` is how many have handed in, and can hold one."""

    beliefs: Sequence[Held]
    new_questions: Mapping[tuple[str, str], Sequence[Found]]
    students: int
    sure_asked: bool

    @property
    def common(self) -> Sequence[Held]:
        """What more than one student seems to believe."""
        return [each for each in self.beliefs if len(each.holders) > 1]

    @property
    def single(self) -> Sequence[Held]:
        """What one student alone seems to believe."""
        return [each for each in self.beliefs if len(each.holders) == 1]

    @property
    def finding(self) -> Finding:
        return finding([*self.common, *self.single], self.students)

    @property
    def to_show(self) -> Evidence | None:
        """The question to begin with: where most students showed the first belief."""
        first = next(iter(self.common), None)
        return max(first.evidence, key=lambda each: len(each.choosers)) if first else None

    def new_on(self, belief: Held) -> Sequence[Found]:
        """Return the questions on a belief that the class has not had."""
        return self.new_questions.get((belief.bank, belief.misconception.id), [])


def finding(beliefs: Sequence[Held], students: int) -> Finding:
    """Say what most needs an answer; ``beliefs`` are in the order of the page."""
    if not students:
        return Finding("Nobody has handed in yet.")
    if not beliefs:
        return Finding("No wrong answer points to a belief that the question bank knows.")
    top = beliefs[0]
    lead = f"{len(top.holders)} of {_students(students)} answered as if:"
    sure = f" {top.sure} of them {'was' if top.sure == 1 else 'were'} very sure."
    return Finding(lead, top.misconception.belief, sure if top.sure else "")


def _students(count: int) -> str:
    return "1 student" if count == 1 else f"{count} students"


def of_assignment(assignment: Assignment) -> BeliefsPage:
    """Read what showed in one quiz, and who has changed their mind in later ones."""
    members = grids.grid_of(assignment).members
    quizzes = queries.quizzes_of(assignment.classroom, also=assignment.id)
    asked = queries.asked_in(quizzes, [row.pupil for row in members])
    handed_in = sum(row.handed_in for row in members)
    return _page(assignment.classroom, asked, handed_in, within=assignment.id)


def of_class(classroom: Classroom) -> BeliefsPage:
    """Read what showed in all quizzes of a class that are not put away."""
    pupils: Sequence[Pupil] = queries.pupils_of_class(classroom)
    quizzes = queries.quizzes_of(classroom)
    students = queries.how_many_handed_in(quizzes, pupils)
    return _page(classroom, queries.asked_in(quizzes, pupils), students)


def _page(
    classroom: Classroom, asked: Sequence[Asked], students: int, within: int | None = None
) -> BeliefsPage:
    beliefs: list[Held] = []
    new: dict[tuple[str, str], Sequence[Found]] = {}
    had = queries.had_by(classroom)
    for bank in dict.fromkeys(each.bank for each in asked):
        published = queries.published(bank)
        here = [each for each in asked if each.bank == bank]
        beliefs += held(bank, here, published.known, within)
        for ident, questions in published.questions.items():
            new[bank, ident] = [each for each in questions if (bank, each.item.id) not in had]
    here = [each for each in asked if within in {None, each.assignment_id}]
    sure_asked = any(reply.certainty for each in here for reply in each.replies)
    return BeliefsPage(sorted(beliefs, key=order), new, students, sure_asked)


@dataclass(frozen=True)
class CertaintyPage:
    """How sure the class was about each question, in the order to teach them again."""

    lines: Sequence[certainty.Line]
    finding: Finding
    stems: Mapping[int, str]

    @property
    def asked(self) -> bool:
        """Whether anybody said how sure they were."""
        return any(line.quadrants.said for line in self.lines)

    @property
    def to_reteach(self) -> Sequence[certainty.Line]:
        """The questions that somebody did not get right, unless a person has still to mark them."""
        return [line for line in self.lines if line.wrong and not line.column.waiting]

    @property
    def all_right(self) -> Sequence[int]:
        """The places of the questions that everybody got right."""
        return sorted(
            line.column.question.position
            for line in self.lines
            if line.answers and not line.wrong and not line.column.waiting
        )

    @property
    def waiting(self) -> Sequence[int]:
        """The places of the questions that a person has still to mark."""
        return sorted(line.column.question.position for line in self.lines if line.column.waiting)


def certainty_of(assignment: Assignment) -> CertaintyPage:
    """Read how sure a class was in a quiz."""
    grid = grids.grid_of(assignment)
    lines = certainty.reteach(grid, queries.certainties(assignment))
    stems = {each.question.position: each.question.stem for each in grid.columns}
    return CertaintyPage(lines, certainty.finding(lines, grid.handed_in), stems)
