import socket
import sqlite3
import stat
import sys
import time
from pathlib import Path

import pytest

from app.classroom import Reach, Records, RecordsError, database


@pytest.mark.parametrize("url", ["", "not a url", "sqlite", "postgres//host", "http:/x", "/home/wombat.db"])
def test_what_is_no_url_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(RecordsError, match="PIXELWISE_DATABASE_URL") as refused:
        Records(url)
    assert len(url) < 7 or url not in str(refused.value)


@pytest.mark.parametrize("url", ["mysql://root:hush@host/db", "postgresql+asyncpg://me:hush@host/db"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(RecordsError, match="cannot live in") as refused:
        Records(url)
    assert "hush" not in str(refused.value)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_memory_is_refused(url: str) -> None:
    with pytest.raises(RecordsError, match="forgets everything"):
        Records(url)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'nowhere' / 'records.db'}"
    with pytest.raises(RecordsError, match="folder exists") as refused:
        Records(url)
    assert url in str(refused.value)


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    records = Records(f"sqlite:///{tmp_path}")
    assert records.reach() == Reach(False, False)
    with pytest.raises(RecordsError, match="unable to open"):
        records.migrate()


def test_another_file_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"\xff\xd8 not a database, but a picture" * 100)
    records = Records(f"sqlite:///{tmp_path / 'holiday.jpg'}")
    with pytest.raises(RecordsError, match="file is not a database"):
        records.migrate()
    records.close()


def test_a_silent_server_is_named_without_its_password() -> None:
    with socket.socket() as probe:  # bound, so nobody else takes the port, but nobody listens
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        url = f"postgresql://me:hush@127.0.0.1:{port}/records?sslpassword=hush"
        records = Records(url)
        assert records.reach() == Reach(False, False)
        with pytest.raises(RecordsError, match="Check that the server runs") as refused:
            records.migrate()
    assert f"postgresql+psycopg://me:***@127.0.0.1:{port}/records" in str(refused.value)
    assert "hush" not in str(refused.value) + str(refused.value.__cause__)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_works_by_url_alone(postgres_url: str, scheme: str) -> None:
    records = Records(f"{scheme}://{postgres_url.partition('://')[2]}")
    records.migrate()
    assert records.reach() == Reach(True, True)
    records.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other file permissions")
def test_only_the_owner_may_read_the_files(sqlite_records: Records, tmp_path: Path) -> None:
    sqlite_records.ensure_learner("token")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert set(modes) == {"records.db", "records.db-wal", "records.db-shm"}
    assert set(modes.values()) == {0o600}


def test_a_full_database_says_so_and_keeps_what_it_has(sqlite_records: Records) -> None:
    learner = sqlite_records.ensure_learner("token")
    sqlite_records.save_draft(learner, "mean_iou", "", "small")
    raw = sqlite_records.database._engine.raw_connection()
    raw.cursor().execute("PRAGMA max_page_count = 1")  # SQLite's own way to run out of space
    raw.close()
    with pytest.raises(RecordsError, match="full"):
        sqlite_records.save_draft(learner, "mean_iou", "", "large" * 10_000)
    draft = sqlite_records.draft(learner, "mean_iou", "")
    assert draft and draft.text == "small"


def test_after_a_write_that_failed_one_is_tried_to_know_whether_it_works_again(
    sqlite_records: Records,
) -> None:
    learner = sqlite_records.ensure_learner("token")
    for query_only, works in (("ON", False), ("OFF", True)):
        raw = sqlite_records.database._engine.raw_connection()
        raw.cursor().execute(f"PRAGMA query_only = {query_only}")
        raw.close()
        if not works:
            with pytest.raises(RecordsError, match="readonly"):
                sqlite_records.visit(learner, "argmax")
        assert sqlite_records.reach() == Reach(True, works)
        assert sqlite_records.reach() == Reach(True, works)
    sqlite_records.visit(learner, "argmax")


def test_asking_whether_one_can_write_writes_nothing(sqlite_records: Records, tmp_path: Path) -> None:
    sqlite_records.ensure_learner("token")
    files = [tmp_path / "records.db", tmp_path / "records.db-wal"]
    before = [(file.read_bytes(), file.stat().st_mtime_ns) for file in files]
    assert sqlite_records.reach() == Reach(True, True)
    assert [(file.read_bytes(), file.stat().st_mtime_ns) for file in files] == before


def test_a_file_that_is_moved_away_is_missed_and_not_made_anew(
    sqlite_records: Records, tmp_path: Path
) -> None:
    """SQLite would go on writing to the file wherever it is, or make an empty one in its place."""
    learner = sqlite_records.ensure_learner("token")
    file, elsewhere = tmp_path / "records.db", tmp_path / "elsewhere"
    elsewhere.mkdir()
    file.rename(elsewhere / file.name)
    with pytest.raises(RecordsError, match="file is gone"):
        sqlite_records.visit(learner, "argmax")
    assert sqlite_records.reach() == Reach(False, False) and not file.exists()
    file.touch()
    with pytest.raises(RecordsError, match="start it again"):
        sqlite_records.learner_of("token")
    (elsewhere / file.name).rename(file)
    sqlite_records.visit(learner, "metrics")
    assert sqlite_records.last_place(learner) == "metrics"
    assert sqlite_records.reach() == Reach(True, True)


@pytest.mark.timed
def test_a_file_that_cannot_be_written_fails_at_once(tmp_path: Path) -> None:
    """Only a file that somebody else is setting up is waited for."""
    sqlite3.connect(tmp_path / "records.db").close()
    connection = sqlite3.connect(f"file:{tmp_path / 'records.db'}?mode=ro", uri=True)
    started = time.monotonic()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        database._set_up_sqlite(connection, None)
    assert time.monotonic() - started < 5
    connection.close()


def test_after_a_server_was_away_nobody_waits_for_it_one_by_one() -> None:
    with socket.socket() as probe:  # bound, but nobody listens
        probe.bind(("127.0.0.1", 0))
        records = Records(f"postgresql://me@127.0.0.1:{probe.getsockname()[1]}/records")
        with pytest.raises(RecordsError) as first:
            records.learner_of("token")
        with pytest.raises(RecordsError) as second:
            records.learner_of("token")
    assert first.value.__cause__ is not None and second.value.__cause__ is None  # it was not asked again
    assert str(first.value) == str(second.value)
