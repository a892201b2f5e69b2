"""What an author fills in about a quiz."""

import re

from wtforms import BooleanField, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from quizapp.web.forms import PlainForm, choices

MODES = {
    "self": "At their own pace",
    "live": "Together in class, or at their own pace",
    "home": "As homework",
}
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


class QuizForm(PlainForm):
    """The head of a quiz, and the hash of the text that it was begun with."""

    ident = StringField("Id", validators=[InputRequired("Give the quiz an id.")])
    title = StringField(
        "Title",
        validators=[DataRequired("Give the quiz a title."), Length(max=300)],
    )
    purpose = TextAreaField(
        "What it is for",
        validators=[DataRequired("Say what it is for, in a sentence."), Length(max=2000)],
    )
    mode = SelectField("How it is meant to be used", choices=choices(MODES))
    minutes = IntegerField(
        "Minutes",
        validators=[
            InputRequired("Give whole minutes."),
            NumberRange(1, 600, "Give 1 to 600 minutes."),
        ],
    )
    certainty = BooleanField("Ask how sure students are of each answer")
    started_from = HiddenField()

    taken: frozenset[str] = frozenset()
    """The ids that this quiz cannot have."""

    def validate_ident(self, field: StringField) -> None:
        ident = str(field.data or "")
        if not _ID.fullmatch(ident):
            raise ValidationError("An id has letters, digits, - and _ only, at most 40 of them.")
        if ident.casefold() in self.taken:
            raise ValidationError("This id is taken, or was used once. Ids are permanent.")
