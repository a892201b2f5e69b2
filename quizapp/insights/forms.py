"""The forms on the pages of results."""

from wtforms import StringField
from wtforms.validators import DataRequired, Length

from quizapp.web.forms import Form


class VoidForm(Form):
    reason = StringField(
        "Reason", [DataRequired("Say why, so that it can be understood later."), Length(max=300)]
    )
