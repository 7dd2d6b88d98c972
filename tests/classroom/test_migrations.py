import hashlib
import sqlite3
import subprocess
import sys
import threading
import uuid
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Integer, MetaData, create_engine, inspect, make_url, text

from app.classroom import Records, RecordsError, schema
from app.classroom.migrate import MIGRATIONS, known_revisions
from tests.classroom.older import upgrade

ROOT = Path(__file__).parents[2]


def test_an_empty_database_gets_every_table(url: str) -> None:
    records = Records(url)
    assert not records.reach().reads
    records.migrate()
    assert records.reach().reads
    records.migrate()
    records.close()
    engine = create_engine(make_url(url))
    assert set(inspect(engine).get_table_names()) == {*schema.METADATA.tables, "alembic_version"}
    engine.dispose()


def test_the_migrations_make_what_the_schema_says(url: str, records: Records) -> None:
    engine = create_engine(make_url(url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.METADATA) == []
        # The comparison does see a difference where there is one.
        changed_schema = MetaData(naming_convention=schema.METADATA.naming_convention)
        for table in schema.METADATA.sorted_tables:
            table.to_metadata(changed_schema)
        changed_schema.tables["place"].append_column(Column("scroll", Integer))
        assert len(compare_metadata(context, changed_schema)) == 1
    engine.dispose()


def test_revisions_are_one_line_and_known_by_their_file_names() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    assert [each.revision for each in scripts.walk_revisions()] == list(reversed(known_revisions()))
    assert scripts.get_heads() == [known_revisions()[-1]]


def test_a_database_of_the_first_version_goes_on_with_what_it_holds(url: str) -> None:
    records = Records(url)
    upgrade(records, known_revisions()[0])
    learner = uuid.uuid4()
    id = learner.hex if url.startswith("sqlite") else learner
    device = {"id": id, "hash": hashlib.sha256(b"token").hexdigest(), "now": schema.now()}
    with records.database.write() as connection:
        connection.execute(text("INSERT INTO learner (id, created) VALUES (:id, :now)"), device)
        columns = "token_hash, learner_id, created, last_seen"
        connection.execute(text(f"INSERT INTO device ({columns}) VALUES (:hash, :id, :now, :now)"), device)
    records.visit(learner, "argmax")
    with records.database.write() as connection:
        draft = "INSERT INTO draft (learner_id, exercise, layer, text, updated) VALUES (:id, 'a', 'b', '\"c\"', :now)"
        connection.execute(text(draft), {"id": id, "now": schema.now()})
    with pytest.raises(RecordsError, match="shared_label"):
        records.shared_labels("tulip7", "street-1")
    records.migrate()
    assert records.takes_unsigned("token"), "the browser has no signed cookie yet"
    assert records.learner_of("token") == learner and records.last_place(learner) == "argmax"
    records.share_label(learner, "tulip7", "street-1", "hand", {"size": [1, 2], "counts": [1, 1]}, 1)
    assert len(records.shared_labels("tulip7", "street-1")) == 1
    before = records.draft(learner, "a", "b")
    assert before and (before.text, before.content_hash) == ("c", "")
    assert records.save_draft(learner, "a", "b", "d", builds_on=before.revision, writers=["tab"]).text == "d"
    records.close()


_MIGRATE_WHEN_TOLD = """
import sys
from app.classroom import Records
records = Records(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
records.migrate()
records.ensure_learner("token")
records.close()
"""


def _start(count: int, script: str, *arguments: str) -> list[subprocess.Popen[str]]:
    command = [sys.executable, "-W", "error", "-c", script, *arguments]
    pipe = subprocess.PIPE
    processes = [
        subprocess.Popen(command, cwd=ROOT, text=True, stdin=pipe, stdout=pipe, stderr=pipe)
        for _ in range(count)
    ]
    assert [_first_line(each) for each in processes] == ["ready"] * count
    return processes


def _tell(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdin
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def _first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def test_a_new_file_that_another_process_is_setting_up_is_waited_for(tmp_path: Path) -> None:
    """SQLite itself does not wait here: it refuses write-ahead logging at once while somebody writes."""
    other = sqlite3.connect(tmp_path / "records.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.3, other.rollback)
    timer.start()
    records = Records(f"sqlite:///{tmp_path / 'records.db'}")
    records.migrate()
    assert records.reach().reads
    records.close()
    timer.join()
    other.close()


def test_processes_that_start_together_migrate_once(url: str) -> None:
    processes = _start(4, _MIGRATE_WHEN_TOLD, url)
    for process in processes:
        _tell(process, "go")
    errors = [process.communicate(timeout=60)[1] for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, errors
    records = Records(url)
    assert records.reach().reads and records.learner_of("token")
    records.close()
    engine = create_engine(make_url(url))
    with engine.connect() as connection:
        revisions = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
        assert list(revisions) == [known_revisions()[-1]]
    engine.dispose()


def test_a_database_of_a_later_version_is_refused(url: str, records: Records) -> None:
    engine = create_engine(make_url(url))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(RecordsError, match=r"9999.*Update Pixelwise"):
        records.migrate()


def test_a_migration_that_fails_leaves_nothing(url: str) -> None:
    engine = create_engine(make_url(url))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE place (id INTEGER)"))
    records = Records(url)
    with pytest.raises(RecordsError, match="place"):
        records.migrate()
    records.close()
    assert inspect(engine).get_table_names() == ["place"]
    engine.dispose()


def test_a_start_with_the_newest_schema_imports_little(url: str, records: Records) -> None:
    script = (
        "import sys; from app.classroom import Records; r = Records(sys.argv[1]); r.migrate(); r.close();"
        "print(*{'alembic', 'streamlit', 'torch', 'numpy', 'sqlalchemy.orm', 'psycopg'} & set(sys.modules))"
    )
    process = subprocess.run(
        [sys.executable, "-c", script, url], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert process.stdout.split() == ([] if url.startswith("sqlite") else ["psycopg"])


def test_predictions_follow_their_questions_to_the_lesson_on_dilation(url: str) -> None:
    records = Records(url)
    upgrade(records, "0005")
    learner = records.ensure_learner("token")
    records.save_prediction(learner, "upsampling-field", "15 pixels a side")
    records.save_prediction(learner, "upsampling-blend", "The nearest one alone")
    records.migrate()
    expected = {"dilation-field": "15 pixels a side", "upsampling-blend": "The nearest one alone"}
    assert records.predictions(learner) == expected
    records.close()
