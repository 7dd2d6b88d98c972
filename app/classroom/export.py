"""All that is stored about one learner, as JSON-ready values."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Table, select

from app.classroom import progress, schema, values
from app.classroom.hosting.tables import member

# No use to a learner, and best kept where they are.
_LEFT_OUT = {"learner_id", "token_hash", "code_hash", "digest"}


def export(connection: Connection, learner: UUID) -> dict[str, Any]:
    """Everything stored about this learner; see `Records.export`."""
    row = connection.execute(select(schema.learner).where(schema.learner.c.id == learner)).first()
    return {
        "format": "pixelwise records 1",
        "notes": f"Times are in UTC. {values.NOTE}",
        "exported": schema.now().isoformat(),
        "learner": None if row is None else _plain(row),
        "points": progress.of_learner(connection, learner).points,
        **{
            table.name: _rows(connection, table, learner)
            for table in schema.METADATA.sorted_tables
            if "learner_id" in table.c or "member_id" in table.c
        },
    }


def _rows(connection: Connection, table: Table, learner: UUID) -> list[dict[str, Any]]:
    times = [column for column in table.c if isinstance(column.type, schema.Moment)]
    if "learner_id" in table.c:
        theirs = table.c.learner_id == learner
    else:  # of a student in a class
        members = select(member.c.id).where(member.c.learner_id == learner)
        theirs = table.c.member_id.in_(members.scalar_subquery())
    query = select(table).where(theirs).order_by(*times, *table.primary_key)
    return [_plain(row) for row in connection.execute(query)]


def _plain(row: Row[Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in row._asdict().items() if name not in _LEFT_OUT}


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else values.to_json(value)
