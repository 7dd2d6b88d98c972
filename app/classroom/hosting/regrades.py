"""Grading stored answers again: what came out then stays, and what comes out now counts in the class."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, insert, select

from app.classroom import schema
from app.classroom.database import Database
from app.classroom.hosting.access import NotAllowedError, Teacher, require
from app.classroom.hosting.changes import Change, Changes
from app.classroom.hosting.standing import NOT_GRADED
from app.classroom.hosting.tables import classroom, member, regrade, regraded


@dataclass(frozen=True)
class StoredAnswer:
    """An answer as it was given, and how it counts now: by its own verdict, or by that of the latest regrade."""

    attempt: UUID
    name: str
    layer: str
    content_hash: str
    variant_seed: int
    submission: Any
    passed: bool
    kind: str


@dataclass(frozen=True)
class Regraded:
    """What came out for one answer when it was graded again."""

    attempt: UUID
    passed: bool
    kind: str


@dataclass(frozen=True)
class Regrade:
    """That `answers` of an exercise were graded again, of which `changed` came out otherwise."""

    exercise: str
    created: datetime
    answers: int
    changed: int


class Regrades:
    """Regrades of a class; each method is one transaction."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database, self._changes = database, changes

    def answers(self, who: Teacher, exercise: str) -> tuple[StoredAnswer, ...]:
        """The graded answers to an exercise that count in the class, the oldest first."""
        attempt = schema.attempt.c
        query = (
            select(schema.attempt, member.c.name)
            .join(member, member.c.learner_id == attempt.learner_id)
            .where(_of_class(who), attempt.exercise == exercise, attempt.kind.not_in(NOT_GRADED))
            .order_by(attempt.created, attempt.id)
        )
        latest = (
            select(regraded.c.attempt_id, regraded.c.passed, regraded.c.kind)
            .join(regrade, regrade.c.id == regraded.c.regrade_id)
            .where(regrade.c.classroom_id == who.classroom, regrade.c.exercise == exercise)
            .order_by(regrade.c.created)
        )
        with self._database.read() as connection:
            require(connection, who)
            now = {row.attempt_id: (row.passed, row.kind) for row in connection.execute(latest)}
            rows = connection.execute(query).all()
        return tuple(
            StoredAnswer(
                row.id,
                row.name,
                row.layer,
                row.content_hash,
                row.variant_seed,
                row.submission,
                *now.get(row.id, (row.passed, row.kind)),
            )
            for row in rows
        )

    def record(
        self, who: Teacher, exercise: str, content_hash: str, answers: int, changed: Sequence[Regraded]
    ) -> None:
        """Have these outcomes count in the class from now on; no attempt is changed.

        Raises `NotAllowedError` where one of the attempts is not of this class and exercise.
        """
        attempt, id = schema.attempt.c, uuid4()
        query = (
            select(attempt.id)
            .join(member, member.c.learner_id == attempt.learner_id)
            .where(_of_class(who), attempt.exercise == exercise)
        )
        with self._database.write() as connection:
            require(connection, who, to_change=True)
            if not {each.attempt for each in changed} <= set(connection.execute(query).scalars()):
                raise NotAllowedError(
                    "Some of these answers are not in this class any more. Try it out again."
                )
            row = {"id": id, "classroom_id": who.classroom, "exercise": exercise, "answers": answers}
            connection.execute(insert(regrade).values(**row, content_hash=content_hash, created=schema.now()))
            if changed:
                rows = [
                    {"regrade_id": id, "attempt_id": each.attempt, "passed": each.passed, "kind": each.kind}
                    for each in changed
                ]
                connection.execute(insert(regraded), rows)
            self._changes.tell(connection, Change(who.classroom, "work"))

    def of_class(self, who: Teacher) -> tuple[Regrade, ...]:
        """All regrades of the class, the newest first."""
        with self._database.read() as connection:
            require(connection, who)
            rows = connection.execute(
                select(regrade)
                .where(regrade.c.classroom_id == who.classroom)
                .order_by(regrade.c.created.desc())
            ).all()
            ids = select(regraded.c.regrade_id).where(regraded.c.regrade_id.in_([row.id for row in rows]))
            changed = list(connection.execute(ids).scalars())
        return tuple(Regrade(row.exercise, row.created, row.answers, changed.count(row.id)) for row in rows)


def _of_class(who: Teacher) -> ColumnElement[bool]:
    """The attempts of the class's students since it was opened."""
    opened = select(classroom.c.created).where(classroom.c.id == who.classroom).scalar_subquery()
    inside = (member.c.classroom_id == who.classroom) & member.c.removed.is_(None)
    return inside & (schema.attempt.c.created >= opened)
