"""The rules, held by the database: what a class forbids is not recorded, whoever presses how often at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from app.classroom import Attempt, Records, schema
from app.classroom.hosting import (
    Classroom,
    Hosting,
    Reason,
    RefusedError,
    Rules,
    Standing,
    Teacher,
    Thing,
    tables,
)
from exercises._engine.types import Verdict, VerdictKind

OWNER, STUDENT, OTHER = "o" * 43, "s" * 43, "t" * 43
MakeAttempt = Callable[..., Attempt]


class Room:
    """A class with one exercise in it, and one student."""

    def __init__(self, hosting: Hosting, learner: UUID, name: str = "Vision") -> None:
        self.hosting = hosting
        self.classroom: Classroom = hosting.classrooms.open(OWNER, name).classroom
        who = hosting.classrooms.teacher(OWNER, self.classroom.id)
        assert who
        self.who: Teacher = who
        self.member = hosting.members.join(learner, self.classroom.join_code, "Heron").member
        self.unit = hosting.assignments.add_unit(who, "Week 1")
        hosting.assignments.add(who, self.unit, [Thing(exercise="mean_iou")])
        self.item = hosting.assignments.units(who)[0].items[0].id

    def rule(self, **rules: Any) -> None:
        self.hosting.assignments.set_rules(self.who, [self.item], Rules(**rules))


@pytest.fixture
def learner(records: Records) -> UUID:
    return records.ensure_learner(STUDENT)


@pytest.fixture
def room(hosting: Hosting, learner: UUID) -> Room:
    return Room(hosting, learner)


@contextmanager
def counting(records: Records) -> Iterator[list[str]]:
    """The statements that are sent to the database meanwhile."""
    sent: list[str] = []

    def note(*seen: Any) -> None:
        sent.append(seen[2])

    engine = records.database._engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_no_more_is_recorded_than_allowed(
    records: Records, room: Room, learner: UUID, make_attempt: MakeAttempt
) -> None:
    room.rule(attempts=2)
    first = make_attempt(learner)
    records.record(first)
    records.record(make_attempt(learner))
    with pytest.raises(RefusedError, match="No attempt is left") as refused:
        records.record(make_attempt(learner, passed=True))
    assert refused.value.refusal.reason is Reason.SPENT
    assert len(records.attempts(learner)) == 2 and not records.progress(learner).of("mean_iou").passed
    assert not records.record(first).new  # sent again, it is what it was
    records.record(make_attempt(learner, exercise="another"))  # which no class assigns


def test_presses_at_once_do_not_get_past_the_last_attempt(
    records: Records,
    room: Room,
    learner: UUID,
    make_attempt: MakeAttempt,
    in_threads: Callable[..., list[Any]],
) -> None:
    room.rule(attempts=3)
    results = in_threads(8, lambda _: records.record(make_attempt(learner, passed=True)))
    assert sum(isinstance(each, RefusedError) for each in results) == 5
    assert len(records.attempts(learner)) == 3
    assert [each.left for each in room.hosting.standings.of(learner, "mean_iou")] == [0]


def test_two_processes_hold_to_it_together(
    records: Records,
    other_process: Records,
    room: Room,
    learner: UUID,
    make_attempt: MakeAttempt,
    in_threads: Callable[..., list[Any]],
) -> None:
    room.rule(attempts=1)
    both = (records, other_process)
    results = in_threads(6, lambda index: both[index % 2].record(make_attempt(learner)))
    assert sum(isinstance(each, RefusedError) for each in results) == 5
    assert len(records.attempts(learner)) == 1


def test_what_could_not_be_graded_costs_nothing(
    records: Records, room: Room, learner: UUID, make_attempt: MakeAttempt
) -> None:
    room.rule(attempts=1, cooldown=3600)
    verdict = Verdict("mean_iou", False, VerdictKind.INVALID, "Not a number.")
    for _ in range(3):
        records.record(make_attempt(learner, verdict=verdict))
    records.record(make_attempt(learner))
    with pytest.raises(RefusedError):
        records.record(make_attempt(learner))


def test_closing_holds_at_once_and_opening_too(
    records: Records, room: Room, learner: UUID, make_attempt: MakeAttempt
) -> None:
    room.hosting.assignments.set_closed(room.who, [room.item], True)
    with pytest.raises(RefusedError, match="closed"):
        records.record(make_attempt(learner))
    room.rule(attempts=5)  # new rules leave it closed
    with pytest.raises(RefusedError, match="closed"):
        records.record(make_attempt(learner))
    room.hosting.assignments.set_closed(room.who, [room.item], False)
    records.record(make_attempt(learner))


def test_what_came_in_time_is_not_late_because_grading_took_a_while(
    records: Records, room: Room, learner: UUID, make_attempt: MakeAttempt
) -> None:
    due = schema.now() - timedelta(minutes=1)
    room.rule(due=due, late_percent=100)
    with pytest.raises(RefusedError, match="was due"):
        records.record(make_attempt(learner))
    just_in_time = make_attempt(learner, passed=True, received=due)
    with records.database.write() as connection:  # or the class would be younger than the answer
        connection.execute(tables.classroom.update().values(created=due - timedelta(days=1)))
    assert records.record(just_in_time).created == due
    future = make_attempt(learner, exercise="another", received=schema.now() + timedelta(days=1))
    assert records.record(future).created <= schema.now()


def test_an_extension_is_for_one_student(
    records: Records, hosting: Hosting, room: Room, learner: UUID, make_attempt: MakeAttempt
) -> None:
    other = records.ensure_learner(OTHER)
    hosting.members.join(other, room.classroom.join_code, "Robin")
    room.rule(attempts=1, due=schema.now() - timedelta(hours=1), late_percent=100)
    hosting.assignments.extend(room.who, room.item, room.member, schema.now() + timedelta(hours=1), 2)
    records.record(make_attempt(learner))
    records.record(make_attempt(learner))
    for each in (learner, other):
        with pytest.raises(RefusedError):
            records.record(make_attempt(each))
    (given,) = hosting.assignments.extensions(room.who)
    assert (given.name, given.attempts) == ("Heron", 2)
    hosting.assignments.extend(room.who, room.item, room.member, None, None)
    assert hosting.assignments.extensions(room.who) == ()


def test_every_class_of_a_learner_has_its_say(
    records: Records, hosting: Hosting, room: Room, learner: UUID, make_attempt: MakeAttempt
) -> None:
    second = Room(hosting, learner, "Evening class")
    room.rule(attempts=3)
    second.rule(attempts=1)
    records.record(make_attempt(learner))
    with pytest.raises(RefusedError) as refused:
        records.record(make_attempt(learner))
    assert refused.value.standing.class_name == "Evening class"
    hosting.members.leave(learner, second.classroom.id)
    records.record(make_attempt(learner))
    hosting.members.join(learner, second.classroom.join_code, "Heron")  # leaving gave no attempt more
    with pytest.raises(RefusedError):
        records.record(make_attempt(learner))


def test_what_was_done_before_the_class_was_opened_does_not_count(
    records: Records, hosting: Hosting, learner: UUID, make_attempt: MakeAttempt
) -> None:
    for _ in range(3):
        records.record(make_attempt(learner, passed=True))
    room = Room(hosting, learner)
    room.rule(attempts=1)
    (standing,) = hosting.standings.of(learner, "mean_iou")
    assert standing.graded == () and not standing.passed
    records.record(make_attempt(learner, passed=True))
    (standing,) = hosting.standings.of(learner, "mean_iou")
    assert standing.passed and standing.points == 10


def test_a_page_learns_of_it_as_it_arrives(
    records: Records, room: Room, learner: UUID, make_attempt: MakeAttempt
) -> None:
    room.rule(attempts=2)

    def left() -> int | None:
        arrived = records.arrived(STUDENT, lately=True)
        assert arrived
        (standing,) = arrived.standings["mean_iou"]
        assert isinstance(standing, Standing) and standing.class_name == "Vision"
        return standing.left

    assert left() == 2
    records.record(make_attempt(learner))
    assert left() == 1


def test_a_learner_in_no_class_costs_no_question_more(
    records: Records, room: Room, learner: UUID, make_attempt: MakeAttempt
) -> None:
    alone = records.ensure_learner(OTHER)
    records.record(make_attempt(alone))
    with counting(records) as sent:
        arrived = records.arrived(OTHER)
    assert arrived and not arrived.standings
    assert len([each for each in sent if each.lstrip().startswith("SELECT") and "FROM" in each]) == 1
    with counting(records) as sent:
        records.record(make_attempt(alone))
    assert not any("assigned" in each for each in sent)
    with counting(records) as sent:
        records.record(make_attempt(learner))
    assert any("assigned" in each for each in sent)


def test_what_is_no_longer_assigned_has_no_rules(
    records: Records, room: Room, learner: UUID, make_attempt: MakeAttempt
) -> None:
    room.rule(attempts=1)
    records.record(make_attempt(learner))
    room.hosting.assignments.delete_unit(room.who, room.unit)
    records.record(make_attempt(learner))
