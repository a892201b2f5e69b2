"""The pages of comparing, without a script."""

from fractions import Fraction

import pytest

from quizapp.attempts.models import State
from quizapp.comparing import actions
from quizapp.comparing.models import ComparingRound, Verdict
from quizapp.database import db
from tests.comparing.world import ESSAY, LATER, anchored, begun, essay, essays, judge, seen
from tests.counting import statements
from tests.make import Make, real_bank
from tests.pages import Page, Pages

HOME = f"/comparing/test/{ESSAY}"


def fields(page: Page) -> dict[str, str]:
    """Return what the judging page would send, but for the verdict."""
    hidden = [each for each in page.all("input") if each.get("type") == "hidden"]
    return {each.get("name"): each.get("value", "") for each in hidden}


def report(one: ComparingRound) -> str:
    return f"/comparing-rounds/{one.id}"


def test_a_teacher_starts_a_round_from_the_marking_page(make: Make, pages: Pages):
    assignment = essays(make, 3)
    colleague = make.co_teacher(assignment.classroom)
    pages.sign_in(assignment.teacher)
    assert f'href="{HOME}"' in pages.get(f"/marking/test/{ESSAY}/scripts").text
    assert f'href="{HOME}"' in pages.get("/marking").text
    assert "Nobody has compared these answers yet" in pages.get(HOME).words()
    assert "3 scripts can be compared" in pages.get(f"{HOME}/new").words()

    page = pages.post(
        f"{HOME}/rounds",
        {
            "assignment": str(assignment.id),
            "judge": [str(assignment.teacher.id), str(colleague.id)],
            "least": "8",
            "sample-0": "3",
            "sample-1": "",
        },
    )

    one = db.session.scalars(db.select(ComparingRound)).one()
    assert page.location == report(one)
    assert (one.least, set(one.judges)) == (8, {assignment.teacher, colleague})
    assert [row.anchor_mark for row in one.scripts] == [None, None, None, 3]
    assert "4 scripts are ready to be compared." in pages.get(report(one)).words()
    assert "1 round of comparing" in pages.sign_in(colleague).get(HOME).words()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"assignment": []}, "Choose at least one class."),
        ({"judge": []}, "Choose who judges."),
        ({"judge": ["999999"]}, "Choose who judges."),
        ({"least": "0"}, "A whole number from 1 to 50"),
        ({"least": "ten"}, "A whole number from 1 to 50"),
        ({"sample-0": "99"}, "A whole mark from 0 to 12"),
        ({"sample-0": "-1"}, "A whole mark from 0 to 12"),
        ({"sample-0": "2.5"}, "A whole mark from 0 to 12"),
    ],
)
def test_a_round_that_cannot_be_started_gets_a_sentence_and_keeps_what_was_typed(
    make: Make, pages: Pages, sent: dict[str, object], said: str
):
    assignment = essays(make, 3)
    usual = {
        "assignment": [str(assignment.id)],
        "judge": [str(assignment.teacher.id)],
        "least": "9",
        "sample-1": "11",
    }

    page = pages.sign_in(assignment.teacher).post(f"{HOME}/rounds", {**usual, **sent}, status=422)

    assert said in page.words()
    assert 'value="11"' in page.text


def test_fewer_than_two_scripts_are_not_compared(make: Make, pages: Pages):
    assignment = essays(make, 1)
    pages.sign_in(assignment.teacher)

    assert "There is only one script so far." in pages.get(f"{HOME}/new").words()
    sent = {"assignment": str(assignment.id), "judge": str(assignment.teacher.id), "least": "9"}
    page = pages.post(f"{HOME}/rounds", sent, status=422)

    assert "There is only one script so far." in page.words()


def test_classes_with_different_versions_of_the_question_are_not_compared(make: Make, pages: Pages):
    first = essays(make, 2)
    changed = real_bank().items[ESSAY].model_copy(update={"stem": "Another question?"})
    other = make.assignment(make.classroom(first.teacher), items=[changed])
    essay(make, other, 2)
    sent = {
        "assignment": [str(first.id), str(other.id)],
        "judge": str(first.teacher.id),
        "least": "9",
    }

    page = pages.sign_in(first.teacher).post(f"{HOME}/rounds", sent, status=422)

    assert "different versions of the question" in page.words()
    assert "an earlier version of the question" in page.words()


def test_two_classes_with_the_same_question_make_one_round(make: Make, pages: Pages):
    first = essays(make, 2)
    other = make.assignment(make.classroom(first.teacher), items=[ESSAY])
    essay(make, other, 9)
    colleague = make.co_teacher(other.classroom)
    sent = {
        "assignment": [str(first.id), str(other.id)],
        "judge": [str(first.teacher.id), str(colleague.id)],
        "least": "9",
    }
    pages.sign_in(first.teacher)

    page = pages.post(f"{HOME}/rounds", sent, status=422)
    assert "does not teach all these classes" in page.words()
    pages.post(f"{HOME}/rounds", {**sent, "judge": str(first.teacher.id)})

    assert len(db.session.scalars(db.select(ComparingRound)).one().scripts) == 3


