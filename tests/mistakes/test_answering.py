"""Teachers look at what their students reported, and answer."""

from fractions import Fraction

import pytest

from quizapp.attempts.models import Attempt, Remedy, Response
from quizapp.database import db
from quizapp.mistakes import actions, queries
from quizapp.mistakes.models import LONGEST, MistakeReport, Outcome
from quizapp.quizzes.models import RevisionItem
from quizapp.regrading.actions import correct
from quizapp.regrading.papers import Decision
from quizapp.regrading.plan import plan_of
from tests.attempts.conftest import ONE_OF_EACH
from tests.counting import statements
from tests.make import NOON, Make, real_bank
from tests.pages import Pages

WORDS = "Two of the answers are right."


def reported(make: Make, attempt: Attempt, position: int = 1, words: str = WORDS) -> MistakeReport:
    response = attempt.responses[position - 1]
    report = actions.report(attempt.student, response, words, NOON)
    db.session.commit()
    return report


@pytest.fixture
def report(make: Make) -> MistakeReport:
    attempt = make.attempt(make.assignment(), responses={1: "wrong"})
    return reported(make, attempt)


def answers(report: MistakeReport) -> str:
    return f"/mistakes/{report.bank}/{report.item_id}/answers"


def given(*ones: MistakeReport, outcome: str = "mended", note: str = "") -> dict[str, object]:
    return {"report": [str(each.id) for each in ones], "outcome": outcome, "note": note}


def test_the_list_shows_the_question_the_answer_the_key_and_who_says_what(
    make: Make, pages: Pages, report: MistakeReport
) -> None:
    pages.sign_in(report.attempt.assignment.teacher)

    page = pages.get("/mistakes").words()

    item = real_bank().items["S1-03"]
    wrong, right = (
        next(each.text for each in item.options if (each.credit == Fraction(1)) is wanted)
        for wanted in (False, True)
    )
    for words in (
        "1 report waits for an answer",
        report.student.name,
        report.attempt.assignment.classroom.name,
        WORDS,
        item.stem.replace("*", ""),
        right.replace("*", ""),
        wrong.replace("*", ""),
        f"The question as {report.student.name} had it",
    ):
        assert words in page


def filed(response: Response) -> None:
    """File a report past the limit of a day."""
    report = MistakeReport(
        bank="test",
        item_id=response.version.item_id,
        version=response.version,
        attempt=response.attempt,
        position=response.position,
        student=response.attempt.student,
        fields=response.fields,
        text=WORDS,
        reported_at=NOON,
    )
    db.session.add(report)


def test_every_kind_of_question_can_be_shown_as_it_was(make: Make, pages: Pages) -> None:
    attempt = make.attempt(
        make.assignment(items=ONE_OF_EACH),
        responses=dict.fromkeys(range(1, len(ONE_OF_EACH) + 1, 2), "right"),
    )
    attempt.responses[0].fields = {"choice": ["no such thing"]}
    for position in range(1, actions.MOST_IN_A_DAY + 1):
        reported(make, attempt, position)
    for response in attempt.responses[actions.MOST_IN_A_DAY :]:
        filed(response)
    pages.sign_in(attempt.assignment.teacher)

    assert f"{len(ONE_OF_EACH)} reports wait" in pages.get("/mistakes").words()
    for each in db.session.scalars(db.select(MistakeReport)):
        each.close(attempt.assignment.teacher, Outcome.MENDED, "", NOON)
    assert f"{len(ONE_OF_EACH)} answered reports" in pages.get("/mistakes/answered").words()


def test_nobody_sees_or_answers_reports_of_other_classes(
    make: Make, pages: Pages, report: MistakeReport
) -> None:
    pages.sign_in(make.teacher())

    assert WORDS not in pages.get("/mistakes").words()
    assert "No reported mistakes" in pages.get("/quizzes").words()
    pages.post(answers(report), given(report), status=404)
    assert report.is_open


