import os
import shutil
import sqlite3
import stat
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, text

from app.classroom import Attempt, Records, RecordsError, backup, schema
from tests.classroom.in_a_class import in_a_class
from tests.classroom.older import upgrade

MakeAttempt = Callable[..., Attempt]


@pytest.fixture
def empty_url(url: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Another empty database, of the same kind as that of `url`."""
    if url.startswith("sqlite"):
        return f"sqlite:///{tmp_path / 'another.db'}"
    return request.getfixturevalue("another_postgres_url")


@pytest.fixture
def another(empty_url: str) -> Iterator[Records]:
    records = Records(empty_url)
    yield records
    records.close()


@pytest.fixture
def learner(records: Records, make_attempt: MakeAttempt) -> UUID:
    learner = records.ensure_learner("laptop")
    records.record(make_attempt(learner, passed=True, submission="naïve ☃ \x00"))
    in_a_class(records, learner)
    return learner


def rows(records: Records) -> dict[str, list[tuple[object, ...]]]:
    with records.database.read() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in schema.METADATA.sorted_tables
        }


def test_a_copy_holds_every_row(records: Records, another: Records, learner: UUID, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    backup.backup(records.database, copy)
    if os.name == "posix":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob("copy*")] == ["copy"]
    backup.restore(another.database, copy, force=False)
    assert rows(another) == rows(records) and len(rows(another)["attempt"]) == 1
    assert another.learner_of("laptop") == learner
    another.open_hint(learner, "mean_iou", 1)  # the copy is a database to go on with


def test_what_is_written_meanwhile_is_in_the_copy_up_to_one_moment(
    records: Records, another: Records, learner: UUID, make_attempt: MakeAttempt, tmp_path: Path
) -> None:
    """Each write is an attempt and its progress: a copy of any one moment has as many of one as the other counts."""
    wide = "x" * 20_000
    for _ in range(30):
        records.record(make_attempt(learner, submission=wide))
    stop, written, failed = threading.Event(), [], []

    def write() -> None:
        try:
            while not stop.is_set():
                written.append(records.record(make_attempt(learner, submission=wide)).attempt.id)
        except Exception as error:
            failed.append(error)

    writers = [threading.Thread(target=write) for _ in range(3)]
    for each in writers:
        each.start()
    try:
        while len(written) < 5:
            stop.wait(0.01)
        before = {*written}
        for number in range(3):
            backup.backup(records.database, tmp_path / f"copy-{number}")
        during = len(written) - len(before)
    finally:
        stop.set()
        for each in writers:
            each.join(30)
    assert failed == [] and during > 0
    backup.restore(another.database, tmp_path / "copy-2", force=False)
    copied = {each.attempt.id for each in another.attempts(learner, limit=10_000)}
    assert before <= copied
    assert len(copied) == another.progress(learner).exercises["mean_iou"].attempts
    assert len(records.attempts(learner, limit=10_000)) == 31 + len(written) > len(copied)


def test_a_database_that_holds_something_is_not_overwritten_unless_it_is_forced(
    records: Records, another: Records, learner: UUID, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    backup.backup(records.database, copy)
    another.migrate()
    another.cookie_key()
    other = another.ensure_learner("somebody else")
    before = rows(another)
    with pytest.raises(RecordsError, match="holds something") as told:
        backup.restore(another.database, copy, force=False)
    assert "--force" in str(told.value) and rows(another) == before
    backup.restore(another.database, copy, force=True)
    assert rows(another) == rows(records) and another.learner_of("somebody else") is None
    another.forget(other)


def test_a_server_that_was_only_started_holds_nothing(
    records: Records, another: Records, learner: UUID, tmp_path: Path
) -> None:
    backup.backup(records.database, tmp_path / "copy")
    another.migrate()
    another.cookie_key()
    backup.restore(another.database, tmp_path / "copy", force=False)
    assert rows(another) == rows(records)


def test_an_older_copy_is_brought_up_to_date(url: str, another: Records, tmp_path: Path) -> None:
    old = Records(url)
    upgrade(old, "0005")
    old.ensure_learner("laptop")
    backup.backup(old.database, tmp_path / "copy")
    old.close()
    backup.restore(another.database, tmp_path / "copy", force=False)
    assert another.learner_of("laptop") is not None and len(rows(another)["classroom"]) == 0


def test_a_database_of_a_newer_version_is_not_copied(records: Records, tmp_path: Path) -> None:
    with records.database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RecordsError, match="revision 9999, which this version"):
        backup.backup(records.database, tmp_path / "copy")
    assert list(tmp_path.glob("copy*")) == []


@pytest.mark.parametrize("damage", ["cut", "garbage", "empty", "gone"])
def test_a_damaged_copy_changes_nothing(
    records: Records, another: Records, learner: UUID, tmp_path: Path, damage: str
) -> None:
    copy = tmp_path / "copy"
    if damage == "empty":
        copy.touch()
    elif damage != "gone":
        backup.backup(records.database, copy)
        whole = copy.read_bytes()
        kept = len(whole) // 2
        copy.write_bytes(whole[:kept] + (b"" if damage == "cut" else b"\xff" * (len(whole) - kept)))
    another.migrate()
    another.ensure_learner("somebody else")
    before = rows(another)
    with pytest.raises(RecordsError, match=r"copy|read"):
        backup.restore(another.database, copy, force=True)
    assert rows(another) == before


def test_no_file_is_overwritten(records: Records, learner: UUID, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("mine")
    with pytest.raises(RecordsError, match="There is a file"):
        backup.backup(records.database, tmp_path / "copy")
    with pytest.raises(RecordsError, match="cannot be written: No such file"):
        backup.backup(records.database, tmp_path / "nowhere" / "copy")
    assert (tmp_path / "copy").read_text() == "mine"


def test_a_copy_of_the_other_kind_says_so(sqlite_records: Records, postgres_url: str, tmp_path: Path) -> None:
    sqlite_records.ensure_learner("laptop")
    backup.backup(sqlite_records.database, tmp_path / "copy")
    records = Records(postgres_url)
    with pytest.raises(RecordsError, match="was copied from SQLite, and the records here are in PostgreSQL"):
        backup.restore(records.database, tmp_path / "copy", force=False)
    records.close()


def test_without_the_programs_of_postgresql_it_is_said_what_to_install(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = Records(postgres_url)
    records.migrate()
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(RecordsError, match=r"pg_dump is missing\. Install PostgreSQL's client programs"):
        backup.backup(records.database, tmp_path / "copy")
    assert list(tmp_path.glob("copy*")) == []
    records.close()


def test_a_copy_that_pg_dump_made_elsewhere_can_be_restored(
    postgres_url: str, another_postgres_url: str, tmp_path: Path
) -> None:
    """As where the server has no client programs, and the database's own container has them."""
    records, another = Records(postgres_url), Records(another_postgres_url)
    records.migrate()
    learner = records.ensure_learner("laptop")
    command = ["pg_dump", "--format=custom", f"--file={tmp_path / 'copy'}", f"--dbname={postgres_url}"]
    subprocess.run(command, check=True)
    backup.restore(another.database, tmp_path / "copy", force=False)
    assert another.learner_of("laptop") == learner
    records.close()
    another.close()


def test_a_password_is_in_no_list_of_processes(postgres_url: str) -> None:
    records = Records(postgres_url.replace("tester@", "tester:s3cret@"))
    place, environment = backup._place_of(records.database)
    assert "s3cret" not in place and environment == {"PGPASSWORD": "s3cret"}
    records.close()


def test_a_copy_of_a_database_that_is_no_records_is_refused(sqlite_records: Records, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    with pytest.raises(RecordsError, match="holds no records yet"):
        backup.restore(sqlite_records.database, tmp_path / "other.db", force=True)


def test_a_lock_that_stays_ends_a_restore(
    sqlite_records: Records, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sqlite_records.ensure_learner("laptop")
    backup.backup(sqlite_records.database, tmp_path / "copy")
    with sqlite_records.database.own_sqlite() as connection:
        connection.execute("PRAGMA busy_timeout = 50")
    holder = sqlite3.connect(tmp_path / "records.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(RecordsError, match="locked; stop the server"):
        backup.restore(sqlite_records.database, tmp_path / "copy", force=True)
    holder.close()
    assert sqlite_records.learner_of("laptop") is not None
