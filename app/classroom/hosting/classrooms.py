"""Opening a class, and the links and browsers that may see into it."""

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Row, delete, insert, select, update

from app.classroom import schema
from app.classroom.database import Database
from app.classroom.digest import digest_of
from app.classroom.errors import LimitError, RecordsError, TooLargeError
from app.classroom.hosting import codes
from app.classroom.hosting.access import Role, Teacher, require, role_of
from app.classroom.hosting.changes import Change, Changes
from app.classroom.hosting.tables import classroom, teacher, teaching_link

LONGEST_NAME = 80
"""Characters of a class's or a student's name."""

KEPT = timedelta(days=365)
"""So long a class is kept unless its instructor says otherwise."""

STUCK_FAILURES, STUCK_MINUTES = 3, 10
"""A student is stuck after so many failures, or minutes without progress, unless the instructor says otherwise."""

SHOWN_EVERY = timedelta(minutes=5)
"""So exactly it is known when a join code was last on an instructor's screen."""

MOST_OF_ONE_BROWSER = 100
"""So many classes one browser may teach."""


@dataclass(frozen=True)
class Classroom:
    """One class. `join_code` is what students type; everything of the class is deleted on `purge_on`."""

    id: UUID
    name: str
    join_code: str
    join_open: bool
    roster_only: bool
    stuck_failures: int
    stuck_minutes: int
    created: datetime
    purge_on: datetime


@dataclass(frozen=True)
class Opened:
    """A class that was just opened, and the secrets of its links: shown now, and never again."""

    classroom: Classroom
    teaching_secret: str
    looking_secret: str


class Classrooms:
    """Classes, their links and their instructors' browsers; each method is one transaction."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database, self._changes = database, changes

    def open(self, token: str | None, name: str) -> Opened:
        """Open a class, which the browser with this token teaches; without one, whoever follows its link does.

        Raises:
            TooLargeError: the name has more than `LONGEST_NAME` characters.
            LimitError: this browser teaches `MOST_OF_ONE_BROWSER` classes already.
            ValueError: the name is empty.
        """
        with self._database.write() as connection:
            return make(connection, token, name)

    def enter(self, token: str, secret: str) -> Teacher | None:
        """Let the browser with this token into the class whose link carries `secret`; None for a wrong one.

        A browser that teaches a class goes on teaching it, whichever link it follows.
        """
        with (
            self._database.read() as connection
        ):  # who guesses waits for no turn to write, and keeps nobody waiting
            if _behind(connection, secret) is None:
                return None
        with self._database.write() as connection:
            row = _behind(connection, secret)
            if row is None:
                return None
            role = role_of(connection, token, row.classroom_id)
            if role is not Role.TEACHES:
                role = Role(row.role)
                _let_in(connection, row.classroom_id, token, role)
        return Teacher(row.classroom_id, token, role)

    def renew_link(self, who: Teacher, role: Role) -> str:
        """A new secret for the link of this role. The old one, and the browsers it let in, end now.

        The browser that asks stays. Raises `NotAllowedError` unless `who` teaches.
        """
        table = teacher.c
        with self._changing(who) as connection:
            secret = _new_link(connection, who.classroom, role)
            others = (table.role == role) & (table.device != digest_of(who.token))
            connection.execute(delete(teacher).where((table.classroom_id == who.classroom) & others))
            self._changes.tell(connection, Change(who.classroom, "all"))
        return secret

    def renew_join_code(self, who: Teacher) -> str:
        """Another join code; the old one lets nobody in any more, and who is in the class stays."""
        with self._changing(who) as connection:
            code = _new_join_code(connection)
            connection.execute(
                update(classroom)
                .where(classroom.c.id == who.classroom)
                .values(join_code=code, code_shown=schema.now())
            )
            self._changes.tell(connection, Change(who.classroom, "all"))
        return code

    def teacher(self, token: str, classroom_id: UUID) -> Teacher | None:
        """The browser with this token as an instructor of this class; None if it is none."""
        with self._database.read() as connection:
            role = role_of(connection, token, classroom_id)
        return Teacher(classroom_id, token, role) if role else None

    def taught_by(self, token: str) -> tuple[tuple[Classroom, Role], ...]:
        """The classes into which the browser with this token may see, the newest first."""
        query = (
            select(classroom, teacher.c.role)
            .join(teacher, teacher.c.classroom_id == classroom.c.id)
            .where(teacher.c.device == digest_of(token))
            .order_by(classroom.c.created.desc(), classroom.c.id)
        )
        with self._database.read() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple((from_row(row), Role(row["role"])) for row in rows)

    def get(self, who: Teacher) -> Classroom:
        """The class; raises `NotAllowedError` if the browser was let out of it."""
        with self._database.read() as connection:
            require(connection, who)
            return find(connection, who.classroom)

    def show_code(self, who: Teacher) -> Classroom:
        """The class, whose join code is now to be seen on this instructor's screen."""
        table = classroom.c
        with self._database.read() as connection:
            require(connection, who)
            found = find(connection, who.classroom)
            shown = connection.execute(select(table.code_shown).where(table.id == who.classroom)).scalar_one()
        if shown < schema.now() - SHOWN_EVERY:
            with self._database.write() as connection:
                here = update(classroom).where(table.id == who.classroom)
                connection.execute(here.values(code_shown=schema.now()))
        return found

    def change(
        self,
        who: Teacher,
        *,
        name: str | None = None,
        join_open: bool | None = None,
        roster_only: bool | None = None,
        stuck_failures: int | None = None,
        stuck_minutes: int | None = None,
        purge_on: datetime | None = None,
    ) -> Classroom:
        """Change what is given; the class as it then is.

        Raises:
            NotAllowedError: `who` does not teach it.
            ValueError: the name is empty, or a number is below 1.
            TooLargeError: the name is too long.
        """
        if any(number is not None and number < 1 for number in (stuck_failures, stuck_minutes)):
            raise ValueError("Nobody is stuck after less than one failure, or one minute.")
        wanted = {
            "name": None if name is None else clean_name(name),
            "join_open": join_open,
            "roster_only": roster_only,
            "stuck_failures": stuck_failures,
            "stuck_minutes": stuck_minutes,
            "purge_on": purge_on,
        }
        given = {column: value for column, value in wanted.items() if value is not None}
        with self._changing(who) as connection:
            if given:
                connection.execute(update(classroom).where(classroom.c.id == who.classroom).values(**given))
                self._changes.tell(connection, Change(who.classroom, "all"))
            return find(connection, who.classroom)

    def delete(self, who: Teacher) -> None:
        """Delete the class with all that is its own. What its students learned stays with them."""
        with self._changing(who) as connection:
            connection.execute(delete(classroom).where(classroom.c.id == who.classroom))
            self._changes.tell(connection, Change(who.classroom, "all"))
        self._database.erase_traces()

    @contextmanager
    def _changing(self, who: Teacher) -> Iterator[Connection]:
        with self._database.write() as connection:
            require(connection, who, to_change=True)
            yield connection


