"""Reasons with marks in the form of a ranking: added, changed and taken away by an author."""

from quizapp.bank.strict_yaml import read
from quizapp.bank.validation import validated
from quizapp.editor.sheets import opened
from quizapp.items.ranking.model import AcceptedReason, RankingItem
from tests.bank.small import SmallBank
from tests.editor.test_form_view import sent_by, values_of
from tests.editor.world import BANK, World
from tests.pages import Pages

LISTED = """  accept:
    - text: "He had the key: always"
      mark: 2
    - {text: No idea., mark: 0}  # said by many
"""


def ranking_file(bank: SmallBank, accept: str = "") -> str:
    """Return the text of a ranking of the small bank."""
    head = bank.files["items/A/A-01.yaml"].partition("stem:")[0]
    return f"""{head.replace("single_choice", "ranking").replace("id: A-01", "id: A-08")}\
stem: Who can say most about the lamp? Rank all three and give a reason.
criteria: Most useful first
elements:
  - {{id: one, text: The keeper, feedback: He lit it.}}
  - {{id: two, text: The council, feedback: It paid for it.}}
  - {{id: three, text: A passer-by, feedback: He saw it once.}}
order: [one, two, three]
reason:
  prompt: My first choice says most because ...
  checklist:
    - names what the first one saw
{accept}explanation: The keeper was beside the lamp every night.
refs: ["001:L2"]
"""


PATH = "items/A/A-08.yaml"
ADDRESS = f"/banks/{BANK}/files/{PATH}/form"


def accepted(text: str) -> tuple[AcceptedReason, ...]:
    """Return the reasons of a file that are marked already; the file has to be in order."""
    item, problems = validated(RankingItem, read(text.encode(), PATH), PATH)
    assert not problems
    assert item
    return item.reason.accept


def test_a_form_that_nobody_touched_leaves_reasons_as_they_are(world: World):
    text = ranking_file(world.small, LISTED)

    assert opened(PATH, text, sent_by(opened(PATH, text))).written() == text
    assert [(each.text, each.mark) for each in accepted(text)] == [
        ("He had the key: always", 2),
        ("No idea.", 0),
    ]


def test_an_author_adds_changes_and_removes_a_reason_without_a_script(world: World, pages: Pages):
    plain = ranking_file(world.small)
    world.save(PATH, plain)
    pages.sign_in(world.author)
    fields = values_of(pages.get(ADDRESS))

    page = pages.post(ADDRESS, {**fields, "do": "add f-reason-accept"}, status=200)
    assert "Reasons that are marked already" in page.words()
    fields = values_of(page)
    fields["f-reason-accept-n1-text"] = "He had the key: always"
    fields["f-reason-accept-n1-mark"] = "2"
    pages.post(ADDRESS, {**fields, "do": "save"}, status=302)

    [made] = accepted(world.text(PATH))
    assert (made.text, made.mark) == ("He had the key: always", 2)
    fields = values_of(pages.get(ADDRESS))
    fields["f-reason-accept-0-mark"] = "3"
    pages.post(ADDRESS, {**fields, "do": "save"}, status=302)
    assert accepted(world.text(PATH))[0].mark == 3
    fields = values_of(pages.get(ADDRESS))
    page = pages.post(ADDRESS, {**fields, "do": "remove f-reason-accept 0"}, status=200)
    pages.post(ADDRESS, {**values_of(page), "do": "save"}, status=302)
    assert read(world.text(PATH).encode(), "").value == read(plain.encode(), "").value


def test_words_of_students_are_no_options_and_give_nothing_away(world: World):
    world.small.files[PATH] = ranking_file(
        world.small, "  accept:\n    - {text: It is all of the above, mark: 0}\n"
    )

    found = [each.what for each in world.small.problems() if PATH in each.path]

    assert not [each for each in found if "all of the above" in each]


def test_a_mark_that_nobody_could_give_is_said_beside_the_question(world: World, pages: Pages):
    world.save(PATH, ranking_file(world.small, LISTED.replace("mark: 2", "mark: 4")))

    page = pages.sign_in(world.author).get(ADDRESS)

    assert "can be worth one of 0, 1, 2, 3" in page.words()
