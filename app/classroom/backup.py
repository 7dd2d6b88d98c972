"""A copy of the whole database in one file, made while the server runs, and a database from such a copy.

SQLite copies itself (https://www.sqlite.org/backup.html); PostgreSQL is copied by its own `pg_dump`, in its custom
format. Either copy is the database as it was at one moment, and is tried before it counts as made.
"""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

from sqlalchemy import inspect, literal_column, select, table

from app.classroom import migrate, schema
from app.classroom.database import Database
from app.classroom.errors import RecordsError

_SQLITE, _POSTGRESQL = b"SQLite format 3\0", b"PGDMP"
_REVISION = "alembic_version"
_OF_EVERY_SERVER = {
    _REVISION,
    schema.cookie_key.name,
}  # these have a row each before anybody has learned anything


def backup(database: Database, file: Path) -> None:
    """Copy the database to `file`, which is new. Whoever reads and writes goes on meanwhile.

    Raises:
        RecordsError: the file exists or cannot be written, `pg_dump` is missing or fails, or the copy is not whole.
    """
    if file.exists():
        raise RecordsError(f"There is a file {file} already. Name another one, or move it away.")
    unfinished = file.with_name(file.name + ".part")
    try:
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # for its owner alone
    except OSError as error:
        raise RecordsError(f"{unfinished} cannot be written: {error.strerror}.") from error
    try:
        with database.read() as connection:
            migrate.require_known(migrate.stored_revision(connection))
        if database.is_sqlite:
            _copy_sqlite(database, unfinished)
        else:
            _dump(database, unfinished)
        require_whole(unfinished)
        _to_disk(unfinished)
        unfinished.rename(file)
    finally:
        unfinished.unlink(missing_ok=True)


def restore(database: Database, file: Path, *, force: bool) -> None:
    """Make the database what the copy in `file` is, brought up to date; all of it or nothing.

    Stop the server first: it remembers some of what it has read.

    Raises:
        RecordsError: the file is no whole copy of a database of this kind, or the database holds something and there
            is no `force`.
    """
    is_sqlite = require_whole(file)
    if is_sqlite is not database.is_sqlite:
        kinds = ("SQLite", "PostgreSQL")
        here, there = kinds if database.is_sqlite else reversed(kinds)
        raise RecordsError(
            f"{file} was copied from {there}, and the records here are in {here}. Set PIXELWISE_DATABASE_URL to a "
            f"database in {there}."
        )
    if not force and _holds_something(database):
        raise RecordsError(
            f"The database at {database.place} holds something. Make a copy of it with `backup`, then restore with "
            "--force, which replaces it."
        )
    if is_sqlite:
        _restore_sqlite(database, file)
    else:
        _restore_postgresql(database, file)
    migrate.migrate(database)
    database.erase_traces()


def require_whole(file: Path) -> bool:
    """Whether this copy is one of SQLite, else it is PostgreSQL's; raises `RecordsError` unless it is a whole one."""
    try:
        with file.open("rb") as opened:
            start = opened.read(len(_SQLITE))
    except OSError as error:
        raise RecordsError(f"{file} cannot be read: {error.strerror}.") from error
    if start == _SQLITE:
        _require_whole_sqlite(file)
    elif start.startswith(_POSTGRESQL):
        _require_whole_dump(file)
    else:
        raise RecordsError(f"{file} is no copy of a database. Name one that `backup` has made.")
    return start == _SQLITE


def _holds_something(database: Database) -> bool:
    """Whether any table has a row that did not come with the first start of a server."""
    with database.read() as connection:
        names = set(inspect(connection).get_table_names()) - _OF_EVERY_SERVER
        one = select(literal_column("1")).limit(1)
        return any(connection.execute(one.select_from(table(name))).first() for name in names)


def _copy_sqlite(database: Database, file: Path) -> None:
    with closing(sqlite3.connect(file)) as copy, database.own_sqlite() as source:
        try:
            # In one step: one moment's state, whatever is written meanwhile. Steps would begin anew after each write.
            source.backup(copy, progress=_PatienceForALock())
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, and no others beside it
        except sqlite3.Error as error:
            raise RecordsError(f"The copy could not be written to {file}: {error}.") from error


