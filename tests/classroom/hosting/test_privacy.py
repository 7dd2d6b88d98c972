import json
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.classroom import Attempt, Records
from app.classroom.hosting import Hosting, NotAllowedError, Role, tables
from tests.classroom.in_a_class import in_a_class, on_disk

MakeAttempt = Callable[..., Attempt]


def test_a_students_export_holds_what_the_class_stores_and_their_graded_work(
    hosting: Hosting, records: Records, make_attempt: MakeAttempt
) -> None:
    learner, other = records.ensure_learner("laptop"), records.ensure_learner("phone")
    here = in_a_class(records, learner)
    in_a_class(records, other, "Otter", here)
    records.record(make_attempt(learner, passed=True, submission="def f(): ..."))
    records.record(make_attempt(other, submission="another's"))
    records.save_draft(learner, "mean_iou", "blanks", "not handed in")
    exported = hosting.privacy.export(here.teacher, here.member)
    assert json.loads(json.dumps(exported, allow_nan=False)) == exported
    assert [each["submission"] for each in exported["attempt"]] == ["def f(): ..."]
    per_student = ("member", "roster_entry", "extension", "poll_answer", "help_request", "progress")
    assert [len(exported[name]) for name in per_student] == [1] * len(per_student)
    assert {"device", "draft", "place", "prediction", "recovery"}.isdisjoint(exported)
    assert exported["member"][0]["id"] == str(here.member)
    assert "not handed in" not in json.dumps(exported) and str(learner) not in json.dumps(exported)


def test_names_are_left_out_unless_they_are_asked_for(hosting: Hosting, records: Records) -> None:
    here = in_a_class(records, records.ensure_learner("laptop"), "Wombat")
    without = hosting.privacy.export(here.teacher, here.member)
    assert "name" not in without["member"][0] and without["roster_entry"] == [
        {"id": str(here.entry), "classroom_id": str(here.classroom)}
    ]
    named = hosting.privacy.export(here.teacher, here.member, names=True)
    assert named["member"][0]["name"] == "Wombat"
    assert named["roster_entry"][0]["student_id"] == f"s-{here.entry}"


def test_nothing_of_a_deleted_student_stays_in_the_class(
    hosting: Hosting, records: Records, make_attempt: MakeAttempt
) -> None:
    learner, other = records.ensure_learner("laptop"), records.ensure_learner("phone")
    here = in_a_class(records, learner)
    there = in_a_class(records, other, "Otter", here)
    records.record(make_attempt(learner))
    hosting.privacy.delete(here.teacher, here.member)
    with records.database.read() as connection:
        for table in (tables.member, tables.roster_entry):
            assert len(connection.execute(select(table)).all()) == 1, table.name
        assert str(here.member) not in str(connection.execute(select(tables.roster_change)).all())
        for table in (tables.extension, tables.poll_answer, tables.help_request):
            assert connection.execute(select(table.c.member_id)).scalars().all() == [there.member]
    assert hosting.members.of_learner(learner) == () and len(records.attempts(learner)) == 1


def test_no_byte_of_a_deleted_student_stays_in_the_file(sqlite_records: Records, tmp_path: Path) -> None:
    here = in_a_class(sqlite_records, sqlite_records.ensure_learner("laptop"), "Wombat")
    traces = [each.encode() for each in ("Wombat", f"s-{here.entry}", str(here.member), here.member.hex)]
    assert [each for each in traces if each not in on_disk(tmp_path)] == []
    Hosting(sqlite_records.database, sqlite_records.changes).privacy.delete(here.teacher, here.member)
    assert [each for each in traces if each in on_disk(tmp_path)] == []


def test_only_who_teaches_the_class_may(hosting: Hosting, records: Records) -> None:
    here = in_a_class(records, records.ensure_learner("laptop"))
    opened = hosting.classrooms.open("another", "Another class")
    another = hosting.classrooms.teacher("another", opened.classroom.id)
    looking = hosting.classrooms.enter("a looker", hosting.classrooms.renew_link(here.teacher, Role.LOOKS))
    assert another is not None and looking is not None
    for who in (another, looking):
        for refused in (hosting.privacy.export, hosting.privacy.delete):
            with pytest.raises(NotAllowedError):
                refused(who, here.member)
    for refused in (hosting.privacy.export, hosting.privacy.delete):
        with pytest.raises(NotAllowedError, match="not in the class any more"):
            refused(here.teacher, uuid4())
    assert len(hosting.members.of_class(here.teacher)) == 1
