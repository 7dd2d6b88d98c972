"""The students of a class: joining it with its code, and what becomes of them when learners are merged."""

import hmac
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Row, delete, exists, func, insert, or_, select, update

from app.classroom import schema
from app.classroom.database import Database, lock
from app.classroom.digest import digest_of
from app.classroom.errors import LimitError, RecordsError
from app.classroom.hosting import codes, pseudonyms, traces
from app.classroom.hosting.access import Teacher, require, require_member, standing_for, take_turns
from app.classroom.hosting.changes import Change, Changes
from app.classroom.hosting.classrooms import clean_name
from app.classroom.hosting.tables import classroom, member, roster_entry

MOST_MEMBERS = 1000
"""So many students one class takes."""

BEING_JOINED = timedelta(hours=1)
"""A class is being joined so long after its code was on an instructor's screen, or the last student came."""

WRONG_CODE = (
    "No class can be joined with this. Look at the code again, and at your student id if your instructor asks for one; "
    "or ask your instructor."
)
"""What everybody reads whose code or id lets them in nowhere: whether there is such a class is not told."""

WAITS = (
    "Your instructor lets students in one by one just now, for many wrong ids came from this network. "
    "Tell them the name that you chose, and reload this page once they have let you in."
)
"""What everybody reads at an address from which too many ids were guessed, whether theirs is right or not."""


class WrongCodeError(RecordsError):
    """No class lets anybody in with this code."""

    def __init__(self) -> None:
        super().__init__(WRONG_CODE)


class WrongIdError(WrongCodeError):
    """The class has no such id on its roster, or somebody else has it. Reads like `WrongCodeError`."""


class WaitsError(RecordsError):
    """Who has a right id now waits for the instructor, and everybody else reads the same."""

    def __init__(self) -> None:
        super().__init__(WAITS)


@dataclass(frozen=True)
class Member:
    """A student of a class, as its instructor sees them. `id` is theirs in this class only.

    `student_id` is theirs on the roster, "" without one. `also`: other learners who are the same person; what they did
    counts as this student's too. `waits`: they are removed until the instructor lets them in.
    """

    id: UUID
    learner: UUID
    name: str
    joined: datetime
    removed: datetime | None
    student_id: str = ""
    waits: bool = False
    also: tuple[UUID, ...] = ()

    @property
    def learners(self) -> tuple[UUID, ...]:
        """Everybody whose work is this student's."""
        return (self.learner, *self.also)


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

    def join(
        self, learner: UUID, code: str, name: str, student_id: str = "", *, waits: bool = False
    ) -> Membership:
        """Bring this learner into the class with this code, under this name; one who is in it gets the new name.

        A pseudonym that another student has is replaced by one that nobody has. Who guesses codes or ids is not this
        method's to find out: see `joining`. With `waits` nobody new comes in: who has a right id is noted.

        Raises:
            WrongCodeError: no class lets anybody in with this code, or the learner was removed from it; as
                `WrongIdError`, the class asks for an id of its roster, and this is none or another student's.
            WaitsError: `waits`, or the instructor has yet to let them in.
            LimitError: the class is full.
            ValueError: the name is empty.
            TooLargeError: the name is too long.
        """
        name = clean_name(name)
        with self._database.write() as connection:
            lock(connection, learner)
            found = by_code(connection, code)
            if found is None:
                raise WrongCodeError
            take_turns(connection, found)
            row = _own(connection, learner, found)
            if row is None:
                _come_in(connection, found, learner, name, student_id, waits)
            elif row.removed is None:
                id_too = "" if waits else student_id
                entry = row.roster_entry_id or _entry_for(connection, found, id_too, may_do_without=True)
                changed = {"name": name, "roster_entry_id": entry}
                connection.execute(update(member).where(member.c.id == row.id).values(**changed))
            elif not row.waits:
                raise WrongCodeError
            self._changes.tell(connection, Change(found, "members"))
            joined = [each for each in of_learner(connection, learner) if each.classroom == found]
        if not joined:
            raise WaitsError
        return joined[0]

    def rename(self, learner: UUID, classroom_id: UUID, name: str) -> None:
        """Another name for this learner in the class; raises as `join` for a name that cannot be."""
        name = clean_name(name)
        with self._database.write() as connection:
            mine = member.c.id == require_member(connection, learner, classroom_id)
            connection.execute(update(member).where(mine).values(name=name))
            self._changes.tell(connection, Change(classroom_id, "members"))

    def of_learner(self, learner: UUID) -> tuple[Membership, ...]:
        """The classes this learner is in, the one joined last first."""
        with self._database.read() as connection:
            return of_learner(connection, learner)

    def of_class(self, who: Teacher) -> tuple[Member, ...]:
        """All students of the class, removed ones too, by name. Of those merged into one, the one."""
        with self._database.read() as connection:
            require(connection, who)
            return all_of(connection, who.classroom)

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


def all_of(connection: Connection, id: UUID) -> tuple[Member, ...]:
    """The students of this class, as `Members.of_class` gives them; whoever asks has leave."""
    table = member.c
    query = (
        select(table.id, table.learner_id, table.name, table.joined, table.removed, table.waits)
        .add_columns(table.merged_into, roster_entry.c.student_id)
        .outerjoin(roster_entry, roster_entry.c.id == table.roster_entry_id)
        .where(table.classroom_id == id)
        .order_by(table.joined)
    )
    rows = connection.execute(query).all()
    also: dict[UUID, list[UUID]] = defaultdict(list)
    for row in rows:
        if row.merged_into is not None:
            also[row.merged_into].append(row.learner_id)
    students = (
        Member(
            row.id,
            row.learner_id,
            row.name,
            row.joined,
            row.removed,
            row.student_id or "",
            row.waits,
            tuple(also[row.id]),
        )
        for row in rows
        if row.merged_into is None
    )
    return tuple(sorted(students, key=lambda each: (each.name.casefold(), each.id)))


