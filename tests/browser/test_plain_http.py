"""Plain http on a school's network: what a browser does not count as a secure context."""

from playwright.sync_api import Browser

from tests.browser.live import Live
from tests.make import PASSWORD


def test_signing_in_works_at_an_address_that_is_not_secure(live: Live, chromium: Browser):
    with live.rows() as make:
        teacher = make.teacher()
    port = live.address.rpartition(":")[2]
    context = chromium.new_context(base_url=f"http://school.test:{port}")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    page.goto("/")
    secure = page.evaluate("window.isSecureContext")
    page.get_by_label("User name").fill(teacher.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    context.close()

    assert not secure
    assert not errors
