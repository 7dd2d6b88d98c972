"""The grid of a class: how far each student is, who needs help, and what many get wrong."""

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, update

from app.classroom import Records, schema
from app.classroom.hosting import Cell, Hosting, NotAllowedError, Opened, Stand, Teacher
from app.classroom.hosting.tables import assigned, member, unit
from exercises._engine.types import VerdictKind

OWNER = "o" * 43
COURSE = {"argmax/why": ("a1", "a2"), "metrics/iou": ("m1",), "unet/skips": ("u1", "u2")}
Make = Callable[..., Any]


class Class:
    """A class, and its students, who try exercises at a moment of this test's choice."""

    def __init__(self, records: Records, hosting: Hosting, make: Make, verdict: Make) -> None:
        self.records, self.hosting, self._make, self._verdict = records, hosting, make, verdict
        self.opened: Opened = hosting.classrooms.open(OWNER, "Vision")
        self.id = self.opened.classroom.id
        self.learners: dict[str, UUID] = {}

    @property
    def teacher(self) -> Teacher:
        found = self.hosting.classrooms.teacher(OWNER, self.id)
        assert found
        return found

    def join(self, *names: str) -> None:
        for name in names:
            learner = self.records.ensure_learner(name.ljust(43, "_"))
            self.hosting.members.join(learner, self.opened.classroom.join_code, name)
            self.learners[name] = learner
            self._put(member, member.c.learner_id == learner, joined=schema.now() - timedelta(days=1))

    def tries(
        self,
        name: str,
        exercise: str,
        passed: bool = False,
        ago: timedelta = timedelta(minutes=1),
        layer: str = "blanks",
        **verdict: Any,
    ) -> None:
        given = self._verdict(passed, **verdict)
        attempt = self._make(
            self.learners[name], passed, exercise=exercise, layer=layer, verdict=given, submission=name
        )
        self.records.record(attempt)
        self._put(schema.attempt, schema.attempt.c.id == attempt.id, created=schema.now() - ago)
        self.records.rebuild_progress(self.learners[name])

    def grid(self) -> dict[str, dict[str, Cell]]:
        grid = self.hosting.grids.of_class(self.teacher, COURSE)
        return {row.name: dict(row.cells) for row in grid.rows}

    def cell(self, name: str, exercise: str = "a1") -> Cell:
        return self.grid()[name][exercise]

    def idle(self) -> set[str]:
        return {row.name for row in self.hosting.grids.of_class(self.teacher, COURSE).rows if row.idle}

    def assign(self, *rows: dict[str, Any]) -> None:
        with self.records.database.write() as connection:
            ids = [uuid4(), uuid4()]
            connection.execute(
                insert(unit),
                [
                    {"id": id, "classroom_id": self.id, "title": "t", "position": at, "created": schema.now()}
                    for at, id in enumerate(ids)
                ],
            )
            for at, row in enumerate(rows):
                which = {"unit_id": ids[row.pop("unit", 0)], "classroom_id": self.id, "id": uuid4()}
                connection.execute(insert(assigned).values(position=at, created=schema.now(), **which, **row))

    def _put(self, table: Any, where: Any, **values: Any) -> None:
        with self.records.database.write() as connection:
            connection.execute(update(table).where(where).values(**values))


@pytest.fixture
def room(records: Records, hosting: Hosting, make_attempt: Make, verdict: Make) -> Class:
    return Class(records, hosting, make_attempt, verdict)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_each_student_stands_somewhere_at_each_exercise(room: Class) -> None:
    room.join("Ada", "Ben")
    room.tries("Ada", "a1", passed=True)
    room.tries("Ada", "a2", ago=minutes(3))
    room.tries("Ada", "a2", passed=True, ago=minutes(2))
    room.tries("Ada", "a2")  # who tries another one after passing has passed nevertheless
    room.tries("Ada", "m1", passed=True, layer="unaided")
    room.tries("Ada", "u1")
    room.records.open_hint(room.learners["Ben"], "u1", 1)
    assert room.grid() == {
        "Ada": {
            "a1": Cell(Stand.FIRST_TRY, 0, 0),
            "a2": Cell(Stand.PASSED, 1, 0),
            "m1": Cell(Stand.UNAIDED, 0, 0),
            "u1": Cell(Stand.TRYING, 1, 0),
        },
        "Ben": {"u1": Cell(Stand.NOT_BEGUN, 0, 1)},
    }


