"""What a page needs of a learner at every run, in one question to the database; asked again when it has changed."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, bindparam, exists, select

from app.classroom import progress, schema
from app.classroom.digest import digest_of
from app.classroom.hosting import members, standing
from app.classroom.hosting.members import Membership
from app.classroom.hosting.standing import Standings
from app.classroom.hosting.tables import member
from app.classroom.progress import Progress

_DEVICE, _PLACE, _PROGRESS = schema.device, schema.place, schema.progress
_IN_A_CLASS = exists().where(member.c.learner_id == _DEVICE.c.learner_id).label("in_a_class")
_ROWS = (
    select(_DEVICE.c.learner_id.label("learner"), _DEVICE.c.signed, _PLACE.c.lesson, _IN_A_CLASS, _PROGRESS)
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

    `signed`: whether this device's signed cookie has been noted (`Records.note_signed`). `in_a_class`: whether they
    are or were in one; else that costs no question more. `classes`: those that they are in, the one joined last first.
    `standings`: where they stand with what these assign.
    """

    learner: UUID
    progress: Progress
    place: str | None
    signed: bool
    in_a_class: bool
    standings: Standings
    classes: tuple[Membership, ...] = ()


def of_device(connection: Connection, token: str) -> Arrived | None:
    """The learner whom this device acts for; None before its first write."""
    rows = connection.execute(_ROWS, {"digest": digest_of(token)}).all()
    if not rows:
        return None
    touched = progress.from_rows(row for row in rows if row.exercise is not None)
    first = rows[0]
    if not first.in_a_class:
        return Arrived(first.learner, touched, first.lesson, first.signed, False, standing.NONE)
    standings = standing.of_learner(connection, first.learner)
    classes = members.of_learner(connection, first.learner)
    return Arrived(first.learner, touched, first.lesson, first.signed, True, standings, classes)


_MOST = 2048
_HOLDS = 30.0  # seconds; so long another process may have written something that is not known here yet


class Lately:
    """Who arrived lately at this process, by token; safe to share between threads.

    What this process writes about a learner is known at once, for it forgets what it knew of them.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock, self._clock, self._writes = threading.Lock(), clock, 0
        self._arrived: dict[str, tuple[Arrived, float]] = {}
        self._tokens: dict[UUID, set[str]] = {}

    def get(self, token: str) -> Arrived | None:
        """Who arrived with this token half a minute ago or less, and was not written about since."""
        with self._lock:
            arrived, until = self._arrived.get(token, (None, 0.0))
            return arrived if self._clock() < until else None

    @property
    def writes(self) -> int:
        """How often something was forgotten; take it before the database is asked."""
        return self._writes

    def note(self, token: str, arrived: Arrived, writes: int) -> None:
        """Note what the database told, unless it may have told that before the latest write."""
        with self._lock:
            if writes != self._writes:
                return
            self._drop(token)
            while len(self._arrived) >= _MOST:
                self._drop(next(iter(self._arrived)))
            self._arrived[token] = arrived, self._clock() + _HOLDS
            self._tokens.setdefault(arrived.learner, set()).add(token)

    def forget(self, learner: UUID) -> None:
        """Forget what is known of this learner, on whichever of their devices."""
        with self._lock:
            self._writes += 1
            for token in list(self._tokens.get(learner, ())):
                self._drop(token)

    def forget_all(self) -> None:
        """Forget everything: a device may have become another learner's."""
        with self._lock:
            self._writes += 1
            self._arrived.clear()
            self._tokens.clear()

    def _drop(self, token: str) -> None:
        arrived, _ = self._arrived.pop(token, (None, 0.0))
        if arrived is not None:
            tokens = self._tokens[arrived.learner]
            tokens.discard(token)
            if not tokens:
                del self._tokens[arrived.learner]
