"""Self- and peer-assessment: the teacher's pages, the student's, and parts of others' pages."""

from collections.abc import Sequence

from flask import Flask
from flask_login import current_user

from quizapp.attempts.additions import ADDERS
from quizapp.attempts.tasks import Task
from quizapp.items.base import Item
from quizapp.peers import line, queries
from quizapp.peers.duty import Duty, duties_of
from quizapp.peers.models import PeerAssessment, PeerRound
from quizapp.peers.review import heard
from quizapp.peers.rules import judged_by_levels, level_name
from quizapp.peers.views import reading, teaching
from quizapp.peers.views.blueprint import bp
from quizapp.quizzes.models import AssignedItem
from quizapp.web.rendering import HOMES

__all__ = ["bind", "reading", "teaching"]


def bind(app: Flask) -> None:
    """Register the feature; its parts of other features' pages are templates they include."""
    app.register_blueprint(bp)
    HOMES["peers"] = "classrooms"
    app.jinja_env.filters["level_name"] = level_name
    app.jinja_env.globals.update(
        peer_duties=peer_duties,
        peer_round_at=peer_round_at,
        peer_places=peer_places,
        peers_said=peers_said,
    )
    if heard not in ADDERS:
        ADDERS.append(heard)


def peer_duties(tasks: Sequence[Task]) -> Sequence[Duty]:
    """Return what there is to look at in the quizzes of the student who is signed in."""
    return [each for each in duties_of(current_user, tasks) if each.waits]


def peer_round_at(assignment_id: int, position: int, item: Item) -> tuple[bool, PeerRound | None]:
    """Return whether a question can be judged by students, and the round if there is one."""
    if judged_by_levels(item) is None:
        return False, None
    return True, line.find_round(assignment_id, position)


def peer_places(bank: str, item_id: str) -> Sequence[tuple[AssignedItem, PeerRound | None]]:
    """Return where the teacher's classes are asked a written question, each with its round."""
    places = queries.places_of(current_user, bank, item_id)
    rounds = {(r.assignment_id, r.position): r for r in queries.rounds_in(_assignments(places))}
    return [(each, rounds.get((each.assignment_id, each.position))) for each in places]


def _assignments(places: Sequence[AssignedItem]) -> set[int]:
    return {each.assignment_id for each in places}


def peers_said(response_id: int) -> Sequence[PeerAssessment]:
    """Return what its writer and classmates said about an answer."""
    return queries.about([response_id])