def test_the_exercises_are_those_touched_in_the_order_of_the_course(room: Class) -> None:
    assert room.hosting.grids.of_class(room.teacher, COURSE).exercises == ()
    room.join("Ben", "ada")
    for exercise in ("u1", "gone", "a2"):
        room.tries("Ben", exercise)
    grid = room.hosting.grids.of_class(room.teacher, COURSE)
    assert grid.exercises == ("a2", "u1", "gone")
    assert [row.name for row in grid.rows] == ["ada", "Ben"]


def test_what_is_assigned_comes_first_and_alone(room: Class) -> None:
    room.join("Ada")
    for exercise in ("a1", "m1", "u1"):
        room.tries("Ada", exercise)
    room.assign(
        {"unit": 1, "section": "argmax/why"},
        {"exercise": "u2"},
        {"exercise": "u1"},
        {"unit": 1, "exercise": "u1x"},
        {"unit": 1, "section": "unet/skips"},
        {"section": "no/more"},
    )
    grid = room.hosting.grids.of_class(room.teacher, COURSE)
    assert grid.exercises == ("u2", "u1", "a1", "a2", "u1x")
    assert set(grid.rows[0].cells) == {"a1", "u1"}


def test_who_fails_often_is_stuck_until_they_pass_or_leave(room: Class) -> None:
    room.join("Ada", "Ben")
    for ago in (30, 20):
        room.tries("Ada", "a1", ago=minutes(ago))
    room.tries("Ada", "m1", passed=True, ago=minutes(1))
    assert not room.cell("Ada").stuck
    room.tries("Ada", "a1", ago=minutes(10))
    assert room.cell("Ada").stuck
    room.hosting.classrooms.change(room.teacher, stuck_failures=4)
    assert not room.cell("Ada").stuck
    room.hosting.classrooms.change(room.teacher, stuck_failures=1)
    assert room.cell("Ada").stuck
    room.tries("Ada", "a1", passed=True)
    assert room.cell("Ada") == Cell(Stand.PASSED, 3, 0)
    for _ in range(3):
        room.tries("Ben", "a1", ago=minutes(61))
    assert room.cell("Ben") == Cell(Stand.TRYING, 3, 0), "an hour later they are at something else"


def test_who_is_at_it_for_long_is_stuck_unless_they_passed_something_meanwhile(room: Class) -> None:
    room.join("Ada")
    room.tries("Ada", "a1", ago=minutes(9))
    assert not room.cell("Ada").stuck
    room.tries("Ada", "a1", ago=minutes(11))
    assert room.cell("Ada").stuck
    room.tries("Ada", "m1", passed=True, ago=minutes(12))
    assert room.cell("Ada").stuck
    room.tries("Ada", "a2", passed=True, ago=minutes(5))
    assert not room.cell("Ada").stuck
    room.hosting.classrooms.change(room.teacher, stuck_minutes=4)
    assert not room.cell("Ada").stuck, "what was passed counts, however long ago"


def test_a_try_of_yesterday_does_not_make_the_first_of_today_a_long_one(room: Class) -> None:
    room.join("Ada")
    room.tries("Ada", "a1", ago=timedelta(days=1))
    room.tries("Ada", "a1", ago=minutes(2))
    assert not room.cell("Ada").stuck


def test_many_tries_in_a_short_time_or_many_hints_are_hasty(room: Class) -> None:
    room.join("Ada", "Ben")
    room.hosting.classrooms.change(room.teacher, stuck_failures=100)
    for _ in range(4):
        room.tries("Ada", "a1")
    assert not room.cell("Ada").hasty
    room.tries("Ada", "a1", ago=minutes(3))
    assert not room.cell("Ada").hasty
    room.tries("Ada", "a1")
    assert room.cell("Ada").hasty
    for number in (1, 2, 3):
        room.tries("Ben", "a1")
        assert not room.cell("Ben").hasty
        room.records.open_hint(room.learners["Ben"], "a1", number)
    assert room.cell("Ben").hasty


