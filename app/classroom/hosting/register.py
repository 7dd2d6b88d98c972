"""What an instructor changes about the students of a class, and how each change is taken back.

No change touches what a student did: it stays with their learner. Two students who are one person become one by
`merge`: one of them stands for both from then on, what either did counts for them (`Member.learners`), and taking it
back makes two of them again.
"""

import secrets
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, exists, insert, or_, select, update

from app.classroom import schema
from app.classroom.database import Database
from app.classroom.digest import digest_of
from app.classroom.errors import RecordsError
from app.classroom.hosting import codes
from app.classroom.hosting.access import Teacher, require, take_turns
from app.classroom.hosting.changes import Change, Changes
from app.classroom.hosting.tables import member, roster_change, roster_entry, way_back

WAY_BACK_HOLDS = timedelta(hours=24)
"""So long a student may use the code that lets their new browser in."""

WAY_BACK_LENGTH = 12
"""Characters of that code: 60 bits, for a day."""

_CHANGED = ("roster_entry_id", "removed", "waits", "merged_into")
_IDS = ("roster_entry_id", "merged_into")


class CannotBeDoneError(RecordsError):
    """A change that what is there does not allow; the text says why."""


@dataclass(frozen=True)
class Done:
    """The last change that can be taken back: what it was (`kind`), and the names of those it was about."""

    id: UUID
    kind: str
    names: tuple[str, ...]
    created: datetime


