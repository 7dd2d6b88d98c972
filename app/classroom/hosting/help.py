"""The help queue: a student raises a hand at an exercise, and an instructor answers with the work before their eyes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from app.classroom import schema
from app.classroom.attempts import refuse_oversize
from app.classroom.database import Database
from app.classroom.errors import LimitError, TooLargeError
from app.classroom.hosting.access import NotAllowedError, Teacher, require, require_member
from app.classroom.hosting.changes import Change, Changes
from app.classroom.hosting.tables import help_request, member

LONGEST_WORDS = 1000
"""Characters of a question, and of its answer."""

MOST_OPEN = 5
"""So many hands one student may have up at a time."""

MOST_OF_ONE = 200
"""So many questions of one student are kept in a class."""


@dataclass(frozen=True)
class Hand:
    """A raised hand. `work` is what the student had written, painted or chosen at that moment; `answer` may be empty.

    `closed` is when it was answered or taken down, None while it is up.
    """

    id: UUID
    member: UUID
    name: str
    exercise: str
    layer: str
    question: str
    work: Any
    created: datetime
    answer: str
    closed: datetime | None


class HelpQueue:
    """Who needs help; each method is one transaction."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database, self._changes = database, changes

    def raise_hand(
        self, learner: UUID, classroom_id: UUID, exercise: str, layer: str, question: str, work: Any
    ) -> UUID:
        """Put this student into the queue. A hand that is up at the same exercise is replaced, and keeps its place.

        Raises:
            NotAllowedError: the learner is not in the class.
            TooLargeError: the question or the work is too large.
            LimitError: the student has too many hands up, or has asked too often.
        """
        question = _bounded(question)
        refuse_oversize(work)
        words = {"layer": layer, "question": question, "work": work}
        with self._database.write() as connection:
            me = require_member(connection, learner, classroom_id)
            connection.execute(select(member.c.id).where(member.c.id == me).with_for_update())
            up = (help_request.c.member_id == me) & help_request.c.closed.is_(None)
            here = connection.execute(
                select(help_request.c.id).where(up, help_request.c.exercise == exercise)
            ).scalar()
            if here is not None:
                connection.execute(update(help_request).where(help_request.c.id == here).values(**words))
            else:
                _refuse_many(connection, me, up)
                here = uuid4()
                new = {"id": here, "classroom_id": classroom_id, "member_id": me, "exercise": exercise}
                connection.execute(insert(help_request).values(**new, **words, created=schema.now()))
            self._changes.tell(connection, Change(classroom_id, "hands"))
        return here

    def take_down(self, learner: UUID, classroom_id: UUID, id: UUID) -> None:
        """The student needs no help any more; nothing if the hand is not up."""
        with self._database.write() as connection:
            me = require_member(connection, learner, classroom_id)
            mine = (help_request.c.id == id) & (help_request.c.member_id == me)
            up = help_request.c.closed.is_(None)
            connection.execute(update(help_request).where(mine, up).values(closed=schema.now()))
            self._changes.tell(connection, Change(classroom_id, "hands"))

    def answer(self, who: Teacher, id: UUID, words: str) -> None:
        """Answer a hand, which takes it down. An answer to one that was answered already replaces that.

        Raises:
            NotAllowedError: `who` does not teach the class, or has no such hand.
            TooLargeError: the answer is too long.
            ValueError: it is empty.
        """
        words = _bounded(words)
        if not words:
            raise ValueError("An answer says something.")
        with self._database.write() as connection:
            require(connection, who, to_change=True)
            here = (help_request.c.id == id) & (help_request.c.classroom_id == who.classroom)
            done = update(help_request).where(here).values(answer=words, closed=schema.now())
            if connection.execute(done).rowcount != 1:
                raise NotAllowedError("This hand was taken down meanwhile.")
            self._changes.tell(connection, Change(who.classroom, "help"))

    def up(self, who: Teacher) -> tuple[Hand, ...]:
        """The hands that are up, the first one first."""
        with self._database.read() as connection:
            require(connection, who)
            here = (help_request.c.classroom_id == who.classroom) & help_request.c.closed.is_(None)
            return _hands(connection, here & member.c.removed.is_(None))

    def of_member(self, learner: UUID, classroom_id: UUID) -> tuple[Hand, ...]:
        """This student's own hands, the first one first, with the answers."""
        with self._database.read() as connection:
            return hands_of(connection, require_member(connection, learner, classroom_id))


def hands_of(connection: Connection, member_id: UUID) -> tuple[Hand, ...]:
    """All hands of this student, the first one first."""
    return _hands(connection, help_request.c.member_id == member_id)


def answers_since(connection: Connection, member_id: UUID, since: datetime) -> tuple[Hand, ...]:
    """This student's hands that were answered since then, the first one first."""
    table = help_request.c
    answered = (table.closed > since) & table.answer.is_not(None)
    return _hands(connection, (table.member_id == member_id) & answered)


def _bounded(words: str) -> str:
    words = words.strip()
    if len(words) > LONGEST_WORDS:
        raise TooLargeError(
            f"At most {LONGEST_WORDS} characters, please: yours has {len(words)}. Shorten it."
        )
    return words


def _refuse_many(connection: Connection, me: UUID, up: ColumnElement[bool]) -> None:
    count = select(func.count()).select_from(help_request)
    if connection.execute(count.where(up)).scalar_one() >= MOST_OPEN:
        raise LimitError(f"You have your hand up at {MOST_OPEN} exercises. Take one down first.")
    if connection.execute(count.where(help_request.c.member_id == me)).scalar_one() >= MOST_OF_ONE:
        raise LimitError("You have asked very often here. Speak to your instructor.")


def _hands(connection: Connection, which: ColumnElement[bool]) -> tuple[Hand, ...]:
    table = help_request.c
    query = (
        select(
            table.id,
            table.member_id,
            member.c.name,
            table.exercise,
            table.layer,
            table.question,
            table.work,
            table.created,
            table.answer,
            table.closed,
        )
        .join(member, member.c.id == table.member_id)
        .where(which)
        .order_by(table.created, table.id)
    )
    return tuple(
        Hand(*row[:8], answer=row.answer or "", closed=row.closed) for row in connection.execute(query)
    )
