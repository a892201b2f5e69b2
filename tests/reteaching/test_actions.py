"""Setting a follow-up with its recheck, and who changed their mind."""

import pytest

from quizapp.attempts.queries import find_task, tasks_of
from quizapp.database import db
from quizapp.quizzes.actions import ClassIsArchived
from quizapp.quizzes.groups import group_of
from quizapp.quizzes.models import Assignment, Feedback
from quizapp.reteaching import actions, results
from quizapp.reteaching.actions import NothingToAsk, SetMeanwhile
from quizapp.reteaching.desk import find_plan
from quizapp.reteaching.outcome import Sight
from tests.insights.plain import BELIEF, CHOICE, OTHER, THIRD
from tests.make import NOON, Make
from tests.reteaching.world import FOURTH, World


def ids(part: Assignment) -> list[str]:
    return [each.version.item_id for each in part.items]


def test_who_holds_the_belief_is_proposed_with_questions_they_have_not_had(make: Make):
    world = World(make)

    plan = world.plan()

    assert [each.pupil.name for each in plan.holders] == ["Ada Archer", "Ben Baker"]
    assert [each.text for each in plan.holders[0].evidence] == ["Alpha"]
    assert plan.proposed_students == [str(each.id) for each in world.students[:2]]
    assert [(each.id, each.seen) for each in plan.candidates] == [
        (OTHER.id, False),
        (THIRD.id, False),
        (FOURTH.id, False),
        (CHOICE.id, True),
    ]
    assert plan.proposed_items == [OTHER.id, THIRD.id, CHOICE.id]
    assert not plan.warning


def test_one_step_sets_practice_now_and_other_questions_later_for_the_group_alone(make: Make):
    world = World(make)

    made = world.set()

    assert ids(made.follow_up) == [CHOICE.id, OTHER.id, THIRD.id]
    assert ids(made.recheck) == [FOURTH.id]
    assert made.follow_up.feedback is Feedback.PRACTICE
    assert made.follow_up.quiz_id == ""
    assert [each.source_id for each in made.follow_up.sources] == ["src1"]
    assert made.recheck.opens_at == make.later(days=15)
    group = {each.id for each in world.students[:2]}
    assert group_of(made.follow_up) == group_of(made.recheck) == group
    assert not results.asked_again(made)


def test_who_is_outside_the_group_never_sees_it(make: Make):
    world = World(make)
    made = world.set()
    late = make.enrolment(world.classroom).student
    now = make.later(days=2)

    def titles(number: int) -> list[str]:
        return [task.assignment.title for task in tasks_of(world.students[number], now)]

    assert made.follow_up.title in titles(0)
    assert made.follow_up.title not in titles(2)
    assert find_task(world.students[2], made.follow_up_id, now) is None
    assert find_task(late, made.follow_up_id, now) is None


def test_what_students_read_neither_names_the_belief_nor_answers_it_unless_it_is_ticked(make: Make):
    world = World(make)
    plain = world.set()
    group = [each.id for each in world.students]
    told = world.set(press="twice", with_reading=True, student_ids=group)

    for part in (plain.follow_up, plain.recheck, told.recheck):
        words = f"{part.title} {part.note} {part.reading}"
        assert BELIEF.belief not in words
        assert BELIEF.rebuttal not in words
    assert told.follow_up.reading.startswith(BELIEF.rebuttal)


def test_the_same_page_sets_it_once(make: Make):
    world = World(make)
    plan = world.plan()
    wish = world.wish(plan)

    def press() -> int:
        now = make.later(days=1)
        return actions.set_follow_up(plan, world.classroom, world.teacher, wish, now).id

    assert press() == press()
    assert len(db.session.scalars(db.select(Assignment)).all()) == 3


def test_a_colleague_who_was_slower_is_told_instead_of_setting_it_again(make: Make):
    world = World(make)
    colleague = make.co_teacher(world.classroom)
    plan = world.plan()
    made = world.set()

    with pytest.raises(SetMeanwhile) as told:
        actions.set_follow_up(
            plan, world.classroom, colleague, world.wish(plan, press="other"), make.later(days=1)
        )

    assert told.value.reteaching is made
    again = world.set(colleague, press="other", student_ids=[world.students[0].id])
    assert again.id != made.id


def test_who_is_in_a_follow_up_that_runs_is_not_proposed_again(make: Make):
    world = World(make)
    made = world.set(student_ids=[world.students[0].id])

    plan = world.plan()
    over = world.plan(make.later(days=60))

    assert plan.proposed_students == [str(world.students[1].id)]
    assert [each.id for each in plan.under_way] == [made.id]
    assert not over.under_way


def test_an_archived_class_is_refused(make: Make):
    world = World(make)
    world.classroom.archive(NOON)

    with pytest.raises(ClassIsArchived):
        world.set()


