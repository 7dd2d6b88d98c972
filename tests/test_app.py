"""What stands around Streamlit: cookie, limits, health, static files, settings, errors, inert text."""

import asyncio
import json
import os
import platform
import re
import subprocess
import sys
import threading
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from app import settings, wiring
from app.classroom import Reach, Records, RecordsError
from app.http import uploads as uploading
from app.http.addresses import asking
from app.http.uploads import UploadLimit, Uploads
from app.ui.kit.inert import inert
from app.ui.kit.lesson_text import LessonText
from lessons.argmax.three_ways import NETWORK
from lessons.models import device, weights
from lessons.models.serving.networks import Networks
from lessons.models.serving.runner import Runner
from lessons.models.weights import WeightsError
from lessons.scenes.picture_files import MOST_BYTES
from lessons.training.lab.pool import Pool
from lessons.training.lab.settings import Settings
from lessons.waiting import Full

ROOT = Path(__file__).parent.parent


def status(url: str) -> int:
    """How a request is answered."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code


def upload_request(size: int, *, length: str | None, chunk: int = 100_000) -> tuple[Scope, Receive]:
    """An upload of `size` bytes as the server hands it on, with this content-length."""
    headers = [] if length is None else [(b"content-length", length.encode())]
    scope = {
        "type": "http", "method": "PUT", "path": "/_stcore/upload_file/visit/file", "headers": headers
    }  # fmt: skip
    chunks = [min(chunk, size - start) for start in range(0, size, chunk)]
    messages = [{"type": "http.request", "body": bytes(each), "more_body": True} for each in chunks]
    coming = iter([*messages, {"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> Message:
        return next(coming)

    return scope, receive


class Taker:
    """Takes an upload as Streamlit does: reads all of it, then says 204."""

    def __init__(self, before: Callable[[], Awaitable[object]] | None = None) -> None:
        self.taken = self.running = self.most = 0
        self.before = before

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            if self.before:
                await self.before()
            while (message := await receive()).get("more_body"):
                self.taken += len(message["body"])
        finally:
            self.running -= 1
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})


def finish(work: Coroutine[Any, Any, Any]) -> Any:
    """What the work gives; in a thread of its own, as Playwright's loop keeps running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def answer(app: ASGIApp, request: tuple[Scope, Receive]) -> tuple[int, str]:
    """The status and the text that the app answers an upload with."""
    messages: list[Message] = []

    async def send(message: Message) -> None:
        messages.append(message)

    await app(*request, send)
    return messages[0]["status"], b"".join(message.get("body", b"") for message in messages[1:]).decode()


def removals(most: int = 16) -> tuple[Uploads, list[tuple[str, str]]]:
    removed_files: list[tuple[str, str]] = []
    return Uploads(lambda visit, file: removed_files.append((visit, file)), most), removed_files


def limited(taker: Taker, **options: Any) -> UploadLimit:
    return UploadLimit(taker, removals()[0], **options)


@pytest.mark.parametrize("length", ["exact", None, "no number", "-5"])
def test_a_file_of_six_megabytes_passes(length: str | None) -> None:
    taker, size = Taker(), MOST_BYTES + 2000
    request = upload_request(size, length=str(size) if length == "exact" else length)
    assert finish(answer(limited(taker), request)) == (204, "")
    assert taker.taken == size


def test_the_server_and_the_reader_mean_the_same_six_megabytes() -> None:
    assert uploading.MOST_BYTES == MOST_BYTES
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert 0 <= config["server"]["maxUploadSize"] * 2**20 - MOST_BYTES < 2**20


@pytest.mark.parametrize("length", ["7000000", "9" * 5000, "7000000, 7000000", None, "10"])
def test_a_larger_file_is_refused_with_one_sentence(length: str | None) -> None:
    taker = Taker()
    status, sentence = finish(answer(limited(taker), upload_request(20_000_000, length=length)))
    assert (status, sentence) == (413, "The file is too large; choose one of at most 6 MB.")
    assert taker.taken < MOST_BYTES + 100_000
    assert length != "7000000" or taker.taken == 0


def test_a_slow_upload_is_given_up() -> None:
    taker = Taker(before=lambda: asyncio.sleep(30))
    status, sentence = finish(answer(limited(taker, seconds=0.05), upload_request(10, length="10")))
    assert status == 408
    assert sentence.count(".") == 1
    assert taker.running == 0


