"""The pages of a student, from the list of quizzes to the review."""

from tests.attempts.conftest import Clock
from tests.make import Make, real_bank
from tests.pages import Pages

ONE_OF_EACH = list({item.type: ident for ident, item in real_bank().items.items()}.values())


def test_a_student_takes_a_quiz_of_every_type(make: Make, pages: Pages, clock: Clock):
    assignment = make.assignment(items=ONE_OF_EACH, certainty=True)
    student = make.enrolment(assignment.classroom).student
    pages.sign_in(student)

    assert assignment.title in pages.get("/due").words()
    assert "13 questions" in pages.get(f"/assignments/{assignment.id}").words()
    where = pages.post(f"/assignments/{assignment.id}/attempts").location
    for position in range(1, 14):
        pages.get(f"{where}?question={position}")
    pages.get(f"{where}?view=all")
    pages.get(f"{where}/submission")
    review = pages.post(f"{where}/submission").location
    assert "Handed in" in pages.get(review).words()
    assert "Attempt 1" in pages.get("/results").words()
