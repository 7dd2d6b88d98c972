"""How a class is doing: every student at every exercise, who needs help now, and the mistakes that many make."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, String, bindparam, case, func, select, type_coerce

from app.classroom import attempts, schema
from app.classroom.attempts import StoredAttempt
from app.classroom.database import Database
from app.classroom.hosting.access import NotAllowedError, Teacher, require
from app.classroom.hosting.classrooms import Classroom, find
from app.classroom.hosting.tables import assigned, member, unit

Course = Mapping[str, tuple[str, ...]]
"""The exercises of each section, `slug/name`, in the order of the course."""

LATELY = timedelta(hours=1)
"""Who has not tried an exercise for so long is not working on it now, and so not stuck at it."""

HASTE, HASTY_TRIES = timedelta(minutes=2), 5
"""So many tries within so long are tries without a thought."""

MANY_HINTS = 3
"""Who has opened so many hints of an exercise, and not passed it, may need somebody."""

LESSON_SHARE = 4
"""A student is idle only while one in so many of the class is working."""

_MOST_MISTAKES = 1000
_ALL_AGAIN = timedelta(seconds=30)  # an opened hint, or records that were merged, are seen then
_IN_DOUBT = timedelta(seconds=3)  # a row may reach the disk so long after the moment that stands in it
_NEVER = datetime(1, 1, 1, tzinfo=UTC)
_SAMPLES = 3

_INSIDE = (member.c.classroom_id == bindparam("classroom")) & member.c.removed.is_(None)


class Stand(IntEnum):
    """How far a student is with an exercise; of two that hold, the higher is told."""

    NOT_BEGUN = 0
    TRYING = 1
    PASSED = 2
    FIRST_TRY = 3
    """Passed, and nothing was tried before that."""
    UNAIDED = 4
    """Passed in the layer without given code."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A student at an exercise.

    `failures` are the tries before the first that passed, of whatever kind, and all of them if none did. `stuck`: as
    many failures as the class says, or so many minutes without passing anything, and still at it. `hasty`: many tries
    in a short time, or many hints.
    """

    stand: Stand
    failures: int
    hints: int
    stuck: bool = False
    hasty: bool = False


@dataclass(frozen=True)
class GridRow:
    """A student of the class, and their cells by exercise; what was not touched is left out.

    `idle`: they have tried nothing for as long as makes others stuck, while the class is working.
    """

    member: UUID
    name: str
    idle: bool
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Grid:
    """A class as it stood at a moment: its exercises in order, its students by name."""

    exercises: tuple[str, ...]
    rows: tuple[GridRow, ...]


@dataclass(frozen=True)
class CommonMistake:
    """A known mistake, how many students made it, and answers in which they did, the newest first, without names."""

    exercise: str
    mistake: str
    message: str
    students: int
    samples: tuple[Any, ...]


@dataclass(frozen=True)
class Passing:
    """Which exercise somebody in the class passed, and when."""

    exercise: str
    moment: datetime


class Grids:
    """How classes are doing; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_class(self, who: Teacher, course: Course) -> Grid:
        """All students at the exercises of the class.

        These are the assigned ones, in the instructor's order; where nothing is assigned, those that anybody has
        touched, in the order of the course.
        """
        return self.watch(course).look(who)

    def watch(self, course: Course) -> "Watch":
        """What gives the grid of one class again and again."""
        return Watch(self._database, course)

    def attempts(self, who: Teacher, member_id: UUID, exercise: str) -> tuple[StoredAttempt, ...]:
        """What a student of the class answered to an exercise, the newest first; at most 50."""
        with self._database.read() as connection:
            require(connection, who)
            here = (member.c.id == member_id) & (member.c.classroom_id == who.classroom)
            learner = connection.execute(
                select(member.c.learner_id).where(here, member.c.removed.is_(None))
            ).scalar()
            if learner is None:
                raise NotAllowedError("This student is not in the class (any more).")
            return attempts.of_learner(connection, learner, exercise, 50)

    def mistakes(self, who: Teacher) -> tuple[CommonMistake, ...]:
        """The known mistakes that students of the class made, those of most students first.

        It looks at the newest thousand answers that were one.
        """
        table = schema.attempt.c
        newest = (
            select(table.id, table.created)
            .select_from(member)
            .join(schema.attempt, table.learner_id == member.c.learner_id)
            .where(_INSIDE, schema.IS_MISTAKE)
            .order_by(table.created.desc(), table.id)
            .limit(_MOST_MISTAKES)
            .subquery()
        )
        query = (
            select(table.learner_id, table.exercise, _raw(table.verdict).label("verdict"), table.submission)
            .join(newest, newest.c.id == table.id)
            .order_by(newest.c.created.desc(), newest.c.id)
        )
        with self._database.read() as connection:
            require(connection, who)
            rows = connection.execute(query, {"classroom": who.classroom}).all()
        return _common(rows)

    def passings(self, who: Teacher) -> tuple[Passing, ...]:
        """When each exercise was passed by somebody in the class, the first first."""
        table = schema.progress.c
        query = (
            select(table.exercise, table.passed_at)
            .join(member, member.c.learner_id == table.learner_id)
            .where(_INSIDE, table.passed_at.is_not(None))
            .order_by(table.passed_at, table.exercise)
        )
        with self._database.read() as connection:
            require(connection, who)
            rows = connection.execute(query, {"classroom": who.classroom})
            return tuple(Passing(*row) for row in rows)