@pytest.mark.parametrize(
    "address", [HOME, f"{HOME}/new", "/comparing/test/S1-03", "/comparing/x/y"]
)
def test_a_question_that_was_not_answered_at_length_has_no_rounds(
    make: Make, pages: Pages, address: str
):
    teacher = make.assignment(items=["S1-03"]).teacher

    pages.sign_in(teacher).get(address, status=404)


def test_a_judge_decides_skips_and_takes_back(make: Make, pages: Pages):
    one = begun(essays(make, 3))
    pages.sign_in(one.started_by)
    url = f"{report(one)}/pair"
    page = pages.get(url)
    assert "Which is the better answer?" in page.words()
    assert "Student" not in page.words()

    sent = {**fields(page), "verdict": "left", "note": "Clearer"}
    assert pages.post(f"{report(one)}/decisions", sent).location == url
    pages.post(f"{report(one)}/decisions", sent)
    assert "1 decision of yours so far" in pages.get(url).words()
    pages.post(f"{report(one)}/decisions", {**fields(pages.get(url)), "verdict": "skipped"})
    last = seen(one).last_of(one.started_by)
    assert last.verdict is Verdict.SKIPPED
    pages.post(f"{report(one)}/decisions/{last.id}/withdrawal")

    words = pages.get(report(one)).words()
    assert "1 note of the judges" in words
    assert "Clearer" in words
    assert [each.undone_at is None for each in seen(one).decisions] == [True, False]


@pytest.mark.parametrize(
    "amiss",
    [{"verdict": "both"}, {"left": "x"}, {"right": "1"}, {"turn": "²"}, {"turn": ""}, {"left": ""}],
)
def test_a_decision_that_cannot_be_read_gets_a_sentence(
    make: Make, pages: Pages, amiss: dict[str, str]
):
    one = begun(essays(make, 3))
    pages.sign_in(one.started_by)
    sent = {**fields(pages.get(f"{report(one)}/pair")), "verdict": "left", **amiss}

    pages.post(f"{report(one)}/decisions", sent)

    assert "nothing was kept" in pages.get(f"{report(one)}/pair").words()
    assert not seen(one).decisions


def test_the_time_that_a_decision_took_is_kept_if_it_makes_sense(make: Make, pages: Pages):
    one = begun(essays(make, 3))
    pages.sign_in(one.started_by)
    for shown in ("x", "99999999999", "1"):
        sent = {**fields(pages.get(f"{report(one)}/pair")), "verdict": "left", "shown": shown}
        pages.post(f"{report(one)}/decisions", sent)

    pages.post(
        f"{report(one)}/decisions",
        {**fields(pages.get(f"{report(one)}/pair")), "verdict": "left"},
    )

    *odd, usual = [each.seconds for each in seen(one).decisions]
    assert odd == [None, None, actions.MOST_SECONDS]
    assert 0 <= usual < 30


def test_who_was_not_chosen_sees_the_report_and_judges_nothing(make: Make, pages: Pages):
    assignment = essays(make, 3)
    one = begun(assignment)
    pages.sign_in(make.co_teacher(assignment.classroom))

    page = pages.get(f"{report(one)}/pair")
    pages.post(f"{report(one)}/decisions", {"verdict": "left", "turn": "1", **_pair(one)})

    assert "You do not judge in this round." in page.words()
    assert not seen(one).decisions


def _pair(one: ComparingRound) -> dict[str, str]:
    left, right = list(seen(one).present.values())[:2]
    return {"left": f"{left.id}.{left.revision}", "right": f"{right.id}.{right.revision}"}


def test_a_closed_round_can_be_read_and_opened_again(make: Make, pages: Pages):
    one = begun(essays(make, 3))
    judge(one, one.started_by, 2)
    pages.sign_in(one.started_by)
    pages.post(f"{report(one)}/closure")

    assert "This round is closed." in pages.get(f"{report(one)}/pair").words()
    pages.post(f"{report(one)}/decisions", {"verdict": "left", "turn": "3", **_pair(one)})
    assert "not kept" in pages.get(report(one)).words()
    last = seen(one).last_of(one.started_by)
    pages.post(f"{report(one)}/decisions/{last.id}/withdrawal")
    pages.post(f"{report(one)}/reopening")

    assert "Judge the next pair" in pages.get(report(one)).words()
    assert seen(one).done_by(one.started_by) == 2


def test_a_stranger_finds_nothing(make: Make, pages: Pages):
    one = begun(essays(make, 3))
    judge(one, one.started_by, 1)
    last = seen(one).last_of(one.started_by).id
    pages.sign_in(make.teacher())
    base = report(one)

    for address in (base, f"{base}/pair", f"{base}/settings", f"{base}/marks", HOME):
        pages.get(address, status=404)
    for act in ("decisions", "closure", "reopening", "scripts", "settings", "marks"):
        pages.post(f"{base}/{act}", {}, status=404)
    pages.post(f"{base}/decisions/{last}/withdrawal", status=404)


