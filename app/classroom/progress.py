"""How far a learner is: a projection of their attempts and opened hints, and the rule for points."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from app.classroom import schema

UNAIDED = "unaided"
"""The layer in which the learner writes everything themselves."""


@dataclass(frozen=True)
class ExerciseProgress:
    """How far one learner is with one exercise. Times are in UTC, None if it did not happen yet."""

    attempts: int = 0
    hints_opened: int = 0
    passed_at: datetime | None = None
    passed_points: int = 0
    unaided_at: datetime | None = None
    unaided_points: int = 0

    @property
    def passed(self) -> bool:
        """Whether it was passed in any layer."""
        return self.passed_at is not None

    @property
    def unaided(self) -> bool:
        """Whether it was passed without given code."""
        return self.unaided_at is not None

    @property
    def points(self) -> int:
        """All points earned with it."""
        return self.passed_points + self.unaided_points


_NAMES = tuple(each.name for each in fields(ExerciseProgress))

_TABLE = schema.progress.c
_ROW = select(schema.progress).where(
    (_TABLE.learner_id == bindparam("learner_id")) & (_TABLE.exercise == bindparam("exercise"))
)


@dataclass(frozen=True)
class Progress:
    """How far one learner is, by exercise id."""

    exercises: Mapping[str, ExerciseProgress]

    def of(self, exercise: str) -> ExerciseProgress:
        """Progress with this exercise; all zero if it was never touched."""
        return self.exercises.get(exercise, ExerciseProgress())

    @property
    def points(self) -> int:
        """All points earned."""
        return sum(each.points for each in self.exercises.values())


def after(
    before: ExerciseProgress, *, layer: str, passed: bool, points: int, created: datetime
) -> ExerciseProgress:
    """Progress with one exercise after one more attempt at it: the rule for points.

    The first pass earns the points of its attempt (see `points_at`); the first unaided pass earns half as much
    again, rounded up. Attempts give the same result in any order, so clocks that disagree do no harm.
    """
    result = replace(before, attempts=before.attempts + 1)
    if passed and _is_first(created, points, before.passed_at, before.passed_points):
        result = replace(result, passed_at=created, passed_points=points)
    bonus = unaided_bonus(points)
    if passed and layer == UNAIDED and _is_first(created, bonus, before.unaided_at, before.unaided_points):
        result = replace(result, unaided_at=created, unaided_points=bonus)
    return result


def points_at(points_by_try: Sequence[int], misses: int) -> int:
    """What passing earns after so many wrong answers; the last of `points_by_try` holds from there on."""
    return points_by_try[min(misses, len(points_by_try) - 1)]


def unaided_bonus(points: int) -> int:
    """What the first unaided pass earns of an exercise of so many points."""
    return (points + 1) // 2


def _is_first(created: datetime, points: int, first: datetime | None, first_points: int) -> bool:
    return first is None or (created, points) < (first, first_points)


def of_learner(connection: Connection, learner: UUID) -> Progress:
    """The stored projection of this learner; empty for one nobody knows."""
    table = schema.progress
    return from_rows(connection.execute(select(table).where(table.c.learner_id == learner)))


def from_rows(rows: Iterable[Any]) -> Progress:
    """The progress that these rows of the table say."""
    by_exercise = {row.exercise: _from_row(row) for row in rows}
    return Progress(MappingProxyType(dict(sorted(by_exercise.items()))))


def add_attempt(connection: Connection, learner: UUID, exercise: str, **attempt: Any) -> None:
    """Bring the projection up to date with one new attempt (see `after`); the learner is locked."""
    _change(connection, learner, exercise, lambda before: after(before, **attempt))


def add_hint(connection: Connection, learner: UUID, exercise: str) -> None:
    """Bring the projection up to date with one more opened hint; the learner is locked."""
    _change(
        connection, learner, exercise, lambda before: replace(before, hints_opened=before.hints_opened + 1)
    )


def rebuild(connection: Connection, learner: UUID) -> None:
    """Make the projection of one learner anew from what they did; the learner is locked."""
    attempt, hint, table = schema.attempt.c, schema.hint_opened.c, schema.progress
    projection: dict[str, ExerciseProgress] = {}
    rows = select(attempt.exercise, attempt.layer, attempt.passed, attempt.points, attempt.created)
    for exercise, *rest in connection.execute(rows.where(attempt.learner_id == learner)):
        layer, passed, points, created = rest
        before = projection.get(exercise, ExerciseProgress())
        projection[exercise] = after(before, layer=layer, passed=passed, points=points, created=created)
    hints = select(hint.exercise, func.count()).where(hint.learner_id == learner).group_by(hint.exercise)
    for exercise, count in connection.execute(hints):
        projection[exercise] = replace(projection.get(exercise, ExerciseProgress()), hints_opened=count)
    connection.execute(delete(table).where(table.c.learner_id == learner))
    if projection:
        connection.execute(
            insert(table),
            [
                {"learner_id": learner, "exercise": exercise} | asdict(each)
                for exercise, each in projection.items()
            ],
        )


def _change(
    connection: Connection,
    learner: UUID,
    exercise: str,
    change: Callable[[ExerciseProgress], ExerciseProgress],
) -> None:
    key = {"learner_id": learner, "exercise": exercise}
    row = connection.execute(_ROW, key).first()
    before = ExerciseProgress() if row is None else _from_row(row)
    schema.put(connection, schema.progress, key | asdict(change(before)))


def _from_row(row: Any) -> ExerciseProgress:
    return ExerciseProgress(**{name: getattr(row, name) for name in _NAMES})