class Watch:
    """The grid of one class, for one thread at a time; each look reads only what changed since the one before.

    A row of the grid that did not change is the same object as before.
    """

    def __init__(self, database: Database, course: Course) -> None:
        self._database, self._course = database, course
        self._read_at, self._all_read_at = _NEVER, _NEVER
        self._cells: dict[Any, dict[str, Cell]] = {}
        self._at_it: dict[Any, dict[str, Row[Any]]] = {}
        self._touched: set[str] = set()
        self._rows: dict[Any, GridRow] = {}

    def look(self, who: Teacher) -> Grid:
        """The grid as it stands now. Raises `NotAllowedError` if the browser was let out of the class."""
        moment = schema.now()
        with self._database.read() as connection:
            require(connection, who)
            classroom = find(connection, who.classroom)
            given = _assigned(connection, who.classroom, self._course)
            students = connection.execute(_STUDENTS, {"classroom": who.classroom}).all()
            known = self._cells.keys()
            if moment - self._all_read_at > _ALL_AGAIN or any(each.learner not in known for each in students):
                self._all_read_at = moment
                self._cells = {each.learner: {} for each in students}
                self._at_it = {each.learner: {} for each in students}
                self._touched = set()
                since, query = _NEVER, _CELLS
            else:
                since, query = self._read_at - _IN_DOUBT, _CHANGED_CELLS
            values = {"classroom": who.classroom, "lately": moment - LATELY, "since": since}
            changed = connection.execute(query, values).all()
        self._read_at = moment
        for row in changed:
            if row.learner in self._at_it:  # who left between the two queries is not
                self._at_it[row.learner][row.exercise] = row
                self._touched.add(row.exercise)
        return self._grid(classroom, given, students, moment)

    def _grid(
        self, classroom: Classroom, given: list[str], students: Sequence[Row[Any]], moment: datetime
    ) -> Grid:
        patience = moment - timedelta(minutes=classroom.stuck_minutes)
        working = sum(each.last is not None and each.last > patience for each in students)
        lesson = working > 0 and working * LESSON_SHARE >= len(students)
        rows: dict[Any, GridRow] = {}
        for each in students:
            self._judge(each, classroom.stuck_failures, patience, moment)
            cells = self._cells[each.learner]
            if given:
                cells = {exercise: cells[exercise] for exercise in given if exercise in cells}
            idle = lesson and max(each.joined, each.last or each.joined) <= patience
            row, before = GridRow(each.id, each.name, idle, cells), self._rows.get(each.learner)
            rows[each.learner] = before if before == row and before else row
        self._rows = rows
        shown = given or _in_order(self._course, self._touched)
        by_name = sorted(rows.values(), key=lambda row: (row.name.casefold(), row.member))
        return Grid(tuple(shown), tuple(by_name))

    def _judge(self, student: Row[Any], failures: int, patience: datetime, moment: datetime) -> None:
        """Bring the cells up to date that another try has changed, or that only the time may change."""
        cells, at_it = self._cells[student.learner], self._at_it[student.learner]
        changed: dict[str, Cell] = {}
        for exercise, row in list(at_it.items()):
            is_at_it = row.last is not None and row.last > moment - LATELY
            cell = _cell(row, failures, patience, student.passed, moment) if is_at_it else _settled(row)
            if cells.get(exercise) != cell:
                changed[exercise] = cell
            if not is_at_it:
                del at_it[exercise]
        if changed:  # a row that was given out keeps its own
            self._cells[student.learner] = cells | changed


def _raw(column: Any) -> Any:
    """A column as the database's driver gives it: of thousands of rows, little or nothing is shown."""
    return type_coerce(column, String)


def _students() -> Any:
    """The students of a class; when each tried anything last, and passed anything last."""
    progress, attempt = schema.progress.c, schema.attempt.c
    last = select(func.max(attempt.created)).where(attempt.learner_id == member.c.learner_id)
    passed = select(func.max(progress.passed_at)).where(progress.learner_id == member.c.learner_id)
    return select(
        _raw(member.c.learner_id).label("learner"),
        member.c.id,
        member.c.name,
        member.c.joined,
        last.scalar_subquery().label("last"),
        passed.scalar_subquery().label("passed"),
    ).where(_INSIDE)