def test_few_uploads_run_at_once_and_none_is_lost() -> None:
    taker = Taker(before=lambda: asyncio.sleep(0.005))

    async def rush() -> list[tuple[int, str]]:
        limit = limited(taker, at_once=3)
        return await asyncio.gather(*[answer(limit, upload_request(1000, length="1000")) for _ in range(20)])

    assert finish(rush()) == [(204, "")] * 20
    assert taker.most == 3
    assert taker.taken == 20_000


def test_everybody_has_a_turn_after_each_piece_of_a_file() -> None:
    """All of it may have come already: then nothing else would make the event loop turn until it is parsed."""
    turns, at_the_end = 0, []

    async def somebody_else() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async def upload() -> None:
        other = asyncio.create_task(somebody_else())
        await answer(limited(Taker()), upload_request(100_000, length=None, chunk=1000))
        at_the_end.append(turns)
        other.cancel()

    finish(upload())
    assert at_the_end[0] >= 100


def test_one_address_leaves_a_way_in_to_others() -> None:
    async def rush() -> tuple[int, int, list[tuple[int, str]]]:
        door = asyncio.Event()
        taker = Taker(before=door.wait)
        limit = limited(taker, at_once=4, waiting=4)
        uploads: list[asyncio.Task[tuple[int, str]]] = []

        def send(network: str | None, count: int) -> None:
            asking.set(network)
            request = [upload_request(1000, length="1000") for _ in range(count)]
            uploads.extend(asyncio.create_task(answer(limit, each)) for each in request)

        send("school", 7)
        await asyncio.sleep(0.02)
        alone = taker.running
        send("elsewhere", 1)
        await asyncio.sleep(0.02)
        together = taker.running
        door.set()
        return alone, together, await asyncio.gather(*uploads)

    alone, together, answers = finish(rush())
    assert (alone, together) == (3, 4)
    assert answers.count((204, "")) == 7
    assert answers[6] == (503, "Many files are being sent just now; try again in a moment.")


def test_what_is_no_upload_passes_untouched() -> None:
    taker = Taker()
    for name, value in (("path", "/elsewhere"), ("method", "DELETE")):
        scope, receive = upload_request(20_000_000, length="20000000")
        scope[name] = value
        assert finish(answer(limited(taker), (scope, receive)))[0] == 204
    assert taker.taken == 40_000_000


def test_only_a_file_that_came_is_held() -> None:
    uploads, removed_files = removals()
    finish(answer(UploadLimit(Taker(), uploads), upload_request(20_000_000, length=None)))
    uploads.let_go("file")
    assert removed_files == []
    finish(answer(UploadLimit(Taker(), uploads), upload_request(1000, length=None)))
    uploads.let_go("file")
    uploads.let_go("file")
    assert removed_files == [("visit", "file")]


def test_a_visit_holds_its_newest_file_and_all_together_hold_few() -> None:
    uploads, removed_files = removals(most=3)
    for file in ("a", "b", "b", "c"):
        uploads.came("one visit", file)
    assert removed_files == [("one visit", "a"), ("one visit", "b")]
    removed_files.clear()
    for visit in "xyz":
        uploads.came(visit, f"of {visit}")
    assert removed_files == [("one visit", "c")]


def test_an_upload_announced_as_too_large_is_refused_by_the_server(app_url: str) -> None:
    address = app_url.removeprefix("http://")
    connection = HTTPConnection(address, timeout=10)
    connection.putrequest("PUT", "/_stcore/upload_file/a/b")
    connection.putheader("content-length", "7000000")
    connection.endheaders()
    response = connection.getresponse()
    assert (response.status, response.read()) == (
        413, b"The file is too large; choose one of at most 6 MB."
    )  # fmt: skip
    connection.close()


def test_a_message_of_more_than_a_megabyte_ends_the_connection(app_url: str) -> None:
    stream = f"{app_url.replace('http', 'ws')}/_stcore/stream"
    with connect(stream, subprotocols=[Subprotocol("streamlit")]) as websocket:
        websocket.send(bytes(2**20 + 1))
        with pytest.raises(ConnectionClosedError) as error:
            while True:  # What the page says before it reads the message comes first.
                websocket.recv(timeout=10)
        assert error.value.rcvd is not None and error.value.rcvd.code == 1009


