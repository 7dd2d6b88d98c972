"""The roster: who is expected in a class, by an id that their school gave them."""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import delete, func, insert, select, update

from app.classroom.database import Database
from app.classroom.errors import LimitError, RecordsError, TooLargeError
from app.classroom.hosting.access import Teacher, require
from app.classroom.hosting.changes import Change, Changes
from app.classroom.hosting.classrooms import LONGEST_NAME
from app.classroom.hosting.members import digest_of_id
from app.classroom.hosting.tables import member, roster_entry

MOST_ENTRIES = 2000
"""So many ids one roster holds."""

LONGEST_ID = 64
"""Characters of a student id."""

_HEADS = {"id", "student id", "student_id", "studentid", "student number", "matriculation number", "number"}


class RosterError(RecordsError):
    """A pasted list that cannot be read; the text says which line, and what to do."""


@dataclass(frozen=True)
class Expected:
    """A line of the list: an id, and a name or ""."""

    student_id: str
    name: str


@dataclass(frozen=True)
class Entry:
    """An id of the roster. `member` is the student who has it, None while nobody has."""

    id: UUID
    student_id: str
    name: str
    member: UUID | None


def read(text: str) -> tuple[Expected, ...]:
    """The lines of a pasted list or a CSV file: an id, then, if there is more, a name.

    Cells are parted by tabs, semicolons or commas, whichever the first line with one of them has. A first line of
    headings is left out, and of an id that comes twice the first.

    Raises:
        RosterError: a line has a name but no id, or an id or a name that is too long.
        LimitError: there are more than `MOST_ENTRIES`.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    first = next((line for line in lines if any(mark in line for mark in "\t;,")), "")
    mark = next((mark for mark in "\t;," if mark in first), ",")
    found: dict[str, Expected] = {}
    for number, cells in enumerate(csv.reader(lines, delimiter=mark), 1):
        id, name = (" ".join(cell.split()) for cell in [*cells, "", ""][:2])
        if not id and not name:
            continue
        if not found and id.casefold() in _HEADS:
            continue
        if not id:
            raise RosterError(f"Line {number} has no id before the name. Put the id first, then the name.")
        if len(id) > LONGEST_ID or len(name) > LONGEST_NAME:
            raise RosterError(
                f"Line {number} is too long: an id has at most {LONGEST_ID} characters, a name {LONGEST_NAME}."
            )
        found.setdefault(digest_of_id(id), Expected(id, name))
    if len(found) > MOST_ENTRIES:
        raise LimitError(f"A roster has at most {MOST_ENTRIES} ids; these are {len(found)}. Leave some out.")
    return tuple(found.values())


class Rosters:
    """The rosters of classes; each method is one transaction, and asks for leave."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database, self._changes = database, changes

    def of_class(self, who: Teacher) -> tuple[Entry, ...]:
        """All ids of the class, in order. Only its instructors ever see them."""
        table = roster_entry.c
        query = (
            select(table.id, table.student_id, table.name, member.c.id)
            .outerjoin(member, member.c.roster_entry_id == table.id)
            .where(table.classroom_id == who.classroom)
        )
        with self._database.read() as connection:
            require(connection, who)
            rows = connection.execute(query).all()
        return tuple(sorted((Entry(*row) for row in rows), key=lambda each: each.student_id.casefold()))

    def add(self, who: Teacher, expected: Collection[Expected]) -> int:
        """Add these to the roster; how many are new. One that is there gets the name that is given.

        Raises:
            LimitError: the roster would have more than `MOST_ENTRIES`.
            TooLargeError: an id or a name is too long.
        """
        if any(len(each.student_id) > LONGEST_ID or len(each.name) > LONGEST_NAME for each in expected):
            raise TooLargeError(
                f"An id has at most {LONGEST_ID} characters, a name {LONGEST_NAME}. Shorten them."
            )
        wanted = {digest_of_id(each.student_id): each for each in expected if each.student_id.strip()}
        table = roster_entry.c
        here = table.classroom_id == who.classroom
        with self._database.write() as connection:
            require(connection, who, to_change=True)
            known = set(connection.execute(select(table.digest).where(here)).scalars())
            new = [digest for digest in wanted if digest not in known]
            if len(known) + len(new) > MOST_ENTRIES:
                raise LimitError(f"A roster has at most {MOST_ENTRIES} ids. Remove some that nobody needs.")
            for digest in wanted.keys() & known:
                if wanted[digest].name:
                    renamed = update(roster_entry).where(here, table.digest == digest)
                    connection.execute(renamed.values(name=wanted[digest].name))
            rows = [
                {"id": uuid4(), "classroom_id": who.classroom, "digest": digest} | vars(wanted[digest])
                for digest in new
            ]
            if rows:
                connection.execute(insert(roster_entry), rows)
            self._changes.tell(connection, Change(who.classroom, "members"))
        return len(new)

    def remove(self, who: Teacher, entries: Collection[UUID]) -> None:
        """Take these ids off the roster. A student who has one stays in the class, without it."""
        with self._database.write() as connection:
            require(connection, who, to_change=True)
            of_class = roster_entry.c.classroom_id == who.classroom
            connection.execute(delete(roster_entry).where(of_class, roster_entry.c.id.in_(entries)))
            self._changes.tell(connection, Change(who.classroom, "members"))

    def size(self, who: Teacher) -> int:
        """How many ids the roster has."""
        query = select(func.count()).where(roster_entry.c.classroom_id == who.classroom)
        with self._database.read() as connection:
            require(connection, who)
            return connection.execute(query).scalar_one()