def move(connection: Connection, source: UUID, target: UUID) -> None:
    """Make `target` what `source` is in every class, where `target` is not in it already; both are locked."""
    table = member.c
    own = select(table.id).where(table.learner_id == source)
    merged = (table.learner_id == target) & table.merged_into.in_(own.scalar_subquery())
    connection.execute(delete(member).where(merged))  # one person already, and `source` stands for them
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
    query = select(member.c.classroom_id).select_from(standing_for(learner)).where(member.c.removed.is_(None))
    return list(connection.execute(query).scalars())


def by_code(connection: Connection, typed: str, *, only_busy: bool = False) -> UUID | None:
    """The class that this code lets into; with `only_busy`, if it is being joined just now."""
    code = codes.read(typed)
    if code is None:
        return None
    table = classroom.c
    query = select(table.id, table.join_code).where(table.join_code == code, table.join_open)
    if only_busy:
        since = schema.now() - BEING_JOINED
        lately = exists().where((member.c.classroom_id == table.id) & (member.c.joined > since))
        query = query.where(or_(table.code_shown > since, lately))
    row = connection.execute(query).first()
    return row.id if row and hmac.compare_digest(row.join_code, code) else None


def id_fits(connection: Connection, id: UUID, learner: UUID | None, student_id: str) -> bool:
    """Whether this id, or none, is right for a learner who comes to this class; None for one who is not known yet."""
    row = _own(connection, learner, id) if learner else None
    if row is not None and (row.removed is not None or row.roster_entry_id):
        return True  # the id is not what decides
    try:
        _entry_for(connection, id, student_id, may_do_without=row is not None)
    except WrongIdError:
        return False
    return True


def digest_of_id(student_id: str) -> str:
    """What tells one student id from others: without case, and single spaces inside."""
    return digest_of(" ".join(student_id.split()).casefold())


def _own(connection: Connection, learner: UUID, id: UUID) -> Row[Any, Any, Any, Any] | None:
    """What stands for this learner in this class, removed or not."""
    table = member.c
    query = select(table.id, table.removed, table.waits, table.roster_entry_id)
    return connection.execute(
        query.select_from(standing_for(learner)).where(table.classroom_id == id)
    ).first()


def _come_in(
    connection: Connection, id: UUID, learner: UUID, name: str, student_id: str, waits: bool
) -> None:
    """Make this learner a student of the class; one who comes by an id waits, if `waits`."""
    entry = _entry_for(connection, id, student_id)
    _refuse_full(connection, id)
    moment, outside = schema.now(), waits and entry is not None
    new = {"id": uuid4(), "classroom_id": id, "learner_id": learner, "name": _not_taken(connection, id, name)}
    new |= {
        "roster_entry_id": entry,
        "joined": moment,
        "waits": outside,
        "removed": moment if outside else None,
    }
    connection.execute(insert(member).values(**new))


def _entry_for(
    connection: Connection, id: UUID, student_id: str, *, may_do_without: bool = False
) -> UUID | None:
    """The entry of the roster with this id, which nobody has. None where the class asks for none and none is given."""
    table, wanted = roster_entry.c, digest_of_id(student_id)
    of_class = table.classroom_id == id
    asks = select(classroom.c.roster_only).where(classroom.c.id == id)
    if not student_id.strip() and (may_do_without or not connection.execute(asks).scalar_one()):
        return None
    row = connection.execute(
        select(table.id, table.digest, member.c.id.label("taken"))
        .outerjoin(member, member.c.roster_entry_id == table.id)
        .where(of_class, table.digest == wanted)
    ).first()
    if row is not None and hmac.compare_digest(row.digest, wanted) and row.taken is None:
        return row.id
    has_roster = select(or_(asks.scalar_subquery(), exists().where(of_class)))
    if not connection.execute(has_roster).scalar_one():
        return None  # a class without a roster has no use for ids
    raise WrongIdError


def _not_taken(connection: Connection, id: UUID, name: str) -> str:
    """The name; for a pseudonym that another student has, one that nobody has."""
    if name not in pseudonyms.ALL:
        return name
    names = select(member.c.name).where(member.c.classroom_id == id)
    taken = set(connection.execute(names).scalars())
    return pseudonyms.suggest(uuid4().int, taken) if name in taken else name


def _refuse_full(connection: Connection, id: UUID) -> None:
    inside = select(func.count()).where(member.c.classroom_id == id, member.c.removed.is_(None))
    if connection.execute(inside).scalar_one() >= MOST_MEMBERS:
        raise LimitError(f"This class has {MOST_MEMBERS} students and takes no more. Tell your instructor.")


def of_learner(connection: Connection, learner: UUID) -> tuple[Membership, ...]:
    """The classes this learner is in, the one joined last first."""
    table = member.c
    query = (
        select(table.classroom_id, classroom.c.name, table.id, table.name, table.quiet)
        .select_from(standing_for(learner).join(classroom, classroom.c.id == table.classroom_id))
        .where(table.removed.is_(None))
        .order_by(table.joined.desc(), table.id)
    )
    return tuple(Membership(*row) for row in connection.execute(query))