def test_co_teachers_and_admins_see_and_answer_them(
    make: Make, pages: Pages, report: MistakeReport
) -> None:
    colleague = make.co_teacher(report.attempt.assignment.classroom)
    for person in (colleague, make.admin()):
        pages.sign_in(person)
        assert WORDS in pages.get("/mistakes").words()
        assert "1 reported mistake to look at" in pages.get("/quizzes").words()

    pages.sign_in(colleague).post(answers(report), given(report))

    assert report.closed_by == colleague


def test_reports_of_one_question_stand_together_with_those_of_the_school_counted(
    make: Make, pages: Pages, report: MistakeReport
) -> None:
    assignment = report.attempt.assignment
    mine = reported(make, make.attempt(assignment, responses={1: "right"}), words="Me too.")
    elsewhere = reported(make, make.attempt(make.assignment()), words="Not yours to read.")
    pages.sign_in(assignment.teacher)

    page = pages.get("/mistakes").words()

    assert "reported by 3 students, 1 of them in other classes" in page
    assert "Me too." in page
    assert "Not yours to read." not in page

    pages.post(answers(report), given(report, mine, elsewhere, note="The key is mended."))
    assert [each.outcome for each in (report, mine, elsewhere)] == ["mended", "mended", None]


def test_only_chosen_reports_are_answered(make: Make, pages: Pages, report: MistakeReport) -> None:
    other = reported(make, make.attempt(report.attempt.assignment), words="Something else.")
    pages.sign_in(report.attempt.assignment.teacher)

    pages.post(answers(report), given(report, outcome="no mistake", note="Look at sentence 4."))

    assert (report.outcome, report.note) == (Outcome.NO_MISTAKE, "Look at sentence 4.")
    assert other.is_open
    assert "Something else." in pages.get("/mistakes").words()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"outcome": ""}, "Choose one of the two."),
        ({"outcome": "perhaps"}, "Not a valid choice"),
        ({"outcome": "no mistake", "note": " "}, "Say why it is right"),
        ({"note": "x" * (LONGEST + 1)}, "At most 600 characters"),
        ({"report": []}, "Choose whose report you answer."),
        ({"report": ["one"]}, "Choose whose report you answer."),
    ],
)
def test_an_answer_that_is_not_complete_is_sent_back_with_what_was_typed(
    pages: Pages, report: MistakeReport, change: dict[str, object], said: str
) -> None:
    pages.sign_in(report.attempt.assignment.teacher)
    form = {**given(report, note="A note."), **change}

    page = pages.post(answers(report), form, status=422)

    assert said in page.words()
    assert str(form["note"]).strip() in page.words()
    assert report.is_open


def test_what_a_colleague_answered_meanwhile_holds(
    make: Make, pages: Pages, report: MistakeReport
) -> None:
    colleague = make.co_teacher(report.attempt.assignment.classroom)
    pages.sign_in(colleague).post(answers(report), given(report, note="Mended."))

    pages.sign_in(report.attempt.assignment.teacher)
    where = pages.post(answers(report), given(report, outcome="no mistake", note="No.")).location

    assert "A colleague has answered meanwhile" in pages.get(where).words()
    assert (report.outcome, report.note, report.closed_by) == ("mended", "Mended.", colleague)


def test_history_stays_after_the_student_left_and_the_class_was_archived(
    make: Make, pages: Pages, report: MistakeReport
) -> None:
    classroom = report.attempt.assignment.classroom
    pages.sign_in(classroom.teacher).post(answers(report), given(report, note="Mended now."))
    classroom.archive(NOON)
    report.student.archive(NOON)

    page = pages.get("/mistakes/answered").words()

    assert "1 answered report" in page
    for words in (WORDS, "Mended now.", report.student.name, classroom.teacher.name):
        assert words in page


