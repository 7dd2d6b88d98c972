"""Tabs that listen to a class: the server has one stream for all of a browser, and each tab is told."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import expect

from app.classroom import Records
from app.classroom.hosting import Hosting
from app.components import component_address
from tests.browsers import wait_until
from tests.servers import Server
from tests.waits import until

pytestmark = pytest.mark.browser

LISTEN = """async ([module, classroom]) => {
    const { listen } = await import(new URL(module, document.baseURI));
    window.told = [];
    window.stop = listen(classroom, (topic) => window.told.push(topic));
}"""
WITHOUT_WORKERS = "delete globalThis.SharedWorker"
HIDE = """(hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("live")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    environment = {"PIXELWISE_DATA_DIR": str(folder), "PIXELWISE_DATABASE_URL": ""}
    server = Server("tests/app_server.py", environment, ready="/healthz")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def hosting(server: Server, folder: Path) -> Iterator[Hosting]:
    records = Records(f"sqlite:///{folder / 'pixelwise.db'}")
    records.migrate()
    yield Hosting(records.database, records.changes)
    records.close()


def visit(page: Any, server: Server) -> None:
    page.goto(f"{server.url}/join")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def teach(page: Any, hosting: Hosting) -> UUID:
    """A class that the browser of this page teaches."""
    [cookie] = [each for each in page.context.cookies() if each["name"] == "pixelwise"]
    return hosting.classrooms.open(cookie["value"].split(".")[0], "Vision").classroom.id


def listen(page: Any, classroom: UUID) -> None:
    """Have the page listen as a component does."""
    page.evaluate(LISTEN, [component_address("live.js"), str(classroom)])


def streams(page: Any, server: Server) -> int:
    return page.request.get(f"{server.url}/streams").json()


def tell(page: Any, server: Server, classroom: UUID, topic: str) -> None:
    assert page.request.get(f"{server.url}/tell/{classroom}/{topic}").ok


def told(page: Any, *topics: str) -> None:
    """Wait until the page was told these topics, and see that these were all."""
    wait_until(page, "count => window.told.length >= count", len(topics))
    assert page.evaluate("window.told") == list(topics)


def test_two_tabs_share_one_stream(page: Any, server: Server, hosting: Hosting) -> None:
    visit(page, server)
    classroom = teach(page, hosting)
    other = page.context.new_page()
    visit(other, server)
    for each in (page, other):
        listen(each, classroom)
        told(each, "all")
    assert streams(page, server) == 1
    tell(page, server, classroom, "pace")
    for each in (page, other):
        told(each, "all", "pace")
    page.evaluate("stop()")
    tell(page, server, classroom, "help")
    told(other, "all", "pace", "help")
    told(page, "all", "pace")
    assert streams(page, server) == 1
    other.close()
    until(lambda: streams(page, server) == 0)


def test_a_browser_without_shared_workers_listens_in_tabs_that_can_be_seen(
    new_tab: Any, server: Server, hosting: Hosting
) -> None:
    page = new_tab(script=WITHOUT_WORKERS)
    visit(page, server)
    classroom = teach(page, hosting)
    listen(page, classroom)
    told(page, "all")
    assert streams(page, server) == 1
    page.evaluate(HIDE, True)
    until(lambda: streams(page, server) == 0)
    page.evaluate(HIDE, False)
    told(page, "all", "all")
    tell(page, server, classroom, "pace")
    told(page, "all", "all", "pace")
    page.evaluate("stop()")
    until(lambda: streams(page, server) == 0)


def test_what_comes_while_nobody_sees_the_page_is_told_once_when_it_is_seen(
    page: Any, server: Server, hosting: Hosting
) -> None:
    visit(page, server)
    classroom = teach(page, hosting)
    witness = page.context.new_page()
    visit(witness, server)
    for each in (page, witness):
        listen(each, classroom)
        told(each, "all")
    page.evaluate(HIDE, True)
    tell(page, server, classroom, "pace")
    told(witness, "all", "pace")
    tell(page, server, classroom, "pace")
    told(witness, "all", "pace", "pace")
    told(page, "all")
    page.evaluate(HIDE, False)
    told(page, "all", "pace")


def test_a_server_that_stops_does_not_wait_for_those_who_listen_and_they_come_back(
    page: Any, server: Server, hosting: Hosting
) -> None:
    visit(page, server)
    classroom = teach(page, hosting)
    listen(page, classroom)
    told(page, "all")
    started = time.monotonic()
    server.stop()
    assert time.monotonic() - started < 15
    server.start()
    told(page, "all", "all")
    assert streams(page, server) == 1
