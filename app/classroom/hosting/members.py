"""The students of a class: joining it with its code, and what becomes of them when learners are merged."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection, delete, func, insert, select, update

from app.classroom import schema
from app.classroom.database import Database, lock
from app.classroom.errors import LimitError, RecordsError
from app.classroom.hosting import codes, traces
from app.classroom.hosting.access import Teacher, require, require_member
from app.classroom.hosting.changes import Change, Changes
from app.classroom.hosting.classrooms import clean_name
from app.classroom.hosting.tables import classroom, member

MOST_MEMBERS = 1000
"""So many students one class takes."""

WRONG_CODE = "No class can be joined with this code. Look at it again, or ask your instructor."
"""What everybody reads whose code lets them in nowhere: whether there is such a class is not told."""


class WrongCodeError(RecordsError):
    """No class lets anybody in with this code."""

    def __init__(self) -> None:
        super().__init__(WRONG_CODE)


@dataclass(frozen=True)
class Member:
    """A student of a class, as its instructor sees them. `id` is theirs in this class only."""

    id: UUID
    learner: UUID
    name: str
    joined: datetime
    removed: datetime | None


@dataclass(frozen=True)
class Membership:
    """A class that a learner is in, as they see it. `member` is their own id there."""

    classroom: UUID
    class_name: str
    member: UUID
    name: str
    quiet: bool


class Members:
    """Who is in a class; each method is one transaction."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database, self._changes = database, changes

    def join(self, learner: UUID, code: str, name: str) -> Membership:
        """Bring this learner into the class with this code, under this name; one who is in it gets the new name.

        Who guesses codes is not this method's to find out: see `throttle`.

        Raises:
            WrongCodeError: no class lets anybody in with this code, or the learner was removed from it.
            LimitError: the class is full.
            ValueError: the name is empty.
            TooLargeError: the name is too long.
        """
        name = clean_name(name)
        with self._database.write() as connection:
            lock(connection, learner)
            found = _by_code(connection, code)
            if found is None:
                raise WrongCodeError
            table = member.c
            mine = (table.classroom_id == found) & (table.learner_id == learner)
            row = connection.execute(select(table.id, table.removed).where(mine)).first()
            if row is None:
                _refuse_full(connection, found)
                new = {"id": uuid4(), "classroom_id": found, "learner_id": learner, "name": name}
                connection.execute(insert(member).values(**new, joined=schema.now()))
            elif row.removed is not None:
                raise WrongCodeError
            else:
                connection.execute(update(member).where(table.id == row.id).values(name=name))
            self._changes.tell(connection, Change(found, "members"))
            return next(each for each in of_learner(connection, learner) if each.classroom == found)

    def of_learner(self, learner: UUID) -> tuple[Membership, ...]:
        """The classes this learner is in, the one joined last first."""
        with self._database.read() as connection:
            return of_learner(connection, learner)

    def of_class(self, who: Teacher) -> tuple[Member, ...]:
        """All students of the class, removed ones too, by name."""
        table = member.c
        query = select(table.id, table.learner_id, table.name, table.joined, table.removed)
        with self._database.read() as connection:
            require(connection, who)
            rows = connection.execute(query.where(table.classroom_id == who.classroom)).all()
        return tuple(sorted((Member(*row) for row in rows), key=lambda each: (each.name.casefold(), each.id)))

    def be_quiet(self, learner: UUID, classroom_id: UUID, quiet: bool) -> None:
        """Whether this learner's pages leave out what the instructor points at."""
        with self._database.write() as connection:
            mine = member.c.id == require_member(connection, learner, classroom_id)
            connection.execute(update(member).where(mine).values(quiet=quiet))

    def leave(self, learner: UUID, classroom_id: UUID) -> None:
        """Take this learner out of the class, for good; what they learned stays theirs."""
        with self._database.write() as connection:
            mine = require_member(connection, learner, classroom_id)
            traces.erase(connection, [mine])
            connection.execute(delete(member).where(member.c.id == mine))
            self._changes.tell(connection, Change(classroom_id, "members"))
        self._database.erase_traces()


def move(connection: Connection, source: UUID, target: UUID) -> None:
    """Make `target` what `source` is in every class, where `target` is not in it already; both are locked."""
    table = member.c
    there = select(table.classroom_id).where(table.learner_id == target)
    moving = (table.learner_id == source) & table.classroom_id.not_in(there.scalar_subquery())
    connection.execute(update(member).where(moving).values(learner_id=target))
    forget(connection, source)  # what is left of them goes with them


def forget(connection: Connection, learner: UUID) -> None:
    """Delete what classes store of this learner, who is locked, the changes of a roster that name them too."""
    table = member.c
    mine = connection.execute(select(table.id).where(table.learner_id == learner)).scalars()
    traces.erase(connection, [learner, *mine])
    connection.execute(delete(member).where(table.learner_id == learner))


def classes_of(connection: Connection, learner: UUID) -> list[UUID]:
    """The classes that are told when this learner does something."""
    table = member.c
    mine = (table.learner_id == learner) & table.removed.is_(None)
    return list(connection.execute(select(table.classroom_id).where(mine)).scalars())


def _by_code(connection: Connection, typed: str) -> UUID | None:
    code = codes.read(typed)
    if code is None:
        return None
    table = classroom.c
    row = connection.execute(
        select(table.id, table.join_code).where(table.join_code == code, table.join_open)
    ).first()
    return row.id if row and hmac.compare_digest(row.join_code, code) else None


def _refuse_full(connection: Connection, id: UUID) -> None:
    inside = select(func.count()).where(member.c.classroom_id == id, member.c.removed.is_(None))
    if connection.execute(inside).scalar_one() >= MOST_MEMBERS:
        raise LimitError(f"This class has {MOST_MEMBERS} students and takes no more. Tell your instructor.")


def of_learner(connection: Connection, learner: UUID) -> tuple[Membership, ...]:
    """The classes this learner is in, the one joined last first."""
    table = member.c
    query = (
        select(table.classroom_id, classroom.c.name, table.id, table.name, table.quiet)
        .join(classroom, classroom.c.id == table.classroom_id)
        .where(table.learner_id == learner, table.removed.is_(None))
        .order_by(table.joined.desc(), table.id)
    )
    return tuple(Membership(*row) for row in connection.execute(query))
