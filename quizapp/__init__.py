"""Classroom quizzes on historical sources."""

from pathlib import Path

from flask import Flask
from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from quizapp import config
from quizapp.accounts import throttle
from quizapp.accounts import views as accounts
from quizapp.attempts import views as attempts
from quizapp.classrooms import views as classrooms
from quizapp.comparing import views as comparing
from quizapp.database import db, prepare_sqlite
from quizapp.demo import views as demo
from quizapp.editor import views as editor
from quizapp.extensions import csrf, login_manager
from quizapp.insights import views as insights
from quizapp.marking import views as marking
from quizapp.mistakes import views as mistakes
from quizapp.paper import views as paper
from quizapp.peers import views as peers
from quizapp.quizzes import views as quizzes
from quizapp.regrading import views as regrading
from quizapp.reteaching import views as reteaching
from quizapp.web import errors, guard, health, originals, readings, rendering, static_versions

ITEMS = Path(__file__).parent / "items"


def create_app(settings: config.Settings | None = None) -> Flask:
    """Return the application: configured, its extensions bound, its features registered."""
    settings = settings or config.from_environment()
    app = Flask(__name__, instance_path=str(settings.instance.resolve()))
    app.config.from_mapping(settings.flask())
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    if settings.https:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    _bind_extensions(app, settings)
    _register_features(app)
    if settings.demo:
        demo.bind(app)
    return app


def _bind_extensions(app: Flask, settings: config.Settings) -> None:
    guard.bind(app)
    db.init_app(app)
    login_manager.init_app(app)
    csrf.init_app(app)
    throttle.bind(app)
    static_versions.bind(app)
    rendering.bind(app)
    originals.bind(app, settings)
    readings.bind(app)
    errors.bind(app)
    health.bind(app)
    app.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader(Path(__file__).parent / "templates"),
            PrefixLoader({"items": FileSystemLoader(ITEMS)}),
        ]
    )
    if settings.sqlite:
        with app.app_context():
            prepare_sqlite(db.engine)


def _register_features(app: Flask) -> None:
    reading = (comparing, insights, mistakes, marking, paper, peers, regrading, reteaching, editor)
    for feature in (accounts, classrooms, quizzes, attempts, *reading):
        feature.bind(app)
