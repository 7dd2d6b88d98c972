"""All that is stored about one learner, as JSON-ready values."""

from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Table, select

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
            table.name: rows(connection, table, _of_learner(table, learner))
            for table in schema.METADATA.sorted_tables
            if {"learner_id", "member_id", "attempt_id"} & set(table.c.keys())
        },
    }


def rows(
    connection: Connection,
    table: Table,
    condition: ColumnElement[bool],
    left_out: AbstractSet[str] = frozenset(),
) -> list[dict[str, Any]]:
    """The rows of a table that meet a condition, the oldest first, without the columns `left_out`."""
    times = [column for column in table.c if isinstance(column.type, schema.Moment)]
    query = select(table).where(condition).order_by(*times, *table.primary_key)
    return [_plain(row, left_out) for row in connection.execute(query)]


def _of_learner(table: Table, learner: UUID) -> ColumnElement[bool]:
    if "learner_id" in table.c:
        return table.c.learner_id == learner
    if "member_id" in table.c:  # as a student in a class
        members = select(member.c.id).where(member.c.learner_id == learner)
        return table.c.member_id.in_(members.scalar_subquery())
    attempts = select(schema.attempt.c.id).where(
        schema.attempt.c.learner_id == learner
    )  # what a class made of one
    return table.c.attempt_id.in_(attempts.scalar_subquery())


def _plain(row: Row[Any], left_out: AbstractSet[str] = frozenset()) -> dict[str, Any]:
    hidden = _LEFT_OUT | left_out
    return {name: _value(value) for name, value in row._asdict().items() if name not in hidden}


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else values.to_json(value)
