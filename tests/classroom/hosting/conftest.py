"""A class, its instructor, and students who come in by its door."""

from collections.abc import Callable
from functools import partial

import pytest

from app.classroom import Records
from app.classroom.hosting import Browser, Hosting, Membership, Opened, Teacher

OWNER = "o" * 43


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
