"""A class that one browser teaches and another may look into, with two students."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from app.classroom import Records
from app.classroom.hosting import Classroom, Hosting, Opened, Teacher

OWNER, LOOKER, STUDENT, OTHER = "o" * 43, "l" * 43, "s" * 43, "t" * 43


@dataclass(frozen=True)
class Room:
    """A class: who teaches it, who looks, two students by their learners' ids, and a learner who is not in it."""

    opened: Opened
    owner: Teacher
    looker: Teacher
    student: UUID
    other: UUID
    stranger: UUID

    @property
    def classroom(self) -> Classroom:
        return self.opened.classroom

    @property
    def id(self) -> UUID:
        return self.opened.classroom.id


@pytest.fixture
def room(hosting: Hosting, records: Records) -> Room:
    opened = hosting.classrooms.open(OWNER, "Vision")
    owner = hosting.classrooms.teacher(OWNER, opened.classroom.id)
    looker = hosting.classrooms.enter(LOOKER, opened.looking_secret)
    assert owner and looker
    student, other = records.ensure_learner(STUDENT), records.ensure_learner(OTHER)
    hosting.members.join(student, opened.classroom.join_code, "Heron")
    hosting.members.join(other, opened.classroom.join_code, "Stork")
    return Room(opened, owner, looker, student, other, records.ensure_learner("x" * 43))
