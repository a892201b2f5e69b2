"""The blueprint that all views of this feature hang on."""

from flask import Blueprint

bp = Blueprint("attempts", __name__)
