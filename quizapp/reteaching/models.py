"""What was set to a part of a class because of a belief, and for whom."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.accounts.models import User
from quizapp.classrooms.models import Classroom
from quizapp.database import Model, PrimaryKey
from quizapp.quizzes.models import Assignment


class Reteaching(Model):
    """A follow-up and a later recheck on one belief, for some students of a class.

    ``belief`` is how it was worded then, whatever becomes of the bank. ``press`` names the page
    from which it was set, so that a button pressed twice sets it once.
    """

    __tablename__ = "reteaching"

    id: Mapped[PrimaryKey]
    classroom_id: Mapped[int] = mapped_column(ForeignKey("classroom.id"), index=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    bank: Mapped[str] = mapped_column(String(60))
    belief_id: Mapped[str] = mapped_column(String(40))
    belief: Mapped[str] = mapped_column(Text)
    press: Mapped[str] = mapped_column(String(32), unique=True)
    created_at: Mapped[datetime]
    follow_up_id: Mapped[int] = mapped_column(
        ForeignKey("assignment.id", ondelete="CASCADE"), unique=True
    )
    recheck_id: Mapped[int] = mapped_column(
        ForeignKey("assignment.id", ondelete="CASCADE"), unique=True
    )

    classroom: Mapped[Classroom] = relationship()
    teacher: Mapped[User] = relationship()
    follow_up: Mapped[Assignment] = relationship(foreign_keys=[follow_up_id])
    recheck: Mapped[Assignment] = relationship(foreign_keys=[recheck_id])
    students: Mapped[list["ReteachingStudent"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )


class ReteachingStudent(Model):
    """A student of the group; ``held`` says whether an answer had shown the belief before."""

    __tablename__ = "reteaching_student"

    reteaching_id: Mapped[int] = mapped_column(
        ForeignKey("reteaching.id", ondelete="CASCADE"), primary_key=True
    )
    student_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    held: Mapped[bool]
