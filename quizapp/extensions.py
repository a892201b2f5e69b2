"""The Flask extensions, made once and bound to an app by `create_app`."""

from flask_login import LoginManager
from flask_wtf import CSRFProtect

login_manager = LoginManager()
csrf = CSRFProtect()