def make(connection: Connection, token: str | None, name: str, **settings: Any) -> Opened:
    """Make a class, with these columns otherwise than at first; see `Classrooms.open`."""
    if token is not None:
        _refuse_many(connection, token)
    moment = schema.now()
    first: dict[str, Any] = {
        "join_open": True,
        "roster_only": False,
        "stuck_failures": STUCK_FAILURES,
        "stuck_minutes": STUCK_MINUTES,
    }
    id = uuid4()
    own: dict[str, Any] = {"id": id, "name": clean_name(name), "join_code": _new_join_code(connection)}
    row = first | settings | own | {"created": moment, "code_shown": moment, "purge_on": moment + KEPT}
    connection.execute(insert(classroom).values(**row))
    secrets = {role: _new_link(connection, id, role) for role in Role}
    if token is not None:
        _let_in(connection, id, token, Role.TEACHES)
    return Opened(from_row(row), secrets[Role.TEACHES], secrets[Role.LOOKS])


def find(connection: Connection, id: UUID) -> Classroom:
    """The class of this id, which exists."""
    row = connection.execute(select(classroom).where(classroom.c.id == id)).mappings().one()
    return from_row(row)


def from_row(row: object) -> Classroom:
    """The class that a mapping of its row's columns says."""
    return Classroom(**{name: row[name] for name in Classroom.__dataclass_fields__})  # type: ignore[index]


def clean_name(name: str) -> str:
    """A name with single spaces; raises `TooLargeError` where it is too long, ValueError where it is empty."""
    name = " ".join(name.split())
    if not name:
        raise ValueError("A name has at least one character.")
    if len(name) > LONGEST_NAME:
        raise TooLargeError(
            f"A name has at most {LONGEST_NAME} characters; this one has {len(name)}. Shorten it."
        )
    return name


def _new_join_code(connection: Connection) -> str:
    """A code that no class has: among 78 thousand million the same one twice is no more than a nuisance."""
    for _ in range(20):
        code = codes.new_join_code()
        if connection.execute(select(classroom.c.id).where(classroom.c.join_code == code)).first() is None:
            return code
    raise RecordsError("No free join code was found. Try again.")


def _new_link(connection: Connection, id: UUID, role: Role) -> str:
    secret = codes.new_secret()
    row = {"classroom_id": id, "role": role, "digest": digest_of(secret), "created": schema.now()}
    schema.put(connection, teaching_link, row)
    return secret


def _behind(connection: Connection, secret: str) -> Row[Any, Any, Any] | None:
    """The class and the role that the link with this secret leads to; None for a wrong one."""
    link, digest = teaching_link.c, digest_of(secret)
    row = connection.execute(
        select(link.classroom_id, link.role, link.digest).where(link.digest == digest)
    ).first()
    return row if row and hmac.compare_digest(row.digest, digest) else None


def _let_in(connection: Connection, id: UUID, token: str, role: Role) -> None:
    row = {"classroom_id": id, "device": digest_of(token), "role": role, "created": schema.now()}
    schema.put(connection, teacher, row)


def _refuse_many(connection: Connection, token: str) -> None:
    taught = select(teacher.c.classroom_id).where(teacher.c.device == digest_of(token))
    if len(connection.execute(taught).all()) >= MOST_OF_ONE_BROWSER:
        raise LimitError(
            f"This browser teaches {MOST_OF_ONE_BROWSER} classes already. Delete one that is over, then open this one."
        )
