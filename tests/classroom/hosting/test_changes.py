import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import text

from app.classroom import Records
from app.classroom.hosting import Change, Hosting

OWNER, STUDENT = "o" * 43, "s" * 43


class Heard:
    def __init__(self) -> None:
        self.changes: list[Change] = []
        self._more = threading.Condition()

    def __call__(self, change: Change) -> None:
        with self._more:
            self.changes.append(change)
            self._more.notify_all()

    def wait_for(self, change: Change) -> None:
        with self._more:
            assert self._more.wait_for(lambda: change in self.changes, 10), self.changes


@contextmanager
def listening(records: Records) -> Iterator[Heard]:
    heard = Heard()
    stop = records.changes.listen(heard)
    while not records.database.is_sqlite and not heard.changes:  # until it hears the server
        with records.database.write() as connection:
            records.changes.tell(connection, Change(uuid4(), "all"))
        time.sleep(0.02)
    yield heard
    stop()


def test_a_change_is_heard_once_it_is_on_disk(records: Records) -> None:
    change = Change(uuid4(), "pace")
    with listening(records) as heard:
        with records.database.write() as connection:
            records.changes.tell(connection, change)
            time.sleep(0.05)
            assert change not in heard.changes
        heard.wait_for(change)


def test_what_was_undone_is_not_told(records: Records) -> None:
    undone, done = Change(uuid4(), "pace"), Change(uuid4(), "pace")
    with listening(records) as heard:
        with pytest.raises(KeyError), records.database.write() as connection:
            records.changes.tell(connection, undone)
            raise KeyError
        with records.database.write() as connection:
            records.changes.tell(connection, done)
        heard.wait_for(done)
        assert undone not in heard.changes


def test_another_process_hears_it_through_the_server(postgres_url: str) -> None:
    here, there = Records(postgres_url), Records(postgres_url)
    here.migrate()
    change = Change(uuid4(), "work")
    with listening(there) as heard:
        with here.database.write() as connection:
            here.changes.tell(connection, change)
        heard.wait_for(change)
    here.close()
    there.close()


def test_whoever_lost_the_server_looks_at_everything_again(postgres_url: str) -> None:
    records = Records(postgres_url)
    records.migrate()
    with listening(records) as heard:
        heard.wait_for(Change(None, "all"))
        heard.changes.clear()
        with psycopg.connect(postgres_url, autocommit=True) as admin:
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
            admin.execute(others)
        heard.wait_for(Change(None, "all"))
        change = Change(uuid4(), "work")
        with records.database.write() as connection:
            records.changes.tell(connection, change)
        heard.wait_for(change)
    records.close()


def test_who_listens_no_more_hears_nothing(records: Records) -> None:
    with listening(records) as gone:
        pass
    change = Change(uuid4(), "work")
    with listening(records) as heard:
        with records.database.write() as connection:
            records.changes.tell(connection, change)
        heard.wait_for(change)
    assert change not in gone.changes


def test_a_listener_that_fails_does_not_keep_others_from_hearing(records: Records) -> None:
    def fail(_: Change) -> None:
        raise RuntimeError("no")

    stop, change = records.changes.listen(fail), Change(uuid4(), "work")
    with listening(records) as heard:
        with records.database.write() as connection:
            records.changes.tell(connection, change)
        heard.wait_for(change)
    stop()


def test_a_class_is_told_of_what_its_students_do(
    records: Records, hosting: Hosting, make_attempt: Callable[..., Any]
) -> None:
    opened, stranger = hosting.classrooms.open(OWNER, "Vision"), records.ensure_learner("x" * 43)
    learner = records.ensure_learner(STUDENT)
    with listening(records) as heard:
        hosting.members.join(learner, opened.classroom.join_code, "Heron")
        heard.wait_for(Change(opened.classroom.id, "members"))
        records.record(make_attempt(stranger))
        attempt = make_attempt(learner)
        records.record(attempt)
        heard.wait_for(Change(opened.classroom.id, "work"))
        records.record(attempt)  # the same again is nothing new
        with records.database.write() as connection:
            last = Change(uuid4(), "all")
            records.changes.tell(connection, last)
        heard.wait_for(last)
        assert heard.changes.count(Change(opened.classroom.id, "work")) == 1
    with records.database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM attempt")).scalar() == 2
