"""What authors fill in."""

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from quizapp.web.forms import Form, PlainForm


class FileForm(Form):
    """The text of a file, and the hash of the text that it was begun with."""

    text = TextAreaField("Text of the file")
    started_from = HiddenField()


class PublishForm(Form):
    """A word on what is published, and the seal of what was shown."""

    seal = HiddenField()
    message = StringField(
        "What is new (for the history)",
        validators=[Length(max=300, message="At most 300 letters, please.")],
    )


class ReversalForm(Form):
    """Which text to bring back, and the hash of what was shown when that was decided."""

    wanted = HiddenField()
    started_from = HiddenField()


class ConfirmationForm(Form):
    """The hash of the question that was read."""

    shown = HiddenField()


class RetirementForm(PlainForm):
    """Why a question is no longer used."""

    reason = StringField(
        "Why it is retired",
        validators=[
            DataRequired("Say in a few words why, for whoever meets the id later."),
            Length(max=300, message="At most 300 letters, please."),
        ],
    )
