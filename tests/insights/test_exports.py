import csv
from fractions import Fraction
from io import StringIO

import pytest

from quizapp.insights.exports.responses import COLUMNS
from quizapp.insights.exports.table import PERSON, Heading, explained, file_name
from quizapp.tables.csv_file import written
from tests.counting import statements
from tests.insights.plain import CHOICE
from tests.make import Make
from tests.pages import Pages


def table(pages: Pages, address: str) -> list[dict[str, str]]:
    page = pages.get(address)
    assert page.response.mimetype == "text/csv"
    assert page.response.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(page.text.removeprefix("\ufeff"))))


def test_marks_have_a_line_for_each_student(make: Make, pages: Pages):
    quiz = make.assignment(make.classroom(students=1), ["S1-03", "S1-02"])
    attempt = make.attempt(quiz, responses={1: "right", 2: "right"})
    attempt.responses[1].mark = Fraction(1, 8)

    rows = table(pages.sign_in(quiz.teacher), f"/assignments/{quiz.id}/marks.csv")

    by_state = {row["state"]: row for row in rows}
    assert set(by_state) == {"handed in", "not started"}
    done = by_state["handed in"]
    assert (done["user_name"], done["score"], done["out_of"]) == (
        attempt.student.username,
        "1.125",
        "2",
    )
    assert (done["q1 S1-03 (of 1)"], done["q2 S1-02 (of 1)"]) == ("1", "0.125")
    assert by_state["not started"]["q1 S1-03 (of 1)"] == ""


def test_responses_have_a_line_for_each_of_every_attempt(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE, "S1-02"])
    first = make.attempt(quiz, responses={1: "right", 2: "right"})
    second = make.attempt(quiz, first.student, {1: "wrong"}, number=2)
    second.void(quiz.teacher, "A test", make.later(days=1))

    rows = table(pages.sign_in(quiz.teacher), f"/assignments/{quiz.id}/responses.csv")

    assert [(r["attempt"], r["question"], r["counts"], r["voided"]) for r in rows] == [
        ("1", "1", "yes", "no"),
        ("1", "2", "yes", "no"),
        ("2", "1", "no", "yes"),
        ("2", "2", "no", "yes"),
    ]
    assert list(rows[0]) == [heading.name for heading in (*PERSON, *COLUMNS)]
    assert rows[0]["response"] == "Beta"


def test_what_a_student_typed_is_never_run_by_a_spreadsheet(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-16"])
    evil = make.enrolment(quiz.classroom, make.student(name='=HYPERLINK("x")')).student
    make.attempt(quiz, evil, {1: {"text": ["=1+1", "ignored"][:1]}})

    for kind in ("marks", "responses"):
        rows = table(pages.sign_in(quiz.teacher), f"/assignments/{quiz.id}/{kind}.csv")
        assert rows[0]["name"] == '\'=HYPERLINK("x")'
        assert not any(value.startswith(("=", "+", "-", "@")) for value in rows[0].values())


@pytest.mark.parametrize("text", ["=1", " +1", "\u00a0-1", "@a", "\t=1", "\uff1d1", "\uff20a"])
def test_a_cell_that_a_spreadsheet_would_run_is_guarded(text: str):
    assert written(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "Ada - Byron", "'quoted'"])
def test_other_cells_stay_as_they_are(text: str):
    assert written(text) == text


@pytest.mark.parametrize(
    ("value", "cell"),
    [(1 / 3, "0.333333"), (-0.5, "-0.5"), (100.0, "100"), (Fraction(1, 8), "0.125"), (None, "")],
)
def test_a_figure_is_a_plain_decimal(value: float, cell: str):
    assert written(value) == cell


def test_the_file_is_named_after_class_and_quiz(make: Make, pages: Pages):
    quiz = make.assignment(make.classroom(name="10B/x"), title='Źródło 1: "clinic"')

    answer = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/marks.csv").response

    assert (
        "filename*=UTF-8''10B%20x%20%C5%B9r%C3%B3d%C5%82o" in answer.headers["Content-Disposition"]
    )
    assert file_name("10B", "Source 1 clinic", "marks", "csv") == "10B Source 1 clinic marks.csv"
    long = file_name("10B", "How " * 35, "marks without names", "csv")
    assert long.startswith("10B How How")
    assert long.endswith(" marks without names.csv")
    assert len(long) <= 124


