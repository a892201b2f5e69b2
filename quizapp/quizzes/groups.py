"""For whom an assignment is: the whole class, or the students of it who are named."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import ColumnElement, ForeignKey, delete, exists, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.accounts.models import User
from quizapp.classrooms.queries import find_student, students_of
from quizapp.database import Model, db
from quizapp.quizzes.models import Assignment


class AssignmentStudent(Model):
    """A student to whom an assignment is set; without any row it is for the whole class."""

    __tablename__ = "assignment_student"

    assignment_id: Mapped[int] = mapped_column(
        ForeignKey("assignment.id", ondelete="CASCADE"), primary_key=True
    )
    student_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True, index=True)


def is_for(student_id: int) -> ColumnElement[bool]:
    """Return the condition that an assignment of the student's class is for them."""
    named = AssignmentStudent.assignment_id == Assignment.id
    return or_(~exists().where(named), exists().where(named, _one(student_id)))


def _one(student_id: int) -> ColumnElement[bool]:
    return AssignmentStudent.student_id == student_id


def groups_of(assignment_ids: Iterable[int]) -> Mapping[int, frozenset[int]]:
    """Return who is named, by assignment; those for a whole class are absent."""
    rows = db.session.execute(
        select(AssignmentStudent.assignment_id, AssignmentStudent.student_id).where(
            AssignmentStudent.assignment_id.in_(list(assignment_ids))
        )
    )
    found: dict[int, set[int]] = {}
    for assignment_id, student_id in rows:
        found.setdefault(assignment_id, set()).add(student_id)
    return {assignment_id: frozenset(ids) for assignment_id, ids in found.items()}


def group_of(assignment: Assignment) -> frozenset[int] | None:
    """Return who is named in an assignment; ``None`` for the whole class."""
    return groups_of([assignment.id]).get(assignment.id)


def students_given(assignment: Assignment) -> list[User]:
    """Return the students of the class now to whom it is set, in the order of the class list."""
    group = group_of(assignment)
    everybody = students_of(assignment.classroom)
    return [each for each in everybody if group is None or each.id in group]


def find_student_given(assignment: Assignment, student_id: int) -> User | None:
    """Return a student of the class now, if the assignment is set to them."""
    group = group_of(assignment)
    if group is not None and student_id not in group:
        return None
    return find_student(assignment.classroom, student_id)


def name_students(assignment: Assignment, student_ids: Collection[int]) -> None:
    """Set an assignment to these students alone; to nobody in particular is to the whole class.

    Who is no longer named keeps what they have done.
    """
    here = AssignmentStudent.assignment_id == assignment.id
    db.session.execute(delete(AssignmentStudent).where(here))
    db.session.add_all(
        AssignmentStudent(assignment_id=assignment.id, student_id=each)
        for each in sorted(set(student_ids))
    )
    db.session.flush()
