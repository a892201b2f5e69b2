from tests.make import PASSWORD, Make
from tests.pages import Pages


def test_a_visitor_sees_the_sign_in_form(make: Make, pages: Pages):
    page = pages.get("/")

    assert "User name" in page.words()


def test_a_wrong_password_says_so_and_keeps_the_user_name(make: Make, pages: Pages):
    student = make.student()

    page = pages.post("/sign-in", {"username": student.username, "password": "no"}, status=422)

    assert "do not fit" in page.words()
    assert student.username in page.text


def test_an_archived_person_cannot_sign_in(make: Make, pages: Pages):
    student = make.student(archived_at=make.later(days=1))

    pages.post("/sign-in", {"username": student.username, "password": PASSWORD}, status=422)
