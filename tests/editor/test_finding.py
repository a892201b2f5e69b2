"""Finding questions: filters, words, the blueprint, and what is known of one question."""

import re

import pytest
from werkzeug.datastructures import MultiDict

from quizapp.database import db
from quizapp.editor.views.finding import wanted_from
from quizapp.mistakes.models import MistakeReport
from quizapp.quizzes.models import AssignedItem, Assignment, ItemVersion
from quizapp.quizzes.publishing import publish_folder
from tests.counting import statements
from tests.editor.world import BANK, ITEM, World
from tests.make import NOON, Make
from tests.pages import Page, Pages

HOME = f"/banks/{BANK}"
ALL = ["A-01", "A-02", "A-03", "A-04"]


def listed(page: Page) -> list[str]:
    """Return the ids of the questions in the list."""
    return re.findall(rf'href="{HOME}/items/([\w-]+)"><b>', page.text)


@pytest.fixture
def author(world: World, pages: Pages) -> Pages:
    return pages.sign_in(world.author)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", ALL),
        ("section=A", ALL),
        ("section=B", []),
        ("source=src1&type=matching", ["A-03"]),
        ("source=src2", []),
        ("skill=CO", ALL),
        ("skill=IN", []),
        ("type=hot_text", ["A-02"]),
        ("difficulty=3", ["A-04"]),
        ("difficulty=1", ["A-01", "A-02", "A-03"]),
        ("misconception=keeper-was-lazy", ["A-01", "A-03"]),
        ("misconception=keeper-was-lazy&type=matching", ["A-03"]),
        ("use=never", ALL),
        ("use=set", []),
        ("figures=problem", []),
        ("reports=open", []),
        ("status=published", ALL),
        ("status=broken", []),
        ("order=difficulty", ALL),
        ("q=sinking", ["A-03"]),
        ("q=WISHES+oil", ["A-01"]),
        ("q=Skill", []),
        ("q=a-02", ["A-02"]),
        ("q=%00x", None),
        ("order=upside&page=99&page=x&type=nothing", []),
        ("page=-5", ALL),
    ],
)
def test_each_filter_keeps_what_it_says(author: Pages, asked: str, expected: list[str] | None):
    page = author.get(f"{HOME}?{asked}", status=200 if expected is not None else 400)

    if expected is not None:
        assert listed(page) == expected


def test_names_are_found_by_their_variants_with_the_words_around(world: World, author: Pages):
    world.save(ITEM, world.text(ITEM).replace("the council for", "the council of Saltbie for"))

    page = author.get(f"{HOME}?q=salteby+council")

    assert listed(page) == ["A-01"]
    assert "<mark>Saltbie</mark>" in page.text
    assert "<mark>council</mark>" in page.text


def test_sources_that_say_it_are_shown_with_their_questions(author: Pages):
    page = author.get(f"{HOME}?q=ships+entry+dark")

    assert "1 source says it" in page.words()
    assert f"{HOME}/files/sources/src1.yaml" in page.text
    assert f"{HOME}?source=src1" in page.text


def test_each_status_can_be_asked_for(world: World, author: Pages):
    other, broken = "items/A/A-02.yaml", "items/A/A-03.yaml"
    world.save(ITEM, world.text(ITEM).replace("difficulty: 1", "difficulty: 2"))
    world.save(broken, world.text(broken).replace("difficulty:", "hardness:"))
    world.save("items/A/A-09.yaml", world.text(other).replace("A-02", "A-09"))

    for status, expected in {
        "changed": ["A-01"],
        "broken": ["A-03"],
        "draft": ["A-09"],
        "published": ["A-02", "A-04"],
    }.items():
        assert listed(author.get(f"{HOME}?status={status}")) == expected
    assert listed(author.get(f"{HOME}?q=sinking")) == ["A-03"]
    page = author.get(f"{HOME}/items/A-03")
    assert "line" in page.words()
    assert "A-03 cannot be read as a question" in page.words()


def test_an_id_that_is_used_twice_is_broken_in_one_file_only(world: World, author: Pages):
    world.save("items/A/A-08.yaml", world.text(ITEM))

    assert listed(author.get(f"{HOME}?status=broken")) == ["A-08"]
    assert "used already" in author.get(f"{HOME}/items/A-08").words()


def published(make: Make, world: World, item_id: str, students: int = 0) -> Assignment:
    """Set a published question for a class of the author's, where all answer wrongly."""
    version = db.session.query(ItemVersion).filter_by(bank=BANK, item_id=item_id).one()
    quiz = make.assignment(make.classroom(world.author), items=(), bank=BANK)
    quiz.items = [AssignedItem(position=1, version=version, max_mark=1)]
    db.session.flush()
    for _ in range(students):
        make.attempt(quiz, responses={1: "wrong"})
    return quiz


