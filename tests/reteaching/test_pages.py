"""The pages of follow-ups."""

from quizapp.database import db
from quizapp.quizzes.groups import group_of
from quizapp.quizzes.models import Assignment
from quizapp.reteaching.models import Reteaching
from tests.counting import statements
from tests.insights.plain import BELIEF, CHOICE, OTHER
from tests.make import Make
from tests.pages import Page, Pages
from tests.reteaching.world import World

LATER = {"due": "2031-03-10", "recheck": "2031-03-17", "title": "A second look"}


def address(world: World, **more: object) -> str:
    query = "".join(f"&{name}={value}" for name, value in more.items())
    return f"/classes/{world.classroom.id}/follow-ups/new?bank=test&belief={BELIEF.id}{query}"


def filled(page: Page, **given: object) -> dict[str, object]:
    """Return what the form would send as it stands, with other dates than its own."""
    fields = [each for each in page.all("input") if each.get("name") not in {None, "csrf_token"}]
    data: dict[str, object] = {"students": [], "items": []}
    for each in fields:
        if each.get("type") != "checkbox":
            data[str(each.get("name"))] = each.get("value") or ""
        elif each.get("checked") is not None and each.get("name") in data:
            data[each.get("name")].append(each.get("value"))
    return {**data, **LATER, **given}


def test_the_report_leads_to_a_page_whose_one_button_sets_everything(make: Make, pages: Pages):
    world = World(make)
    pages.sign_in(world.teacher)

    report = pages.get(f"/assignments/{world.quiz.id}/beliefs")
    links = [each.get("href") or "" for each in report.all("a")]
    page = pages.get(next(each for each in links if "follow-ups/new" in each))
    answer = pages.post(address(world), filled(page))
    pages.post(address(world), filled(page))

    assert "2 students show the belief" in page.words()
    assert BELIEF.rebuttal in page.words()
    assert "First quiz, question 1: “Alpha”" in page.words()
    made = db.session.scalars(db.select(Reteaching)).one()
    assert answer.location == f"/reteaching/{made.id}"
    assert group_of(made.recheck) == {each.id for each in world.students[:2]}
    assert "Nobody has done the follow-up yet." in pages.get(answer.location).words()
    assert BELIEF.belief in pages.get("/reteaching").words()
    assert "0 of 2 have done the follow-up." in pages.get(f"/classes/{world.classroom.id}").words()


def test_ticks_that_cannot_be_get_a_sentence_and_keep_the_rest(make: Make, pages: Pages):
    world = World(make)
    page = pages.sign_in(world.teacher).get(address(world))

    def words(**given: object) -> str:
        return pages.post(address(world), filled(page, **given), status=422).words()

    assert "Tick at least one student" in words(students=[])
    assert "Tick at least one student" in words(students=["999999", "x"])
    assert "Tick at least one question" in words(items=[])
    assert "no longer in the bank" in words(items=["T-99", OTHER.id])
    assert "after the follow-up is due" in words(recheck="2031-03-10")
    assert "on a day to come" in words(due="2020-01-01")
    assert "Give a day" in words(due="soon")
    assert "Give a year" in words(recheck="9999-01-01")
    assert "Give it a title" in words(title=" ")
    assert db.session.scalars(db.select(Reteaching)).all() == []


def test_a_slower_colleague_sees_who_was_first_and_may_press_again(make: Make, pages: Pages):
    world = World(make)
    colleague = make.co_teacher(world.classroom)
    page = pages.sign_in(colleague).get(address(world))
    first = world.set(due_at=make.later(days=3600), recheck_at=make.later(days=3650))

    told = pages.post(address(world), filled(page), status=422)

    assert f"{world.teacher.name} has set a follow-up" in told.words()
    assert f"/reteaching/{first.id}" in told.text
    pages.post(address(world), filled(told, students=[str(world.students[0].id)]))
    assert len(db.session.scalars(db.select(Reteaching)).all()) == 2


def test_a_belief_nobody_shows_can_still_be_asked_about(make: Make, pages: Pages):
    world = World(make)
    for each in db.session.scalars(db.select(Assignment)):
        each.archived_at = make.later(days=1)

    page = pages.sign_in(world.teacher).get(address(world))

    assert "Nobody shows the belief" in page.words()
    pages.post(address(world), filled(page, students=[str(world.students[2].id)]))