def test_a_message_that_announces_more_is_refused_before_it_comes(app_url: str) -> None:
    """What has come of an unfinished message is held, and nobody need ever finish it."""
    with connect(f"{app_url.replace('http', 'ws')}/_stcore/stream") as websocket:
        frame = b"\x82\xff" + (7_000_000).to_bytes(8, "big") + b"mask"
        websocket.socket.sendall(frame)
        with pytest.raises(ConnectionClosedError) as error:
            while True:
                websocket.recv(timeout=10)
        assert error.value.rcvd is not None and error.value.rcvd.code == 1009


def test_no_full_collection_follows_a_rerun() -> None:
    """It would look at what all visitors left, and hold them all up meanwhile."""
    assert config.get_option("runner.postScriptGC") is False
    assert Path(config.get_config_files("config.toml")[-1]) == ROOT / ".streamlit" / "config.toml"


@pytest.mark.parametrize(
    ("path", "answer"), [("/healthz", {"healthy": True}), ("/readyz", {"read": True, "write": True})]
)
def test_health_and_the_reach_of_the_records_are_told(
    app_url: str, path: str, answer: dict[str, bool]
) -> None:
    with urllib.request.urlopen(f"{app_url}{path}", timeout=10) as reply:
        assert json.load(reply) == answer


def test_records_out_of_reach_are_noticed_and_asked_for_once_in_two_seconds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    records = Records(f"sqlite:///{tmp_path / 'records.db'}")
    records.migrate()
    monkeypatch.setattr(wiring.records, "built", records)
    monkeypatch.setattr(wiring, "_reached", (None, 0.0))
    monkeypatch.setattr(wiring, "_REACH_HOLDS", 1e9)
    assert wiring.reach() == Reach(True, True)
    (tmp_path / "records.db").rename(tmp_path / "elsewhere.db")
    assert wiring.reach() == Reach(True, True)  # what was known a moment ago
    monkeypatch.setattr(wiring, "_reached", (Reach(True, True), 0.0))
    assert wiring.reach() == Reach(False, False)
    records.close()


def test_records_that_cannot_be_opened_are_out_of_reach(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(
        wiring, "settings", lambda: settings.AppSettings(data_dir=str(tmp_path / "file" / "x"))
    )
    monkeypatch.setattr(wiring.records, "built", None)
    monkeypatch.setattr(wiring._opened_records, "built", None)
    monkeypatch.setattr(wiring, "_reached", (None, 0.0))
    with pytest.raises(RecordsError, match="cannot be made"):
        wiring.records()
    assert wiring.reach() == Reach(False, False)


def test_matrix_products_of_the_app_run_on_one_thread() -> None:
    """With a thread on each of two busy processors, one that takes 2 ms was seen to take 250."""
    script = (
        "import app.server, numpy, scipy.linalg, threadpoolctl as t\n"
        "print(sorted({each['num_threads'] for each in t.threadpool_info() if each['user_api'] == 'blas'}))"
    )
    environment = {name: text for name, text in os.environ.items() if not name.endswith("_NUM_THREADS")}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[-2] == "[1]"


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc gives threads heaps of their own")
def test_threads_share_two_heaps() -> None:
    count = """
import app.server
import ctypes, sys, threading
together = threading.Barrier(12)
def work():
    memory = bytearray(100_000)
    together.wait()
threads = [threading.Thread(target=work) for _ in range(12)]
[each.start() for each in threads], [each.join() for each in threads]
c = ctypes.CDLL(None)
c.fdopen.restype = ctypes.c_void_p
out = ctypes.c_void_p(c.fdopen(1, b"w"))
c.malloc_info(0, out), c.fflush(out)
"""
    done = subprocess.run(
        [sys.executable, "-c", count], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    assert 1 <= done.stdout.count("<heap nr=") <= 2


def test_components_serve_their_scripts_and_not_their_python(app_url: str) -> None:
    components = f"{app_url}/assets/components/{'0' * 12}"
    assert status(f"{components}/mask_painter/mask_painter.js") == 200
    assert status(f"{components}/mask_painter/__init__.py") == 404


def test_the_settings_page_is_up_to_date() -> None:
    assert (ROOT / "app" / "deploy" / "settings.md").read_text(encoding="utf-8") == settings.reference()


@pytest.mark.parametrize(
    ("name", "value"), [("GRADER_WORKERS", "many"), ("GRADER_WORKERS", "0"), ("FREEZE", "yes")]
)
def test_an_unusable_setting_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"PIXELWISE_{name}", value)
    settings.settings.cache_clear()
    with pytest.raises(SystemExit, match=f"PIXELWISE_{name}"):
        settings.settings()
    monkeypatch.undo()
    settings.settings.cache_clear()


def test_the_trainings_keep_to_the_limits_that_are_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("RUNS", 2), ("QUEUE", 1), ("LEASE", 3)):
        monkeypatch.setenv(f"PIXELWISE_TRAINING_{name}", str(value))
    monkeypatch.setattr(wiring.trainings, "built", None)
    settings.settings.cache_clear()
    pool = wiring.trainings()
    try:
        runs = [pool.submit(Settings(data="scenes64", seconds=180)) for _ in range(3)]
        assert [pool.watch(run).position for run in runs] == [0, 0, 1], "two go on at once, one waits"
        with pytest.raises(Full, match=r"^1 training is waiting already; wait a moment and try again\.$"):
            pool.submit(Settings())
        end = time.monotonic() + 60
        while pool._turns.runs[runs[2]].state != "stopped" and time.monotonic() < end:
            time.sleep(0.1)
        assert pool.watch(runs[2]).sentence == "It ended because nobody watched it any more."
    finally:
        pool.close()
        monkeypatch.undo()
        settings.settings.cache_clear()


