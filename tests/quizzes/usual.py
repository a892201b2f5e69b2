"""The conditions that tests set quizzes with."""

from datetime import UTC, datetime

from quizapp.classrooms.models import Classroom
from quizapp.quizzes import queries
from quizapp.quizzes.models import Counts, Feedback
from quizapp.quizzes.published import PublishedQuiz
from quizapp.quizzes.sentences import Conditions

CONDITIONS = Conditions(
    title="Clinic",
    opens_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    due_at=None,
    closes_at=datetime(2026, 3, 2, 10, tzinfo=UTC),
    time_limit_minutes=40,
    attempts_allowed=1,
    counts=Counts.BEST,
    shuffle=True,
    feedback=Feedback.SUBMISSION,
    certainty=False,
)


def quiz(ident: str) -> PublishedQuiz:
    """Return a quiz of the real bank, which is published."""
    found = queries.find_published_quiz("stalin-trotsky", ident)
    assert found is not None
    return found


def filled(classroom: Classroom, **given: str) -> dict[str, str]:
    """Return the form of setting a quiz, filled in."""
    return {
        "classroom": str(classroom.id),
        "title": "Source 1 clinic",
        "opens_at": "2026-03-02T09:00",
        "closes_at": "2026-03-09T18:00",
        "attempts_allowed": "1",
        "counts": "best",
        "feedback": "submission",
        **given,
    }
