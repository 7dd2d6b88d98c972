"""What a whole class painted, labelled and predicted, for whoever teaches it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select

from app.classroom.database import Database
from app.classroom.hosting.access import Teacher, require
from app.classroom.hosting.tables import member
from app.classroom.schema import attempt, prediction, shared_label
from exercises._engine.types import VerdictKind

_GRADED = tuple(kind.value for kind in (VerdictKind.PASSED, VerdictKind.WRONG, VerdictKind.MISTAKE))


@dataclass(frozen=True, eq=False)
class Painting:
    """The latest mask that a student handed in for an exercise; `seed` drew their task. `mask` is rows of class ids."""

    member: UUID
    name: str
    seed: int
    mask: Any
    passed: bool


@dataclass(frozen=True, eq=False)
class Labelling:
    """The label of one object that a student shared last, in any room; see `SharedLabel` for `mask`."""

    member: UUID
    name: str
    mask: dict[str, Any]
    seconds: float


class EveryonesMasks:
    """Masks and predictions of all students who are in the class now; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def painters(self, who: Teacher, exercises: Sequence[str]) -> Mapping[str, int]:
        """How many students have painted something for each of these exercises; those that nobody did are left out."""
        table = attempt.c
        query = _of_members(
            select(table.exercise, func.count(table.learner_id.distinct()).label("painters")),
            table.learner_id,
            who,
        )
        query = query.where(table.exercise.in_(exercises), table.kind.in_(_GRADED)).group_by(table.exercise)
        with self._database.read() as connection:
            require(connection, who)
            return {row.exercise: row.painters for row in connection.execute(query)}

    def paintings(self, who: Teacher, exercise: str) -> tuple[Painting, ...]:
        """Each student's latest mask for a `mask` exercise, by name."""
        table = attempt.c
        here = (table.exercise == exercise) & table.kind.in_(_GRADED)
        newest = (
            select(table.learner_id, func.max(table.created).label("created"))
            .where(here)
            .group_by(table.learner_id)
            .subquery()
        )
        query = select(
            member.c.id, member.c.name, table.variant_seed, table.submission, table.passed
        ).select_from(attempt)
        query = _of_members(query, table.learner_id, who).join(
            newest, and_(newest.c.learner_id == table.learner_id, newest.c.created == table.created)
        )
        with self._database.read() as connection:
            require(connection, who)
            rows = connection.execute(query.where(here)).all()
        latest = {
            row.id: Painting(row.id, row.name, row.variant_seed, row.submission, row.passed) for row in rows
        }
        return tuple(sorted(latest.values(), key=lambda each: (each.name.casefold(), each.member)))

    def labels(self, who: Teacher, task: str, way: str) -> tuple[Labelling, ...]:
        """Each student's latest label of an object of the annotator lab, made by `hand` or by `prompts`, by name."""
        table = shared_label.c
        query = select(member.c.id, member.c.name, table.mask, table.seconds).select_from(shared_label)
        query = _of_members(query, table.learner_id, who).where(table.task == task, table.way == way)
        with self._database.read() as connection:
            require(connection, who)
            rows = connection.execute(query.order_by(table.updated)).all()
        latest = {row.id: Labelling(row.id, row.name, row.mask, float(row.seconds)) for row in rows}
        return tuple(sorted(latest.values(), key=lambda each: (each.name.casefold(), each.member)))

    def predictions(self, who: Teacher, questions: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """How many students chose each option of these questions; questions that nobody answered are left out."""
        table = prediction.c
        query = _of_members(
            select(table.question, table.option).select_from(prediction), table.learner_id, who
        )
        with self._database.read() as connection:
            require(connection, who)
            rows = connection.execute(query.where(table.question.in_(questions))).all()
        counts: dict[str, Counter[str]] = {}
        for row in rows:
            counts.setdefault(row.question, Counter())[row.option] += 1
        return counts


def _of_members(query: Any, learner: Any, who: Teacher) -> Any:
    """The query for those who are in the class now, by the column that holds the learner."""
    here = (member.c.classroom_id == who.classroom) & member.c.removed.is_(None)
    return query.join(member, member.c.learner_id == learner).where(here)