def _require_whole_sqlite(file: Path) -> None:
    try:
        with closing(_opened_copy(file)) as copy:
            faults = [*copy.execute("PRAGMA integrity_check(1)"), *copy.execute("PRAGMA foreign_key_check")]
            revision = copy.execute(f"SELECT version_num FROM {_REVISION}").fetchone()
    except sqlite3.Error as error:
        raise RecordsError(f"{file} is no whole copy of the records: {error}.") from error
    if faults != [("ok",)]:
        raise RecordsError(f"{file} is no whole copy of the records: it is damaged.")
    migrate.require_known(revision and revision[0])


def _restore_sqlite(database: Database, file: Path) -> None:
    with closing(_opened_copy(file)) as copy, database.own_sqlite() as target:
        try:
            copy.backup(target, progress=_PatienceForALock())
        except sqlite3.Error as error:
            raise RecordsError(f"{file} could not be put into {database.place}: {error}.") from error


def _opened_copy(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


class _PatienceForALock:
    """Ends a copy that somebody's lock holds up; sqlite3 by itself would wait for ever."""

    def __init__(self) -> None:
        self._steps = 0

    def __call__(self, status: int, remaining: int, total: int) -> None:
        """Raise after a few steps in vain: each has waited as long as the connection does for a lock."""
        self._steps += 1
        if self._steps > 3:
            raise sqlite3.OperationalError("the database is locked; stop the server, and try again")


def _dump(database: Database, file: Path) -> None:
    place, environment = _place_of(database)
    tables = [f"--table={name}" for name in _ours_in(database)]
    _run(
        "pg_dump", "--format=custom", *tables, f"--file={file}", f"--dbname={place}", environment=environment
    )


def _require_whole_dump(file: Path) -> None:
    _run("pg_restore", f"--file={os.devnull}", str(file))  # reads all of it
    lines = _run("pg_restore", "--data-only", f"--table={_REVISION}", "--file=-", str(file)).splitlines()
    start = next((number for number, line in enumerate(lines) if line.startswith("COPY ")), None)
    if start is None or lines[start + 1] == "\\.":
        raise RecordsError(f"{file} is no copy of the records: it does not tell their version.")
    migrate.require_known(lines[start + 1])


def _restore_postgresql(database: Database, file: Path) -> None:
    """What is there is dropped, and what was copied made, in one transaction."""
    there = _ours_in(database)
    commands = [
        "SET lock_timeout = '30s'"
    ]  # a server that runs has its turn, and must not hold this up for ever
    commands += [f"DROP TABLE {', '.join(there)} CASCADE"] if there else []
    place, environment = _place_of(database)
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "restore.sql"  # in a folder of its owner's alone
        _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(file))
        safely = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
        steps = (*(f"--command={command}" for command in commands), f"--file={script}")
        _run("psql", *safely, *steps, f"--dbname={place}", environment=environment)


def _ours_in(database: Database) -> list[str]:
    """The tables of the records that are in the database; it may hold those of others too."""
    with database.read() as connection:
        there = set(inspect(connection).get_table_names())
    return sorted(there & {*schema.METADATA.tables, _REVISION})


def _place_of(database: Database) -> tuple[str, dict[str, str]]:
    """What PostgreSQL's programs are told of the database: its password in the environment, where no list shows it."""
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    known = conninfo_to_dict(database.server_url)
    password = known.pop("password", None)
    return make_conninfo("", **known), {} if password is None else {"PGPASSWORD": str(password)}


def _run(program: str, *arguments: str, environment: dict[str, str] | None = None) -> str:
    """What one of PostgreSQL's programs prints. Raises `RecordsError` if there is none, or it fails."""
    path = shutil.which(program)
    if path is None:
        raise RecordsError(
            f"{program} is missing. Install PostgreSQL's client programs (Debian and Ubuntu: apt install "
            "postgresql-client) of the server's version or a newer one, or run this where they are."
        )
    whole = {**os.environ, **(environment or {}), "PGCONNECT_TIMEOUT": "10"}
    done = subprocess.run(
        [path, *arguments], env=whole, capture_output=True, encoding="utf-8", errors="replace"
    )
    if done.returncode:
        why = next(
            (line for line in done.stderr.splitlines() if "error" in line.lower()), done.stderr.strip()
        )
        raise RecordsError(f"{why.rstrip('.')}. The copy could not be made or read, and nothing has changed.")
    return done.stdout


def _to_disk(file: Path) -> None:
    with file.open("r+b") as opened:
        os.fsync(opened.fileno())
