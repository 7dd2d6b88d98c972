"""What the learner has typed and not yet sent, and the lesson they were last in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Connection, insert, select, update

from app.classroom import schema
from app.classroom.attempts import refuse_oversize
from app.classroom.database import lock


@dataclass(frozen=True)
class Draft:
    """One unsent answer, as text, and when it was last changed (UTC)."""

    exercise: str
    layer: str
    text: str
    updated: datetime


def save(connection: Connection, learner: UUID, exercise: str, layer: str, text: str) -> None:
    """Keep `text` in the place of what was there."""
    refuse_oversize(text)
    lock(connection, learner)
    row = {"learner_id": learner, "exercise": exercise, "layer": layer, "text": text, "updated": schema.now()}
    schema.put(connection, schema.draft, row)


def get(connection: Connection, learner: UUID, exercise: str, layer: str) -> Draft | None:
    """The draft, or None."""
    row = connection.execute(select(schema.draft).where(_here(learner, exercise, layer))).first()
    return None if row is None else _from_row(row)


def earlier(connection: Connection, learner: UUID, exercise: str, layer: str) -> tuple[Draft, ...]:
    """Drafts that gave way to a newer one from another device, newest first."""
    table = schema.earlier_draft.c
    here = (table.learner_id == learner) & (table.exercise == exercise) & (table.layer == layer)
    rows = connection.execute(select(schema.earlier_draft).where(here).order_by(table.updated.desc()))
    return tuple(_from_row(row) for row in rows)


def move(connection: Connection, source: UUID, target: UUID) -> None:
    """Give all of `source`'s drafts and place to `target`; where both have one the newer stays current."""
    old, new, place = schema.earlier_draft, schema.draft, schema.place
    connection.execute(update(old).where(old.c.learner_id == source).values(learner_id=target))
    for row in connection.execute(select(new).where(new.c.learner_id == source)).all():
        rival = connection.execute(select(new).where(_here(target, row.exercise, row.layer))).first()
        older, newer = sorted([row, rival or row], key=lambda each: each.updated)
        if older.text != newer.text:
            connection.execute(insert(old).values(older._asdict() | {"learner_id": target, "id": uuid4()}))
        schema.put(connection, new, newer._asdict() | {"learner_id": target})
    places = select(place).where(place.c.learner_id.in_([source, target])).order_by(place.c.updated)
    for row in connection.execute(places).all():
        schema.put(connection, place, row._asdict() | {"learner_id": target})


def visit(connection: Connection, learner: UUID, lesson: str) -> None:
    """Remember `lesson` as the last place."""
    lock(connection, learner)
    row = {"learner_id": learner, "lesson": lesson, "updated": schema.now()}
    schema.put(connection, schema.place, row)


def last_place(connection: Connection, learner: UUID) -> str | None:
    """The slug of the lesson last visited, or None."""
    table = schema.place.c
    return connection.execute(select(table.lesson).where(table.learner_id == learner)).scalar()


def _here(learner: UUID, exercise: str, layer: str) -> ColumnElement[bool]:
    table = schema.draft.c
    return (table.learner_id == learner) & (table.exercise == exercise) & (table.layer == layer)


def _from_row(row: Any) -> Draft:
    return Draft(row.exercise, row.layer, row.text, row.updated)
