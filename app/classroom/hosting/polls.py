"""Polls: a choice exercise that everybody answers at once, with bars that grow as they do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection, Row, func, insert, select, update

from app.classroom import schema
from app.classroom.database import Database
from app.classroom.hosting.access import NotAllowedError, Teacher, require, require_member
from app.classroom.hosting.changes import Change, Changes
from app.classroom.hosting.tables import poll, poll_answer


@dataclass(frozen=True)
class Poll:
    """What is asked: an exercise's variant with its words and options, of which `right_option` is right."""

    id: UUID
    exercise: str
    variant_seed: int
    question: str
    options: tuple[str, ...]
    right_option: int
    opened: datetime
    closed: datetime | None


@dataclass(frozen=True)
class Outcome:
    """A poll and how many chose each of its options."""

    poll: Poll
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Ballot:
    """The newest poll as one student sees it: what is asked, what they chose, and once it is closed the outcome.

    While it is open nobody sees what others chose: that would be an answer.
    """

    id: UUID
    question: str
    options: tuple[str, ...]
    chosen: int | None
    outcome: Outcome | None


class Polls:
    """Polls of classes; each method is one transaction."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database, self._changes = database, changes

    def open(
        self,
        who: Teacher,
        exercise: str,
        variant_seed: int,
        question: str,
        options: Sequence[str],
        right_option: int,
    ) -> Poll:
        """Ask everybody; a poll that is open is closed first.

        Raises:
            ValueError: there are fewer than two options, or the right one is none of them.
        """
        if len(options) < 2 or not 0 <= right_option < len(options):
            raise ValueError("A poll has two options or more, and one of them is right.")
        asked = Poll(
            uuid4(), exercise, variant_seed, question, tuple(options), right_option, schema.now(), None
        )
        with self._database.write() as connection:
            require(connection, who, to_change=True)
            _close(connection, who.classroom)
            connection.execute(
                insert(poll).values(**vars(asked) | {"options": list(options)}, classroom_id=who.classroom)
            )
            self._changes.tell(connection, Change(who.classroom, "poll"))
        return asked

    def close(self, who: Teacher) -> None:
        """Take no more answers to the open poll, and show everybody how it came out; nothing if none is open."""
        with self._database.write() as connection:
            require(connection, who, to_change=True)
            _close(connection, who.classroom)
            self._changes.tell(connection, Change(who.classroom, "poll"))

    def newest(self, who: Teacher) -> Outcome | None:
        """The poll that was opened last, and how it stands; None if there was none."""
        with self._database.read() as connection:
            require(connection, who)
            row = _newest(connection, who.classroom)
            return None if row is None else Outcome(_poll(row), _counts(connection, row))

    def ballot(self, learner: UUID, classroom_id: UUID) -> Ballot | None:
        """The poll that was opened last, as this student sees it; None if there was none."""
        with self._database.read() as connection:
            return ballot_of(connection, require_member(connection, learner, classroom_id), classroom_id)

    def answer(self, learner: UUID, classroom_id: UUID, poll_id: UUID, option: int) -> None:
        """Choose an option; another choice takes its place while the poll is open.

        Raises:
            NotAllowedError: the learner is not in the class, or the poll takes no answers (any more).
            ValueError: there is no such option.
        """
        with self._database.write() as connection:
            member = require_member(connection, learner, classroom_id)
            here = (poll.c.id == poll_id) & (poll.c.classroom_id == classroom_id)
            row = connection.execute(select(poll).where(here).with_for_update()).first()
            if row is None or row.closed is not None:
                raise NotAllowedError("This question takes no more answers.")
            if not 0 <= option < len(row.options):
                raise ValueError("That is none of the options.")
            answer = {"poll_id": poll_id, "member_id": member, "option": option, "updated": schema.now()}
            schema.put(connection, poll_answer, answer)
            self._changes.tell(connection, Change(classroom_id, "votes"))


def ballot_of(connection: Connection, member: UUID, classroom_id: UUID) -> Ballot | None:
    """The newest poll of the class as this student of it sees it; None if there was none."""
    row = _newest(connection, classroom_id)
    if row is None:
        return None
    table = poll_answer.c
    mine = select(table.option).where(table.poll_id == row.id, table.member_id == member)
    chosen, asked = connection.execute(mine).scalar(), _poll(row)
    outcome = Outcome(asked, _counts(connection, row)) if row.closed else None
    return Ballot(asked.id, asked.question, asked.options, chosen, outcome)


def _close(connection: Connection, classroom_id: UUID) -> None:
    opened = (poll.c.classroom_id == classroom_id) & poll.c.closed.is_(None)
    connection.execute(update(poll).where(opened).values(closed=schema.now()))


def _newest(connection: Connection, classroom_id: UUID) -> Row[tuple[object, ...]] | None:
    query = select(poll).where(poll.c.classroom_id == classroom_id)
    return connection.execute(query.order_by(poll.c.opened.desc(), poll.c.id).limit(1)).first()


def _counts(connection: Connection, row: Row[tuple[object, ...]]) -> tuple[int, ...]:
    table = poll_answer.c
    query = select(table.option, func.count()).where(table.poll_id == row.id).group_by(table.option)
    chosen = {option: count for option, count in connection.execute(query)}
    return tuple(chosen.get(option, 0) for option in range(len(row.options)))


def _poll(row: Row[tuple[object, ...]]) -> Poll:
    return Poll(
        row.id,
        row.exercise,
        row.variant_seed,
        row.question,
        tuple(row.options),
        row.right_option,
        row.opened,
        row.closed,
    )
