"""What a learner predicted where a lesson asks before it shows anything."""

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from app.classroom import schema
from app.classroom.database import lock

_TABLE = schema.prediction.c
_CHOSEN = select(_TABLE.question, _TABLE.option).where(_TABLE.learner_id == bindparam("learner"))


def save(connection: Connection, learner: UUID, question: str, option: str) -> None:
    """Keep `option` as the answer to `question`, in the place of an earlier one."""
    lock(connection, learner)
    row = {"learner_id": learner, "question": question, "option": option, "updated": schema.now()}
    schema.put(connection, schema.prediction, row)


def of_learner(connection: Connection, learner: UUID) -> Mapping[str, str]:
    """The option chosen last, by question."""
    rows = connection.execute(_CHOSEN, {"learner": learner})
    return MappingProxyType({row.question: row.option for row in rows})


def move(connection: Connection, source: UUID, target: UUID) -> None:
    """Give all of `source`'s predictions to `target`; where both have one the newer counts."""
    table = schema.prediction
    both = select(table).where(table.c.learner_id.in_([source, target])).order_by(table.c.updated)
    for row in connection.execute(both).all():
        schema.put(connection, table, row._asdict() | {"learner_id": target})
