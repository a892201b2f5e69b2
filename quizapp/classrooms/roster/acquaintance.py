"""Finding who a roster can mean."""

from sqlalchemy import select

from quizapp.accounts.models import Role, User
from quizapp.classrooms.models import Classroom, Enrolment
from quizapp.classrooms.queries import may_be_seen_by
from quizapp.classrooms.roster.plan import Known, Person, Place
from quizapp.database import db


def known_to(teacher: User, classroom: Classroom) -> Known:
    """Return everybody with an account, placed as this teacher may deal with them.

    A teacher can put in only people who are or were in a class that they teach, whoever else
    teaches this one; an admin may put in every student.
    """
    here, near = _taught(teacher, classroom)
    columns = (User.id, User.username, User.name, User.role, User.archived_at)
    people = []
    for number, username, name, role, archived_at in db.session.execute(select(*columns)):
        known = number in near or (teacher.role is Role.ADMIN and role is Role.STUDENT)
        if not known:
            place = Place.FAR
        elif archived_at:
            place = Place.CLOSED
        else:
            place = here.get(number, Place.NEAR)
        people.append(Person(number, username, name, place))
    return Known(people)


def _taught(teacher: User, classroom: Classroom) -> tuple[dict[int, Place], set[int]]:
    """Return who is or was in the class, and who ever was in any class this teacher may see."""
    rows = db.session.execute(
        select(Enrolment.classroom_id, Enrolment.student_id, Enrolment.left_at)
        .join(Classroom)
        .where(may_be_seen_by(teacher))
    ).all()
    here = {
        student_id: Place.LEFT if left_at else Place.HERE
        for classroom_id, student_id, left_at in rows
        if classroom_id == classroom.id
    }
    return here, {student_id for _, student_id, _ in rows}
