"""The gradebook of a class: what every student earned with every assigned exercise."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Connection, func, select

from app.classroom import schema
from app.classroom.database import Database
from app.classroom.hosting import rules as decide
from app.classroom.hosting import standing
from app.classroom.hosting.access import Teacher, require
from app.classroom.hosting.rules import Graded
from app.classroom.hosting.standing import rules_of
from app.classroom.hosting.tables import assigned, classroom, extension, member, roster_entry, unit


@dataclass(frozen=True)
class Student:
    """A student in the gradebook. `student_id` and `roster_name` are those of the roster, empty where it has none."""

    member: UUID
    name: str
    student_id: str
    roster_name: str


@dataclass(frozen=True)
class Grade:
    """What one student earned with one exercise: `points` is None where nothing was graded."""

    points: Decimal | None
    attempts: int
    passed: bool


@dataclass(frozen=True)
class Gradebook:
    """All grades of a class. `exercises` are in the order of the units, each with its unit's title."""

    students: tuple[Student, ...]
    exercises: tuple[tuple[str, str], ...]
    grades: Mapping[tuple[UUID, str], Grade]

    def points(self, student: UUID, exercise: str) -> Decimal | None:
        """What this student earned with this exercise; None where nothing was graded."""
        found = self.grades.get((student, exercise))
        return found.points if found else None

    def total(self, student: UUID, unit_title: str | None = None) -> Decimal | None:
        """What this student earned in all, or in one unit; None where nothing at all was graded."""
        earned = [
            points
            for exercise, title in self.exercises
            if unit_title in (None, title) and (points := self.points(student, exercise)) is not None
        ]
        return sum(earned, Decimal(0)) if earned else None


class Gradebooks:
    """Gradebooks of classes; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, who: Teacher) -> Gradebook:
        """The gradebook as it is now, by the rules as they are now; removed students are left out."""
        with self._database.read() as connection:
            require(connection, who)
            opened = connection.execute(
                select(classroom.c.created).where(classroom.c.id == who.classroom)
            ).scalar_one()
            members = connection.execute(_MEMBERS.where(member.c.classroom_id == who.classroom)).all()
            items = connection.execute(_ITEMS.where(assigned.c.classroom_id == who.classroom)).all()
            given = connection.execute(
                select(extension)
                .join(assigned, assigned.c.id == extension.c.assigned_id)
                .where(assigned.c.classroom_id == who.classroom)
            ).all()
            learners = _learners(connection, who.classroom)
            attempt = schema.attempt.c
            theirs = attempt.learner_id.in_(
                select(member.c.learner_id).where(member.c.classroom_id == who.classroom).scalar_subquery()
            )
            here = theirs & attempt.exercise.in_({each.exercise for each in items})
            done = standing.work(connection, here, {who.classroom})
        own = {(each.assigned_id, each.member_id): (each.due, each.attempts) for each in given}
        grades, ruled = {}, [(item, rules_of(item)) for item in items]
        for each in members:
            for item, for_all in ruled:
                answers = _answers(done, who.classroom, learners[each.id], item.exercise, opened)
                if answers:
                    mine = own.get((item.id, each.id))
                    rules = for_all.extended(*mine) if mine else for_all
                    passed = decide.has_passed(rules, answers)
                    grades[each.id, item.exercise] = Grade(
                        decide.points(rules, answers), len(answers), passed
                    )
        students = [
            Student(each.id, each.name, each.student_id or "", each.roster_name or "") for each in members
        ]
        students.sort(key=lambda one: ((one.roster_name or one.name).casefold(), one.member))
        return Gradebook(tuple(students), tuple((item.exercise, item.title) for item in items), grades)


def _learners(connection: Connection, classroom_id: UUID) -> dict[UUID, list[UUID]]:
    """The learners for whom each student stands: their own, and those who were merged into them."""
    stands = func.coalesce(member.c.merged_into, member.c.id)
    query = select(stands, member.c.learner_id).where(member.c.classroom_id == classroom_id)
    learners: dict[UUID, list[UUID]] = defaultdict(list)
    for student, learner in connection.execute(query):
        learners[student].append(learner)
    return learners


def _answers(
    done: standing.Work, classroom_id: UUID, learners: Sequence[UUID], exercise: str, since: datetime
) -> tuple[Graded, ...]:
    """The answers that count for a student, the first first, whichever of their learners gave them."""
    each = [answer for one in learners for answer in done.of(classroom_id, one, exercise, since)]
    return tuple(sorted(each, key=lambda answer: answer.created)) if len(learners) > 1 else tuple(each)


_MEMBERS = (
    select(
        member.c.id,
        member.c.learner_id,
        member.c.name,
        roster_entry.c.student_id,
        roster_entry.c.name.label("roster_name"),
    )
    .select_from(member.outerjoin(roster_entry, roster_entry.c.id == member.c.roster_entry_id))
    .where(member.c.removed.is_(None))
)
_ITEMS = (
    select(assigned, unit.c.title)
    .join(unit, unit.c.id == assigned.c.unit_id)
    .where(assigned.c.exercise.is_not(None))
    .order_by(unit.c.position, unit.c.id, assigned.c.position, assigned.c.id)
)
