"""The blueprint that all views of classes belong to."""

from flask import Blueprint

bp = Blueprint("classrooms", __name__)
