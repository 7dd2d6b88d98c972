"""A server of what is live, in this process, on real databases of both kinds."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from uuid import uuid4

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from app.classroom import Records
from app.classroom.hosting import Change, Hosting
from app.http.addresses import Addresses
from app.http.identity import Signer
from app.live import Live
from tests.classroom.conftest import hosting, make_attempt, records, sqlite_template, url
from tests.live.streams import Stream
from tests.servers import free_port

__all__ = ["hosting", "make_attempt", "records", "sqlite_template", "url"]

KEY = "a-key-for-the-tests-of-many-characters"
MOST = 12


@pytest.fixture
def live(records: Records, hosting: Hosting) -> Live:
    """What is live, with room for 12 streams, and a sign of life on each ten times a second."""
    hears = threading.Event()
    stop = hosting.changes.listen(lambda _: hears.set())
    while not records.database.is_sqlite and not hears.wait(0.02):  # until PostgreSQL is listened to
        with records.database.write() as connection:
            hosting.changes.tell(connection, Change(uuid4(), "pace"))
    stop()
    return Live(lambda: Signer([KEY]), lambda: hosting, most=MOST, beat=0.1)


@pytest.fixture
def live_url(live: Live) -> Iterator[str]:
    """The address of a server of `live`, behind a path of its host."""
    app = Starlette(
        routes=live.routes("/seg/lesson"), middleware=[Middleware(Addresses, proxies="127.0.0.1")]
    )
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}/seg/lesson"
    server.should_exit = True
    thread.join(20)
    assert not thread.is_alive(), "streams do not keep a server from ending"


@pytest.fixture
def listen(live_url: str) -> Iterator[Callable[..., Stream]]:
    """`listen(token, classroom, **headers)`: a stream for the browser with this token, until the test ends."""
    with ExitStack() as streams:

        def start(token: str, classroom: Any, **headers: str) -> Stream:
            cookie = Signer([KEY]).sign(token)
            return streams.enter_context(Stream(f"{live_url}/live/{classroom}", cookie, headers))

        yield start
