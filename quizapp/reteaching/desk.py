"""Reading what the page of a new follow-up shows."""

from collections.abc import Sequence
from datetime import datetime

from quizapp.classrooms.models import Classroom
from quizapp.insights import belief_pages
from quizapp.insights.beliefs import Held
from quizapp.insights.queries import beliefs
from quizapp.insights.queries.beliefs import Found
from quizapp.insights.sittings import Pupil
from quizapp.quizzes.models import Assignment
from quizapp.quizzes.queries import newest_revision
from quizapp.quizzes.versions import source_of
from quizapp.reteaching import queries
from quizapp.reteaching.earlier import on_belief
from quizapp.reteaching.models import Reteaching
from quizapp.reteaching.plan import Candidate, Member, Plan, in_turn, topic_of


def find_plan(
    classroom: Classroom, assignment: Assignment | None, bank: str, belief_id: str, now: datetime
) -> Plan | None:
    """Return what can be set about a belief; ``None`` if the bank does not name it any more.

    With an assignment, whoever showed the belief there holds it; otherwise in any quiz.
    """
    published = beliefs.published(bank)
    misconception = published.known.get(belief_id)
    if misconception is None:
        return None
    page = (
        belief_pages.of_assignment(assignment) if assignment else belief_pages.of_class(classroom)
    )
    held = next((each for each in page.beliefs if _key(each) == (bank, belief_id)), None)
    before = on_belief(classroom, bank, belief_id)
    members = _members(beliefs.pupils_of_class(classroom), held, before, now)
    holding = [each.pupil.id for each in members if each.holds]
    had = queries.had_by(classroom, bank, holding)
    questions = published.questions.get(belief_id, [])
    return Plan(
        bank,
        misconception,
        members,
        in_turn([Candidate(each.item, each.item.id in had) for each in questions]),
        _topic(bank, questions),
        before[0] if before else None,
    )


def _key(held: Held) -> tuple[str, str]:
    return held.bank, held.misconception.id


def _members(
    pupils: Sequence[Pupil], held: Held | None, before: Sequence[Reteaching], now: datetime
) -> Sequence[Member]:
    shown = {each.id for each in held.holders} if held else set()
    changed = {each.id for each in held.changed} if held else set()
    under_way = {
        student.student_id: each
        for each in before
        if each.recheck.closes_at > now and each.recheck.archived_at is None
        for student in each.students
    }
    return [
        Member(
            pupil,
            holds=pupil.id in shown - changed,
            changed=pupil.id in changed,
            evidence=[
                each
                for each in (held.evidence if held else ())
                if any(chooser.id == pupil.id for chooser in each.choosers)
            ],
            under_way=under_way.get(pupil.id),
        )
        for pupil in pupils
    ]


def _topic(bank: str, questions: Sequence[Found]) -> str:
    revision = newest_revision(bank)
    if revision is None or not questions:
        return ""
    titles = {each.source_id: source_of(each).short_title for each in revision.sources}
    first = questions[0].item.id
    sections = revision.content.get("bank", {}).get("sections", {})
    section = next((each.section for each in revision.items if each.item_id == first), "")
    return topic_of([each.item for each in questions], titles, sections.get(section, ""))
