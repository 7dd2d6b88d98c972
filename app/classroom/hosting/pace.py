"""What an instructor points at: a section, a timer, "everyone look here". Students' pages draw it at once.

What stands is one row of the class with a revision, so a page that missed a change needs only the newest.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, select

from app.classroom import schema
from app.classroom.database import Database
from app.classroom.errors import TooLargeError
from app.classroom.hosting import tables
from app.classroom.hosting.access import Teacher, require, require_member
from app.classroom.hosting.changes import Change, Changes
from app.classroom.hosting.tables import classroom

LONGEST_MESSAGE = 200
"""Characters of what everybody reads."""

LONGEST_TIMER = timedelta(hours=3)
"""The longest time that the room's clock counts down from."""


@dataclass(frozen=True)
class Pace:
    """What the instructor points at now.

    `section` is written `slug/name`, empty for none. `look_here`: everybody is asked to look up, with `message` if
    there is one. `timer_ends` is when the room's clock reaches zero. `revision` counts the changes.
    """

    look_here: bool = False
    message: str = ""
    section: str = ""
    timer_ends: datetime | None = None
    revision: int = 0


class Pacing:
    """What instructors point at; each method is one transaction."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database, self._changes = database, changes

    def of_class(self, who: Teacher) -> Pace:
        """What the class is shown now."""
        with self._database.read() as connection:
            require(connection, who)
            return find(connection, who.classroom)

    def of_member(self, learner: UUID, classroom_id: UUID) -> Pace:
        """What this student is shown now. Raises `NotAllowedError` for one who is not in the class."""
        with self._database.read() as connection:
            require_member(connection, learner, classroom_id)
            return find(connection, classroom_id)

    def look_here(self, who: Teacher, looking: bool, message: str = "") -> Pace:
        """Ask everybody to look up, with or without a message; or let them go on.

        Raises:
            TooLargeError: the message has more than `LONGEST_MESSAGE` characters.
        """
        message = " ".join(message.split())
        if len(message) > LONGEST_MESSAGE:
            raise TooLargeError(f"A message has at most {LONGEST_MESSAGE} characters. Shorten it.")
        with self._changing(who) as now:
            now.pace = replace(now.pace, look_here=looking, message=message if looking else "")
        return now.pace

    def point_at(self, who: Teacher, section: str) -> Pace:
        """Point at a section, written `slug/name`; at none if it is empty."""
        with self._changing(who) as now:
            now.pace = replace(now.pace, section=section)
        return now.pace

    def start_timer(self, who: Teacher, length: timedelta) -> Pace:
        """Let the room's clock count down from `length`.

        Raises:
            ValueError: that is no time, or longer than `LONGEST_TIMER`.
        """
        if not timedelta() < length <= LONGEST_TIMER:
            raise ValueError("A timer runs for at least a second, and for three hours at most.")
        with self._changing(who) as now:
            now.pace = replace(now.pace, timer_ends=schema.now() + length)
        return now.pace

    def stop_timer(self, who: Teacher) -> Pace:
        """Take the room's clock down."""
        with self._changing(who) as now:
            now.pace = replace(now.pace, timer_ends=None)
        return now.pace

    @contextmanager
    def _changing(self, who: Teacher) -> Iterator["_Now"]:
        """What stands, to be replaced; two instructors who change it at once do so one after the other."""
        with self._database.write() as connection:
            require(connection, who, to_change=True)
            connection.execute(
                select(classroom.c.id).where(classroom.c.id == who.classroom).with_for_update()
            )
            now = _Now(find(connection, who.classroom))
            yield now
            now.pace = replace(now.pace, revision=now.pace.revision + 1)
            _put(connection, who.classroom, now.pace)
            self._changes.tell(connection, Change(who.classroom, "pace"))


@dataclass
class _Now:
    pace: Pace


def find(connection: Connection, id: UUID) -> Pace:
    """What this class is shown; nothing if nobody has pointed at anything yet."""
    table = tables.pace.c
    row = connection.execute(select(table.revision, table.state).where(table.classroom_id == id)).first()
    if row is None:
        return Pace()
    ends = row.state["timer_ends"]
    kept = row.state | {"timer_ends": datetime.fromisoformat(ends) if ends else None}
    return Pace(**kept, revision=row.revision)


def _put(connection: Connection, id: UUID, pace: Pace) -> None:
    ends = pace.timer_ends.isoformat() if pace.timer_ends else None
    state = {
        "look_here": pace.look_here,
        "message": pace.message,
        "section": pace.section,
        "timer_ends": ends,
    }
    row = {"classroom_id": id, "revision": pace.revision, "state": state, "updated": schema.now()}
    schema.put(connection, tables.pace, row)
