"""Where learners stand with what their classes assign: the rules that hold for them, and what was graded."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, select

from app.classroom import schema
from app.classroom.database import Database
from app.classroom.errors import RecordsError
from app.classroom.hosting import rules as decide
from app.classroom.hosting.access import inside
from app.classroom.hosting.rules import Graded, Keeps, Refusal, Rules, Solution
from app.classroom.hosting.tables import assigned, classroom, extension, member, regrade, regraded
from exercises._engine.types import VerdictKind

NOT_GRADED = (VerdictKind.INVALID.value, VerdictKind.BUSY.value)
"""The verdicts of answers that could not be graded: they never cost an attempt."""


@dataclass(frozen=True)
class Standing:
    """One learner and one exercise in one class. An answer counts there if it was given since the class was opened."""

    classroom: UUID
    class_name: str
    rules: Rules
    graded: tuple[Graded, ...] = ()

    def refusal(self, now: datetime) -> Refusal | None:
        """Why an answer may not be graded now; None if it may."""
        return decide.refusal(self.rules, self.graded, now)

    @property
    def left(self) -> int | None:
        """How many attempts are left; None for any number."""
        return None if self.rules.attempts is None else max(0, self.rules.attempts - len(self.graded))

    @property
    def passed(self) -> bool:
        """Whether an answer that counts has passed."""
        return decide.has_passed(self.rules, self.graded)

    @property
    def points(self) -> Decimal | None:
        """What the answers earn; None where nothing was graded."""
        return decide.points(self.rules, self.graded)

    def shows_solution(self, now: datetime) -> bool:
        """Whether this class lets the learner see the solution."""
        return decide.shows_solution(self.rules, self.graded, now)


Standings = Mapping[str, tuple[Standing, ...]]
"""By exercise, one for each class that assigns it."""

NONE: Standings = MappingProxyType({})


class RefusedError(RecordsError):
    """The rules of a class forbid that this answer is graded now; nothing was recorded."""

    def __init__(self, standing: Standing, refused: Refusal, now: datetime) -> None:
        self.standing, self.refusal = standing, refused
        super().__init__(refused.sentence(UTC, now))


@dataclass(frozen=True)
class Work:
    """Graded answers by learner and exercise, the oldest first, and what a class made of some when it regraded them."""

    answers: Mapping[tuple[UUID, str], Sequence[Any]]
    again: Mapping[tuple[UUID, UUID], bool]

    def of(self, classroom_id: UUID, learner: UUID, exercise: str, since: datetime) -> tuple[Graded, ...]:
        """The answers that this class counts: those given `since` then."""
        if not self.again:  # as nearly always, and a large class asks often
            answers = self.answers.get((learner, exercise), ())
            return tuple(
                Graded(each.created, each.passed, each.points) for each in answers if each.created >= since
            )
        return tuple(
            Graded(each.created, self.again.get((classroom_id, each.id), each.passed), each.points)
            for each in self.answers.get((learner, exercise), ())
            if each.created >= since
        )


class StandingOfLearners:
    """Where one learner stands; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, learner: UUID, exercise: str) -> tuple[Standing, ...]:
        """Where this learner stands with this exercise, as it is now, in each of their classes that assigns it."""
        with self._database.read() as connection:
            return of_learner(connection, learner, exercise).get(exercise, ())


def of_learner(
    connection: Connection, learner: UUID, exercise: str | None = None, *, without: UUID | None = None
) -> Standings:
    """Where this learner stands with all that their classes assign, or with one exercise; `without` this attempt."""
    where = member.c.id.in_(inside(learner))
    if exercise is not None:
        where &= assigned.c.exercise == exercise
    rows = connection.execute(_ASSIGNED.where(where)).all()
    if not rows:
        return NONE
    attempt = schema.attempt.c
    mine = (attempt.learner_id == learner) & attempt.exercise.in_({each.exercise for each in rows})
    if without is not None:
        mine &= attempt.id != without
    done = work(connection, mine, {each.classroom_id for each in rows})
    result: dict[str, tuple[Standing, ...]] = {}
    for each in rows:
        graded = done.of(each.classroom_id, learner, each.exercise, each.since)
        rules = rules_of(each).extended(each.own_due, each.own_attempts)
        standing = Standing(each.classroom_id, each.class_name, rules, graded)
        result[each.exercise] = (*result.get(each.exercise, ()), standing)
    return MappingProxyType(result)


def refuse(connection: Connection, learner: UUID, exercise: str, attempt: UUID, now: datetime) -> None:
    """Raise `RefusedError` unless every class of this learner lets this attempt, just stored, be graded `now`.

    The learner is locked, so two attempts at once are looked at one after the other.
    """
    for each in of_learner(connection, learner, exercise, without=attempt).get(exercise, ()):
        refused = each.refusal(now)
        if refused:
            raise RefusedError(each, refused, now)


def work(connection: Connection, where: ColumnElement[bool], classrooms: Collection[UUID]) -> Work:
    """The graded answers that `where` selects, with what these classes made of them."""
    attempt = schema.attempt.c
    columns = (
        attempt.id,
        attempt.learner_id,
        attempt.exercise,
        attempt.created,
        attempt.passed,
        attempt.points,
    )
    query = (
        select(*columns).where(where, attempt.kind.not_in(NOT_GRADED)).order_by(attempt.created, attempt.id)
    )
    answers: dict[tuple[UUID, str], list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        answers[row.learner_id, row.exercise].append(row)
    outcomes = (
        select(regrade.c.classroom_id, regraded.c.attempt_id, regraded.c.passed)
        .join(regrade, regrade.c.id == regraded.c.regrade_id)
        .join(schema.attempt, attempt.id == regraded.c.attempt_id)
        .where(where, regrade.c.classroom_id.in_(classrooms))
        .order_by(regrade.c.created)  # the latest holds
    )
    again = {(row.classroom_id, row.attempt_id): row.passed for row in connection.execute(outcomes)}
    return Work(answers, again)


def rules_of(row: Any) -> Rules:
    """The rules that a row of `assigned` says."""
    return Rules(
        closed=row.closed,
        attempts=row.attempts,
        cooldown=row.cooldown,
        opens=row.opens,
        due=row.due,
        late_percent=row.late_percent,
        keeps=Keeps(row.keeps),
        solution=Solution(row.solution),
    )


_ASSIGNED = (
    select(
        assigned,
        classroom.c.name.label("class_name"),
        classroom.c.created.label("since"),
        extension.c.due.label("own_due"),
        extension.c.attempts.label("own_attempts"),
    )
    .select_from(
        member.join(classroom, classroom.c.id == member.c.classroom_id)
        .join(assigned, assigned.c.classroom_id == member.c.classroom_id)
        .outerjoin(
            extension, (extension.c.assigned_id == assigned.c.id) & (extension.c.member_id == member.c.id)
        )
    )
    .where(assigned.c.exercise.is_not(None))
    .order_by(classroom.c.created, classroom.c.id)
)
