"""The connection to SQLite or PostgreSQL: transactions, durability, and errors in plain sentences."""

import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import URL, Connection, Engine, bindparam, create_engine, event, make_url, select, text
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    ProgrammingError,
    SQLAlchemyError,
)

from app.classroom import schema
from app.classroom.errors import RecordsError, UnknownLearnerError

if TYPE_CHECKING:
    import psycopg

_PATIENCE = 10.0  # seconds a writer waits for its turn
_PAUSE = 2.0  # seconds after a server could not be reached in which nobody tries again
_LEAST_SPACE = 256 * 1024  # bytes on the disk below which SQLite has no room for a large answer

_THEN = "pixelwise_once_on_disk"  # what a connection knows under this name is to be called after its commit

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}

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
        options: dict[str, Any] = {
            "hide_parameters": True,
            "pool_size": 8,
            "max_overflow": 8,
            "pool_timeout": _PATIENCE,
        }
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
        self._file = self._file_id() if self.is_sqlite else None
        self._away: tuple[float, str] = 0.0, ""  # until when the server counts as away, and why
        self.write_failed = False
        """Whether the last write that was tried could not be done, for want of space for instance."""
        if self.is_sqlite:
            event.listen(self._engine, "connect", _set_up_sqlite)
            event.listen(self._engine, "begin", _begin_sqlite)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads."""
        with self._plain_errors(), self._connect(self._engine) as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that writes: on disk once the block ends, undone if it raises."""
        then: list[Callable[[], None]] = []
        with self._plain_errors(), self._turn:
            try:
                with self._connect(self._writing) as connection, connection.begin():
                    connection.info[_THEN] = then
                    yield connection
            except (IntegrityError, DataError, ProgrammingError):
                raise
            except DBAPIError:
                self.write_failed = True
                raise
            self.write_failed = False
        for call in then:
            call()

    def once_on_disk(self, connection: Connection, call: Callable[[], None]) -> None:
        """Call `call` when the transaction of this connection, one of `write`, is on disk; never if it is undone."""
        connection.info[_THEN].append(call)

    def own_connection(self) -> "psycopg.Connection":
        """A connection to PostgreSQL that no transaction of others uses, to listen on. The caller closes it."""
        import psycopg

        return psycopg.connect(self.server_url, autocommit=True, connect_timeout=5)

    @property
    def server_url(self) -> str:
        """The URL of a PostgreSQL database as its own programs understand it, with the password."""
        return self._url.set(drivername="postgresql").render_as_string(hide_password=False)

    @property
    def place(self) -> str:
        """Where the database is, for people to read: user, host and name; the URL's query may hold a password too."""
        return self._url.set(query={}).render_as_string(hide_password=True)

    def size(self, connection: Connection) -> int:
        """The bytes that it takes on the disk."""
        if not self.is_sqlite:
            return connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
        name = self._url.database or ""
        files = [Path(name + end) for end in ("", "-wal", "-shm")]
        return sum(file.stat().st_size for file in files if file.exists())

    def may_write(self, connection: Connection) -> bool:
        """Whether there is leave to write, and room, as far as that is to be known without writing."""
        if not self.is_sqlite:
            return connection.execute(text("SHOW transaction_read_only")).scalar() == "off"
        file = Path(self._url.database or "").absolute()
        may = os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)
        return may and shutil.disk_usage(file.parent).free >= _LEAST_SPACE

    def erase_traces(self) -> None:
        """Make deleted rows leave SQLite's files too: their bytes still stand in the write-ahead log."""
        if self.is_sqlite:
            with self.own_sqlite() as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def own_sqlite(self) -> Iterator[sqlite3.Connection]:
        """A connection to SQLite in no transaction."""
        with self._plain_errors():
            pooled = self._engine.raw_connection()
            try:
                assert isinstance(pooled.driver_connection, sqlite3.Connection)
                yield pooled.driver_connection
            finally:
                pooled.close()

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

    def _connect(self, engine: Engine) -> Connection:
        """A connection from the pool. Raises `RecordsError` at once where there was no server a moment ago."""
        if self.is_sqlite:
            self._look_for_file()
            return engine.connect()
        until, reason = self._away
        if time.monotonic() < until:
            raise RecordsError(self._sentence(reason))
        try:
            return engine.connect()
        except DBAPIError as error:  # each who tries waits for seconds, and others wait behind them
            self._away = time.monotonic() + _PAUSE, _first_line(error)
            raise

    def _look_for_file(self) -> None:
        """Raise `RecordsError` unless the file that was opened is in its place.

        SQLite would go on writing to a file that was moved or deleted, and make an empty one in its place. One that
        was put there meanwhile it would mix up with the write-ahead log of the old one.
        """
        current = self._file_id()
        if current is None:
            raise RecordsError(self._sentence("the file is gone"))
        if current != self._file:
            raise RecordsError(
                self._sentence("another file is in its place; stop the server, and start it again")
            )

    def _file_id(self) -> tuple[int, int] | None:
        try:
            status = os.stat(self._url.database or "")  # noqa: PTH116 - at every connection, and a Path takes longer
        except OSError:
            return None
        return status.st_dev, status.st_ino

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise RecordsError(self._sentence(_first_line(error))) from error

    def _sentence(self, reason: str) -> str:
        advice = (
            "Check that its folder exists and can be written to, and that the disk is not full"
            if self.is_sqlite
            else "Check that the server runs, and the user, password, host and database in the URL"
        )
        reason = reason.rstrip(".")
        return (
            f"The records at {self.place} cannot be used: {reason}. {advice}, or set PIXELWISE_DATABASE_URL."
        )


def _first_line(error: SQLAlchemyError) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return str(cause).strip().partition("\n")[0]


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
        except sqlite3.OperationalError as error:
            # While another process makes the same switch SQLite fails at once and does not wait.
            if error.sqlite_errorcode & 0xFF not in _BUSY or time.monotonic() > deadline:
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
