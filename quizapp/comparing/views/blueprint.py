"""The blueprint of comparing."""

from flask import Blueprint

bp = Blueprint("comparing", __name__)
