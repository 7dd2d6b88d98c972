"""Deleting classes whose time is over. Whoever runs the server does it; nobody's leave is asked."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import delete, select

from app.classroom import schema
from app.classroom.database import Database
from app.classroom.hosting.changes import Change, Changes
from app.classroom.hosting.classrooms import Classroom, from_row
from app.classroom.hosting.tables import classroom

WARNED_BEFORE = timedelta(days=14)
"""So long before a class is deleted its own pages say so."""


def ends_soon(of: Classroom) -> bool:
    """Whether the class is deleted within `WARNED_BEFORE`."""
    return of.purge_on - schema.now() <= WARNED_BEFORE


def due(database: Database) -> tuple[Classroom, ...]:
    """The classes whose `purge_on` has passed, the longest ago first."""
    query = select(classroom).where(classroom.c.purge_on <= schema.now()).order_by(classroom.c.purge_on)
    with database.read() as connection:
        return tuple(from_row(row) for row in connection.execute(query).mappings())


def purge(
    database: Database, changes: Changes, stopping: Callable[[], bool] = lambda: False
) -> tuple[Classroom, ...]:
    """Delete the classes that are due, each in a transaction of its own; those that this call has deleted.

    Several processes may do so at once, and an instructor may keep a class at the last moment: each class is asked
    again as it is deleted. Between two classes it ends where `stopping` says so.
    """
    deleted = []
    for each in due(database):
        if stopping():
            break
        still = (classroom.c.id == each.id) & (classroom.c.purge_on <= schema.now())
        with database.write() as connection:
            if connection.execute(delete(classroom).where(still)).rowcount:
                changes.tell(connection, Change(each.id, "all"))
                deleted.append(each)
    if deleted:
        database.erase_traces()
    return tuple(deleted)
