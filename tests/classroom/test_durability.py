import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID

from sqlalchemy import create_engine, make_url, text

from app.classroom import Records

ROOT = Path(__file__).parents[2]

_RECORD_FOREVER = """
import sys, uuid
from app.classroom import Attempt, Records
from exercises._engine.types import Verdict, VerdictKind
records = Records(sys.argv[1])
learner = records.ensure_learner("token")
verdict = Verdict("mean_iou", False, VerdictKind.WRONG, "Not yet.")
while True:
    id = uuid.uuid4()
    records.record(Attempt(id, learner, "mean_iou", "blanks", "a1", 1, "x" * 500, verdict, 10))
    records.save_draft(learner, "mean_iou", "blanks", str(id))
    print(id, flush=True)
"""


def test_what_was_acknowledged_survives_a_killed_process(url: str, records: Records) -> None:
    for round_ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", _RECORD_FOREVER, url], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout
        lines = [process.stdout.readline()]
        time.sleep(0.05 * round_)
        process.kill()
        lines += process.stdout.readlines()
        process.wait()
        process.stdout.close()
        saved_ids = [UUID(line.strip()) for line in lines if line.endswith("\n")]
        assert saved_ids
        learner = records.learner_of("token")
        assert learner
        attempts = records.attempts(learner, limit=100_000)
        assert set(saved_ids) <= {each.attempt.id for each in attempts}
        # An attempt and the progress it brings are one transaction.
        assert records.progress(learner).of("mean_iou").attempts == len(attempts)
        draft = records.draft(learner, "mean_iou", "blanks")
        assert draft and UUID(draft.text) in {each.attempt.id for each in attempts[:2]}


def test_sqlite_waits_for_the_disk_on_every_connection(sqlite_records: Records) -> None:
    with sqlite_records.database.read() as first, sqlite_records.database.read() as second:
        for connection in (first, second):
            pragmas = {
                name: connection.execute(text(f"PRAGMA {name}")).scalar()
                for name in (
                    "journal_mode",
                    "synchronous",
                    "fullfsync",
                    "foreign_keys",
                    "secure_delete",
                    "busy_timeout",
                )
            }
            assert pragmas == {
                "journal_mode": "wal",
                "synchronous": 2,
                "fullfsync": 1,
                "foreign_keys": 1,
                "secure_delete": 1,
                "busy_timeout": 10_000,
            }


def test_the_server_may_restart_between_two_writes(postgres_url: str) -> None:
    records = Records(postgres_url)
    records.migrate()
    learner = records.ensure_learner("token")
    engine = create_engine(make_url(postgres_url))
    with engine.connect() as connection:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        assert connection.execute(text(f"{others} AND pid <> pg_backend_pid()")).scalars().all() == [True]
    engine.dispose()
    records.visit(learner, "argmax")
    assert records.last_place(learner) == "argmax"
    records.close()
