import pytest
from werkzeug.test import Cookie

from quizapp.accounts import passwords, throttle
from quizapp.accounts.models import Role
from tests.make import PASSWORD, Make
from tests.pages import Page, Pages


def sign_in(pages: Pages, username: str, password: str = PASSWORD, **more) -> Page:
    return pages.post("/sign-in", {"username": username, "password": password}, **more)


def test_a_visitor_sees_the_sign_in_form(make: Make, pages: Pages):
    page = pages.get("/")

    assert "User name" in page.words()


def test_the_form_at_the_root_leads_to_an_address_that_takes_it(make: Make, pages: Pages):
    form = pages.get("/").all("form")[0]

    sign_in_at = str(form.get("action"))
    pages.post(sign_in_at, {"username": make.teacher().username, "password": PASSWORD})


def test_each_role_begins_on_its_own_page(make: Make, pages: Pages):
    assert sign_in(pages, make.student().username).location == "/due"
    assert sign_in(pages, make.teacher().username).location == "/classes"
    assert sign_in(pages, make.admin().username).location == "/classes"


def test_case_and_space_around_a_user_name_do_not_matter(make: Make, pages: Pages):
    student = make.student()

    sign_in(pages, f"  {student.username.upper()} ")


def test_a_wrong_password_says_so_and_keeps_the_user_name(make: Make, pages: Pages):
    student = make.student()

    page = sign_in(pages, student.username, "no", status=422)

    assert "do not fit" in page.words()
    assert student.username in page.text


def test_an_archived_person_cannot_sign_in(make: Make, pages: Pages):
    student = make.student(archived_at=make.later(days=1))

    sign_in(pages, student.username, status=422)


def test_a_person_who_is_archived_is_signed_out_at_once(make: Make, pages: Pages):
    teacher = make.teacher()
    pages.sign_in(teacher).get("/classes")

    teacher.archive(make.later(days=1))

    pages.get("/classes", status=302)


def test_an_unknown_user_name_costs_as_much_as_a_wrong_password(
    make: Make, pages: Pages, monkeypatch: pytest.MonkeyPatch
):
    costs: list[tuple[int, int, int]] = []
    scrypt = passwords._scrypt

    def noting(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
        costs.append((n, r, p))
        return scrypt(password, salt, n, r, p)

    student = make.student()
    monkeypatch.setattr(passwords, "_scrypt", noting)

    known = sign_in(pages, student.username, "wrong", status=422)
    unknown = sign_in(pages, "nobody", "wrong", status=422)

    assert len(costs) == 2
    assert costs[0] == costs[1]
    assert known.words() == unknown.words()


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "/\t/evil.example",
        "\t//evil.example",
        "/\n/[evil",
        "javascript:alert(1)",
        "evil.example",
        "",
    ],
)
def test_signing_in_never_leads_to_another_site(make: Make, pages: Pages, elsewhere: str):
    data = {"username": make.teacher().username, "password": PASSWORD}

    page = pages.post("/sign-in", data, query_string={"next": elsewhere})

    assert page.location == "/classes"


def test_signing_in_leads_to_the_page_that_was_wanted(make: Make, pages: Pages):
    data = {"username": make.teacher().username, "password": PASSWORD}
    turned_away = pages.get("/quizzes?show=all", status=302)

    page = pages.post(turned_away.location, data)

    assert page.location == "/quizzes?show=all"


def test_a_class_of_thirty_behind_one_address_signs_in_after_slips(make: Make, pages: Pages):
    students = [make.student() for _ in range(30)]

    for student in students:
        sign_in(pages, student.username, "slip", status=422)
        sign_in(pages, student.username, "again", status=422)

    for student in students:
        sign_in(pages, student.username)


def test_who_guesses_wrong_waits_while_the_neighbour_signs_in(make: Make, pages: Pages):
    guessed, neighbour = make.student(), make.student()
    for _ in range(6):
        sign_in(pages, guessed.username, "wrong", status=422)

    page = sign_in(pages, guessed.username, status=422)

    assert "Wait half a minute" in page.words()
    sign_in(pages, neighbour.username)


def test_a_guesser_elsewhere_does_not_keep_the_owner_out(make: Make, pages: Pages):
    guessed = make.student()
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    for _ in range(6):
        sign_in(pages, guessed.username, "wrong", status=422, environ_base=elsewhere)

    sign_in(pages, guessed.username)


@pytest.mark.parametrize("limit", [throttle.PER_ACCOUNT, throttle.PER_ADDRESS])
def test_nobody_waits_longer_than_half_a_minute(limit):
    assert limit.get_expiry() <= 30


def test_signing_out_ends_the_session(make: Make, pages: Pages):
    pages.sign_in(make.teacher()).post("/sign-out")

    pages.get("/settings", status=302)


def session_cookie(pages: Pages) -> Cookie:
    cookie = pages.client.get_cookie("quizapp")
    assert cookie
    return cookie


@pytest.mark.parametrize("role", list(Role))
def test_a_session_ends_with_the_browser(make: Make, pages: Pages, role: Role):
    sign_in(pages, make.person(role).username)

    cookie = session_cookie(pages)
    assert cookie.expires is None
    assert cookie.http_only
    assert cookie.same_site == "Lax"


def test_a_device_of_one_s_own_stays_signed_in(make: Make, pages: Pages):
    data = {"username": make.student().username, "password": PASSWORD, "stay": "y"}
    pages.post("/sign-in", data)
    assert session_cookie(pages).expires

    pages.post("/settings/password", {"current": PASSWORD, "password": "slow-river-41"})

    assert session_cookie(pages).expires
    pages.get("/settings")


def test_another_session_begins_without_what_the_last_one_held(make: Make, pages: Pages):
    with pages.sign_in(make.teacher()).client.session_transaction() as session:
        session["left_behind"] = "by whoever sat here before"

    sign_in(pages, make.student().username)

    with pages.client.session_transaction() as session:
        assert "left_behind" not in session


def test_a_user_name_with_a_loose_accent_is_the_same_name(make: Make, pages: Pages):
    student = make.student(username="zoé")

    pages.post("/sign-in", {"username": "Zoe\u0301", "password": PASSWORD})

    assert student.username == "zoé"
