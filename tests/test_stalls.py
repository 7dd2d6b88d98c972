"""Nobody is held up by what another asks for: answers ahead of a rerun, uploads, and the server's health."""

import asyncio
import os
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection

import pytest

from tests.wire import Client, new_cookie

AT_ONCE, WAITING, SHARE = 4, 16, 15
CROWD = 400
ASSET = "/assets/components/000000000000/look.css"


async def status(url: str, forwarded_for: str = "") -> int:
    """The status of a GET, over a connection of its own."""
    address, _, path = url.removeprefix("http://").partition("/")
    host, _, port = address.partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    via = f"x-forwarded-for: {forwarded_for}\r\n" if forwarded_for else ""
    writer.write(f"GET /{path} HTTP/1.1\r\nhost: {address}\r\n{via}connection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    return int(answer.split(b" ", 2)[1])


def text(url: str) -> str:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.read().decode()


@pytest.fixture
def gate(app_url: str) -> Iterator[str]:
    """An address of the app that answers ahead of a rerun, once `/gate/open` is asked for."""
    text(f"{app_url}/gate/close")
    yield f"{app_url}/{text(f'{app_url}/gate')}"
    text(f"{app_url}/gate/open")


async def crowd(app_url: str, gate: str, forwarded_for: str) -> tuple[list[int], list[int], list[int]]:
    """The statuses of a crowd: of those sent away, of health and a file meanwhile, of those let in."""
    visitors = [asyncio.create_task(status(gate, forwarded_for)) for _ in range(CROWD)]
    room = SHARE if forwarded_for else AT_ONCE + WAITING
    async with asyncio.timeout(60):
        while sum(visitor.done() for visitor in visitors) < CROWD - room:
            await asyncio.sleep(0.02)
        sent_away = [visitor.result() for visitor in visitors if visitor.done()]
        waiting = [visitor for visitor in visitors if not visitor.done()]
        meanwhile = [await status(f"{app_url}{path}") for path in ("/healthz", ASSET, "/_stcore/health")]
        if forwarded_for:  # and another address has places left
            waiting.append(asyncio.create_task(status(gate, "198.51.100.9")))
            await asyncio.sleep(0.1)
        await status(f"{app_url}/gate/open")
        return sent_away, meanwhile, [await visitor for visitor in waiting]


@pytest.mark.timed
@pytest.mark.parametrize("forwarded_for", ["", "203.0.113.5"])
def test_a_crowd_that_asks_ahead_of_reruns_stops_nothing_else(
    app_url: str, gate: str, forwarded_for: str
) -> None:
    """Sent away at once, past a few; files and health have threads of their own."""
    with ThreadPoolExecutor(1) as thread:  # Playwright's loop may run in this one.
        sent_away, meanwhile, let_in = thread.submit(
            asyncio.run, crowd(app_url, gate, forwarded_for)
        ).result()
    assert set(sent_away) == {503}
    assert meanwhile == [200, 200, 200]
    assert Counter(let_in) == {200: SHARE + 1 if forwarded_for else AT_ONCE + WAITING}


XSRF = "2|00000000|" + "00" * 16 + "|1"
FILES = 24


def upload(app_url: str, session: str, cookie: str, data: bytes) -> int:
    """The status of putting a file of these bytes into a session."""
    connection = HTTPConnection(app_url.removeprefix("http://"), timeout=60)
    before = b'--edge\r\nContent-Disposition: form-data; name="f"; filename="f.png"\r\n\r\n'
    headers = {
        "Content-Type": "multipart/form-data; boundary=edge",
        "X-Xsrftoken": XSRF,
        "Cookie": f"_streamlit_xsrf={XSRF}; pixelwise={cookie}",
    }
    body = b"".join((before, data, b"\r\n--edge--\r\n"))
    connection.request("PUT", f"/_stcore/upload_file/{session}/file", body, headers)
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.timed
def test_health_is_told_while_many_files_come(app_url: str) -> None:
    cookie, data = new_cookie(app_url), os.urandom(5_900_000)
    slowest = 0.0
    with ExitStack() as visits, ThreadPoolExecutor(FILES) as senders:
        clients = [visits.enter_context(Client(app_url, cookie)) for _ in range(FILES)]
        for client in clients:
            client.run("argmax")
        uploads = [senders.submit(upload, app_url, client.session, cookie, data) for client in clients]
        while not all(each.done() for each in uploads):
            began = time.monotonic()
            text(f"{app_url}/healthz")
            slowest = max(slowest, time.monotonic() - began)
        assert [each.result() for each in uploads] == [204] * FILES
    assert slowest < 5, (
        "a generous limit: it takes some hundredths of a second on a machine with nothing else to do"
    )