def _cells(*, changed: bool) -> Any:
    """Each student at each exercise that they touched or, `changed`, that they tried after `since`.

    All that is needed of attempts stands in an index; their rows hold whole answers and are slow to read.
    """
    progress, attempt = schema.progress.c, schema.attempt.c
    is_open = progress.passed_at.is_(None)
    here = (attempt.learner_id == progress.learner_id) & (attempt.exercise == progress.exercise)
    tries = select(attempt.created).where(here).correlate(schema.progress)
    newest = tries.order_by(attempt.created.desc()).limit(1)
    failures = tries.with_only_columns(func.count()).where(is_open | (attempt.created < progress.passed_at))
    lately = attempt.created > bindparam("lately", type_=schema.Moment)
    since = tries.with_only_columns(func.min(attempt.created)).where(lately)

    def if_open(query: Select[Any], name: str) -> Any:
        return case((is_open, query.scalar_subquery())).label(name)

    query = (
        select(
            _raw(progress.learner_id).label("learner"),
            progress.exercise,
            progress.hints_opened.label("hints"),
            progress.unaided_at.is_not(None).label("unaided"),
            progress.passed_at.is_not(None).label("passed"),
            failures.scalar_subquery().label("failures"),
            if_open(newest, "last"),
            if_open(since, "since"),
            if_open(newest.offset(HASTY_TRIES - 1), "hasty"),
        )
        .select_from(schema.progress)
        .join(member, member.c.learner_id == progress.learner_id)
        .where(_INSIDE)
    )
    if not changed:
        return query
    tried = (
        select(attempt.learner_id, attempt.exercise)
        .join(member, member.c.learner_id == attempt.learner_id)
        .where(_INSIDE, attempt.created > bindparam("since", type_=schema.Moment))
        .distinct()
        .subquery()
    )
    here = (tried.c.learner_id == progress.learner_id) & (tried.c.exercise == progress.exercise)
    return query.join(tried, here)


_STUDENTS, _CELLS, _CHANGED_CELLS = _students(), _cells(changed=False), _cells(changed=True)


def _assigned(connection: Connection, classroom: UUID, course: Course) -> list[str]:
    """The exercises that the class was given, each once, in the instructor's order."""
    query = (
        select(assigned.c.section, assigned.c.exercise)
        .join(unit, unit.c.id == assigned.c.unit_id)
        .where(assigned.c.classroom_id == classroom)
        .order_by(unit.c.position, unit.c.id, assigned.c.position, assigned.c.id)
    )
    given: dict[str, None] = {}
    for section, exercise in connection.execute(query):
        given |= dict.fromkeys([exercise] if exercise else course.get(section, ()))
    return list(given)


def _in_order(course: Course, touched: set[str]) -> list[str]:
    """These exercises in the order of the course; those that it has no more come last."""
    ordered = dict.fromkeys(each for section in course.values() for each in section)
    return [each for each in ordered if each in touched] + sorted(touched - ordered.keys())


def _settled(row: Row[Any]) -> Cell:
    """A cell that only another try changes."""
    if not row.passed:
        return Cell(Stand.TRYING if row.failures else Stand.NOT_BEGUN, row.failures, row.hints)
    stand = Stand.UNAIDED if row.unaided else Stand.PASSED if row.failures else Stand.FIRST_TRY
    return Cell(stand, row.failures, row.hints)


def _cell(
    row: Row[Any], most_failures: int, patience: datetime, passed: datetime | None, moment: datetime
) -> Cell:
    """A cell that somebody is at; `patience` is when those began who are stuck now."""
    too_long = row.since <= patience and (passed is None or passed < row.since)
    in_haste = row.hasty is not None and row.hasty > moment - HASTE
    return Cell(
        Stand.TRYING,
        row.failures,
        row.hints,
        stuck=row.failures >= most_failures or too_long,
        hasty=in_haste or row.hints >= MANY_HINTS,
    )


def _common(rows: Any) -> tuple[CommonMistake, ...]:
    students: dict[tuple[str, str], set[UUID]] = defaultdict(set)
    messages: dict[tuple[str, str], str] = {}
    samples: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in rows:
        verdict = json.loads(row.verdict)  # as it is stored: its failing case may be large, and is not wanted
        key = row.exercise, verdict.get("mistake") or ""
        if row.learner_id not in students[key] and len(samples[key]) < _SAMPLES:
            samples[key].append(row.submission)
        students[key].add(row.learner_id)
        messages.setdefault(key, verdict.get("message", ""))
    ordered = Counter({key: len(each) for key, each in students.items()}).most_common()
    return tuple(
        CommonMistake(
            exercise, mistake, messages[exercise, mistake], count, tuple(samples[exercise, mistake])
        )
        for (exercise, mistake), count in ordered
    )
