"""Room for so many visits, what one may send, and what a visit that ended leaves behind."""

import asyncio
import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest
from starlette.types import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosedError, InvalidStatus

from app.http.room import Budget, _Connection
from tests.servers import serving
from tests.waits import until
from tests.wire import Client

SCHOOL, ELSEWHERE = {"x-forwarded-for": "203.0.113.5"}, {"x-forwarded-for": "198.51.100.9"}


@pytest.fixture(scope="module")
def room_url() -> Iterator[str]:
    """The address of a small app with room for four visits; three for one address."""
    with serving("tests/http/room_app.py", {}) as url:
        yield url


def sessions(url: str) -> set[str]:
    with urllib.request.urlopen(f"{url}/sessions", timeout=20) as answer:
        return set(json.load(answer))


@pytest.fixture
def empty_room(room_url: str) -> str:
    until(lambda: not sessions(room_url))
    return room_url


def page(url: str, headers: dict[str, str]) -> tuple[int, str]:
    request = urllib.request.Request(url, headers={"Accept": "text/html", **headers})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read().decode()


def drop(client: Client) -> None:
    """Lose the connection, as a browser does whose network is gone."""
    client._socket.socket.shutdown(2)


def test_a_script_knows_for_which_address_it_works(empty_room: str) -> None:
    with Client(empty_room, headers=SCHOOL) as client:
        assert "for 203.0.113.5, run 0" in client.run()
    with Client(empty_room) as client:
        assert "for None, run 0" in client.run()


def test_where_there_is_no_room_one_sentence_says_so(empty_room: str) -> None:
    with ExitStack() as visits:
        for _ in range(3):
            visits.enter_context(Client(empty_room, headers=SCHOOL)).run()
        status, text = page(empty_room, SCHOOL)
        assert status == 503
        assert "no room for one more; this page tries again every 20 seconds." in text
        assert 'http-equiv="refresh"' in text
        with pytest.raises(InvalidStatus), Client(empty_room, headers=SCHOOL):
            pass
        assert page(empty_room, ELSEWHERE)[0] == 200, "one address leaves room to others"
        with Client(empty_room, headers=ELSEWHERE) as last:
            last.run()
            assert page(empty_room, {})[0] == 503
            assert urllib.request.urlopen(f"{empty_room}/_stcore/health", timeout=20).status == 200
    until(lambda: page(empty_room, SCHOOL)[0] == 200)


def test_a_closed_page_leaves_nothing_and_a_lost_connection_may_come_back(empty_room: str) -> None:
    cookie = "a-cookie-of-its-own"
    with Client(empty_room) as closed, Client(empty_room, cookie) as lost:
        assert "run 0" in closed.run() and "run 0" in lost.run()
        drop(lost)
    assert sessions(empty_room) >= {lost.session}
    until(lambda: sessions(empty_room) == {lost.session})
    with Client(empty_room, cookie, lost.session) as back:
        assert "run 1" in back.run() and back.session == lost.session
        time.sleep(0.5)
        assert sessions(empty_room) == {back.session}, "it is back, and nothing ends it"
        drop(back)
    until(lambda: not sessions(empty_room))


def test_sessions_that_only_wait_make_room(empty_room: str) -> None:
    lost: list[str] = []
    for _ in range(4):
        with Client(empty_room, headers=SCHOOL) as client:
            client.run()
            lost.append(client.session)
            drop(client)
    until(lambda: sessions(empty_room) == set(lost))
    with Client(empty_room, headers=SCHOOL) as first, Client(empty_room, headers=ELSEWHERE) as second:
        first.run()
        second.run()
        until(lambda: sessions(empty_room) == {first.session, second.session, *lost[2:]})


def message(*values: str) -> bytes:
    """A rerun with these values of components."""
    rerun = BackMsg()
    for number, value in enumerate(values):
        rerun.rerun_script.widget_states.widgets.append(WidgetState(id=f"id-{number}", json_value=value))
    return rerun.SerializeToString()


@pytest.mark.parametrize(
    ("values", "too_many"),
    [
        ([json.dumps({"draft": [[]] * 30_000})], True),
        ([json.dumps([dict.fromkeys(range(1500), 0)])] * 16, True),
        (["[" * 30_000], True),
        ([json.dumps({"draft": {"text": "[[1, 2], {3: '\"'}]\n" * 3600, "serial": 3}})] * 14, False),
        ([json.dumps({"painted": {"prediction": "/".join(["0123" * 8] * 32)}})], False),
        (["{}"] * 300, False),
        ([], False),
    ],
)
def test_values_have_as_many_parts_as_ours_at_most(values: list[str], too_many: bool) -> None:
    assert Budget().allows(message(*values)) is not too_many