def test_it_is_said_when_the_question_has_changed_since(
    make: Make, pages: Pages, report: MistakeReport
) -> None:
    teacher = report.attempt.assignment.teacher
    pages.sign_in(teacher)
    assert "no longer in the published bank" in pages.get("/mistakes").words()

    revision = make.revision()
    held = RevisionItem(revision_id=revision.id, item_version_id=report.item_version_id)
    db.session.add(held)
    page = pages.get("/mistakes").words()
    assert "no longer in" not in page
    assert "has been changed since" not in page

    item = real_bank().items["S1-03"]
    newer = make.item_version(item.model_copy(update={"stem": "Mended?"}))
    held.item_version_id = newer.id
    assert "The question has been changed since" in pages.get("/mistakes").words()


def test_a_long_list_is_cut_and_says_so(
    make: Make, pages: Pages, report: MistakeReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported(make, make.attempt(report.attempt.assignment), words="Me too.")
    monkeypatch.setattr(queries, "MOST_SHOWN", 1)
    pages.sign_in(report.attempt.assignment.teacher)

    page = pages.get("/mistakes").words()

    assert "2 reports wait for an answer" in page
    assert "The first 1 are shown" in page
    assert "Me too." not in page


def test_the_number_of_queries_does_not_grow_with_the_reports(make: Make, pages: Pages) -> None:
    def asked(students: int) -> int:
        assignment = make.assignment(items=["S1-03", "S1-15"])
        for _ in range(students):
            attempt = make.attempt(assignment, responses={1: "wrong"})
            reported(make, attempt, 1)
            reported(make, attempt, 2)
        pages.sign_in(assignment.teacher)
        with statements() as sent:
            pages.get("/mistakes")
        return len(sent)

    assert asked(2) == asked(12)


def corrected_place(report: MistakeReport) -> None:
    """Give full marks for the reported question."""
    assignment = report.attempt.assignment
    decision = Decision(Remedy.CREDIT)
    plan = plan_of([assignment.items[0]], decision)
    correct([assignment.items[0]], decision, plan.seal, assignment.teacher, NOON)
    db.session.commit()


def test_a_report_leads_to_the_results_and_to_putting_right_and_back(
    pages: Pages, report: MistakeReport
) -> None:
    assignment = report.attempt.assignment
    item = f"/assignments/{assignment.id}/items/1"
    pages.sign_in(assignment.teacher)

    page = pages.get("/mistakes")

    links = {a.get("href") for a in page.all("a")}
    assert {item, f"{item}/correction"} <= links
    assert report.version.hash[:8] in page.words()
    assert "No marks were put right here so far." in page.words()
    assert "1 open report of a mistake in it" in pages.get(item).words()
    pages.get(f"{item}/correction")
    pages.post(answers(report), given(report))
    assert "of a mistake in it" not in pages.get(item).words()


def test_an_answered_report_says_when_the_marks_were_put_right(
    pages: Pages, report: MistakeReport
) -> None:
    attempt = report.attempt
    pages.sign_in(attempt.assignment.teacher)
    pages.post(answers(report), given(report))
    review = f"/attempts/{attempt.id}/review"
    assert "put right" not in pages.sign_in(attempt.student).get(review).words()

    corrected_place(report)

    assert "The marks of this question were put right." in pages.get(review).words()
    answered = pages.sign_in(attempt.assignment.teacher).get("/mistakes/answered").words()
    assert "The marks of this question were put right" in answered


def test_a_list_that_is_cut_still_counts_whose_reports_they_are(
    make: Make, pages: Pages, report: MistakeReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported(make, make.attempt(report.attempt.assignment))
    reported(make, make.attempt(make.assignment()))
    monkeypatch.setattr(queries, "MOST_SHOWN", 1)
    pages.sign_in(report.attempt.assignment.teacher)

    page = pages.get("/mistakes").words()

    assert "reported by 3 students, 1 of them in other classes" in page


def test_a_number_that_no_database_counts_to_chooses_no_report(
    pages: Pages, report: MistakeReport
) -> None:
    pages.sign_in(report.attempt.assignment.teacher)
    data = {"report": str(10**30), "outcome": "mended", "note": "Typed."}

    page = pages.post(answers(report), data, status=422)

    assert "Choose whose report you answer." in page.words()
    assert "Typed." in page.text
