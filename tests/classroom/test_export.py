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
from tests.classroom.in_a_class import SOMEBODY, in_a_class, on_disk

OF_CLASSES = {
    "classroom",
    "teaching_link",
    "teacher",
    "roster_entry",
    "roster_change",
    "unit",
    "assigned",
    "regrade",
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
    in_a_class(records, learner)
    return learner


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
        assert set(exported[name][0]) == columns - {"learner_id", "token_hash", "code_hash", "digest"}
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


def test_a_forgotten_learner_is_not_in_what_a_class_could_undo(records: Records, url: str) -> None:
    learner, other = records.ensure_learner("laptop"), records.ensure_learner("phone")
    mine, another = (in_a_class(records, each, name=each.hex[:8]) for each in (learner, other))
    records.forget(learner)
    table = tables.roster_change.c
    with records.database.read() as connection:
        kept = connection.execute(select(table.classroom_id, table.kind, table.before)).all()
        assert connection.execute(select(tables.member.c.id)).scalars().all() == [another.member]
    somebody = {"id": str(SOMEBODY), "name": "Somebody else"}
    assert [each.before for each in kept if each.classroom_id == mine.classroom] == [[somebody]]
    theirs = {each.kind: each.before for each in kept if each.classroom_id == another.classroom}
    assert theirs.keys() == {"many", "one", "other"} and somebody in theirs["many"]


@pytest.mark.parametrize("stays", [True, False])
def test_no_name_in_a_class_outlives_a_forgotten_learner(
    sqlite_records: Records, tmp_path: Path, stays: bool
) -> None:
    """Not in the changes that their instructor could undo either, and not in those of a class they have left."""
    learner = sqlite_records.ensure_learner("token")
    here = in_a_class(sqlite_records, learner, name="Wombat Quokka")
    assert b"Wombat" in on_disk(tmp_path) and b"I am Wombat" in on_disk(tmp_path)
    if not stays:
        Hosting(sqlite_records.database, sqlite_records.changes).members.leave(learner, here.classroom)
        assert b"Wombat" not in on_disk(tmp_path)
    sqlite_records.forget(learner)
    assert b"Wombat" not in on_disk(tmp_path)
    assert here.member.hex.encode() not in on_disk(tmp_path)
    assert str(here.member).encode() not in on_disk(tmp_path)


def test_no_name_stays_behind_where_two_learners_become_one(sqlite_records: Records, tmp_path: Path) -> None:
    """Both were in the class: one row of them stays, and what the other was called goes."""
    laptop, phone = sqlite_records.ensure_learner("laptop"), sqlite_records.ensure_learner("phone")
    here = in_a_class(sqlite_records, laptop, name="Heron")
    in_a_class(sqlite_records, phone, name="Wombat", classroom=here)
    assert sqlite_records.recover(sqlite_records.new_recovery_code(laptop), "phone") == laptop
    sqlite_records.database.erase_traces()
    assert b"Wombat" not in on_disk(tmp_path) and b"Heron" in on_disk(tmp_path)


def test_no_byte_of_a_forgotten_learner_stays_in_the_file(
    sqlite_records: Records, make_attempt: MakeAttempt, tmp_path: Path
) -> None:
    learner = sqlite_records.ensure_learner("token")
    for index in range(30):
        sqlite_records.record(make_attempt(learner, submission=f"wombat {index} " * 50))
        sqlite_records.save_draft(learner, "mean_iou", "", f"wombat draft {index} " * (50 - index))
    assert on_disk(tmp_path).count(b"wombat") > 100
    sqlite_records.forget(learner)
    assert b"wombat" not in on_disk(tmp_path) and learner.hex.encode() not in on_disk(tmp_path)
