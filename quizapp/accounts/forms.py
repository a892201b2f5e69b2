"""The forms of signing in, of one's own settings and of looking after accounts."""

from zoneinfo import available_timezones

from wtforms import (
    BooleanField,
    Field,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length

from quizapp.accounts import rules
from quizapp.accounts.models import Role
from quizapp.accounts.queries import folded_username
from quizapp.web.forms import Form, choices

AS_USUAL = "normal"
STAFF = {
    Role.TEACHER.value: "Teacher: makes classes and sets quizzes",
    Role.ADMIN.value: "Admin: also looks after people and the school",
}
TOO_LONG = "At most 120 characters."
ZONES = sorted(available_timezones() - {"Factory", "localtime"})


def refuse(problem: str) -> None:
    """Refuse what was typed if there is a problem with it."""
    if problem:
        raise ValidationError(problem)


class SignInForm(Form):
    username = StringField("User name", [InputRequired("Type your user name."), Length(max=60)])
    password = PasswordField("Password", [InputRequired("Type your password."), Length(max=200)])
    stay = BooleanField("Stay signed in on this device")


class ComfortForm(Form):
    """How pages look to one person; the names of the fields are those in `User.comfort`."""

    theme = RadioField(
        "Colours",
        choices=choices({"auto": "As the device has them", "light": "Light", "dark": "Dark"}),
        default="auto",
    )
    text = RadioField(
        "Size of the text",
        choices=choices({AS_USUAL: "Usual", "large": "Large", "larger": "Larger"}),
        default=AS_USUAL,
    )
    spacing = RadioField(
        "Space between lines and words",
        choices=choices({AS_USUAL: "Usual", "wide": "Wide"}),
        default=AS_USUAL,
    )
    font = RadioField(
        "Letters of sources",
        choices=choices({AS_USUAL: "With serifs, as in a book", "plain": "Plain, without serifs"}),
        default=AS_USUAL,
    )
    contrast = RadioField(
        "Contrast",
        choices=choices({AS_USUAL: "Usual", "high": "High: black and white"}),
        default=AS_USUAL,
    )
    guide = RadioField(
        "Line guide in sources",
        choices=choices({"off": "Off", "on": "On: a band marks the line that you read"}),
        default="off",
    )

    def comfort(self) -> dict[str, str]:
        """Return what was chosen, as `User.comfort` keeps it."""
        return {field.name: field.data for field in self if isinstance(field, RadioField)}


class PasswordForm(Form):
    """Changing one's own password."""

    current = PasswordField("Present password", [InputRequired("Type the one you have now.")])
    password = PasswordField("New password", [InputRequired("Choose a password.")])

    def __init__(self, role: Role, username: str) -> None:
        super().__init__()
        self.role, self.username = role, username

    def validate_current(self, field: Field) -> None:
        refuse("That is too long." if len(field.data) > rules.LONGEST_PASSWORD else "")

    def validate_password(self, field: Field) -> None:
        refuse(rules.password_problem(field.data, self.role, self.username))


class AccountForm(Form):
    """A new account of the staff, filled in by its owner."""

    name = StringField("Your name", [InputRequired("Type your name.")])
    username = StringField("User name", [InputRequired("Choose a user name.")])
    password = PasswordField("Password", [InputRequired("Choose a password.")])

    def validate_name(self, field: Field) -> None:
        field.data = rules.tidy_name(field.data)
        refuse(rules.name_problem(field.data))

    def validate_username(self, field: Field) -> None:
        field.data = folded_username(field.data)
        refuse(rules.username_problem(field.data))

    def validate_password(self, field: Field) -> None:
        username = folded_username(self.username.data or "")
        refuse(rules.password_problem(field.data, Role.TEACHER, username))


class SchoolForm(Form):
    """What the school is called, and where its clocks stand."""

    school = StringField(
        "Name of the school",
        [InputRequired("Type the name of the school."), Length(max=120, message=TOO_LONG)],
    )
    time_zone = SelectField("Time zone", choices=choices({name: name for name in ZONES}))


class SetupForm(SchoolForm, AccountForm):
    """The first start: the first admin, and the school."""

    code = StringField("One-time code", [InputRequired("Type the code from the terminal.")])


class InviteForm(Form):
    """Who is invited, and as what."""

    name = StringField("Name", [InputRequired("Type the name.")])
    role = RadioField("What this person may do", choices=choices(STAFF), default=Role.TEACHER.value)

    def validate_name(self, field: Field) -> None:
        field.data = rules.tidy_name(field.data)
        refuse(rules.name_problem(field.data))


class RoleForm(Form):
    role = RadioField("What this person may do", choices=choices(STAFF))