def test_the_networks_leave_places_to_other_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """One place to run and three to wait, of which an address has three."""
    monkeypatch.setenv("PIXELWISE_NETWORK_QUEUE", "3")
    monkeypatch.setattr(wiring.networks, "built", None)
    settings.settings.cache_clear()
    runner, door, began = wiring.networks().runner, threading.Event(), threading.Event()

    def begin(number: int, network: str) -> Future[int]:
        asking.set(network)
        return callers.submit(
            copy_context().run, runner.run, number, lambda: (began.set(), door.wait(20), 7)[2]
        )

    with ThreadPoolExecutor(6) as callers:
        answers = [begin(0, "203.0.113.5")]
        assert began.wait(20)
        answers += [begin(number, "203.0.113.5") for number in (1, 2)]
        while len(runner._under_way) < 3:
            time.sleep(0.01)
        with pytest.raises(Full):
            begin(3, "203.0.113.5").result(20)
        answers.append(begin(4, "198.51.100.9"))
        while len(runner._under_way) < 4:
            time.sleep(0.01)
        door.set()
        assert [each.result(20) for each in answers] == [7] * 4
    asking.set(None)
    runner.close()
    monkeypatch.undo()
    settings.settings.cache_clear()


def test_an_error_shows_an_id_and_logs_the_traceback(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages: list[str] = []
    monkeypatch.setattr(wiring.st, "error", messages.append)
    try:
        raise ValueError("a secret path")
    except ValueError as error:
        assert wiring.on_script_error(error)
    [sentence] = messages
    match = re.search(r"error ([0-9a-f]{8})", sentence)
    assert match is not None
    assert "secret" not in sentence
    assert match[1] in caplog.text
    assert "a secret path" in caplog.text


@pytest.mark.parametrize("error", [Full("33 wait; try again."), WeightsError("None here; train it.")])
def test_what_the_networks_say_of_themselves_is_shown_as_it_is(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = Runner()
    monkeypatch.setattr(wiring.networks, "built", Networks(runner, torch.device("cpu")))
    messages: list[str] = []
    monkeypatch.setattr(wiring.st, "warning", messages.append)
    assert wiring.on_script_error(error)
    assert messages == [str(error)]
    runner.close()


def test_weights_that_fail_before_any_network_runs_are_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring.networks, "built", None)
    messages: list[str] = []
    monkeypatch.setattr(wiring.st, "warning", messages.append)
    assert wiring.on_script_error(WeightsError("The manifest is no JSON; restore it."))
    assert messages == ["The manifest is no JSON; restore it."]


def test_no_thread_watches_files(app_url: str) -> None:
    deadline = time.monotonic() + 20
    while True:  # what was begun before the server stood ends within a moment
        with urllib.request.urlopen(f"{app_url}/threads", timeout=10) as answer:
            stacks = json.load(answer)
        watchers = [stack for stack in stacks if any("watcher" in file for file in stack)]
        if not watchers or time.monotonic() > deadline:
            break
        time.sleep(0.2)
    assert stacks and not watchers


def test_records_answer_while_the_networks_are_built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow_to_pick(_: str) -> torch.device:
        begun.set()
        assert go_on.wait(20)
        return torch.device("cpu")

    monkeypatch.setattr(device, "pick_device", slow_to_pick)
    monkeypatch.setenv("PIXELWISE_DATABASE_URL", f"sqlite:///{tmp_path / 'records.db'}")
    settings.settings.cache_clear()
    for part in (wiring.networks, wiring.records):
        monkeypatch.setattr(part, "built", None)
    with ThreadPoolExecutor(2) as pool:
        try:
            networks = [pool.submit(wiring.networks) for _ in range(2)]
            assert begun.wait(20)
            assert wiring.records().reach().reads
            assert not any(each.done() for each in networks)
        finally:
            go_on.set()
        assert networks[0].result(20) is networks[1].result(20), "whoever asks meanwhile gets the same one"
    networks[0].result().runner.close()
    wiring.records().close()
    monkeypatch.undo()
    settings.settings.cache_clear()


def test_the_warm_up_loads_the_networks_and_stops_with_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    runner = Runner()
    networks = Networks(runner, torch.device("cpu"))
    monkeypatch.setattr(wiring.networks, "built", networks)
    monkeypatch.setattr(wiring, "_closing", threading.Event())
    monkeypatch.setattr(weights, "available", lambda: ("smp_unet", "tiny_unet", "fcn"))
    library = []
    monkeypatch.setattr(wiring, "import_library", lambda: library.extend(networks._loaded))
    wiring._closing.set()
    wiring._load_networks()
    assert not networks._loaded
    wiring._closing.clear()
    wiring._load_networks()
    assert list(networks._loaded) == ["tiny_unet", "fcn", "smp_unet"]
    assert library == ["tiny_unet", "fcn"], "what needs no library waits for none"
    runner.close()


def test_the_warm_up_begins_with_what_the_first_page_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    runner, events = Runner(), []
    networks = Networks(runner, torch.device("cpu"))
    monkeypatch.setattr(wiring, "settings", lambda: replace(settings.settings(), warm_up=True, freeze=False))
    monkeypatch.setattr(wiring.networks, "built", networks)
    for part in ("signer", "records"):
        monkeypatch.setattr(wiring, part, lambda: None)
    monkeypatch.setattr(wiring, "grader", lambda: events.append(list(networks._loaded)))
    monkeypatch.setattr(wiring, "_load_networks", lambda: events.append("the others"))
    monkeypatch.setattr(wiring, "_first_page_served", threading.Event())
    wiring.page_served()
    threads = torch.get_num_threads()
    wiring._warm_up()
    torch.set_num_threads(threads)
    assert events == [[NETWORK], "the others"]
    runner.close()


def test_the_warm_up_lets_a_training_begin_first(monkeypatch: pytest.MonkeyPatch) -> None:
    runner, pool = Runner(), Pool(niceness=0)
    networks = Networks(runner, torch.device("cpu"))
    monkeypatch.setattr(wiring.networks, "built", networks)
    monkeypatch.setattr(wiring.trainings, "built", pool)
    monkeypatch.setattr(wiring, "_TRAINING_PATIENCE", 120.0)
    monkeypatch.setattr(weights, "available", lambda: ("tiny_unet",))
    monkeypatch.setattr(wiring, "import_library", lambda: None)
    prepare, steps = networks.prepare, []

    def noted(name: str) -> None:
        steps.append(pool.watch(run).looks[-1].step)
        prepare(name)

    monkeypatch.setattr(networks, "prepare", noted)
    run = pool.submit(Settings(data="scenes64", network="tiny_unet", batch=1, pictures=4, steps=3))
    try:
        wiring._load_networks()
        assert steps and steps[0] > 0 and set(networks._loaded) == {"tiny_unet"}
    finally:
        pool.close()
        runner.close()


@given(st.text())
def test_inert_text_is_one_line_without_live_markup(text: str) -> None:
    inert_text = inert(text)
    assert "\n" not in inert_text
    bare = re.sub(r"\\.", "", inert_text)
    assert not re.search(r"[\[\]()<>*_`$:!#@&/]", bare)


def test_a_missing_part_of_a_lesson_is_named() -> None:
    with pytest.raises(KeyError, match=r"lessons/argmax/text\.md has no part 'nowhere'"):
        LessonText("argmax")["nowhere"]


def test_a_part_can_be_one_line_with_its_places_filled() -> None:
    line = LessonText("prompting").line("about-own", width=3, height=4)
    assert "fit 3 × 4 pixels" in line and "\n" not in line
