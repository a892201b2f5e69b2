"""The part of a form that asks for whom something is: the whole class, or students to tick."""

from collections.abc import Sequence

from wtforms import Field, RadioField, SelectMultipleField, ValidationError

from quizapp.accounts.models import User
from quizapp.web.forms import Form, choices

WHOLE, SOME = "class", "some"
AUDIENCE = {WHOLE: "The whole class, also who joins later", SOME: "Only some students"}


class AudienceForm(Form):
    """Asks for whom something is."""

    audience = RadioField("Who it is for", choices=choices(AUDIENCE), default=WHOLE)
    students = SelectMultipleField("Students", validate_choice=False)

    def offer_students(self, students: Sequence[User]) -> None:
        """Offer the students of the class; what is ticked of others does not count."""
        self.students.choices = choices({str(each.id): each.name for each in students})
        here = {str(each.id) for each in students}
        self.students.data = [each for each in self.students.data or () if each in here]

    def validate_students(self, field: Field) -> None:
        if self.audience.data == SOME and not field.data:
            raise ValidationError("Tick the students it is for, or choose the whole class.")

    @property
    def student_ids(self) -> list[int]:
        """The students it is for; nobody in particular for the whole class."""
        return sorted(map(int, self.students.data or ())) if self.audience.data == SOME else []

    @property
    def names(self) -> list[str]:
        """The names of those students, in the order of the class list."""
        wanted = {str(each) for each in self.student_ids}
        return [str(label) for value, label, *_ in self.students.iter_choices() if value in wanted]