def test_an_empty_class_has_tables_with_a_header(make: Make, pages: Pages):
    quiz = make.assignment(make.classroom(), [CHOICE])

    for kind in ("marks", "responses", "options"):
        page = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/{kind}.csv")
        assert len(page.text.splitlines()) == (4 if kind == "options" else 1)
    questions = table(pages, f"/assignments/{quiz.id}/statistics.csv")
    assert [(row["question"], row["marked"], row["facility"]) for row in questions] == [
        ("1", "0", "")
    ]


def test_an_answer_that_waits_for_a_marker_has_no_mark_yet(make: Make, pages: Pages):
    quiz = make.assignment(items=["S2-16"])
    make.attempt(quiz, responses={1: "right"})
    pages.sign_in(quiz.teacher)

    [marks] = table(pages, f"/assignments/{quiz.id}/marks.csv")
    [response] = table(pages, f"/assignments/{quiz.id}/responses.csv")

    assert marks["still_to_mark"] == "1"
    assert next(value for name, value in marks.items() if name.startswith("q1")) == ""
    assert (response["state"], response["mark"], response["earned"]) == ("waiting", "", "")


def test_without_names_numbers_stand_for_the_students(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-03"])
    for name in ("Adelaide Young", "Zoe Abbott", "Mabel Moss"):
        student = make.student(name=name, username=name.replace(" ", ".").lower())
        make.enrolment(quiz.classroom, student)
        make.attempt(quiz, student, {1: "right"})
    gone = make.enrolment(quiz.classroom, make.student(name="Gone Early", username="gone.early"))
    make.attempt(quiz, gone.student).void(quiz.teacher, "A test", make.later(days=1))
    gone.left_at = make.later(days=1)
    pages.sign_in(quiz.teacher)

    for kind in ("marks", "responses"):
        page = pages.get(f"/assignments/{quiz.id}/{kind}.csv?names=off")
        rows = table(pages, f"/assignments/{quiz.id}/{kind}.csv?names=off")
        people = ["Student 1", "Student 2", "Student 3"]
        assert [row["student"] for row in rows] == [*people, *["Student 4"][: kind == "responses"]]
        assert not {"student_id", "user_name", "name"} & set(rows[0])
        for word in ("adelaide", "zoe", "mabel", "gone"):
            assert word not in page.text.lower()
        assert "without%20names.csv" in page.response.headers["Content-Disposition"]


def test_the_class_list_gives_the_order_and_who_left_is_told_apart(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-03"])
    for name in ("Zoe Abbott", "Adelaide Young"):
        make.enrolment(quiz.classroom, make.student(name=name))
    gone = make.attempt(quiz, responses={1: "right"}).student
    quiz.classroom.enrolments[-1].left_at = make.later(days=1)

    rows = table(pages.sign_in(quiz.teacher), f"/assignments/{quiz.id}/marks.csv")

    assert [(row["name"], row["in_class"]) for row in rows] == [
        ("Zoe Abbott", "yes"),
        ("Adelaide Young", "yes"),
        (gone.name, "no"),
    ]


def test_statistics_have_counts_below_thirty_and_coefficients_from_then_on(
    make: Make, pages: Pages
):
    quiz = make.assignment(items=[CHOICE, "S2-06", "S1-03"])

    def hand_in(number: int) -> None:
        strong = "right" if number % 2 else "wrong"
        first = {"choice": ["b" if number % 2 else "a"]}
        make.attempt(quiz, responses={1: first, 2: strong, 3: strong})

    def first(kind: str) -> dict[str, str]:
        return table(pages, f"/assignments/{quiz.id}/{kind}.csv")[0]

    for number in range(29):
        hand_in(number)
    pages.sign_in(quiz.teacher)
    few, alpha = first("statistics"), first("options")
    hand_in(29)
    many, alpha_of_many = first("statistics"), first("options")

    assert (few["marked"], few["right"], few["wrong"]) == ("29", "14", "15")
    assert (few["facility"], few["by_guessing"]) == ("0.482759", "0.333333")
    assert few["right_low"] < few["facility"] < few["right_high"]
    assert (alpha["option"], alpha["credit"], alpha["chosen"]) == ("Alpha", "0", "15")
    coefficients = ("standard_deviation", "weight_in_effect", "discrimination", "efficiency")
    assert not any(few[each] for each in coefficients)
    assert alpha["point_biserial"] == ""
    assert (many["discrimination"], many["efficiency"]) == ("100", "100")
    assert all(many[each] for each in coefficients)
    assert alpha_of_many["point_biserial"] == "-1"


def test_statistics_use_the_attempts_they_are_asked_to_use(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE])
    first = make.attempt(quiz, responses={1: "wrong"})
    make.attempt(quiz, first.student, {1: "right"}, number=2)
    pages.sign_in(quiz.teacher)

    for query, right in (("", "0"), ("?attempts=counting", "1")):
        [row] = table(pages, f"/assignments/{quiz.id}/statistics.csv{query}")
        assert row["right"] == right


def test_a_question_that_was_dropped_is_counted_apart(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE, "S2-06"])
    dropped = make.attempt(quiz, responses={1: "right", 2: "right"}).responses[0]
    dropped.max_mark, dropped.mark, dropped.earned = 0, Fraction(), Fraction()
    pages.sign_in(quiz.teacher)

    row = table(pages, f"/assignments/{quiz.id}/statistics.csv")[0]
    response = table(pages, f"/assignments/{quiz.id}/responses.csv")[0]

    assert (row["dropped"], row["right"], row["marked"], row["facility"]) == ("1", "0", "0", "")
    assert (response["response"], response["mark"], response["max_mark"]) == ("Beta", "0", "0")