def test_students_who_have_left_are_left_out_and_nobody_is_not_asked(make: Make):
    world = World(make)
    plan = world.plan()
    world.classroom.enrolments[0].leave(NOON)
    gone, stays = world.students[:2]

    made = world.set(student_ids=[gone.id, stays.id])

    assert group_of(made.follow_up) == {stays.id}
    wish = world.wish(plan, student_ids=[gone.id], press="other", newest=str(made.id))
    with pytest.raises(NothingToAsk):
        actions.set_follow_up(plan, world.classroom, world.teacher, wish, NOON)


def test_questions_that_were_retired_meanwhile_are_not_asked(make: Make):
    world = World(make)
    plan = world.plan()
    wish = world.wish(plan, item_ids=[OTHER.id])
    world.publish([CHOICE])

    with pytest.raises(NothingToAsk):
        actions.set_follow_up(plan, world.classroom, world.teacher, wish, NOON)


def test_a_belief_that_the_bank_no_longer_names_gives_no_plan(make: Make):
    world = World(make)

    assert find_plan(world.classroom, None, "test", "gone", NOON) is None
    assert find_plan(world.classroom, None, "no-bank", BELIEF.id, NOON) is None


@pytest.mark.parametrize(
    ("bank", "said", "follow_up", "recheck"),
    [
        ([CHOICE], "one question on this belief", [CHOICE.id], [CHOICE.id]),
        ([CHOICE, OTHER], "Only one question", [CHOICE.id], [OTHER.id]),
        ([OTHER, THIRD], "", [OTHER.id], [THIRD.id]),
    ],
)
def test_where_questions_run_short_the_new_one_is_kept_for_the_recheck(
    make: Make, bank: list, said: str, follow_up: list[str], recheck: list[str]
):
    world = World(make, bank)
    plan = world.plan()

    made = world.set()

    assert said in plan.warning
    assert bool(said) == bool(plan.warning)
    assert ids(made.follow_up) == follow_up
    assert ids(made.recheck) == recheck
    assert results.asked_again(made) == (follow_up == recheck)


def test_a_group_that_has_had_every_question_is_asked_them_again(make: Make):
    world = World(make, [CHOICE, OTHER])
    make.attempt(
        make.assignment(world.classroom, [OTHER]), world.students[0], {1: {"choice": ["a"]}}
    )

    plan = world.plan()

    assert "every question" in plan.warning
    assert len(plan.proposed_items) == 1


def test_the_outcome_says_who_changed_their_mind_who_did_not_and_who_was_absent(make: Make):
    world = World(make)
    make.attempt(world.quiz, responses={1: {"choice": ["a"]}})
    made = world.set()
    ada, ben, _cy = world.students
    world.answer(made.follow_up, ada, "a")
    world.answer(made.recheck, ada, "b")
    world.answer(made.follow_up, ben, "c")
    world.answer(made.recheck, ben, "a")

    before = results.outcome_of(made, make.later(days=3))
    outcome = results.outcome_of(made, make.later(days=21))

    lines = {line.pupil.name: line for line in outcome.lines}
    assert (lines[ada.name].follow_up, lines[ada.name].recheck) == (Sight.HELD, Sight.AGAINST)
    assert (lines[ben.name].follow_up, lines[ben.name].recheck) == (Sight.OTHER, Sight.HELD)
    assert str(outcome.finding(str)) == (
        "1 of 3 changed their mind, 1 still holds it and 1 has not done the recheck."
    )
    assert "2 of 3 have done the follow-up: 1 still shows it and 1 answered otherwise." in str(
        before.finding(lambda _: "on Monday")
    )
    assert [sum(part.count for part in bar.parts) for bar in outcome.bars] == [3, 3, 3]


def test_before_the_recheck_nobody_is_absent_from_it(make: Make):
    world = World(make)
    made = world.set()

    outcome = results.outcome_of(made, make.later(days=2))

    assert {line.recheck for line in outcome.lines} == {Sight.COMING}
    assert str(outcome.finding(lambda _: "on Monday")) == (
        "The recheck opens on Monday. Nobody has done the follow-up yet."
    )


def test_who_leaves_the_class_keeps_a_line_and_is_not_counted(make: Make):
    world = World(make)
    made = world.set()
    ada, ben, _cy = world.students
    world.answer(made.recheck, ada, "b")
    world.answer(made.recheck, ben, "b")
    world.classroom.enrolments[0].leave(make.later(days=21))

    outcome = results.outcome_of(made, make.later(days=22))

    assert len(outcome.lines) == 2
    assert str(outcome.finding(str)) == "1 of 1 changed their mind."


def test_a_follow_up_that_was_put_off_has_been_done_by_nobody(make: Make):
    world = World(make)
    made = world.set()
    made.follow_up.opens_at = make.later(days=5)

    outcome = results.outcome_of(made, make.later(days=2))

    assert {line.follow_up for line in outcome.lines} == {Sight.COMING}
    assert str(outcome.finding(lambda _: "on Monday")) == (
        "The recheck opens on Monday. Nobody has done the follow-up yet."
    )
