"""The connection to SQLite or PostgreSQL: transactions, durability, and errors in plain sentences."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import URL, Connection, bindparam, create_engine, event, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from app.classroom import schema
from app.classroom.errors import RecordsError, UnknownLearnerError

_PATIENCE = 10.0  # seconds a writer waits for its turn

_LOCK = select(schema.learner.c.id).where(schema.learner.c.id == bindparam("learner")).with_for_update()

_HOW_TO_WRITE_ONE = (
    "Set PIXELWISE_DATABASE_URL to sqlite:////folder/file.db or to postgresql://user:password@host/database, "
    "or leave it empty for a file in your data folder."
)


class Database:
    """One database, open for many threads. `read` and `write` give a connection inside a transaction."""

    def __init__(self, url: str) -> None:
        """Open `url`. Raises `RecordsError` if it is not a URL of SQLite or PostgreSQL, or cannot work."""
        self._url = _parse_url(url)
        self.is_sqlite = self._url.get_backend_name() == "sqlite"
        options: dict[str, Any] = {"hide_parameters": True, "pool_size": 8, "max_overflow": 8}
        if self.is_sqlite:
            self._make_private_file()
            options["connect_args"] = {"timeout": _PATIENCE}
        else:
            # A server that restarted leaves dead connections behind; try each before it is used.
            options["pool_pre_ping"] = True
            if "connect_timeout" not in self._url.query:
                options["connect_args"] = {"connect_timeout": 5}
        try:
            self._engine = create_engine(self._url, **options)
        except ImportError as error:
            raise RecordsError(f"{error}. Install what requirements.txt lists.") from error
        self._writing = self._engine.execution_options(pixelwise_writing=True)
        # SQLite takes one writer at a time, and those who wait for it ask at ever longer intervals; threads
        # that queue here are served in their turn.
        self._turn = threading.Lock() if self.is_sqlite else nullcontext()
        if self.is_sqlite:
            event.listen(self._engine, "connect", _set_up_sqlite)
            event.listen(self._engine, "begin", _begin_sqlite)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads."""
        with self._plain_errors(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that writes: on disk once the block ends, undone if it raises."""
        with self._plain_errors(), self._turn, self._writing.begin() as connection:
            yield connection

    def erase_traces(self) -> None:
        """Make deleted rows leave SQLite's files too: their bytes still stand in the write-ahead log."""
        if self.is_sqlite:
            with self._plain_errors():
                raw = self._engine.raw_connection()
                try:
                    raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
                finally:
                    raw.close()

    def close(self) -> None:
        """Close every connection that nobody is using."""
        self._engine.dispose()

    def _make_private_file(self) -> None:
        """Create the file so that only its owner may read it; SQLite's other files follow it."""
        file = Path(self._url.database or "")
        try:
            if not file.exists():
                file.touch(mode=0o600)
        except OSError as error:
            raise RecordsError(self._sentence(error.strerror or str(error))) from error

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            raise RecordsError(self._sentence(str(cause).strip().partition("\n")[0])) from error

    def _sentence(self, reason: str) -> str:
        # The query part may hold a password as well, so only user, host and database are named.
        where = self._url.set(query={}).render_as_string(hide_password=True)
        advice = (
            "Check that its folder exists and can be written to, and that the disk is not full"
            if self.is_sqlite
            else "Check that the server runs, and the user, password, host and database in the URL"
        )
        reason = reason.rstrip(".")
        return f"The records at {where} cannot be used: {reason}. {advice}, or set PIXELWISE_DATABASE_URL."


def lock(connection: Connection, *learners: UUID) -> None:
    """Let nobody else write about these learners until the transaction ends.

    Always the first thing a write does about a learner, in the order of their ids, so that no two
    writes wait for each other. SQLite has one writer at a time and needs no lock.

    Raises:
        UnknownLearnerError: one of them does not exist (any more).
    """
    for learner in sorted(learners):
        if connection.execute(_LOCK, {"learner": learner}).first() is None:
            raise UnknownLearnerError("These records were deleted or moved. Reload the page to go on.")


def _parse_url(text: str) -> URL:
    try:
        url = make_url(text)
    except ArgumentError:
        raise RecordsError(f"The database URL is not one. {_HOW_TO_WRITE_ONE}") from None
    if url.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername not in {"sqlite", "sqlite+pysqlite"}:
        raise RecordsError(f"The records cannot live in {url.drivername}. {_HOW_TO_WRITE_ONE}")
    if url.database in {None, "", ":memory:"}:
        raise RecordsError(f"An SQLite database in memory forgets everything. {_HOW_TO_WRITE_ONE}")
    return url


def _set_up_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, below
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError:
            # While another process makes the same switch SQLite fails at once and does not wait.
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
    # NORMAL may lose the last commits when the power fails. FULL costs a quarter of a millisecond on an
    # SSD, and "saved" stays true. macOS needs a word more before its drives really write.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # a learner who deletes their data leaves no bytes


def _begin_sqlite(connection: Connection) -> None:
    # A reader that turns writer half-way can fail however long it waits, so writers say so at once.
    writing = connection.get_execution_options().get("pixelwise_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
