"""What else in a class tells of a student than the rows that go with theirs: the changes that could be undone."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, Text, delete, or_, type_coerce

from app.classroom.hosting.tables import roster_change


def erase(connection: Connection, ids: Iterable[UUID]) -> None:
    """Forget the roster changes that name one of these learners, members or entries: they cannot be undone any more.

    A change keeps whole rows as they were, names too, and which rows depends on its kind. So one that holds an id
    anywhere goes as a whole, whoever else was part of it.
    """
    before = type_coerce(roster_change.c.before, Text)
    mentions = [before.contains(form) for id in ids for form in (str(id), id.hex)]
    if mentions:
        connection.execute(delete(roster_change).where(or_(*mentions)))
