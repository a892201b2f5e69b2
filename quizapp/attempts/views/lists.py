"""What a student has to do and has done, and the page before a quiz."""

import secrets
from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.attempts import actions, queries
from quizapp.attempts.terms import overdue_of_student
from quizapp.attempts.views.blueprint import bp
from quizapp.database import begin_reading, begin_writing, db
from quizapp.web import times
from quizapp.web.access import for_students
from quizapp.web.lookup import found


@bp.get("/due")
@for_students
def due() -> ResponseReturnValue:
    now = times.now()
    end_overdue(now)
    return render_template("attempts/due.html", tasks=queries.tasks_of(current_user, now))


@bp.get("/results")
@for_students
def results() -> ResponseReturnValue:
    now = times.now()
    end_overdue(now)
    return render_template("attempts/results.html", tasks=queries.results_of(current_user, now))


def end_overdue(now: datetime) -> None:
    """End the attempts of whoever looks if their time is over; most pages need not write."""
    if overdue_of_student(current_user.id, now):
        begin_writing()
        actions.end_overdue_of_student(current_user, now)
        db.session.commit()
        begin_reading()


@bp.get("/assignments/<int:assignment_id>")
@for_students
def start(assignment_id: int) -> ResponseReturnValue:
    now = times.now()
    end_overdue(now)
    task = found(queries.find_task(current_user, assignment_id, now))
    return render_template("attempts/start.html", task=task)


@bp.post("/assignments/<int:assignment_id>/attempts")
@for_students
def begin(assignment_id: int) -> ResponseReturnValue:
    now, seed = times.now(), secrets.randbits(62)
    actions.end_overdue_of_student(current_user, now)
    task = found(queries.find_task(current_user, assignment_id, now))
    found(task if task.is_set or task.running else None)
    try:
        attempt = actions.start(task.assignment, current_user, task.terms, now, seed)
    except actions.CannotStart as problem:
        flash(str(problem), "problem")
        return redirect(url_for(".start", assignment_id=assignment_id))
    db.session.commit()
    return redirect(url_for(".show", attempt_id=attempt.id))
