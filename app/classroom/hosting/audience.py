"""Who may follow what happens in a class: the browsers of its instructors and of its students."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, select

from app.classroom import schema
from app.classroom.database import Database
from app.classroom.digest import digest_of
from app.classroom.hosting.tables import member, teacher


@dataclass(frozen=True)
class Audience:
    """The browsers that may follow a class, each by the digest of its token; one may be in both parts."""

    instructors: frozenset[str]
    students: frozenset[str]


class Audiences:
    """Who may follow which class; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_class(self, classroom: UUID) -> Audience:
        """All browsers that may follow this class; none where there is no such class."""
        with self._database.read() as connection:
            return _audience(connection, classroom)

    def of_browser(self, token: str, classroom: UUID) -> Audience:
        """The same, of the browser with this token alone: it is in neither part if it may not."""
        with self._database.read() as connection:
            return _audience(connection, classroom, digest_of(token))


def _audience(connection: Connection, classroom: UUID, digest: str | None = None) -> Audience:
    instructors = select(teacher.c.device).where(teacher.c.classroom_id == classroom)
    own = member.alias("own")  # one who was merged into another is there as that one
    students = (
        select(schema.device.c.token_hash)
        .join(own, own.c.learner_id == schema.device.c.learner_id)
        .join(member, member.c.id == func.coalesce(own.c.merged_into, own.c.id))
        .where(member.c.classroom_id == classroom, member.c.removed.is_(None))
    )
    if digest is not None:
        instructors = instructors.where(teacher.c.device == digest)
        students = students.where(schema.device.c.token_hash == digest)

    return Audience(*(frozenset(connection.scalars(each)) for each in (instructors, students)))
