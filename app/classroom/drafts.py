"""What the learner has typed and not yet sent, and the lesson they were last in."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4, uuid5

from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, select, update

from app.classroom import schema
from app.classroom.attempts import refuse_oversize
from app.classroom.database import lock

MOST_EARLIER = 8
"""So many earlier drafts of one answer are kept; the oldest makes room for a new one."""

# Any id: names derived from it are the same in every process.
_NAMES = UUID("6f1c2a52-3f0e-4c63-9a52-7d8f6c1b9e10")


def _of(table: Any) -> ColumnElement[bool]:
    """The rows of one answer; `_key` says of which."""
    c = table.c
    here = (c.exercise == bindparam("exercise")) & (c.layer == bindparam("layer"))
    return (c.learner_id == bindparam("learner")) & here


# Made once: to put a statement together takes SQLAlchemy longer than the database takes to answer it.
_CURRENT = select(schema.draft).where(_of(schema.draft))
_DELETE = delete(schema.draft).where(_of(schema.draft))
_EARLIER = (
    select(schema.earlier_draft)
    .where(_of(schema.earlier_draft))
    .order_by(schema.earlier_draft.c.updated.desc())
)
_BEGUN = (
    select(schema.draft.c.exercise, schema.draft.c.layer)
    .where(schema.draft.c.learner_id == bindparam("learner"))
    .order_by(schema.draft.c.updated)
)
_PLACE = select(schema.place.c.lesson).where(schema.place.c.learner_id == bindparam("learner"))


@dataclass(frozen=True)
class Draft:
    """One unsent answer, as text, and when it was last changed (UTC).

    `revision` is another number, never 0, whenever the text has changed. `content_hash` tells for which version of
    the exercise it was written; it is empty where nobody noted that.
    """

    exercise: str
    layer: str
    text: str
    updated: datetime
    revision: int = 0
    content_hash: str = ""


@dataclass(frozen=True)
class EarlierDraft:
    """A draft that gave way to another one, and its name."""

    id: UUID
    exercise: str
    layer: str
    text: str
    updated: datetime
    content_hash: str = ""


def save(
    connection: Connection,
    learner: UUID,
    exercise: str,
    layer: str,
    text: str,
    builds_on: int | None,
    writers: Sequence[str],
    content_hash: str,
) -> Draft:
    """Make `text` the draft, or put it aside where there is a newer one; see `Records.save_draft`."""
    refuse_oversize(text)
    lock(connection, learner)
    row = _current(connection, learner, exercise, layer)
    writer = writers[0] if writers else ""
    if row is None or row.text == text or builds_on in (None, row.revision) or row.writer in writers:
        if row is not None and (row.text, row.content_hash) == (text, content_hash):
            return _from_row(row)
        return _write(connection, learner, exercise, layer, text, content_hash, writer)
    # One entry for one tab and one text that it has not seen, however long its learner types on.
    id = uuid5(_NAMES, f"{learner} {exercise} {layer} {writer} {builds_on}") if writer else uuid4()
    loser = EarlierDraft(id, exercise, layer, text, schema.now(), content_hash)
    _put_aside(connection, learner, loser)
    return _from_row(row)


def get(connection: Connection, learner: UUID, exercise: str, layer: str) -> Draft | None:
    """The draft, or None."""
    row = _current(connection, learner, exercise, layer)
    return None if row is None else _from_row(row)


def begun(connection: Connection, learner: UUID) -> Mapping[str, str]:
    """The exercises with a draft, each with the layer in which something was written last."""
    rows = connection.execute(_BEGUN, {"learner": learner})
    return MappingProxyType({row.exercise: row.layer for row in rows})


def earlier(connection: Connection, learner: UUID, exercise: str, layer: str) -> tuple[EarlierDraft, ...]:
    """Drafts that gave way to another one, newest first."""
    rows = connection.execute(_EARLIER, _key(learner, exercise, layer))
    return tuple(
        EarlierDraft(row.id, exercise, layer, row.text, row.updated, row.content_hash) for row in rows
    )


def put_back(connection: Connection, learner: UUID, id: UUID, writer: str) -> Draft | None:
    """Exchange an earlier draft for the one that took its place; see `Records.put_back_draft`."""
    lock(connection, learner)
    table = schema.earlier_draft
    here = (table.c.learner_id == learner) & (table.c.id == id)
    old = connection.execute(select(table).where(here)).first()
    if old is None:
        return None
    connection.execute(delete(table).where(here))
    row = _current(connection, learner, old.exercise, old.layer)
    if row is not None and row.text != old.text:
        _put_aside(connection, learner, _as_earlier(row))
    return _write(connection, learner, old.exercise, old.layer, old.text, old.content_hash, writer)


def set_aside(connection: Connection, learner: UUID, exercise: str, layer: str, revision: int) -> None:
    """Make the draft an earlier one, and leave none; nothing happens if it is no longer of this revision."""
    lock(connection, learner)
    row = _current(connection, learner, exercise, layer)
    if row is None or row.revision != revision:
        return
    connection.execute(_DELETE, _key(learner, exercise, layer))
    _put_aside(connection, learner, _as_earlier(row))


def move(connection: Connection, source: UUID, target: UUID) -> None:
    """Give all of `source`'s drafts and place to `target`; where both have one the newer stays current."""
    old, new, place = schema.earlier_draft, schema.draft, schema.place
    moved = connection.execute(
        select(old.c.exercise, old.c.layer).where(old.c.learner_id == source).distinct()
    )
    answers = {(row.exercise, row.layer) for row in moved}
    connection.execute(update(old).where(old.c.learner_id == source).values(learner_id=target))
    for row in connection.execute(select(new).where(new.c.learner_id == source)).all():
        rival = _current(connection, target, row.exercise, row.layer)
        older, newer = sorted([row, rival or row], key=lambda each: each.updated)
        if older.text != newer.text:
            _put_aside(connection, target, _as_earlier(older))
        schema.put(connection, new, newer._asdict() | {"learner_id": target})
    for exercise, layer in answers:
        _keep_newest(connection, target, exercise, layer)
    places = select(place).where(place.c.learner_id.in_([source, target])).order_by(place.c.updated)
    for row in connection.execute(places).all():
        schema.put(connection, place, row._asdict() | {"learner_id": target})


