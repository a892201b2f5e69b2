"""Who may open a view: one of these decorators stands directly under every route."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import abort, current_app, redirect, request, url_for
from flask_login import current_user

P = ParamSpec("P")
R = TypeVar("R")

ACCESS = "_quizapp_access"
"""The name of the attribute that says who may open a view; a test walks the URL map for it."""


def for_everyone(view: Callable[P, R]) -> Callable[P, R]:
    """Let anybody open the view, signed in or not."""
    setattr(view, ACCESS, "everyone")
    return view


def _for_roles(*roles: str) -> Callable[[Callable[P, R]], Callable[P, Any]]:
    def decorate(view: Callable[P, R]) -> Callable[P, Any]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
            if not current_user.is_authenticated:
                return _to_sign_in()
            if roles and current_user.role.value not in roles:
                abort(404)
            return current_app.ensure_sync(view)(*args, **kwargs)

        setattr(guarded, ACCESS, " ".join(roles) or "signed in")
        return guarded

    return decorate


def _to_sign_in() -> Any:
    """Send a visitor to the sign-in page, and back afterwards; a script gets a plain 401."""
    if request.method != "GET" or request.headers.get("X-Requested-With") == "fetch":
        abort(401)
    wanted = request.full_path.rstrip("?")
    return redirect(url_for("accounts.sign_in", next=None if wanted == "/" else wanted))


for_signed_in = _for_roles()
for_students = _for_roles("student")
for_teachers = _for_roles("teacher", "admin")
for_admins = _for_roles("admin")


def for_authors(view: Callable[P, R]) -> Callable[P, Any]:
    """Let those open the view who may work on the question banks; others do not find it."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
        if not current_user.is_authenticated:
            return _to_sign_in()
        if not current_user.may_write_questions:
            abort(404)
        return current_app.ensure_sync(view)(*args, **kwargs)

    setattr(guarded, ACCESS, "author")
    return guarded
