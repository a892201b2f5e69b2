"""Steps with anchors: agreeing, sharing, the exercise, an anchor among the scripts."""

from datetime import timedelta
from fractions import Fraction

import pytest

from quizapp.attempts.models import State
from quizapp.classrooms.actions import remove_co_teacher
from quizapp.classrooms.queries import find_co_teacher
from quizapp.database import db
from quizapp.marking import line
from quizapp.marking.actions import SchemeChanged
from quizapp.marking.anchors import actions, reading
from quizapp.marking.anchors.actions import (
    AnchorGone,
    AnchorThere,
    GivenAlready,
    TooFewAnchors,
)
from quizapp.marking.anchors.models import Anchor, Standard, Trial
from quizapp.marking.anchors.record import owes_exercise, set_up_of, standing_of
from quizapp.marking.models import GivenMark
from quizapp.marking.scheme import OutsideLevel
from tests.make import Make, real_bank
from tests.marking.anchored import agreed, anchor, anchors, give, given, topic_of
from tests.marking.world import (
    ESSAY,
    LATER,
    co_teacher,
    essay,
    marked,
    other_scheme,
    published,
    quiz,
)

SOON = LATER + timedelta(minutes=1)


@pytest.fixture
def assignment(make: Make):
    return quiz(make)


def through(marker, *marks: int) -> None:
    """Take a marker through the exercise with these marks and on to the scripts."""
    exercise = actions.begin_exercise(topic_of(), marker, LATER)
    for trial, mark in zip(reading.trials_of(exercise), marks or (5, 5, 5), strict=True):
        give(marker, trial, mark)
    actions.go_on(topic_of(), marker, LATER)


def test_anchors_are_shared_with_those_who_teach_a_class_together(make: Make, assignment):
    owner, colleague, stranger = assignment.teacher, co_teacher(make, assignment), make.teacher()
    made = anchors(owner)

    for person in (owner, colleague, make.admin()):
        assert reading.all_anchors(person, topic_of()) == made
        assert reading.standard_for(person, topic_of()).on
    assert reading.all_anchors(stranger, topic_of()) == []
    assert reading.standard_for(stranger, topic_of()) is None
    assert reading.find_anchor(stranger, made[0].id) is None


def test_a_colleague_who_is_removed_no_longer_sees_them_nor_owes_an_exercise(
    make: Make, assignment
):
    colleague = co_teacher(make, assignment)
    anchors(assignment.teacher)
    exercise = actions.begin_exercise(topic_of(), colleague, LATER)
    first = reading.trials_of(exercise)[0]

    remove_co_teacher(find_co_teacher(assignment.classroom, colleague.id))
    db.session.flush()

    assert not owes_exercise(colleague, topic_of())
    assert actions.next_trial(colleague, exercise) is None
    with pytest.raises(AnchorGone):
        give(colleague, first, 5)


def test_two_set_ups_at_once_pool_their_anchors_and_the_older_settings_count(
    make: Make, assignment
):
    owner, colleague = assignment.teacher, co_teacher(make, assignment)
    for person, every in ((owner, 4), (colleague, 7)):
        db.session.add(
            Standard(bank="test", item_id=ESSAY, owner_id=person.id, on=True, every=every, at=LATER)
        )
        db.session.flush()
    mine, yours = anchor(owner, "One.", 2), anchor(colleague, "Two.", 5)

    for person in (owner, colleague):
        assert reading.all_anchors(person, topic_of()) == [mine, yours]
        assert reading.standard_for(person, topic_of()).every == 4


def test_whoever_sets_up_second_changes_the_settings_there_are(make: Make, assignment):
    anchors(assignment.teacher)

    actions.set_standard(topic_of(), co_teacher(make, assignment), True, 3, LATER)

    [standard] = db.session.scalars(db.select(Standard)).all()
    assert (standard.owner_id, standard.every) == (assignment.teacher.id, 3)


def test_the_same_text_is_no_second_anchor(assignment):
    anchor(assignment.teacher, "The same words.\nTwice.")

    with pytest.raises(AnchorThere):
        anchor(assignment.teacher, "The same  words. Twice.")


def test_a_mark_that_no_scheme_has_is_refused(assignment):
    wrong = agreed()
    wrong = type(wrong)(wrong.text, 1, Fraction(16), wrong.reason)

    with pytest.raises(OutsideLevel):
        actions.add_anchor(topic_of(), assignment.teacher, wrong, "typed", "", LATER)

    assert db.session.scalars(db.select(Anchor)).all() == []


def test_standardisation_needs_three_anchors(assignment):
    for mark in (2, 5):
        anchor(assignment.teacher, f"Text {mark}", mark)

    with pytest.raises(TooFewAnchors):
        actions.set_standard(topic_of(), assignment.teacher, True, 10, LATER)
    with pytest.raises(TooFewAnchors):
        actions.begin_exercise(topic_of(), assignment.teacher, LATER)


