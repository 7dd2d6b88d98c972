"""A class that one browser teaches and another may look into, with two students."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import pytest

from app.classroom import Records
from app.classroom.hosting import Browser, Classroom, Hosting, Membership, Opened, Teacher

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


@pytest.fixture
def opened(hosting: Hosting) -> Opened:
    return hosting.classrooms.open(OWNER, "Vision")


@pytest.fixture
def owner(hosting: Hosting, opened: Opened) -> Teacher:
    found = hosting.classrooms.teacher(OWNER, opened.classroom.id)
    assert found
    return found


@pytest.fixture
def looks(hosting: Hosting, opened: Opened) -> Teacher:
    found = hosting.classrooms.enter("l" * 43, opened.looking_secret)
    assert found
    return found


@pytest.fixture
def come(hosting: Hosting, records: Records, opened: Opened) -> Callable[..., Membership]:
    """`come(token, name, student_id="", code=None, address="192.0.2.1")`: join by the class's door."""

    def come_in(
        token: str, name: str, student_id: str = "", code: str | None = None, address: str = "192.0.2.1"
    ) -> Membership:
        browser, ensure = (
            Browser(token, address, records.learner_of(token)),
            partial(records.ensure_learner, token),
        )
        return hosting.joining.join(browser, ensure, code or opened.classroom.join_code, name, student_id)

    return come_in
