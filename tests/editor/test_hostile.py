"""Hostile texts in the workbench: shown with their line, never an error page, nothing published."""

import time
from urllib.parse import quote

import pytest

from quizapp.editor import actions
from quizapp.editor.working import find_working, text_hash
from quizapp.quizzes.queries import newest_revision
from tests.bank.hostile import TEXTS
from tests.editor.world import BANK, ITEM, World
from tests.make import NOON
from tests.pages import Pages

MOST_SECONDS = 4.0


@pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))
def test_a_hostile_text_is_refused_or_kept_as_a_draft_and_never_published(
    world: World, pages: Pages, text: str
):
    before = newest_revision(BANK)
    assert before is not None
    whole = before.hash, [each.hash for each in before.items]
    address = f"/banks/{BANK}/files/{ITEM}"
    begun = text_hash(world.text(ITEM))
    pages.sign_in(world.author)

    saved = pages.client.post(address, data={"text": text, "started_from": begun})
    assert saved.status_code in {302, 413, 422}
    for page in (address, f"/banks/{BANK}", f"/banks/{BANK}/publication"):
        began = time.process_time()
        assert pages.client.get(page).status_code == 200
        assert time.process_time() - began < MOST_SECONDS, page
    actions.publish(BANK, world.author, "x", NOON)

    after = newest_revision(BANK)
    assert after is not None
    assert [each.hash for each in after.items] == whole[1]
    working = find_working(BANK)
    assert working is not None
    if saved.status_code == 302:
        assert working.problems_in(ITEM)


@pytest.mark.parametrize(
    "path",
    [
        "../bank.yaml",
        "items/A/../../../etc/passwd.yaml",
        "items/A/A-01.yaml/",
        "items//A-01.yaml",
        "/etc/passwd",
        "items\\A\\A-01.yaml",
        "items/A/.hidden.yaml",
        "items/A/A-01.yaml.txt",
        "items/A/\u202eA.yaml",
        "items/A/A\u200b-01.yaml",
        "sources/" + "x" * 300 + ".yaml",
        "items/A/A-01.YAML",
        "items/A/ A.yaml",
        "items/A/A%00.yaml",
        "con.yaml",
    ],
)
def test_tricks_in_names_find_nothing(world: World, pages: Pages, path: str):
    address = f"/banks/{BANK}/files/{quote(path)}"
    pages.sign_in(world.author)

    read = pages.client.get(address)
    saved = pages.client.post(address, data={"text": "id: x", "started_from": ""})

    assert read.status_code in {301, 308, 404}
    assert saved.status_code in {301, 308, 400, 404, 405}
    working = find_working(BANK)
    assert working is not None
    assert working.drafts == {}
