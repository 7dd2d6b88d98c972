"""Telling that something changed in a class: within this process, and through PostgreSQL to all others.

    changes = Changes(database)
    stop = changes.listen(lambda change: ...)      # called on any thread, soon after the change is on disk
    with database.write() as connection:
        ...
        changes.tell(connection, Change(classroom, "pace"))

A change says what to look at again, and never what is there: whoever is told asks, with their own leave.
"""

import logging
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from sqlalchemy import Connection, text

from app.classroom.database import Database

log = logging.getLogger("pixelwise")

_CHANNEL = "pixelwise_class"
_RETRY = 1.0  # seconds until a server that went away is tried again
_LOOK_UP = 1.0  # seconds after which the listening thread sees that it is to end


@dataclass(frozen=True)
class Change:
    """Something changed in a class; `topic` tells what.

    `work`, `members`, `hands` that went up or down and `votes` in a poll concern those who teach; `pace`, a `poll` that
    was opened or closed and `help` that was given concern students too. `all` is told where changes may have been
    missed: look at everything again.
    """

    classroom: UUID | None
    topic: str


Listener = Callable[[Change], None]


class Changes:
    """Who is to be told of changes; one for each process and database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock, self._listeners = threading.Lock(), dict[int, Listener]()
        self._next = 0
        self._thread: threading.Thread | None = None
        self._closing = threading.Event()

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every change from now on, on whichever thread; call what this returns to end that."""
        with self._lock:
            self._next += 1
            number = self._next
            self._listeners[number] = listener
            if not self._database.is_sqlite and self._thread is None:
                self._thread = threading.Thread(target=self._hear, name="changes", daemon=True)
                self._thread.start()
        return lambda: self._forget(number)

    def tell(self, connection: Connection, change: Change) -> None:
        """Tell all listeners of `change` once the transaction of this connection is on disk; never if it is undone."""
        if self._database.is_sqlite:
            self._database.once_on_disk(connection, partial(self._dispatch, change))
        else:
            payload = {"channel": _CHANNEL, "payload": f"{change.classroom} {change.topic}"}
            connection.execute(text("SELECT pg_notify(:channel, :payload)"), payload)

    def close(self) -> None:
        """End the thread that listens to the server."""
        self._closing.set()

    def _forget(self, number: int) -> None:
        with self._lock:
            self._listeners.pop(number, None)

    def _dispatch(self, change: Change) -> None:
        for listener in list(self._listeners.values()):
            try:
                listener(change)
            except Exception:
                log.exception("somebody who is told of changes in a class failed")

    def _hear(self) -> None:
        """Listen to the server until `close`; after each time that it was away everybody looks at everything again."""
        import psycopg

        while not self._closing.is_set():
            try:
                with closing(self._database.own_connection()) as connection:
                    connection.execute(f"LISTEN {_CHANNEL}")
                    self._dispatch(Change(None, "all"))
                    while not self._closing.is_set():
                        for notice in connection.notifies(timeout=_LOOK_UP, stop_after=1):
                            classroom, _, topic = notice.payload.partition(" ")
                            self._dispatch(Change(UUID(classroom), topic))
            except psycopg.Error as error:
                log.warning("changes in classes are not heard until the database is back: %s", error)
                self._closing.wait(_RETRY)
