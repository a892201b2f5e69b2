"""What is asked before a new question is written."""

from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from quizapp.bank.form_labels import LABELS
from quizapp.editor.new_items import sections
from quizapp.editor.working import Working
from quizapp.items import ITEM_TYPES
from quizapp.web.forms import Form, choices


class NewItemForm(Form):
    """Type, section and id of a new question."""

    type = SelectField(LABELS["type"].name, choices=choices({}))
    section = SelectField("Section", choices=choices({}), validators=[InputRequired()])
    ident = StringField("Id", validators=[Length(max=40, message="At most 40 letters, please.")])

    def offer(self, working: Working) -> None:
        """Offer the types that there are and the sections of the bank."""
        self.type.choices = choices({each.name: each.label for each in ITEM_TYPES.values()})
        self.section.choices = choices(sections(working))
