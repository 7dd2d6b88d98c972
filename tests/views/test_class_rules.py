"""The exercise panel of a learner whose class has rules: they are told before, and hold."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from app import state
from app.classroom import Attempt, Records, schema
from app.classroom.hosting import Hosting, Rules, Solution, Teacher, Thing
from exercises._engine.catalogue import catalogue, variant
from exercises._engine.types import Verdict, VerdictKind
from tests.views.visits import Visit, texts

OWNER = "o" * 43
CHOICE, CODE = "argmax_ties", "argmax_per_pixel"


class Room:
    """A class with two exercises, and one student in it."""

    def __init__(self, records: Records) -> None:
        self.hosting = Hosting(records.database, records.changes)
        self.token = secrets.token_urlsafe(32)
        self.learner = records.ensure_learner(self.token)
        self.who = self.open("Vision")

    def open(self, name: str) -> Teacher:
        opened = self.hosting.classrooms.open(OWNER, name)
        who = self.hosting.classrooms.teacher(OWNER, opened.classroom.id)
        assert who
        self.hosting.members.join(self.learner, opened.classroom.join_code, "Heron")
        unit = self.hosting.assignments.add_unit(who, "Week 1")
        self.hosting.assignments.add(who, unit, [Thing(exercise=CHOICE), Thing(exercise=CODE)])
        return who

    def items(self, who: Teacher | None = None) -> list[UUID]:
        return [each.id for each in self.hosting.assignments.units(who or self.who)[0].items]

    def rule(self, who: Teacher | None = None, **rules: Any) -> None:
        self.hosting.assignments.set_rules(who or self.who, self.items(who), Rules(**rules))


@pytest.fixture
def room(records: Records, monkeypatch: pytest.MonkeyPatch) -> Room:
    monkeypatch.setattr(state, "timezone", lambda: "Asia/Tokyo")
    return Room(records)


@pytest.fixture
def opened(visit: Visit, room: Room) -> Callable[..., Any]:
    def open_box(exercise: str = CHOICE, token: str | None = None) -> Any:
        test = visit("argmax", token or room.token)
        test.session_state["lines"] = {f"exercise-{exercise}": True}
        return test.run()

    return open_box


def choose(test: Any, *, right: bool) -> Any:
    """Pick an option of the task that is shown, and check it."""
    [radio] = [each for each in test.radio if (each.key or "").startswith(f"choice-{CHOICE}-")]
    task = variant(catalogue()[CHOICE], int(radio.key.rsplit("-", 1)[1]))
    answer = next(index for index in range(len(task.options)) if (index == task.answer) is right)
    radio.set_value(answer).run()
    return test.button(key=f"check-{CHOICE}").click().run()


def submit(test: Any, code: str) -> Any:
    """Press the editor's Check, as the browser tells of it."""
    key = f"code_editor:{CODE}-blanks"
    memory = test.session_state[key]
    check = {"id": str(uuid4()), "text": code, "serial": memory.serial + 1}
    test.session_state[f"{key}:widget"] = {
        "check": check | {"epoch": memory.epoch, "revision": memory.revision}
    }
    return test.run()


def said(test: Any) -> str:
    return "\n".join(each.value for each in [*test.success, *test.warning])


def another_tab_answers(records: Records, learner: UUID, exercise: str = CHOICE) -> None:
    verdict = Verdict(exercise, False, VerdictKind.WRONG, "No.")
    records.record(Attempt(uuid4(), learner, exercise, "only", "hash", 1, 0, verdict, 10))


def test_attempts_and_the_due_date_are_told_and_counted_down(
    opened: Callable[..., Any], room: Room, records: Records
) -> None:
    room.rule(attempts=2, due=schema.now() + timedelta(days=30))
    test = opened()
    assert "2 of 2 attempts left, due " in texts(test)
    choose(test, right=False)
    assert "Not yet" in said(test) and "1 of 2 attempts left" in texts(test)
    test.button(key=f"next-{CHOICE}").click().run()
    choose(test, right=True)
    assert "Passed." in said(test) and "0 of 2 attempts left" in texts(test)
    test.button(key=f"again-{CHOICE}").click().run()
    choose(test, right=True)
    assert "No attempt is left" in said(test) and "Passed." not in said(test)
    assert len(records.attempts(room.learner)) == 2


def test_moments_are_told_in_the_readers_time_zone(opened: Callable[..., Any], room: Room) -> None:
    opens = schema.now().replace(hour=3, minute=30) + timedelta(days=40)
    room.rule(opens=opens)
    test = opened()
    assert f"{opens:%B}" in texts(test) and ", 12:30." in texts(test).replace(f" {opens:%Y}", "")
    choose(test, right=True)
    assert "12:30; nothing is graded before" in said(test) and "Passed" not in said(test)