def test_who_does_nothing_while_the_class_works_is_idle(room: Class) -> None:
    room.join("Ada", "Ben", "Cyd", "Dan", "Eve")
    assert room.idle() == set()
    room.tries("Ada", "a1")
    assert room.idle() == set(), "one in five is no lesson"
    room.tries("Ben", "a1")
    room.tries("Cyd", "a1", ago=minutes(11))
    assert room.idle() == {"Cyd", "Dan", "Eve"}
    room.tries("Dan", "not in the course")
    assert room.idle() == {"Cyd", "Eve"}


def test_only_those_who_are_in_the_class_are_seen_and_only_by_its_instructors(
    room: Class, hosting: Hosting
) -> None:
    room.join("Ada", "Ben")
    room.tries("Ada", "a1")
    room.tries("Ben", "a1")
    stranger = room.records.ensure_learner("x" * 43)
    room.learners["stranger"] = stranger
    room.tries("stranger", "a1")
    hosting.members.leave(room.learners["Ben"], room.id)
    assert set(room.grid()) == {"Ada"}
    other = Teacher(room.id, "x" * 43, room.teacher.role)
    [ada] = hosting.members.of_class(room.teacher)
    for ask in (
        lambda: hosting.grids.of_class(other, COURSE),
        lambda: hosting.grids.mistakes(other),
        lambda: hosting.grids.passings(other),
        lambda: hosting.grids.attempts(other, ada.id, "a1"),
    ):
        with pytest.raises(NotAllowedError):
            ask()


def test_the_answers_of_a_student_are_those_of_this_class(room: Class, hosting: Hosting) -> None:
    room.join("Ada")
    room.tries("Ada", "a1", ago=minutes(2))
    room.tries("Ada", "a1", passed=True)
    room.tries("Ada", "a2")
    [ada] = hosting.members.of_class(room.teacher)
    found = hosting.grids.attempts(room.teacher, ada.id, "a1")
    assert [each.attempt.verdict.passed for each in found] == [True, False]
    another = hosting.classrooms.open(OWNER, "Another").classroom.id
    teacher = hosting.classrooms.teacher(OWNER, another)
    assert teacher
    with pytest.raises(NotAllowedError):
        hosting.grids.attempts(teacher, ada.id, "a1")


def test_common_mistakes_are_counted_by_students_and_told_without_names(
    room: Class, hosting: Hosting
) -> None:
    room.join("Ada", "Ben", "Cyd", "Dan", "Eve")
    rows: dict[str, Any] = {
        "kind": VerdictKind.MISTAKE,
        "mistake": "rows",
        "message": "Rows and columns are swapped.",
    }
    off: dict[str, Any] = rows | {"mistake": "off", "message": "One too many."}
    for name in ("Ada", "Ben", "Cyd", "Dan"):
        room.tries(name, "a1", **rows)
    for _ in range(9):
        room.tries("Eve", "a1", **off)
    room.tries("Eve", "m1", **off)
    room.tries("Eve", "a2")  # wrong, and no known mistake
    found = hosting.grids.mistakes(room.teacher)
    told = [(each.exercise, each.mistake, each.message, each.students) for each in found]
    assert told[0] == ("a1", "rows", "Rows and columns are swapped.", 4)
    assert sorted(told[1:]) == [("a1", "off", "One too many.", 1), ("m1", "off", "One too many.", 1)]
    assert len(found[0].samples) == 3
    assert set(found[0].samples) < {"Ada", "Ben", "Cyd", "Dan"}
    assert [each.samples for each in found[1:]] == [("Eve",), ("Eve",)], "one of each student"


def test_passings_tell_when(room: Class, hosting: Hosting) -> None:
    room.join("Ada", "Ben")
    room.tries("Ada", "a1", passed=True, ago=minutes(5))
    room.tries("Ben", "a1", passed=True, ago=minutes(9))
    room.tries("Ben", "a2")
    moments = [each.moment for each in hosting.grids.passings(room.teacher)]
    assert moments == sorted(moments) and len(moments) == 2
    assert isinstance(moments[0], datetime)


