"""The forms of classes, joining, rosters and what students need."""

from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from quizapp.accounts import rules
from quizapp.accounts.forms import refuse
from quizapp.accounts.models import Role, User
from quizapp.accounts.queries import folded_username
from quizapp.classrooms.models import Accommodation
from quizapp.classrooms.roster.reader import ENCODINGS
from quizapp.web.forms import Form, choices

USUAL_EXTRA_TIME = (0, 10, 25, 50, 100)
OTHER = "other"
EXTRA_TIME = {
    **{str(each): f"{each} % more" if each else "None" for each in USUAL_EXTRA_TIME},
    OTHER: "Another amount",
}


class ClassroomForm(Form):
    name = StringField(
        "Name of the class",
        [DataRequired("Give the class a name."), Length(max=80, message="At most 80 characters.")],
    )


class StudentForm(Form):
    """A student's account: what a teacher fills in."""

    name = StringField("Name", [DataRequired("Type the name.")])
    username = StringField("User name", [Optional()], filters=[lambda text: text or ""])
    password = StringField("Password", [Optional()], filters=[lambda text: text or ""])

    def validate_name(self, field: Field) -> None:
        field.data = rules.tidy_name(field.data)
        refuse(rules.name_problem(field.data))

    def validate_username(self, field: Field) -> None:
        field.data = folded_username(field.data)
        refuse(rules.username_problem(field.data))

    def validate_password(self, field: Field) -> None:
        username = str(self.username.data)
        refuse(rules.password_problem(field.data, Role.STUDENT, username))


class JoinForm(StudentForm):
    """A student's account: what the student fills in."""

    code = HiddenField()
    name = StringField("Your name", [DataRequired("Type your name.")])
    password = PasswordField("Password", [InputRequired("Choose a password.")])


class NameForm(Form):
    name = StringField("Name", [DataRequired("Type the name.")])

    def validate_name(self, field: Field) -> None:
        field.data = rules.tidy_name(field.data)
        refuse(rules.name_problem(field.data))


class RosterForm(Form):
    file = FileField("Workbook (XLSX) or CSV file", [FileRequired("Choose a file.")])
    encoding = RadioField("Letters in a CSV file", choices=choices(ENCODINGS), default="utf-8")


class AccommodationForm(Form):
    """What a student needs; ``other_percent`` counts only when it was chosen."""

    extra_time = RadioField(
        "Extra time",
        choices=choices(EXTRA_TIME),
        default="0",
    )
    other_percent = IntegerField(
        "How many per cent more",
        [Optional(), NumberRange(1, 400, "A whole number from 1 to 400.")],
    )
    untimed = BooleanField("No time limit at all")
    larger_text = BooleanField("Larger text")
    hide_clock = BooleanField("No clock in sight")

    def show(self, accommodation: Accommodation | None) -> None:
        """Fill the form with what holds now."""
        if accommodation is None:
            return
        percent = accommodation.extra_time_percent
        usual = percent in USUAL_EXTRA_TIME
        self.extra_time.data = str(percent) if usual else OTHER
        self.other_percent.data = None if usual else percent
        self.untimed.data = accommodation.untimed
        self.larger_text.data = accommodation.larger_text
        self.hide_clock.data = accommodation.hide_clock

    def validate_extra_time(self, field: Field) -> None:
        if field.data == OTHER and self.other_percent.data is None:
            raise ValidationError("Say how many per cent more.")

    def needs(self) -> dict[str, Any]:
        """Return what was chosen, as `actions.set_accommodation` takes it."""
        other = self.extra_time.data == OTHER
        return {
            "extra_time_percent": self.other_percent.data if other else int(self.extra_time.data),
            "untimed": self.untimed.data,
            "larger_text": self.larger_text.data,
            "hide_clock": self.hide_clock.data,
        }


class CoTeacherForm(Form):
    offered: dict[str, User]
    """Who can be chosen, by the value that the form sends."""

    teacher = SelectField("Colleague", validate_choice=False)

    def offer(self, people: Sequence[User]) -> None:
        """Let one of these people be chosen."""
        self.offered = {str(each.id): each for each in people}
        names = {number: f"{each.name} ({each.username})" for number, each in self.offered.items()}
        self.teacher.choices = choices({"": "Choose a colleague", **names})

    def validate_teacher(self, field: Field) -> None:
        if not field.data:
            raise ValidationError("Choose a colleague.")
        if field.data not in self.offered:
            raise ValidationError("This person teaches the class already, or has no account now.")


class MoveForm(Form):
    classroom = SelectField("Class", coerce=int)