class Register:
    """Changes of who is in a class; each method is one transaction, and asks for leave."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database, self._changes = database, changes

    def remove(self, who: Teacher, member_id: UUID) -> None:
        """Take this student out of the class. They cannot join it again; the instructor can put them back."""
        with self._changing(who) as connection:
            [row] = _rows(connection, who, [member_id])
            _note(connection, who, "remove", [row])
            _set(connection, row.id, removed=schema.now(), waits=False)

    def put_back(self, who: Teacher, member_ids: Collection[UUID]) -> None:
        """Bring removed students back, or let those in who wait."""
        with self._changing(who) as connection:
            rows = _rows(connection, who, member_ids)
            _note(connection, who, "put back", rows)
            for row in rows:
                _set(connection, row.id, removed=None, waits=False)

    def merge(self, who: Teacher, source: UUID, target: UUID) -> None:
        """Make `target` stand for `source` too: they are the same person.

        Raises:
            CannotBeDoneError: they are the same student already, or both have an id of the roster.
        """
        with self._changing(who) as connection:
            if source == target:
                raise CannotBeDoneError("Choose two different students.")
            first, second = _rows(connection, who, [source, target])
            if first.roster_entry_id and second.roster_entry_id:
                raise CannotBeDoneError(
                    "Both have an id of the roster, so they are two people there. Take one of the ids away first."
                )
            merged = connection.execute(select(member).where(member.c.merged_into == source)).all()
            _note(connection, who, "merge", [first, second, *merged])
            entry = first.roster_entry_id or second.roster_entry_id
            away = {"removed": first.removed or schema.now(), "merged_into": target, "waits": False}
            _set(connection, source, roster_entry_id=None, **away)
            for row in merged:
                _set(connection, row.id, merged_into=target)
            _set(connection, target, roster_entry_id=entry)

    def relink(self, who: Teacher, entry: UUID, member_id: UUID | None) -> None:
        """Give this id of the roster to this student, whoever has it now; None takes it from whoever has it.

        Raises:
            CannotBeDoneError: there is no such id (any more).
        """
        with self._changing(who) as connection:
            table = roster_entry.c
            here = (table.id == entry) & (table.classroom_id == who.classroom)
            if not connection.execute(select(exists().where(here))).scalar_one():
                raise CannotBeDoneError("This id is not on the roster any more.")
            before = connection.execute(select(member).where(member.c.roster_entry_id == entry)).all()
            after = _rows(connection, who, [member_id]) if member_id else []
            rows = {row.id: row for row in [*before, *after]}
            _note(connection, who, "relink", list(rows.values()))
            for row in before:
                _set(connection, row.id, roster_entry_id=None)
            for row in after:
                _set(connection, row.id, roster_entry_id=entry)

    def last(self, who: Teacher) -> Done | None:
        """The last change that was not taken back."""
        with self._database.read() as connection:
            require(connection, who)
            row = _last(connection, who)
            if row is None:
                return None
            ids = [UUID(each["id"]) for each in row.before]
            named = select(member.c.id, member.c.name).where(member.c.id.in_(ids))
            names = {id: name for id, name in connection.execute(named)}
        return Done(row.id, row.kind, tuple(names[id] for id in ids if id in names), row.created)

    def undo(self, who: Teacher, change: UUID) -> None:
        """Take this change back, which is the last one; what somebody else has taken back already stays so.

        Raises:
            CannotBeDoneError: there is a newer change, or the id that a student had is another's by now.
        """
        with self._changing(who) as connection:
            row = _last(connection, who)
            if row is None or row.id != change:
                raise CannotBeDoneError("Something else was changed meanwhile. Look at the list again.")
            _restore(connection, who, row.before)
            done = update(roster_change).where(roster_change.c.id == change)
            connection.execute(done.values(undone=schema.now()))

    def way_back(self, who: Teacher, member_id: UUID) -> str:
        """A code for one use within `WAY_BACK_HOLDS`, by which a new browser acts for this student.

        It works like a recovery code (`Records.recover`), and an earlier one stops working.

        Raises:
            CannotBeDoneError: the student is in another class as well, where this instructor has no say.
        """
        with self._changing(who) as connection:
            [row] = _rows(connection, who, [member_id])
            elsewhere = (member.c.learner_id == row.learner_id) & (member.c.classroom_id != who.classroom)
            if connection.execute(select(exists().where(elsewhere))).scalar_one():
                raise CannotBeDoneError(
                    "This student is in another class too, so only their own recovery code brings them back. Or let "
                    "them join once more, and merge the two."
                )
            code = "".join(secrets.choice(codes.CROCKFORD) for _ in range(WAY_BACK_LENGTH))
            expires = schema.now() + WAY_BACK_HOLDS
            new = {"member_id": row.id, "digest": digest_of(code), "expires": expires}
            schema.put(connection, way_back, new)
        return codes.grouped(code, 4)

    @contextmanager
    def _changing(self, who: Teacher) -> Iterator[Connection]:
        with self._database.write() as connection:
            require(connection, who, to_change=True)
            take_turns(connection, who.classroom)
            yield connection
            self._changes.tell(connection, Change(who.classroom, "members"))


def _rows(connection: Connection, who: Teacher, ids: Collection[UUID]) -> Sequence[Any]:
    """These members of the class, in this order; raises `CannotBeDoneError` if one is not there, or is another now."""
    table = member.c
    here = (table.classroom_id == who.classroom) & table.merged_into.is_(None) & table.id.in_(ids)
    found = {row.id: row for row in connection.execute(select(member).where(here))}
    if set(ids) != found.keys():
        raise CannotBeDoneError("This student is not in the class any more. Look at the list again.")
    return [found[id] for id in ids]


def _note(connection: Connection, who: Teacher, kind: str, rows: Sequence[Any]) -> None:
    """Keep how these members are, before they are changed; their names stay in their own rows alone."""
    before = [{"id": str(row.id)} | {name: _plain(getattr(row, name)) for name in _CHANGED} for row in rows]
    new = {"id": uuid4(), "classroom_id": who.classroom, "kind": kind, "before": before}
    connection.execute(insert(roster_change).values(**new, created=schema.now()))


def _plain(value: UUID | datetime | bool | None) -> str | bool | None:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _last(connection: Connection, who: Teacher) -> Any:
    table = roster_change.c
    here = (table.classroom_id == who.classroom) & table.undone.is_(None)
    newest = select(roster_change).where(here).order_by(table.created.desc(), table.id).limit(1)
    return connection.execute(newest).first()


def _restore(connection: Connection, who: Teacher, rows: Sequence[dict[str, Any]]) -> None:
    """Make members what they were; one who left since stays away."""
    table = member.c
    here = select(table.id).where(table.classroom_id == who.classroom)
    present = set(connection.execute(here).scalars())
    entries = select(roster_entry.c.id).where(roster_entry.c.classroom_id == who.classroom)
    listed = set(connection.execute(entries).scalars())
    before = {UUID(row["id"]): row for row in rows if UUID(row["id"]) in present}
    for row in before.values():
        for name, there in zip(_IDS, (listed, present), strict=True):
            id = UUID(row[name]) if row[name] else None
            row[name] = id if id in there else None
        row["removed"] = datetime.fromisoformat(row["removed"]) if row["removed"] else None
    wanted = [row["roster_entry_id"] for row in before.values() if row["roster_entry_id"]]
    others = table.roster_entry_id.in_(wanted) & table.id.not_in(list(before))
    if connection.execute(select(exists().where(others))).scalar_one():
        raise CannotBeDoneError(
            "Another student has the id by now, so this cannot be taken back. Give the id to whom it belongs instead."
        )
    for id in before:  # no two may have one id, not even for a moment
        _set(connection, id, roster_entry_id=None)
    for id, row in before.items():
        _set(connection, id, **{name: row[name] for name in _CHANGED})


def _set(connection: Connection, id: UUID, **values: Any) -> None:
    connection.execute(update(member).where(member.c.id == id).values(**values))


def owner_of(connection: Connection, digest: str) -> UUID | None:
    """The learner for whom the code with this digest lets a new browser act, until it is used up."""
    table = way_back.c
    elsewhere = member.alias("elsewhere")
    others = (elsewhere.c.learner_id == member.c.learner_id) & (elsewhere.c.id != member.c.id)
    query = (
        select(member.c.learner_id)
        .join(way_back, table.member_id == member.c.id)
        .where(table.digest == digest, table.expires > schema.now(), ~exists().where(others))
        .where(or_(member.c.removed.is_(None), member.c.merged_into.is_not(None)))
    )
    return connection.execute(query).scalar()


def use_up(connection: Connection, digest: str) -> None:
    """The code with this digest works no more."""
    connection.execute(way_back.delete().where(way_back.c.digest == digest))