def test_neighbours_with_one_meaning_are_explained_once():
    given = [Heading(*pair) for pair in [("a", "x"), ("q1", "y"), ("q2", "y"), ("q3", "y")]]

    assert explained(given) == [Heading("a", "x"), Heading("q1 … q3", "y")]


@pytest.mark.parametrize("names", ["", "?names=off"])
def test_a_page_documents_every_column(make: Make, pages: Pages, names: str):
    quiz = make.assignment(items=[CHOICE, "S2-06"])
    make.attempt(quiz, responses={1: "right"})
    pages.sign_in(quiz.teacher)

    page = pages.get(f"/assignments/{quiz.id}/downloads{names}")

    explained_there = {"".join(each.itertext()) for each in page.all("dt")}
    for kind in ("marks", "responses", "statistics", "options"):
        [address] = [a.get("href") for a in page.all("a") if f"{kind}.csv" in (a.get("href") or "")]
        columns = table(pages, address)[0]
        assert {each for each in columns if not each.startswith("q1 ")} - explained_there <= {
            "q2 S2-06 (of 1)"
        }
        assert (names == "") == ("names" not in address)
    assert "q1 T-01 (of 1) … q2 S2-06 (of 1)" in explained_there


@pytest.mark.parametrize("open_to", ["nobody", "all"])
def test_the_page_says_how_far_the_class_is(make: Make, pages: Pages, open_to: str):
    quiz = make.assignment()
    if open_to == "all":
        make.attempt(quiz, responses={1: "right"})
        make.enrolment(quiz.classroom)

    words = pages.sign_in(quiz.teacher).get(f"/assignments/{quiz.id}/downloads").words()

    assert ("1 of 2 has handed in" if open_to == "all" else "Nobody is in the class yet") in words


@pytest.mark.parametrize(
    "page", ["downloads", "results.xlsx", "responses.csv", "statistics.csv", "options.csv"]
)
def test_a_stranger_takes_nothing_away(make: Make, pages: Pages, page: str):
    quiz = make.assignment()

    for stranger in (make.teacher(), make.student()):
        pages.sign_in(stranger).get(f"/assignments/{quiz.id}/{page}", status=404)
    pages.sign_in(make.admin()).get(f"/assignments/{quiz.id}/{page}")


@pytest.mark.parametrize(
    "page", ["downloads", "results.xlsx", "marks.csv", "responses.csv", "statistics.csv"]
)
def test_the_number_of_queries_does_not_grow_with_the_class(make: Make, pages: Pages, page: str):
    def sent(students: int) -> int:
        quiz = make.assignment(items=["S1-03", "S1-02"])
        for _ in range(students):
            make.attempt(quiz, responses={1: "right", 2: "wrong"})
        pages.sign_in(quiz.teacher)
        with statements() as found:
            pages.get(f"/assignments/{quiz.id}/{page}")
        return len(found)

    assert sent(2) == sent(30)
