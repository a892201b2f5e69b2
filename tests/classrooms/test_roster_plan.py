"""What a roster would do: who is meant by a line, and who must not be."""

from sys import modules

import pytest

from quizapp.classrooms.roster.plan import Kind, Known, Person, Place, Step, fingerprint, plan
from quizapp.classrooms.roster.rows import Row

ADA = Person(1, "ada", "Ada Lovelace", Place.HERE)
GRACE = Person(2, "grace", "Grace Hopper", Place.LEFT)
ALAN = Person(3, "alan", "Alan Turing", Place.NEAR)
EMMY = Person(4, "emmy", "Emmy Noether", Place.FAR)
MARIE = Person(5, "marie", "Marie Curie", Place.CLOSED)
KNOWN = Known([ADA, GRACE, ALAN, EMMY, MARIE])


def planned(*lines: tuple[str, str] | tuple[str, str, str], known: Known = KNOWN) -> list[Step]:
    return plan([Row(n, n, *line) for n, line in enumerate(lines, 2)], known)


def kinds(steps: list[Step]) -> list[Kind]:
    return [step.kind for step in steps]


def test_a_new_name_gets_an_account_and_a_free_user_name() -> None:
    (step,) = planned(("Emmy", ""))

    assert (step.kind, step.username) == (Kind.CREATE, "emmy2")


def test_new_user_names_do_not_collide_with_each_other_or_with_later_lines() -> None:
    steps = planned(("Max Planck", ""), ("Max M Planck", ""), ("Somebody", "max.planck"))

    assert [step.username for step in steps] == ["max.planck2", "max.planck3", "max.planck"]


def test_a_name_in_the_class_stays_as_it_is() -> None:
    assert kinds(planned(("ada LOVELACE", ""))) == [Kind.SKIP]


def test_a_user_name_with_another_name_corrects_the_name() -> None:
    (step,) = planned(("Ada King", "ada"))

    assert (step.kind, step.renames) == (Kind.CHANGE, True)


def test_a_password_is_a_change() -> None:
    (step,) = planned(("Ada Lovelace", "ada", "long-winter-7"))

    assert (step.kind, step.renames) == (Kind.CHANGE, False)


def test_who_left_or_is_in_a_class_nearby_is_put_into_the_class() -> None:
    steps = planned(("Grace Hopper", ""), ("Alan M Turing", "alan"))

    assert kinds(steps) == [Kind.ENROL, Kind.ENROL]
    assert [step.renames for step in steps] == [False, True]


def test_a_namesake_nearby_is_pointed_out_but_not_taken() -> None:
    (step,) = planned(("Alan Turing", ""))

    assert step.kind is Kind.CREATE
    assert "(alan)" in step.note


def test_strangers_and_closed_accounts_are_refused() -> None:
    steps = planned(("Emmy Noether", "emmy"), ("Marie Curie", "marie"))

    assert kinds(steps) == [Kind.REFUSE, Kind.REFUSE]
    assert "outside your classes" in steps[0].note
    assert "archived" in steps[1].note


def test_two_lines_about_one_person_are_one_too_many() -> None:
    steps = planned(("Ada Lovelace", ""), ("Ada K", "ada"), ("New", ""), ("NEW", ""))

    assert kinds(steps) == [Kind.SKIP, Kind.REFUSE, Kind.CREATE, Kind.REFUSE]
    assert "Line 2 is about the same account" in steps[1].note
    assert "Line 4 has the same name" in steps[3].note


def test_a_refused_line_does_not_stand_in_the_way_of_a_good_one() -> None:
    rows = [Row(2, 2, "New", problem="bad"), Row(3, 3, "New"), Row(4, 4, "", problem="bad")]

    assert kinds(plan(rows, KNOWN)) == [Kind.REFUSE, Kind.CREATE, Kind.REFUSE]


def test_two_students_of_one_name_need_user_names() -> None:
    twins = Known([ADA, Person(9, "ada2", "Ada Lovelace", Place.HERE)])

    assert kinds(planned(("Ada Lovelace", ""), known=twins)) == [Kind.REFUSE]
    assert kinds(planned(("Ada Lovelace", "ada2"), known=twins)) == [Kind.SKIP]


def test_a_fingerprint_changes_with_what_would_be_done_and_with_nothing_else() -> None:
    lines = (("Ada Lovelace", ""), ("New", ""))
    same = fingerprint(planned(*lines))

    assert fingerprint(planned(("New", ""))) != same
    assert fingerprint(planned(*lines, known=Known([ADA]))) == same
    assert fingerprint(planned(*lines, known=Known([]))) != same


def test_a_long_roster_is_not_compared_with_everybody_line_by_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = [Person(n, f"person{n}", f"Person {n}", Place.FAR) for n in range(300)]
    rows = [Row(n, n, f"Somebody {n}") for n in range(2, 302)]
    asked = []
    monkeypatch.setattr(modules[Known.__module__], "tidy", lambda name: asked.append(1) or name)

    steps = plan(rows, Known(people))

    assert kinds(steps) == [Kind.CREATE] * 300
    assert len(asked) <= len(people) + 4 * len(rows)
