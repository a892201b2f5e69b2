"""Taking a quiz: what is due, the player, handing in, looking at it again, trying it out."""

from flask import Flask

from quizapp.attempts.question import LEVELS
from quizapp.attempts.views import ending, lists, pictures, player, preview
from quizapp.attempts.views.blueprint import bp
from quizapp.quizzes.late_work import late_in_words
from quizapp.web.rendering import HOMES, NAVIGATION

__all__ = ["bind", "ending", "lists", "pictures", "player", "preview"]

LINKS = [("My quizzes", "attempts.due"), ("My results", "attempts.results")]


def bind(app: Flask) -> None:
    """Register the feature: its views, and the links of students."""
    app.register_blueprint(bp)
    app.jinja_env.globals["certainty_levels"] = LEVELS
    app.jinja_env.globals["late_in_words"] = late_in_words
    HOMES["attempts.preview"] = "quizzes"
    NAVIGATION["student"] += [link for link in LINKS if link not in NAVIGATION["student"]]
