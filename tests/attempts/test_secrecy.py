"""What the policy does not allow yet is in no answer of the server."""

import html
import re
from collections.abc import Iterator

import pytest

from quizapp.attempts import judging, saving, sitting
from quizapp.attempts.models import Attempt
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Item
from quizapp.quizzes.models import Feedback
from quizapp.quizzes.versions import item_of
from tests.attempts.conftest import ONE_OF_EACH, Clock
from tests.make import Make, real_bank
from tests.pages import Pages
from tests.secrecy.permuted import permuted
from tests.secrecy.test_key_in_questions import secrets

CHANGING = re.compile(
    r'(nonce|name="csrf_token" value|data-token|name="q1-revision" value)="[^"]*"|"revision":\d+'
)
"""What differs from one answer of the server to the next whatever the key is."""
ITEMS = [real_bank().items[ident] for ident in ONE_OF_EACH]
EVERY = [
    pytest.param(item, marks=() if item.id in ONE_OF_EACH else pytest.mark.sqlite)
    for item in real_bank().items.values()
]


def said(pages: Pages, url: str) -> str:
    return CHANGING.sub("", pages.get(url).text)


def save(pages: Pages, attempt: Attempt, sequence: int, item: Item, sample: str) -> str:
    fields = ITEM_TYPES[item.type].samples(item)[sample]
    data = {f"q1-{name}": list(values) for name, values in fields.items()}
    more = {"go": "typing", "client": "d-1", "sequence": str(sequence), "q1-revision": "0"}
    where = f"/attempts/{attempt.id}/responses/1"
    headers = {"X-Requested-With": "fetch"}
    return CHANGING.sub("", pages.post(where, {**data, **more}, status=200, headers=headers).text)


def running(make: Make, pages: Pages, item: Item, policy: Feedback) -> Attempt:
    assignment = make.assignment(items=[item], feedback=policy, certainty=True)
    attempt = make.attempt(assignment, handed_in=False)
    pages.sign_in(attempt.student)
    return attempt


def answers(pages: Pages, attempt: Attempt, item: Item, first: int) -> Iterator[str]:
    """Everything the server says while an item is answered in every way there is."""
    where = f"/attempts/{attempt.id}"
    for sequence, sample in enumerate(ITEM_TYPES[item.type].samples(item), start=first):
        yield save(pages, attempt, sequence, item, sample)
        yield said(pages, f"{where}?question=1&view=one")
    yield said(pages, f"{where}?view=all")
    yield said(pages, f"{where}/submission")


@pytest.mark.parametrize("item", EVERY, ids=list(real_bank().items))
def test_another_key_gives_the_same_bytes_until_it_is_handed_in(
    make: Make, pages: Pages, clock: Clock, monkeypatch: pytest.MonkeyPatch, item: Item
):
    attempt = running(make, pages, item, Feedback.PRACTICE)

    before = list(answers(pages, attempt, item, 1))
    for module in (sitting, saving, judging):
        monkeypatch.setattr(module, "item_of", lambda version: permuted(item_of(version)))
    after = list(answers(pages, attempt, item, 101))

    assert after == before


@pytest.mark.parametrize("item", ITEMS, ids=ONE_OF_EACH)
def test_no_feedback_is_sent_before_its_time(make: Make, pages: Pages, clock: Clock, item: Item):
    given = [
        values for form in ITEM_TYPES[item.type].samples(item).values() for values in form.values()
    ]
    texts = [
        text
        for text in secrets(item.model_dump())
        if len(text.split()) > 3 and [text] not in given  # what was answered may be said again
    ]
    attempt = running(make, pages, item, Feedback.CLOSE)

    sent = list(answers(pages, attempt, item, 1))
    pages.post(f"/attempts/{attempt.id}/submission")
    sent += [said(pages, url) for url in (f"/attempts/{attempt.id}/review", "/results", "/due")]
    before = [text for text in texts if in_some(text, sent)]
    clock.time = attempt.assignment.closes_at
    after = said(pages, f"/attempts/{attempt.id}/review")

    assert before == []
    assert in_some(item.explanation, [after])


def in_some(text: str, pages: list[str]) -> bool:
    plain = re.sub(r"[*_]", "", " ".join(text.split()))
    return any(
        plain in " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split()) for page in pages
    )
