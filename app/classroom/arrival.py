"""What a page needs of a learner at every run, in one question to the database."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from app.classroom import identity, progress, schema
from app.classroom.progress import Progress

_DEVICE, _PLACE, _PROGRESS = schema.device, schema.place, schema.progress
_ROWS = (
    select(_DEVICE.c.learner_id.label("learner"), _DEVICE.c.signed, _PLACE.c.lesson, _PROGRESS)
    .select_from(
        _DEVICE.outerjoin(_PLACE, _PLACE.c.learner_id == _DEVICE.c.learner_id).outerjoin(
            _PROGRESS, _PROGRESS.c.learner_id == _DEVICE.c.learner_id
        )
    )
    .where(_DEVICE.c.token_hash == bindparam("digest"))
)


@dataclass(frozen=True)
class Arrived:
    """A learner who opens a page: how far they are, and the slug of the lesson they were last in, if any.

    `signed`: whether this device's signed cookie has been noted (`Records.note_signed`).
    """

    learner: UUID
    progress: Progress
    place: str | None
    signed: bool


def of_device(connection: Connection, token: str) -> Arrived | None:
    """The learner whom this device acts for; None before its first write."""
    rows = connection.execute(_ROWS, {"digest": identity.digest_of(token)}).all()
    if not rows:
        return None
    touched = progress.from_rows(row for row in rows if row.exercise is not None)
    return Arrived(rows[0].learner, touched, rows[0].lesson, rows[0].signed)