def test_with_an_anchor_too_few_nobody_is_held_up(assignment):
    made = anchors(assignment.teacher)
    assert owes_exercise(assignment.teacher, topic_of())

    actions.withdraw(made[0], LATER)
    db.session.flush()

    assert not owes_exercise(assignment.teacher, topic_of())


def test_a_scheme_without_the_agreed_mark_leaves_the_anchor_out_until_it_is_agreed_anew(
    make: Make, assignment
):
    item = real_bank().items[ESSAY]
    *lower, highest = item.levels
    low, _, top = anchors(assignment.teacher, 2, 5, highest.highest)
    shorter = highest.model_copy(update={"highest": highest.highest - 1})
    published(
        make,
        item.model_copy(update={"levels": (*lower, shorter), "max_mark": item.max_mark - 1}),
    )
    topic = topic_of()

    assert topic.fits(low)
    assert not topic.fits(top)
    assert topic.changed_since(top)
    assert top not in reading.usable_anchors(assignment.teacher, topic)

    actions.change_anchor(topic, assignment.teacher, top, agreed("Top.", highest.highest - 1))
    assert topic.fits(top)
    assert not topic.changed_since(top)


def test_an_exercise_holds_every_anchor_once_and_is_found_again(assignment):
    made = anchors(assignment.teacher)
    exercise = actions.begin_exercise(topic_of(), assignment.teacher, LATER)
    trials = reading.trials_of(exercise)
    give(assignment.teacher, trials[0], 3)

    again = actions.begin_exercise(topic_of(), assignment.teacher, LATER)

    assert again is exercise
    assert {each.anchor_id for each in trials} == {each.id for each in made}
    assert actions.next_trial(assignment.teacher, exercise) is trials[1]
    assert actions.next_trial(assignment.teacher, exercise, trials[1].id) is trials[2]


def test_the_result_compares_with_what_was_agreed_then(assignment):
    made = anchors(assignment.teacher)
    exercise = actions.begin_exercise(topic_of(), assignment.teacher, LATER)
    for trial in reading.trials_of(exercise):
        give(assignment.teacher, trial, 5)
    before = standing_of(assignment.teacher, topic_of()).agreement

    actions.change_anchor(topic_of(), assignment.teacher, made[0], agreed("Changed.", 5))

    standing = standing_of(assignment.teacher, topic_of())
    assert standing.finished
    assert (standing.agreement.equal, standing.agreement.count) == (1, 3)
    assert sorted(standing.agreement.pairs) == sorted(before.pairs)
    assert owes_exercise(assignment.teacher, topic_of())
    actions.go_on(topic_of(), assignment.teacher, LATER)
    assert not owes_exercise(assignment.teacher, topic_of())


def test_who_goes_on_without_the_anchors_is_not_asked_again(assignment):
    anchors(assignment.teacher)

    actions.go_on(topic_of(), assignment.teacher, LATER)

    assert not owes_exercise(assignment.teacher, topic_of())


def test_an_anchor_is_marked_once(assignment):
    anchors(assignment.teacher)
    [first, *_] = reading.trials_of(actions.begin_exercise(topic_of(), assignment.teacher, LATER))
    give(assignment.teacher, first, 5)

    with pytest.raises(GivenAlready):
        give(assignment.teacher, first, 9)

    assert first.mark == 5


def test_an_anchor_that_is_withdrawn_while_somebody_marks_it_is_gone(assignment):
    made = anchors(assignment.teacher, 2, 5, 8, 11)
    exercise = actions.begin_exercise(topic_of(), assignment.teacher, LATER)
    trial = next(t for t in reading.trials_of(exercise) if t.anchor_id == made[0].id)
    actions.withdraw(made[0], LATER)
    db.session.flush()

    with pytest.raises(AnchorGone):
        give(assignment.teacher, trial, 2)

    assert trial not in standing_of(assignment.teacher, topic_of()).left


def test_a_mark_under_another_scheme_or_outside_the_level_is_not_kept(make: Make, assignment):
    anchors(assignment.teacher)
    [trial, *_] = reading.trials_of(actions.begin_exercise(topic_of(), assignment.teacher, LATER))
    stale = given(5)
    published(make, other_scheme())

    with pytest.raises(SchemeChanged):
        actions.give(topic_of(), assignment.teacher, trial, stale, LATER)
    outside = type(stale)(1, Fraction(16), "", (), topic_of().version.id, 0)
    with pytest.raises(OutsideLevel):
        actions.give(topic_of(), assignment.teacher, trial, outside, LATER)

    assert trial.mark is None


