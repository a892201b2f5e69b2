"""The forms of signing in and of the accounts."""

from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from quizapp.web.forms import Form


class SignInForm(Form):
    username = StringField("User name", [InputRequired("Type your user name."), Length(max=60)])
    password = PasswordField("Password", [InputRequired("Type your password."), Length(max=200)])