def test_a_watch_tells_what_reading_all_tells(room: Class, hosting: Hosting) -> None:
    """Whatever happens in which order: each look reads only what changed."""
    chance = random.Random(7)
    watch = hosting.grids.watch(COURSE)
    names = ["Ada", "Ben", "Cyd"]
    room.join(*names)
    for turn in range(40):
        match chance.randrange(8):
            case 0 if len(names) < 5:
                names.append(f"New {turn}")
                room.join(names[-1])
            case 1 if len(names) > 2:
                hosting.members.leave(room.learners[names.pop(0)], room.id)
            case 2:
                hosting.classrooms.change(room.teacher, stuck_failures=chance.randint(1, 4))
            case 3:
                room.assign({"exercise": f"x{turn}"}, {"section": chance.choice(list(COURSE))})
            case _:
                exercise = chance.choice(["a1", "a2", "m1", "u1"])
                attempt = room._make(
                    room.learners[chance.choice(names)], chance.random() < 0.4, exercise=exercise
                )
                room.records.record(attempt)
        seen = watch.look(room.teacher)
        assert seen == hosting.grids.of_class(room.teacher, COURSE)
    before = {row.member: row for row in watch.look(room.teacher).rows}
    after = {row.member: row for row in watch.look(room.teacher).rows}
    assert all(after[id] is row for id, row in before.items())


@pytest.mark.timed
def test_a_large_class_is_read_fast(records: Records, hosting: Hosting) -> None:
    """300 students, 60 exercises, 3 attempts at each."""
    opened = hosting.classrooms.open(OWNER, "Large")
    teacher = hosting.classrooms.teacher(OWNER, opened.classroom.id)
    assert teacher
    learners = [uuid4() for _ in range(300)]
    exercises = tuple(f"exercise_{number}" for number in range(60))
    begin = schema.now() - timedelta(hours=3)
    values = {"content_hash": "", "variant_seed": 1, "points": 10, "layer": "blanks", "submission": "x" * 500}
    attempts = [
        values
        | {
            "id": uuid4(),
            "learner_id": learner,
            "exercise": exercise,
            "verdict": {"kind": "wrong"},
            "passed": turn == 2,
            "kind": "passed" if turn == 2 else "wrong",
            "created": begin + timedelta(minutes=3 * number + turn),
        }
        for learner in learners
        for number, exercise in enumerate(exercises)
        for turn in range(3)
    ]
    done = [
        {
            "learner_id": each["learner_id"],
            "exercise": each["exercise"],
            "attempts": 3,
            "hints_opened": 0,
            "passed_at": each["created"],
            "passed_points": 10,
            "unaided_at": None,
            "unaided_points": 0,
        }
        for each in attempts
        if each["passed"]
    ]
    with records.database.write() as connection:
        connection.execute(insert(schema.learner), [{"id": each, "created": begin} for each in learners])
        rows = [
            {"id": uuid4(), "classroom_id": opened.classroom.id, "learner_id": each, "name": f"{at}"}
            for at, each in enumerate(learners)
        ]
        connection.execute(insert(member), [row | {"joined": begin, "quiet": False} for row in rows])
        for at in range(0, len(attempts), 5000):
            connection.execute(insert(schema.attempt), attempts[at : at + 5000])
        connection.execute(insert(schema.progress), done)
    watch = hosting.grids.watch({"a/b": exercises})
    started = time.perf_counter()
    grid = watch.look(teacher)
    first = time.perf_counter() - started
    assert (len(grid.rows), len(grid.rows[0].cells)) == (300, 60)
    assert grid.rows[0].cells["exercise_0"] == Cell(Stand.PASSED, 2, 0)
    started = time.perf_counter()
    watch.look(teacher)
    again = time.perf_counter() - started
    print(f"\nall of it {first:.3f} s, again {again:.3f} s")
    assert first < 2
    assert again < 0.3
