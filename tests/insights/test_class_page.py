from quizapp.accounts.models import User
from quizapp.classrooms.models import Classroom
from quizapp.web.times import now
from tests.counting import statements
from tests.make import NOON, Make
from tests.pages import Pages


def test_an_empty_class_teaches_how_to_fill_it(make: Make, pages: Pages):
    classroom = make.classroom(name="10B")

    page = pages.sign_in(classroom.teacher).get(f"/classes/{classroom.id}")

    assert "Nobody is in 10B yet." in page.words()
    assert "Bring students in" in page.words()


def test_a_class_without_a_quiz_is_led_to_set_one(make: Make, pages: Pages):
    classroom = make.classroom(name="10B", students=2)

    page = pages.sign_in(classroom.teacher).get(f"/classes/{classroom.id}")

    assert "2 students in 10B, and no quiz yet." in page.words()
    main = [a for a in page.all("a") if a.get("class") == "button main"]
    assert ["".join(a.itertext()) for a in main] == ["Set a quiz"]


def test_the_class_page_says_how_far_each_quiz_is(make: Make, pages: Pages):
    classroom = make.classroom(students=1)
    quiz = make.assignment(classroom, ["S1-03", "S1-15"], title="Source 1 clinic")
    make.attempt(quiz, responses={1: "right", 2: "right"})
    make.attempt(quiz, responses={1: "wrong"})
    make.attempt(quiz, responses={1: "right"}, handed_in=False)

    words = pages.sign_in(classroom.teacher).get(f"/classes/{classroom.id}").words()

    assert "2 of 4 have handed in Source 1 clinic" in words
    assert "Handed in 2 Working 1 Not started 1" in words


def test_means_are_exact_and_follow_the_rule_of_what_counts(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-03", "S2-06"], title="Two", counts="latest")
    student = make.enrolment(quiz.classroom).student
    make.attempt(quiz, student, {1: "right", 2: "right"})
    make.attempt(quiz, student, {1: "wrong", 2: "right"}, number=2)
    make.attempt(quiz, responses={1: "right", 2: "right"})

    words = pages.sign_in(quiz.teacher).get(f"/classes/{quiz.classroom_id}").words()

    assert "Mean 1.5 of 2" in words


def test_written_answers_wait_in_the_finding(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-16"], title="An essay")
    make.attempt(quiz, responses={1: "right"})

    words = pages.sign_in(quiz.teacher).get(f"/classes/{quiz.classroom_id}").words()

    assert "Everybody has handed in An essay; 1 written answer waits for you." in words
    assert "Mean so far" in words


def test_a_quiz_that_has_not_opened_says_when_it_does(make: Make, pages: Pages):
    make.school()
    opens = make.later(days=3000)
    quiz = make.assignment(make.classroom(students=3), title="Later", opens_at=opens)

    words = pages.sign_in(quiz.teacher).get(f"/classes/{quiz.classroom_id}").words()

    assert "Later opens Fri 19 May 2034, 13:00." in words
    assert "3 students will see it then." in words


def test_attempts_whose_time_is_over_are_ended_first(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-03"], title="Timed", time_limit_minutes=10)
    attempt = make.attempt(quiz, responses={1: "right"}, handed_in=False)

    words = pages.sign_in(quiz.teacher).get(f"/classes/{quiz.classroom_id}").words()

    assert "Handed in 1 Working 0" in words
    assert attempt.submitted_at == make.later(minutes=10)


def test_a_strangers_class_is_not_found(make: Make, pages: Pages):
    classroom = make.classroom()

    pages.sign_in(make.teacher()).get(f"/classes/{classroom.id}", status=404)
    pages.sign_in(make.student()).get(f"/classes/{classroom.id}", status=404)
    pages.sign_in(make.admin()).get(f"/classes/{classroom.id}")


def test_the_number_of_queries_does_not_grow_with_the_class(make: Make, pages: Pages):
    small, large = _busy(make, students=1, quizzes=1), _busy(make, students=20, quizzes=4)

    def sent(classroom: Classroom) -> int:
        pages.sign_in(classroom.teacher)
        with statements() as found:
            pages.get(f"/classes/{classroom.id}")
        return len(found)

    assert sent(small) == sent(large)


def _busy(make: Make, students: int, quizzes: int) -> Classroom:
    classroom = make.classroom()
    people: list[User] = [make.enrolment(classroom).student for _ in range(students)]
    for _ in range(quizzes):
        quiz = make.assignment(classroom, ["S1-03", "S2-06"], opens_at=NOON, created_at=now())
        for student in people:
            make.attempt(quiz, student, {1: "right", 2: "wrong"})
    return classroom


def test_the_bar_says_classes_on_all_pages_of_a_class(make: Make, pages: Pages):
    quiz = make.assignment()
    pages.sign_in(quiz.teacher)
    addresses = (
        f"/classes/{quiz.classroom_id}",
        f"/assignments/{quiz.id}/results",
        f"/assignments/{quiz.id}/overrides",
    )

    for address in addresses:
        links = pages.get(address).all("a")
        assert ["".join(a.itertext()) for a in links if a.get("aria-current") == "page"] == [
            "Classes"
        ]
