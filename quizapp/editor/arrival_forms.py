"""What authors fill in to begin a bank, or to bring one."""

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import DataRequired, Length, Regexp

from quizapp.web.forms import Form, PlainForm


class NewBankForm(PlainForm):
    """A new bank's own facts; its id follows from the title."""

    title = StringField(
        "Title", validators=[DataRequired("Give the bank a title."), Length(max=200)]
    )
    language = StringField(
        "Language",
        default="en-GB",
        validators=[
            DataRequired("Give its language."),
            Regexp(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", message="Write it as en-GB or de."),
        ],
    )
    author = StringField(
        "Authors, as the licence names them",
        validators=[DataRequired("Say who writes it."), Length(max=200)],
    )
    licence = StringField(
        "Licence",
        default="CC BY 4.0",
        validators=[DataRequired("Name a licence."), Length(max=200)],
    )


class ZipForm(Form):
    """A bank in a zip."""

    file = FileField("Zip file", [FileRequired("Choose a file.")])


class ArrivalForm(Form):
    """The zip that was looked at, and the seal of the bank it was compared with."""

    packed = HiddenField()
    seal = HiddenField()
    removing = BooleanField("Take away the files that the zip does not have")