def test_a_verdict_that_another_tab_was_faster_than_is_not_shown(
    opened: Callable[..., Any], room: Room, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.ui.exercise import grading

    room.rule(attempts=1)
    test = opened()
    record = grading.saving.save

    def slow(name: str, write: Any) -> Any:
        """The other tab's answer comes between grading and recording."""
        if name.startswith("attempt:"):
            another_tab_answers(records, room.learner)
        return record(name, write)

    monkeypatch.setattr(grading.saving, "save", slow)
    choose(test, right=True)
    assert "No attempt is left" in said(test) and "its verdict is not shown" in said(test)
    assert "Passed." not in said(test) and not test.success
    assert len(records.attempts(room.learner)) == 1
    assert "0 of 1 attempt left" in texts(test)


def test_closing_holds_for_a_page_that_was_open_before(opened: Callable[..., Any], room: Room) -> None:
    test = opened()
    room.hosting.assignments.set_closed(room.who, room.items(), True)
    choose(test, right=True)
    assert "closed this exercise" in said(test) and "Passed." not in said(test)
    room.hosting.assignments.set_closed(room.who, room.items(), False)
    choose(test, right=True)
    assert "Passed." in said(test) and "closed" not in said(test)


def test_two_classes_are_named(opened: Callable[..., Any], room: Room, records: Records) -> None:
    second = room.open("Evening *class*")
    room.rule(attempts=5)
    room.rule(second, attempts=1)
    test = opened()
    assert "Vision: 5 of 5 attempts left" in texts(test)
    assert "Evening \\*class\\*: 1 of 1 attempt left" in texts(test)
    choose(test, right=False)
    test.button(key=f"next-{CHOICE}").click().run()
    choose(test, right=True)
    assert "Evening \\*class\\*: No attempt is left" in said(test)


def test_the_solution_shows_when_the_class_says_so(
    opened: Callable[..., Any], room: Room, records: Records
) -> None:
    solution = catalogue()[CODE].solution_source.strip()

    def shown(test: Any) -> bool:
        return any(each.value.strip() == solution for each in test.code)

    now = schema.now()
    room.rule(solution=Solution.DUE, due=now + timedelta(days=1))
    test = submit(opened(CODE), solution)
    assert "Passed." in said(test) and not shown(test)
    assert "shows the solution after" in texts(test)
    room.rule(solution=Solution.NEVER)
    assert "does not show the solution" in texts(test.run()) and not shown(test)
    room.rule(solution=Solution.DUE, due=now - timedelta(seconds=1))
    assert shown(test.run())


def test_after_the_due_date_who_can_earn_nothing_more_sees_the_solution(
    opened: Callable[..., Any], room: Room
) -> None:
    room.rule(solution=Solution.DUE, due=schema.now() - timedelta(minutes=1), late_percent=50)
    solution = catalogue()[CODE].solution_source.strip()
    assert not any(each.value.strip() == solution for each in opened(CODE).code)
    room.rule(solution=Solution.DUE, due=schema.now() - timedelta(minutes=1), late_percent=100)
    test = opened(CODE)
    assert any(each.value.strip() == solution for each in test.code)
    assert "not graded after that" in texts(test)


def test_while_the_records_are_away_nothing_is_graded_in_vain(
    opened: Callable[..., Any], room: Room, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.rule(attempts=2)
    test = opened()
    with records.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE attempt RENAME TO away")
    choose(test, right=True)
    assert "cannot be reached" in said(test) and "Passed." not in said(test)
    with records.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO attempt")
    choose(test.run(), right=True)
    assert "Passed." in said(test)


def test_a_disk_that_is_full_keeps_the_verdict_back_until_it_is_saved(
    opened: Callable[..., Any], room: Room, records: Records
) -> None:
    room.rule(attempts=1)
    test = opened()
    with records.database.write() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON attempt BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    choose(test, right=True)
    assert "shown once it is saved" in said(test) and "Passed." not in said(test)
    with records.database.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")
    test.run()
    assert "Passed." in said(test) and "shown once" not in said(test)


def test_who_is_in_no_class_notices_nothing(opened: Callable[..., Any], room: Room) -> None:
    room.rule(attempts=1, closed=True)
    test = opened(token=secrets.token_urlsafe(32))
    assert "attempt left" not in texts(test)
    choose(test, right=True)
    assert "Passed." in said(test)
