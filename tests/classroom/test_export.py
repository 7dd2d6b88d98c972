import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import create_engine, func, make_url, select

from app.classroom import Attempt, Records, schema
from app.classroom.hosting import Hosting, tables
from exercises._engine.types import FailingCase, Verdict

OF_CLASSES = {
    "classroom",
    "teaching_link",
    "teacher",
    "roster_entry",
    "roster_change",
    "unit",
    "assigned",
    "pace",
    "poll",
    "challenge",
    "challenge_truth",
    "challenge_hidden",
}
"""The tables that tell of a class and of those who teach it, and stay when one of its students is forgotten."""

MakeAttempt = Callable[..., Attempt]
MakeVerdict = Callable[..., Verdict]


@pytest.fixture
def full_learner(records: Records, make_attempt: MakeAttempt, verdict: MakeVerdict) -> UUID:
    """A learner with at least one row in every table."""
    learner, phone = records.ensure_learner("laptop"), records.ensure_learner("phone")
    case = FailingCase({"label": 1}, expected=(0.5, float("nan")), got=None, raised="ZeroDivisionError")
    records.record(make_attempt(learner, verdict=verdict(failing_case=case), submission="secret words"))
    records.record(make_attempt(learner, passed=True))
    records.open_hint(learner, "mean_iou", 1)
    records.save_draft(phone, "mean_iou", "blanks", "earlier words")
    records.save_draft(learner, "mean_iou", "blanks", "latest words")
    records.save_prediction(learner, "argmax-winner", "Car")
    records.visit(learner, "metrics")
    records.share_label(learner, "tulip7", "street-1", "hand", {"size": [1, 2], "counts": [1, 1]}, 3.5)
    records.report_page(learner, "metrics", "trap", "The table shows another number.")
    records.recover(records.new_recovery_code(learner), "phone")
    _in_a_class(records, learner)
    return learner


def _in_a_class(records: Records, learner: UUID) -> None:
    """Put the learner into a class, with a row in every table that tells of its students."""
    hosting = Hosting(records.database, records.changes)
    opened = hosting.classrooms.open("instructor", "Vision").classroom
    me = hosting.members.join(learner, opened.join_code, "Heron").member
    moment, unit, task, poll, challenge = schema.now(), uuid4(), uuid4(), uuid4(), uuid4()
    here: dict[str, Any] = {"classroom_id": opened.id, "created": moment}
    with records.database.write() as connection:
        for table, row in (
            (tables.unit, here | {"id": unit, "title": "Week 1", "position": 0}),
            (
                tables.assigned,
                here | {"id": task, "unit_id": unit, "position": 0, "exercise": "mean_iou"},
            ),
            (tables.extension, {"assigned_id": task, "member_id": me, "due": moment}),
            (
                tables.poll,
                {"id": poll, "classroom_id": opened.id, "exercise": "a", "variant_seed": 1, "options": 3}
                | {"opened": moment},
            ),
            (tables.poll_answer, {"poll_id": poll, "member_id": me, "option": 1, "updated": moment}),
            (
                tables.challenge,
                here
                | {"id": challenge, "title": "Streets", "rules": {}, "names": [], "class_names": []}
                | {"pictures": b"", "deadline": moment},
            ),
            (
                tables.challenge_entry,
                {"id": uuid4(), "challenge_id": challenge, "member_id": me, "source": "zip", "masks": b"mask"}
                | {"public": 0.5, "pictures": [], "created": moment},
            ),
            (
                tables.help_request,
                here
                | {"id": uuid4(), "member_id": me, "exercise": "a", "layer": "only", "question": "How?"}
                | {"work": ""},
            ),
        ):
            connection.execute(table.insert().values(**row))


def _rows(url: str) -> dict[str, int]:
    """How many rows each table has; the key of all cookies is nobody's."""
    engine = create_engine(make_url(url))
    with engine.connect() as connection:
        counts = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in schema.METADATA.sorted_tables
            if table is not schema.cookie_key and table.name not in OF_CLASSES
        }
    engine.dispose()
    return counts


def test_the_export_holds_everything(records: Records, full_learner: UUID, url: str) -> None:
    exported = records.export(full_learner)
    assert json.loads(json.dumps(exported, allow_nan=False)) == exported
    assert exported["learner"]["id"] == str(full_learner)
    assert exported["points"] == 10
    counts = _rows(url)
    del counts["learner"]
    assert {name: len(exported[name]) for name in counts} == counts
    assert min(counts.values()) > 0
    for name in counts:
        columns = {column.name for column in schema.METADATA.tables[name].c}
        assert set(exported[name][0]) == columns - {"learner_id", "token_hash", "code_hash"}
    first, second = exported["attempt"]
    assert first["submission"] == "secret words" and second["passed"] is True
    assert first["verdict"]["failing_case"]["expected"] == {"$tuple": [0.5, {"$float": "nan"}]}
    assert [each["text"] for each in exported["draft"] + exported["earlier_draft"]] == [
        "latest words",
        "earlier words",
    ]
    assert len(exported["device"]) == 2


def test_times_are_in_utc(records: Records, full_learner: UUID) -> None:
    def times(value: Any) -> list[str]:
        if isinstance(value, dict):
            here = [
                each
                for name, each in value.items()
                if name in {"created", "updated", "joined", "due", "passed_at", "last_seen"}
            ]
            return here + [time for each in value.values() for time in times(each)]
        return [time for each in value for time in times(each)] if isinstance(value, list) else []

    moments = times(records.export(full_learner))
    assert len(moments) >= 10
    for time in moments:
        assert time.endswith("+00:00")
        assert abs((datetime.now(UTC) - datetime.fromisoformat(time)).total_seconds()) < 60


def test_a_stranger_has_nothing_to_export(records: Records) -> None:
    exported = records.export(uuid4())
    assert exported["learner"] is None and exported["attempt"] == []


def test_nothing_is_left_of_a_forgotten_learner(records: Records, full_learner: UUID, url: str) -> None:
    assert min(_rows(url).values()) > 0
    records.forget(full_learner)
    assert set(_rows(url).values()) == {0}
    assert records.learner_of("laptop") is None and records.learner_of("phone") is None
    records.forget(full_learner)


def test_other_learners_stay(records: Records, full_learner: UUID, make_attempt: MakeAttempt) -> None:
    other = records.ensure_learner("another")
    records.record(make_attempt(other))
    before = records.export(other) | {"exported": None}
    records.forget(full_learner)
    assert records.export(other) | {"exported": None} == before


def test_no_byte_of_a_forgotten_learner_stays_in_the_file(
    sqlite_records: Records, make_attempt: MakeAttempt, tmp_path: Path
) -> None:
    def on_disk() -> bytes:
        return b"".join(path.read_bytes() for path in tmp_path.iterdir())

    learner = sqlite_records.ensure_learner("token")
    for index in range(30):
        sqlite_records.record(make_attempt(learner, submission=f"wombat {index} " * 50))
        sqlite_records.save_draft(learner, "mean_iou", "", f"wombat draft {index} " * (50 - index))
    assert on_disk().count(b"wombat") > 100
    sqlite_records.forget(learner)
    assert b"wombat" not in on_disk() and learner.hex.encode() not in on_disk()
