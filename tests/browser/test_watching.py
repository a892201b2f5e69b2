from playwright.sync_api import expect

from tests.browser.live import Visitors


def test_a_visitor_sees_the_sign_in_page_without_any_problem(visitors: Visitors):
    page = visitors.open()

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert visitors.problems == []


def test_what_goes_wrong_in_a_page_is_noted(visitors: Visitors):
    page = visitors.open()

    page.evaluate("fetch('/nothing-here')")
    page.evaluate("console.error('oh')")
    page.wait_for_timeout(100)

    assert any("status 404" in problem for problem in visitors.problems)
    assert any("console error: oh" in problem for problem in visitors.problems)
    visitors.allow("nothing-here|404|oh")