def test_use_figures_and_reports_are_filters_and_stand_on_the_page(
    world: World, make: Make, author: Pages
):
    quiz = published(make, world, "A-01", students=12)
    attempt = make.attempt(quiz, responses={1: "wrong"})
    db.session.add(
        MistakeReport(
            bank=BANK,
            item_id="A-01",
            item_version_id=attempt.responses[0].item_version_id,
            attempt=attempt,
            position=1,
            student=attempt.student,
            fields={},
            text="Both are right.",
            reported_at=NOON,
        )
    )

    for asked in ("use=set", "figures=problem", "reports=open"):
        assert listed(author.get(f"{HOME}?{asked}")) == ["A-01"]
    assert listed(author.get(f"{HOME}?use=never")) == ["A-02", "A-03", "A-04"]
    assert listed(author.get(f"{HOME}?order=hard"))[0] == "A-01"
    assert listed(author.get(f"{HOME}?order=used"))[0] == "A-01"
    words = author.get(f"{HOME}/items/A-01").words()
    assert "Hardly anybody was right" in words
    assert f"{quiz.classroom.name}: {quiz.title}" in words
    assert "1 pupil reports a mistake in it, 1 of them in your classes" in words
    assert "In the quiz The letter" in words


def test_a_colleague_reads_no_more_than_the_number_of_classes(
    world: World, make: Make, pages: Pages
):
    quiz = published(make, world, "A-01", students=2)

    words = pages.sign_in(make.teacher(is_author=True)).get(f"{HOME}/items/A-01").words()

    assert "1 class of other teachers had it" in words
    assert quiz.classroom.name not in words
    assert quiz.title not in words


def test_the_blueprint_counts_and_leads_to_its_questions(world: World, author: Pages):
    world.save("bank.yaml", world.text("bank.yaml") + "blueprint: {A: {CO: [4, 0, 1]}}\n")

    page = author.get(f"{HOME}/blueprint")

    assert "1 of 5 questions still to be written" in page.words()
    assert "3/41 missing" in page.words()
    assert f'{HOME}?section=A&amp;skill=CO&amp;difficulty=1"' in page.text
    assert listed(author.get(f"{HOME}?section=A&skill=CO&difficulty=1")) == ALL[:3]


def test_without_a_whole_main_file_the_lists_still_open(world: World, author: Pages):
    world.save("bank.yaml", "id: [")

    for end in ("", "?q=lamp&section=A", "/files", "/blueprint", "/problems", "/items/A-01"):
        author.get(HOME + end)
    author.get(f"{HOME}/previews/{ITEM}")
    author.get(f"{HOME}/quizzes/Q1/play", status=404)


def test_other_files_have_their_own_page(author: Pages):
    page = author.get(f"{HOME}/files")

    assert f"{HOME}/files/sources/src1.yaml" in page.text
    assert f"{HOME}/quizzes/Q1/play" in page.text
    assert "items/A" not in page.words()


def test_a_long_list_has_pages_that_keep_the_filters(world: World, author: Pages):
    text = world.text("items/A/A-04.yaml")
    for number in range(10, 65):
        world.small.files[f"items/A/A-{number}.yaml"] = text.replace("A-04", f"A-{number}")
    world.small.load()
    publish_folder(world.small.folder, NOON)
    db.session.commit()

    first = author.get(f"{HOME}?skill=CO&q=letter")
    second = author.get(f"{HOME}?skill=CO&q=letter&page=2")

    assert "Page 1 of 2" in first.words()
    assert f"{HOME}?q=letter&amp;skill=CO&amp;page=2" in first.text
    assert len(listed(first)) == 50
    assert not set(listed(first)) & set(listed(second))


def test_the_number_of_queries_depends_neither_on_items_nor_on_students(
    world: World, make: Make, author: Pages
):
    def queries() -> list[int]:
        counts = []
        for end in ("", "/items/A-01"):
            with statements() as sent:
                author.get(HOME + end)
            counts.append(len(sent))
        return counts

    published(make, world, "A-01", students=1)
    few = queries()
    published(make, world, "A-01", students=8)
    published(make, world, "A-02", students=3)

    assert queries() == few


def test_odd_filters_ask_for_nothing():
    wanted = wanted_from(MultiDict({"q": "x" * 900, "order": "sideways", "page": "two"}))

    assert (len(wanted.q), wanted.page, wanted.given) == (200, 1, {"q": "x" * 200})


PAGES = "", "/files", "/problems", "/blueprint", "/items/A-01", f"/previews/{ITEM}"


@pytest.mark.parametrize("end", [*PAGES, "/quizzes/Q1/play"])
def test_only_authors_get_in(world: World, make: Make, pages: Pages, end: str):
    for person in (make.teacher(), make.student()):
        pages.sign_in(person).get(HOME + end, status=404)