def test_a_colleague_cannot_take_back_somebody_elses_decision(make: Make, pages: Pages):
    assignment = essays(make, 3)
    colleague = make.co_teacher(assignment.classroom)
    one = begun(assignment, [assignment.teacher, colleague])
    judge(one, one.started_by, 1)
    last = seen(one).last_of(one.started_by).id

    pages.sign_in(colleague).post(f"{report(one)}/decisions/{last}/withdrawal", status=404)


def test_settings_choose_judges_and_known_marks(make: Make, pages: Pages):
    assignment = essays(make, 3)
    colleague = make.co_teacher(assignment.classroom)
    one = begun(assignment)
    script = one.scripts[0].id
    pages.sign_in(one.started_by)
    url = f"{report(one)}/settings"
    sent = {"judge": [str(colleague.id)], "least": "6", f"script-{script}": "4", "sample-0": "1"}

    pages.get(url)
    page = pages.post(url, {**sent, f"script-{script}": "13"}, status=422)
    assert "A whole mark from 0 to 12" in page.words()
    pages.post(url, sent)

    table = seen(one)
    assert (table.round.judges, table.round.least) == ([colleague], 6)
    assert [paper.anchor for paper in table.anchors] == [1, 4]
    assert 'value="4"' in pages.get(url).text


def test_the_report_gives_counts_until_there_is_enough(make: Make, pages: Pages):
    one = begun(essays(make, 4))
    judge(one, one.started_by, 4)
    pages.sign_in(one.started_by)

    words = pages.get(report(one)).words()
    assert "4 comparisons of 4 scripts so far: too few for a scale." in words
    assert "compared fewer than 5 times" in words
    assert "The order of the scripts" not in words
    assert "There is no scale yet." in pages.get(f"{report(one)}/marks").words()
    judge(one, one.started_by, 6, make.later(days=2))

    page = pages.get(report(one))
    assert "was judged best" in page.words()
    assert page.text.count("<svg") == 1
    assert "Only one person judges." in page.words()


def test_the_report_says_what_changed_under_its_comparisons(make: Make, pages: Pages):
    assignment = essays(make, 4)
    one = begun(assignment)
    judge(one, one.started_by, 12)
    one.scripts[0].response.attempt.void(one.started_by, "test", LATER)
    one.scripts[1].response.revision += 1
    essay(make, assignment, 9)

    words = pages.sign_in(one.started_by).get(report(one)).words()

    assert "Script 1 takes part no longer" in words
    assert "Script 2 was replaced by a late answer." in words
    assert "1 script was handed in since the round began." in words
    pages.post(f"{report(one)}/scripts")
    assert "handed in since" not in pages.get(report(one)).words()


def test_marks_are_shown_then_given_and_keep_their_origin(make: Make, pages: Pages):
    one = begun(essays(make, 5))
    judge(one, one.started_by, 20)
    anchored(one, {1: 2, 5: 10})
    pages.sign_in(one.started_by)
    url = f"{report(one)}/marks"
    assert "5 scripts would get a mark." in pages.get(url).words()

    pages.post(url)

    assert "5 scripts got the mark from this round." in pages.get(url).words()
    best = seen(one).anchors[-1]
    response = next(row.response for row in one.scripts if row.id == best.id)
    assert (response.mark, response.state) == (10, State.SCORED)
    marking = pages.get(f"/marking/test/{ESSAY}/scripts").words()
    assert "(comparative judgement, round of 3 March 2026)" in marking
    script = pages.get(f"/scripts/{response.id}").words()
    assert "comparative judgement, round of 3 March 2026" in script


def test_pages_ask_as_often_for_many_scripts_as_for_few(make: Make, pages: Pages):
    def asked(scripts: int) -> list[int]:
        one = begun(essays(make, scripts))
        judge(one, one.started_by, scripts)
        base = report(one)
        pages.sign_in(one.started_by)
        counts = []
        for url in (HOME, f"{HOME}/new", base, f"{base}/pair", f"{base}/settings", f"{base}/marks"):
            with statements() as sent:
                pages.get(url)
            counts.append(len(sent))
        return counts

    assert asked(3) == asked(12)


def test_marks_that_came_otherwise_are_not_said_to_be_from_the_round(make: Make, pages: Pages):
    one = begun(essays(make, 5))
    judge(one, one.started_by, 20)
    anchored(one, {1: 2, 5: 10})
    for each in one.scripts:  # as when everybody is credited
        each.response.state, each.response.earned = State.SCORED, Fraction(12)
        each.response.mark = Fraction(12)
    db.session.commit()

    words = pages.sign_in(one.started_by).get(f"{report(one)}/marks").words()

    assert "12, from this round" not in words
    assert "12, put right for everybody" in words
