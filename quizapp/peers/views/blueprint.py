"""The blueprint that all views of this feature belong to."""

from flask import Blueprint

bp = Blueprint("peers", __name__)