def visit(connection: Connection, learner: UUID, place: str) -> None:
    """Remember `place` as the last one."""
    lock(connection, learner)
    row = {"learner_id": learner, "lesson": place, "updated": schema.now()}
    schema.put(connection, schema.place, row)


def last_place(connection: Connection, learner: UUID) -> str | None:
    """The place last visited, or None."""
    return connection.execute(_PLACE, {"learner": learner}).scalar()


def _current(connection: Connection, learner: UUID, exercise: str, layer: str) -> Row[Any] | None:
    return connection.execute(_CURRENT, _key(learner, exercise, layer)).first()


def _key(learner: UUID, exercise: str, layer: str) -> dict[str, Any]:
    return {"learner": learner, "exercise": exercise, "layer": layer}


def _write(
    connection: Connection,
    learner: UUID,
    exercise: str,
    layer: str,
    text: str,
    content_hash: str,
    writer: str,
) -> Draft:
    # Drawn at random, so that a draft that was set aside or deleted never lends its revision to another one.
    draft = Draft(exercise, layer, text, schema.now(), secrets.randbelow(2**31 - 1) + 1, content_hash)
    schema.put(connection, schema.draft, asdict(draft) | {"learner_id": learner, "writer": writer})
    return draft


def _as_earlier(row: Any) -> EarlierDraft:
    return EarlierDraft(uuid4(), row.exercise, row.layer, row.text, row.updated, row.content_hash)


def _put_aside(connection: Connection, learner: UUID, loser: EarlierDraft) -> None:
    schema.put(connection, schema.earlier_draft, asdict(loser) | {"learner_id": learner})
    _keep_newest(connection, learner, loser.exercise, loser.layer)


def _keep_newest(connection: Connection, learner: UUID, exercise: str, layer: str) -> None:
    surplus = [each.id for each in earlier(connection, learner, exercise, layer)[MOST_EARLIER:]]
    if surplus:
        connection.execute(delete(schema.earlier_draft).where(schema.earlier_draft.c.id.in_(surplus)))


def _from_row(row: Any) -> Draft:
    return Draft(row.exercise, row.layer, row.text, row.updated, row.revision, row.content_hash)
