"""The forms on the pages of results."""

from wtforms import StringField
from wtforms.validators import InputRequired, Length

from quizapp.web.forms import Form


class VoidForm(Form):
    reason = StringField(
        "Reason", [InputRequired("Say why, so that it can be understood later."), Length(max=300)]
    )