def test_without_a_belief_or_with_an_archived_class_the_page_says_so(make: Make, pages: Pages):
    world = World(make)
    pages.sign_in(world.teacher)

    unknown = pages.get(f"/classes/{world.classroom.id}/follow-ups/new", status=422)
    world.classroom.archive(make.later(days=1))
    archived = pages.get(address(world), status=422)

    assert "no such belief" in unknown.words()
    assert "put away" in archived.words()


def test_strangers_find_nothing(make: Make, pages: Pages):
    world = World(make)
    made = world.set()

    for stranger in (make.teacher(), world.students[0]):
        pages.sign_in(stranger)
        pages.get(f"/reteaching/{made.id}", status=404)
        pages.get(address(world), status=404)
    pages.sign_in(make.classroom().teacher)
    assert BELIEF.belief not in pages.get("/reteaching").words()
    other = make.assignment()
    pages.sign_in(world.teacher).get(address(world, assignment=other.id), status=404)


def test_students_see_neutral_words_and_what_to_read_first(make: Make, pages: Pages):
    world = World(make)
    made = world.set(with_reading=True)
    pages.sign_in(world.students[0])

    made.follow_up.closes_at = made.recheck.opens_at = make.later(days=3600)
    made.recheck.closes_at = make.later(days=3650)

    due = pages.get("/due").words()
    start = pages.get(f"/assignments/{made.follow_up_id}").words()

    assert "These come back." in due
    assert "A short look back" in due
    assert BELIEF.belief not in due + start
    assert BELIEF.rebuttal in start
    pages.sign_in(world.students[2]).get(f"/assignments/{made.follow_up_id}", status=404)


def test_without_names_numbers_stand_for_the_group(make: Make, pages: Pages):
    world = World(make)
    made = world.set()
    pages.sign_in(world.teacher)

    for url in (f"/reteaching/{made.id}?names=off", address(world, names="off")):
        page = pages.get(url)
        assert "Ada Archer" not in page.text
        assert "Student 1" in page.words()


def test_open_rechecks_stand_on_the_start_page(make: Make, pages: Pages):
    world = World(make)
    made = world.set()
    pages.sign_in(world.teacher)
    made.recheck.closes_at = make.later(days=3650)

    assert "1 recheck is open" in pages.get("/classes").words()
    made.recheck.opens_at = make.later(days=3649)
    assert "recheck" not in pages.get("/classes").words()


def test_the_number_of_queries_does_not_grow_with_the_group(make: Make, pages: Pages):
    def sent(students: int) -> tuple[int, ...]:
        world = World(make)
        for _ in range(students):
            make.attempt(world.quiz, responses={1: {"choice": ["a"]}})
        made = world.set()
        for each in made.students:
            fields = {place: {"choice": ["b"]} for place in (1, 2, 3)}
            student = next(
                e.student for e in world.classroom.enrolments if e.student_id == each.student_id
            )
            make.attempt(made.follow_up, student, fields)
        pages.sign_in(world.teacher)
        counts = []
        for url in (
            f"/reteaching/{made.id}",
            "/reteaching",
            address(world),
            f"/classes/{world.classroom.id}",
        ):
            with statements() as found:
                pages.get(url)
            counts.append(len(found))
        return tuple(counts)

    few = sent(1)

    assert few == sent(20)
    assert max(few) < 40


def test_results_and_exceptions_of_a_group_show_the_group(make: Make, pages: Pages):
    world = World(make)
    made = world.set()
    world.answer(made.follow_up, world.students[0], "b")
    pages.sign_in(world.teacher)
    base = f"/assignments/{made.follow_up_id}"

    for url in (f"{base}/results", f"{base}/report", f"{base}/overrides", f"{base}/beliefs"):
        words = pages.get(url).words()
        assert "Cy Cole" not in words
    assert "Cy Cole" not in pages.get(f"{base}/marks.csv").text
    assert "1 of 2 has handed in." in pages.get(f"{base}/results").words()
    pages.get(f"{base}/overrides/{world.students[2].id}", status=404)
    pages.get(f"{base}/items/1")
    assert "Only for 2 of 3 students" in pages.get(f"/classes/{world.classroom.id}").words()
    assert CHOICE.stem in pages.get(f"{base}/items/1").words()