def test_an_anchor_comes_round_after_so_many_scripts_and_touches_nobodys_mark(
    make: Make, assignment
):
    marker = assignment.teacher
    anchors(marker, every=2)
    through(marker)
    scripts = [essay(make, assignment) for _ in range(4)]
    beside = scripts[3].id

    marked(scripts[0], marker, now=SOON)
    assert actions.serve(topic_of(), marker, beside, SOON) is None
    marked(scripts[1], marker, now=SOON)
    trial = actions.serve(topic_of(), marker, beside, SOON)
    before = db.session.scalar(db.select(db.func.count(GivenMark.id)))
    give(marker, trial, 7, SOON)

    assert trial.exercise_id is None
    assert db.session.scalar(db.select(db.func.count(GivenMark.id))) == before
    assert scripts[3].state is State.WAITING
    assert actions.serve(topic_of(), marker, beside, SOON + timedelta(hours=1)) is None


def test_an_anchor_that_was_left_open_lies_there_until_it_is_marked_or_skipped(
    make: Make, assignment
):
    marker = assignment.teacher
    anchors(marker, every=1)
    through(marker)
    marked(essay(make, assignment), marker, now=SOON)
    beside = essay(make, assignment).id
    trial = actions.serve(topic_of(), marker, beside, SOON)

    assert actions.serve(topic_of(), marker, beside, SOON) is trial
    actions.skip(trial, SOON)
    db.session.flush()

    assert actions.serve(topic_of(), marker, beside, SOON + timedelta(hours=1)) is None
    assert trial.mark is None


def test_returning_anchors_take_turns(make: Make, assignment):
    marker = assignment.teacher
    made = anchors(marker, every=1)
    through(marker)
    seen = []
    for hour in range(3):
        now = SOON + timedelta(hours=hour)
        script = essay(make, assignment)
        marked(script, marker, now=now)
        trial = actions.serve(topic_of(), marker, script.id, now)
        seen.append(trial.anchor_id)
        give(marker, trial, 5, now)

    assert sorted(seen) == [each.id for each in made]


@pytest.mark.parametrize(("on", "every"), [(False, 1), (True, 0)])
def test_no_anchor_comes_round_where_that_is_switched_off(make: Make, assignment, on, every):
    marker = assignment.teacher
    anchors(marker, on=on, every=every)
    script = essay(make, assignment)
    marked(script, marker, now=SOON)

    assert actions.serve(topic_of(), marker, script.id, SOON) is None


def test_the_record_shows_each_marker_over_time_to_those_who_share_it(make: Make, assignment):
    marker, colleague = assignment.teacher, co_teacher(make, assignment)
    anchors(marker)
    through(marker, 5, 5, 5)
    through(colleague, 9, 9, 9)

    drifts = set_up_of(marker, topic_of(), LATER).drifts

    assert [each.marker for each in drifts] == sorted([marker.name, colleague.name])
    means = {each.marker: each.agreement.mean_difference for each in drifts}
    assert means == {marker.name: 0, colleague.name: 4}
    assert set_up_of(make.teacher(), topic_of(), LATER).drifts == []


def test_an_anchor_outlives_the_script_it_was_copied_from(make: Make, assignment):
    response = essay(make, assignment)
    marked(response, assignment.teacher)
    made = anchor(assignment.teacher, response.fields["text"][0], 5)
    words = made.text

    db.session.delete(response.attempt)
    db.session.flush()
    db.session.expire_all()

    assert db.session.get(Anchor, made.id).text == words


def test_anchors_do_not_stand_in_line(make: Make, assignment):
    marker = assignment.teacher
    script = essay(make, assignment)
    anchors(marker, every=1)
    through(marker)
    db.session.add(
        Trial(
            anchor=reading.all_anchors(marker, topic_of())[0],
            marker_id=marker.id,
            beside_id=script.id,
            served_at=LATER,
        )
    )
    db.session.flush()

    assert [each.id for each in line.scripts_of(marker, "test", ESSAY, LATER)] == [script.id]


def test_an_anchor_that_no_longer_fits_does_not_hide_one_that_was_left(make: Make):
    assignment = quiz(make)
    teacher = assignment.teacher
    made = anchors(teacher, 2, 5, 8, 9, every=1)
    waits = essay(make, assignment)
    marked(essay(make, assignment), teacher, LATER + timedelta(minutes=1))
    first = actions.serve(topic_of(), teacher, waits.id, LATER + timedelta(minutes=2))
    first.anchor.mark_numerator = 999
    marked(essay(make, assignment), teacher, LATER + timedelta(minutes=3))
    second = actions.serve(topic_of(), teacher, waits.id, LATER + timedelta(minutes=4))

    again = actions.serve(topic_of(), teacher, waits.id, LATER + timedelta(minutes=5))

    assert second.anchor in made
    assert second is not first
    assert again is second