def test_what_is_no_message_is_left_to_streamlit() -> None:
    assert Budget().allows(b"\xff" * 100)


def test_values_sent_one_by_one_are_added_up() -> None:
    """Streamlit keeps the value of each widget, whichever message it came in."""
    budget = Budget()

    def sends(number: int, size: int) -> bool:
        rerun = BackMsg()
        value = WidgetState(id=f"id-{number}", string_value="a" * size)
        rerun.rerun_script.widget_states.widgets.append(value)
        return budget.allows(rerun.SerializeToString())

    assert all(sends(number, 500) for number in range(10_000)), "small ones are not counted"
    assert [sends(number, 500_000) for number in range(6)] == [True] * 4 + [False] * 2
    assert sends(3, 500_000), "a value takes the place of the one before"
    assert sends(0, 10) and sends(4, 500_000)


def test_addresses_for_files_are_few() -> None:
    request = BackMsg()
    request.file_urls_request.file_names.extend(["street.png"] * 10)
    assert Budget().allows(request.SerializeToString())
    request.file_urls_request.file_names.extend(["street.png"] * 10)
    assert not Budget().allows(request.SerializeToString())


def test_a_query_is_no_longer_than_an_address() -> None:
    rerun = BackMsg()
    rerun.rerun_script.query_string = "&".join(map(str, range(500)))
    assert Budget().allows(rerun.SerializeToString())
    rerun.rerun_script.query_string = "&".join(map(str, range(5000)))
    assert not Budget().allows(rerun.SerializeToString())


def test_more_than_a_page_ever_sends_ends_the_connection(empty_room: str) -> None:
    cookie, session = "a-cookie-of-its-own", ""
    large = [[WidgetState(id=f"id-{number}", string_value="a" * 900_000)] for number in range(3)]
    many = [WidgetState(id="anything", json_value=json.dumps([[]] * 300_000))]
    for harmless, too_much in (([], many), (large[:2], large[2]), ([], large[2])):
        with Client(empty_room, cookie, session) as client:
            for widgets in harmless:
                client.run(widgets=widgets)
            client.run()
            client.send(widgets=too_much)
            with pytest.raises(ConnectionClosedError) as error:
                client._answer()
            session = client.session  # What it keeps is counted, however often it connects.
        assert error.value.rcvd is not None and error.value.rcvd.code == 1009


def finish(work: Coroutine[Any, Any, Any]) -> Any:
    """What the work gives; in a thread of its own, as Playwright's loop may run in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def rerun() -> Message:
    return {"type": "websocket.receive", "bytes": message()}


async def take(_: Message) -> None:
    pass


def test_more_messages_than_a_person_sends_are_read_later() -> None:
    async def flood() -> float:
        connection = _Connection(rerun, take, per_second=100, patience=10)
        began = time.monotonic()
        for _ in range(1050):
            await connection.receive()
        return time.monotonic() - began

    assert finish(flood()) > 0.45, "1,000 at once, then 100 in a second"


def test_who_does_not_read_is_not_read_from() -> None:
    async def stuck() -> tuple[bool, Message, Message]:
        reads = asyncio.Event()

        async def send(_: Message) -> None:
            await reads.wait()

        connection = _Connection(rerun, send, per_second=100, patience=0.2)
        sending = asyncio.create_task(connection.send({"type": "websocket.send", "bytes": b""}))
        receiving = asyncio.create_task(connection.receive())
        await asyncio.sleep(0.05)
        early = receiving.done()
        given_up = await receiving
        reads.set()
        await sending
        return early, given_up, await connection.receive()

    early, given_up, afterwards = finish(stuck())
    assert not early
    assert given_up["type"] == "websocket.disconnect"
    assert afterwards["type"] == "websocket.receive"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_process_may_open_the_files_that_its_visits_need() -> None:
    program = """
import resource
from app.http.room import allow_files
_, upper = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (256, upper))
allow_files(300)
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0] >= (3000 if upper < 0 else min(upper, 3000)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.stdout == "True\n", done.stderr
