"""What whoever runs the server asks of classes at the command line. Nobody's leave is asked: they have the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.classroom import export, schema, values
from app.classroom.database import Database
from app.classroom.errors import RecordsError
from app.classroom.hosting import codes, privacy
from app.classroom.hosting.classrooms import Classroom, from_row
from app.classroom.hosting.tables import (
    assigned,
    classroom,
    help_request,
    member,
    pace,
    poll,
    roster_change,
    roster_entry,
    unit,
)

_OF_THE_CLASS = (unit, assigned, poll, pace)
_WITH_NAMES_ONLY = (roster_entry, roster_change)


@dataclass(frozen=True)
class ClassSize:
    """How much a class holds: students, removed ones not counted, their graded attempts, and how often one asked."""

    classroom: Classroom
    students: int
    attempts: int
    help_requests: int


@dataclass(frozen=True)
class Size:
    """How much the database holds, in all and of each class, the newest first. `bytes` are those on the disk."""

    learners: int
    attempts: int
    bytes: int
    classes: tuple[ClassSize, ...]


def size(database: Database) -> Size:
    """How much the database holds."""
    inside, attempt = member.c.removed.is_(None), schema.attempt
    here = member.c.classroom_id
    counts = (
        select(here, func.count()).where(inside).group_by(here),
        select(here, func.count())
        .join(attempt, attempt.c.learner_id == member.c.learner_id)
        .where(inside)
        .group_by(here),
        select(help_request.c.classroom_id, func.count()).group_by(help_request.c.classroom_id),
    )
    with database.read() as connection:
        found = [{of: count for of, count in connection.execute(each)} for each in counts]
        rows = connection.execute(select(classroom).order_by(classroom.c.created.desc())).mappings()
        classes = [from_row(row) for row in rows]
        return Size(
            connection.execute(select(func.count()).select_from(schema.learner)).scalar_one(),
            connection.execute(select(func.count()).select_from(attempt)).scalar_one(),
            database.size(connection),
            tuple(ClassSize(each, *(of.get(each.id, 0) for of in found)) for each in classes),
        )


def find(database: Database, asked: str) -> Classroom:
    """The class with this id, join code or name; raises `RecordsError` where that is none, or several."""
    try:
        id = UUID(asked)
    except ValueError:
        id = None
    with database.read() as connection:
        classes = [from_row(row) for row in connection.execute(select(classroom)).mappings()]
    code, name = codes.read(asked), asked.casefold()
    found = [
        each for each in classes if each.id == id or each.join_code == code or each.name.casefold() == name
    ]
    if not found:
        raise RecordsError(f"There is no class {asked!r}. `stats` lists them all.")
    if len(found) > 1:
        ids = ", ".join(str(each.id) for each in found)
        raise RecordsError(f"{len(found)} classes are called {asked!r}. Say which by its id: {ids}.")
    return found[0]


def export_class(database: Database, of: Classroom, *, names: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything stored of a class, ready for `json.dumps`: first its own rows, then those of each student.

    Each is given with a name for its file. Without `names` no name, and no id that a university gives, is in them
    but where students typed one themselves. The links and codes that lead into the class are never in them.
    """
    tables = (*_OF_THE_CLASS, *(_WITH_NAMES_ONLY if names else ()))
    with database.read() as connection:
        yield (
            "class.json",
            {
                "format": "pixelwise class 1",
                "notes": f"Times are in UTC. {values.NOTE}",
                "exported": schema.now().isoformat(),
                "classroom": export.rows(connection, classroom, classroom.c.id == of.id, {"join_code"}),
                **{each.name: export.rows(connection, each, each.c.classroom_id == of.id) for each in tables},
            },
        )
        for row in connection.execute(select(member).where(member.c.classroom_id == of.id)).all():
            yield f"students/{row.id}.json", privacy.of_member(connection, row, names=names)
