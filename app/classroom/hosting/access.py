"""Who may do what in a class. Every method of this package that needs leave asks in its own transaction."""

import hmac
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection, Join, Select, func, join, select

from app.classroom.digest import digest_of
from app.classroom.errors import RecordsError
from app.classroom.hosting import tables
from app.classroom.hosting.tables import member, teacher


class Role(StrEnum):
    """What the link that was followed gives leave to: `TEACHES` everything, `LOOKS` to see it."""

    TEACHES = "teaches"
    LOOKS = "looks"


class NotAllowedError(RecordsError):
    """Whoever asks has no leave: no class of this id, a link that was replaced, or a role that may only look."""


@dataclass(frozen=True)
class Teacher:
    """Somebody who asks as an instructor of a class: their browser's token, which `Classrooms.teacher` has found."""

    classroom: UUID
    token: str
    role: Role


def role_of(connection: Connection, token: str, classroom: UUID) -> Role | None:
    """What the browser with this token may do in this class as an instructor; None if nothing."""
    table, digest = teacher.c, digest_of(token)
    row = connection.execute(
        select(table.role, table.device).where(table.classroom_id == classroom, table.device == digest)
    ).first()
    return Role(row.role) if row and hmac.compare_digest(row.device, digest) else None


def require(connection: Connection, who: Teacher, *, to_change: bool = False) -> None:
    """Raise `NotAllowedError` unless `who` may still look into their class or, `to_change`, teaches it."""
    role = role_of(connection, who.token, who.classroom)
    if role is None:
        raise NotAllowedError(
            "This browser does not open that class any more. Follow its newest instructor link again."
        )
    if to_change and role is not Role.TEACHES:
        raise NotAllowedError("This link lets you look only. Ask whoever teaches the class for theirs.")


def take_turns(connection: Connection, id: UUID) -> None:
    """Let nobody else change who is in this class until the transaction ends. SQLite has one writer anyway.

    Whoever locks learners too locks those first.
    """
    table = tables.classroom.c
    connection.execute(select(table.id).where(table.id == id).with_for_update(key_share=True))


def member_of(connection: Connection, learner: UUID, classroom: UUID) -> UUID | None:
    """The id under which this learner is in this class; None if they are not, or were removed.

    A learner whom the instructor merged with another has the other's id.
    """
    table = standing_for(learner)
    here = (member.c.classroom_id == classroom) & member.c.removed.is_(None)
    return connection.execute(select(member.c.id).select_from(table).where(here)).scalar()


def standing_for(learner: UUID) -> Join:
    """The members that stand for this learner, at most one in each class: `member` is that one, or the one it is
    merged into.
    """
    own = member.alias("own")
    stands = member.c.id == func.coalesce(own.c.merged_into, own.c.id)
    return join(member, own, stands & (own.c.learner_id == learner))


def inside(learner: UUID) -> Select[UUID]:
    """The members that stand for this learner in the classes they are in."""
    return select(member.c.id).select_from(standing_for(learner)).where(member.c.removed.is_(None))


def require_member(connection: Connection, learner: UUID, classroom: UUID) -> UUID:
    """As `member_of`; raises `NotAllowedError` where that is None."""
    found = member_of(connection, learner, classroom)
    if found is None:
        raise NotAllowedError("You are not in that class (any more). Join it with its code.")
    return found
