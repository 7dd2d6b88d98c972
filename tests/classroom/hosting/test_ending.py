from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.classroom import Records, schema
from app.classroom.hosting import KEPT, Change, Classroom, Hosting, NotAllowedError, ending
from tests.classroom.in_a_class import TOKEN


@pytest.fixture
def over(hosting: Hosting) -> Callable[[str], Classroom]:
    """`over(name)`: a class whose time is over."""

    def make(name: str) -> Classroom:
        opened = hosting.classrooms.open(TOKEN, name).classroom
        teacher = hosting.classrooms.teacher(TOKEN, opened.id)
        assert teacher is not None
        return hosting.classrooms.change(teacher, purge_on=schema.now() - timedelta(seconds=1))

    return make


def test_classes_that_are_over_go_and_whoever_looks_at_them_is_told(
    records: Records, hosting: Hosting, over: Callable[[str], Classroom]
) -> None:
    stays, goes = hosting.classrooms.open(TOKEN, "Stays").classroom, over("Goes")
    told = list[Change]()
    stop = hosting.changes.listen(told.append)
    if records.database.is_sqlite:
        assert ending.purge(records.database, hosting.changes) == (goes,)
        assert told == [Change(goes.id, "all")]
    else:  # test_changes.py tries how processes hear of it
        assert ending.purge(records.database, hosting.changes) == (goes,)
    stop()
    assert [each.id for each, _ in hosting.classrooms.taught_by(TOKEN)] == [stays.id]


def test_several_processes_delete_each_class_once(
    records: Records,
    other_process: Records,
    over: Callable[[str], Classroom],
    in_threads: Callable[[int, Callable[[int], Any]], list[Any]],
) -> None:
    expected = {over(f"Class {number}").id for number in range(8)}
    processes = (records, other_process)

    def purge(index: int) -> tuple[Classroom, ...]:
        each = processes[index % 2]
        return ending.purge(each.database, each.changes)

    deleted = [each.id for part in in_threads(4, purge) for each in part]
    assert len(deleted) == 8 and set(deleted) == expected


def test_a_class_that_is_kept_at_the_last_moment_stays(
    records: Records,
    hosting: Hosting,
    over: Callable[[str], Classroom],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Between being found and being deleted its instructor keeps it."""
    found = over("Vision")
    teacher = hosting.classrooms.teacher(TOKEN, found.id)
    assert teacher is not None
    kept = hosting.classrooms.change(teacher, purge_on=schema.now() + KEPT)
    monkeypatch.setattr(ending, "due", lambda _: (found,))
    assert ending.purge(records.database, hosting.changes) == ()
    assert hosting.classrooms.get(teacher) == kept


def test_a_server_that_stops_deletes_no_further(
    records: Records, hosting: Hosting, over: Callable[[str], Classroom]
) -> None:
    for name in ("One", "Two"):
        over(name)
    assert ending.purge(records.database, hosting.changes, lambda: True) == ()
    assert len(ending.due(records.database)) == 2


def test_two_weeks_before_it_ends_a_class_ends_soon(
    hosting: Hosting, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = hosting.classrooms.open(TOKEN, "Vision").classroom
    for days, soon in ((0, False), (350, False), (352, True), (366, True)):
        moment = opened.created + timedelta(days=days)
        monkeypatch.setattr(schema, "now", lambda moment=moment: moment)
        assert ending.ends_soon(opened) is soon, days
    looking = hosting.classrooms.open("another", "Other")
    who = hosting.classrooms.enter("a looker", looking.looking_secret)
    assert who is not None
    with pytest.raises(NotAllowedError):
        hosting.classrooms.change(who, purge_on=schema.now() + KEPT)
