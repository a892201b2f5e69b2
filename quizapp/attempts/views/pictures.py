"""The pictures of sources, for those who may see the source."""

from flask import Response
from flask_login import current_user

from quizapp.attempts import queries
from quizapp.attempts.views.blueprint import bp
from quizapp.web import times
from quizapp.web.access import for_signed_in
from quizapp.web.lookup import found

FOR_LONG = "private, max-age=31536000, immutable"
"""A name is one picture for good, so a browser need not ask again."""


@bp.get("/pictures/<string:name>")
@for_signed_in
def picture(name: str) -> Response:
    kept = found(queries.find_picture(current_user, name, times.now()))
    response = Response(kept.content, mimetype=kept.media_type)
    response.headers["Cache-Control"] = FOR_LONG
    response.set_etag(kept.hash)
    return response
