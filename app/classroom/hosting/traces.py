"""What else in a class tells of a student than the rows that go with theirs: the changes that could be undone."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, Text, delete, or_, select, type_coerce, update

from app.classroom import values
from app.classroom.hosting.tables import roster_change


def erase(connection: Connection, ids: Iterable[UUID]) -> None:
    """Forget these learners, members or entries of the roster in what can be undone.

    A change keeps a list of rows as they were before it. Those that hold one of the ids anywhere go, and the change
    goes with its last one; so does a change that keeps anything else.
    """
    forms = [form for id in ids for form in (str(id), id.hex)]
    table = roster_change.c
    mentions = [type_coerce(table.before, Text).contains(form) for form in forms]
    found = connection.execute(select(table.id, table.before).where(or_(False, *mentions))).all()
    for id, before in found:
        rows = before if isinstance(before, list) else []
        kept = [row for row in rows if not any(form in values.dumps(row) for form in forms)]
        here = table.id == id
        connection.execute(
            update(roster_change).where(here).values(before=kept)
            if kept
            else delete(roster_change).where(here)
        )
