"""What a class stores of one student: taking it along, and deleting it."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, select

from app.classroom import export, schema, values
from app.classroom.database import Database
from app.classroom.hosting import traces
from app.classroom.hosting.access import NotAllowedError, Teacher, require
from app.classroom.hosting.changes import Change, Changes
from app.classroom.hosting.tables import member, roster_entry

_WORK = (schema.attempt, schema.hint_opened, schema.progress)
_NAMES = {"name", "student_id", "digest"}


class Privacy:
    """One student's records in a class; each method is one transaction."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database, self._changes = database, changes

    def export(self, who: Teacher, member_id: UUID, *, names: bool = False) -> dict[str, Any]:
        """What the class stores of this student, and their graded work, ready for `json.dumps`.

        Without `names` their id in this class stands for them; what they typed themselves may still name them.
        Raises `NotAllowedError` unless `who` teaches, and has this student in the class.
        """
        with self._database.read() as connection:
            require(connection, who, to_change=True)
            return of_member(connection, _find(connection, who.classroom, member_id), names=names)

    def delete(self, who: Teacher, member_id: UUID) -> None:
        """Delete all that the class stores of this student, their entry in the roster too; their own work is theirs.

        Changes of the roster that name them can no longer be undone. Raises `NotAllowedError` as `export` does.
        """
        with self._database.write() as connection:
            require(connection, who, to_change=True)
            row = _find(connection, who.classroom, member_id)
            traces.erase(connection, {row.id, row.learner_id, row.roster_entry_id} - {None})
            connection.execute(delete(member).where(member.c.id == row.id))
            connection.execute(delete(roster_entry).where(roster_entry.c.id == row.roster_entry_id))
            self._changes.tell(connection, Change(who.classroom, "members"))
        self._database.erase_traces()


def of_member(connection: Connection, row: Row[Any], *, names: bool) -> dict[str, Any]:
    """What a class stores of the student whose row of `member` this is, and their graded work; see `Privacy.export`."""
    left_out = frozenset() if names else _NAMES
    tables = schema.METADATA.sorted_tables
    return {
        "format": "pixelwise student 1",
        "notes": f"Times are in UTC. {values.NOTE}",
        "exported": schema.now().isoformat(),
        "member": export.rows(connection, member, member.c.id == row.id, left_out),
        "roster_entry": export.rows(
            connection, roster_entry, roster_entry.c.id == row.roster_entry_id, left_out
        ),
        **{
            table.name: export.rows(connection, table, table.c.member_id == row.id)
            for table in tables
            if "member_id" in table.c
        },
        **{
            table.name: export.rows(connection, table, table.c.learner_id == row.learner_id)
            for table in _WORK
        },
    }


def _find(connection: Connection, classroom_id: UUID, member_id: UUID) -> Row[Any]:
    here = (member.c.id == member_id) & (member.c.classroom_id == classroom_id)
    row = connection.execute(select(member).where(here)).first()
    if row is None:
        raise NotAllowedError("This student is not in the class any more. Reload the page.")
    return row
