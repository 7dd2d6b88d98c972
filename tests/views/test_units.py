"""Units of a class: on the first page, on a page of their own, and as an instructor looks at them."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app import state
from app.classroom import Records, schema
from app.classroom.hosting import Hosting, NotAllowedError, Role, Rules, Solution, Thing
from app.ui.shell import menu
from tests.views.visits import Visit, passing, texts

TEACHER = "o" * 43


class Room:
    """A class with two units, and one student in it."""

    def __init__(self, records: Records) -> None:
        self.hosting = Hosting(records.database, records.changes)
        self.token = secrets.token_urlsafe(32)
        self.learner = records.ensure_learner(self.token)
        opened = self.hosting.classrooms.open(TEACHER, "Vision *A*").classroom
        self.id = opened.id
        who = self.hosting.classrooms.teacher(TEACHER, opened.id)
        assert who
        self.who = who
        self.hosting.members.join(self.learner, opened.join_code, "Heron")
        change = self.hosting.assignments
        self.first, self.second = change.add_unit(who, "Week _1_"), change.add_unit(who, "Week 2")
        change.add(who, self.first, [Thing(section="argmax/levels"), Thing(exercise="argmax_ties")])
        change.add(who, self.second, [Thing(exercise="pixel_accuracy"), Thing(exercise="gone_for_good")])

    @property
    def unit_titles(self) -> list[str]:
        return [each.title for each in self.hosting.assignments.units(self.who)]

    def item_titles(self, unit: int = 0) -> list[str]:
        items = self.hosting.assignments.units(self.who)[unit].items
        return [each.thing.exercise or each.thing.section or "" for each in items]


@pytest.fixture
def room(records: Records, monkeypatch: pytest.MonkeyPatch) -> Room:
    monkeypatch.setattr(state, "timezone", lambda: "Europe/Berlin")
    return Room(records)


def links(test: Any) -> list[str]:
    return [each.proto.label for each in test.get("page_link")]


def heads(test: Any) -> list[str]:
    """The titles of the units that a page shows; the first page has heads of its own below."""
    own = {"Foundations", "Networks", "In the field", "Extensions", "Next term"}
    return [each.value for each in test.subheader if each.value not in own]


def test_the_first_page_shows_the_unit_to_go_on_with(visit: Visit, room: Room, records: Records) -> None:
    due = schema.now() + timedelta(days=2)
    item = room.hosting.assignments.units(room.who)[0].items[1].id
    room.hosting.assignments.set_rules(room.who, [item], Rules(due=due))
    test = visit("home", room.token)
    assert heads(test) == ["Week \\_1\\_"] and "Vision \\*A\\*" in texts(test)
    assert any(each.startswith("Exercise: Who wins a tie? · due ") for each in links(test))
    assert any(each.startswith("Pixels and argmax: One answer") for each in links(test))
    passing(records, room.token, "argmax_ties", layer="only")
    assert heads(visit("home", room.token)) == ["Week 2"]


def test_who_is_in_no_class_sees_no_unit(visit: Visit, room: Room, records: Records) -> None:
    other = secrets.token_urlsafe(32)
    passing(records, other, "argmax_ties", layer="only")
    assert heads(visit("home", other)) == []
    assert heads(visit("home")) == []


def asked(visit: Visit, token: str, unit: Any) -> Any:
    test = visit("join", token)
    test.query_params["unit"] = str(unit)
    return test.run()


def test_a_unit_has_a_page_of_its_own(visit: Visit, room: Room) -> None:
    test = asked(visit, room.token, room.second)
    assert not test.exception and heads(test) == ["Week 2"]
    assert [each for each in links(test) if each.startswith("Exercise")] == [
        "Exercise: Pixel accuracy · open"
    ]
    assert "Week \\_1\\_" in links(test)


@pytest.mark.parametrize("unit", ["own", "no unit"])
def test_a_stranger_is_told_to_join_first(visit: Visit, room: Room, unit: str) -> None:
    test = asked(visit, secrets.token_urlsafe(32), room.first if unit == "own" else unit)
    assert heads(test) == [] and "Join the class first" in test.info[0].value
    assert [each.value for each in test.title] == ["Join a class"]


def tab(visit: Visit, room: Room, token: str = TEACHER) -> Any:
    test = visit("teach", token)
    test.query_params["class"] = str(room.id)
    test.session_state["view"] = "tasks"
    return test.run()


def press(test: Any, label: str, number: int = 0) -> Any:
    return [each for each in test.button if each.label == label][number].click().run()


def test_an_instructor_puts_units_and_items_in_order(visit: Visit, room: Room) -> None:
    test = tab(visit, room)
    assert not test.exception and "gone\\_for\\_good (no longer" in texts(test).replace(
        "gone_for", "gone\\_for"
    )
    press(test, "Up")
    assert room.item_titles() == ["argmax_ties", "argmax/levels"]
    press(test, "Down")
    assert room.item_titles() == ["argmax/levels", "argmax_ties"]
    press(test, "Unit down")
    assert room.unit_titles == ["Week 2", "Week _1_"]
    press(test, "Remove", 1)
    assert room.item_titles() == ["pixel_accuracy"]
    press(test, "Close")
    assert room.hosting.assignments.units(room.who)[0].items[0].rules.closed
    assert "Closed." in texts(test)
    press(test, "Open")
    press(test, "Remove this unit")
    assert room.unit_titles == ["Week _1_"]


def test_an_instructor_adds_a_unit_and_what_is_in_it(visit: Visit, room: Room) -> None:
    test = tab(visit, room)
    press(test, "Make the unit")
    assert "Write a title first." in test.error[0].value
    [title] = [each for each in test.text_input if each.label == "Title of a new unit"]
    title.set_value("Week 3")
    press(test, "Make the unit")
    assert room.unit_titles[-1] == "Week 3"
    test.multiselect[2].set_value([Thing(section="metrics/overlap"), Thing(exercise="argmax_per_pixel")])
    press(test, "Add to this unit", 2)
    assert room.item_titles(2) == ["metrics/overlap", "argmax_per_pixel"]
    test.multiselect[2].set_value([Thing(exercise="argmax_ties")])
    press(test, "Add to this unit", 2)
    assert "an exercise is in one unit only" in test.error[0].value
    assert room.item_titles(2) == ["metrics/overlap", "argmax_per_pixel"]


def test_an_instructor_sets_rules_in_their_own_time_zone(visit: Visit, room: Room) -> None:
    def show_form(who: "Any", item: "Any") -> None:  # the dialog's own, which a page opens
        import streamlit as st

        from app.views.teach import rules

        if rules.form(who, item):
            st.markdown("Saved.")

    item = room.hosting.assignments.units(room.who)[1].items[0].id
    test: Any = AppTest.from_function(show_form, kwargs={"who": room.who, "item": item}).run()
    number = {each.label.split(" (")[0].split(",")[0]: each for each in test.number_input}
    number["Attempts that are graded"].set_value(3)
    number["What a late answer loses"].set_value(25)
    [due] = [each for each in test.get("datetime_input") if each.label.startswith("Due")]
    due.set_value(datetime(2027, 7, 1, 12, 0))
    press(test, "Save the rules")
    assert "Saved." in texts(test)
    rules = room.hosting.assignments.units(room.who)[1].items[0].rules
    assert (rules.attempts, rules.late_percent) == (3, 25)
    assert rules.due and rules.due.isoformat() == "2027-07-01T10:00:00+00:00"
    [due] = [each for each in test.get("datetime_input") if each.label.startswith("Due")]
    due.set_value(None)
    [solution] = [each for each in test.selectbox if "solution" in each.label]
    solution.select(Solution.DUE)
    press(test, "Save the rules")
    assert "give one" in test.error[0].value and "Saved." not in texts(test)
    words = "3 attempts, due Thursday 1 July 2027, 12:00, late answers lose 25 %."
    assert words in texts(tab(visit, room))


def test_who_may_look_finds_nothing_to_change(visit: Visit, room: Room, records: Records) -> None:
    secret = room.hosting.classrooms.renew_link(room.who, Role.LOOKS)
    looks = room.hosting.classrooms.enter("q" * 43, secret)
    assert looks
    test = tab(visit, room, "q" * 43)
    assert [each.label for each in test.button if each.label] == ["Look as a student"]
    with pytest.raises(NotAllowedError):
        room.hosting.assignments.add_unit(looks, "Mine")


def test_an_extension_is_given_and_taken_back(visit: Visit, room: Room) -> None:
    test = tab(visit, room)
    press(test, "Give it")
    assert "Choose a student" in test.error[0].value
    student = test.selectbox[0]
    student.set_value(student.proto.options and room.hosting.members.of_class(room.who)[0])
    item = room.hosting.assignments.units(room.who)[0].items[1].id
    [exercises] = [each for each in test.multiselect if each.label == "Exercises"]
    exercises.set_value([item])
    [attempts] = [each for each in test.number_input if each.label.startswith("Attempts in all")]
    attempts.set_value(5)
    press(test, "Give it")
    assert "Heron: Exercise: Who wins a tie?, 5 attempts in all" in texts(test)
    press(test, "Take back")
    assert room.hosting.assignments.extensions(room.who) == ()


def test_a_class_is_copied_for_next_term(visit: Visit, room: Room) -> None:
    test = tab(visit, room)
    [name] = [each for each in test.text_input if each.label == "What the copy is called"]
    name.set_value("Vision B")
    press(test, "Copy the class")
    assert [each.value for each in test.title] == ["Vision B"]
    assert len(room.hosting.classrooms.taught_by(TEACHER)) == 2


def test_looking_as_a_student_leaves_nothing(
    visit: Visit, room: Room, records: Records, make_count: Callable[[], int]
) -> None:
    room.hosting.assignments.set_rules(
        room.who, [room.hosting.assignments.units(room.who)[0].items[1].id], Rules(attempts=1)
    )
    asked = press(tab(visit, room), "Look as a student").session_state["looks-as-student"]
    test = visit("home", TEACHER)
    before = make_count()
    test.session_state["looks-as-student"] = asked
    test.run()
    assert "as a new student of **Vision \\*A\\***" in test.info[0].value
    assert heads(test) == ["Week \\_1\\_"]
    test.switch_page(str(menu.view("argmax"))).run()
    test.session_state["lines"] = {"exercise-argmax_ties": True}
    test.run()
    assert "1 of 1 attempt left" in texts(test) and "refuses cookies" not in str(test.warning)
    test.radio[-1].set_value(0).run()
    test.button(key="check-argmax_ties").click().run()
    assert "you look as a student" in texts(test)
    assert make_count() == before
    test.switch_page(str(menu.view("teach"))).run()
    assert not test.info and [each.value for each in test.title] == ["Teach a class"]


@pytest.fixture
def make_count(records: Records) -> Callable[[], int]:
    """How many rows all tables hold."""

    def count() -> int:
        with records.database.read() as connection:
            return sum(
                connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar() or 0
                for table in schema.METADATA.tables
            )

    return count
