"""What all tests share: a real server to talk to, and a real Chromium to do it with."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browsers import CHROMIUM, CHROMIUM_FLAGS, Tabs
from tests.postgres import another_postgres_url as another_postgres_url
from tests.postgres import migrated_postgres_url as migrated_postgres_url
from tests.postgres import postgres_server as postgres_server
from tests.postgres import postgres_template as postgres_template
from tests.postgres import postgres_url as postgres_url
from tests.servers import serving

FAILED = pytest.StashKey[bool]()
if (
    "PYTEST_XDIST_WORKER" in os.environ
):  # The processes of tests share the cores: threads would only wait for each other.
    os.environ.setdefault("OMP_NUM_THREADS", "1")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--long`: run the tests that are long by nature too."""
    parser.addoption("--long", action="store_true", help="run the tests marked `long` too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is long unless it is asked for, put browser tests first, and try these and timed ones twice in CI.

    The files with browser tests take longest: begun first, no process of tests is left with one at the end.

    A browser, a server and the tests share a few busy processors in CI, and one lost race among hundreds of
    browser tests would hold up a good change. So such a test is tried once more there if it fails, with a new
    page, and the summary names it. Elsewhere it fails at once, to be mended. So is a test that reads a clock.
    """
    if not config.getoption("--long"):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("long")])
        items[:] = [item for item in items if not item.get_closest_marker("long")]
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)
    if os.environ.get("CI"):
        for item in items:
            if item.get_closest_marker("browser") or item.get_closest_marker("timed"):
                item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """Note that a test has failed, for what it leaves behind."""
    if call.excinfo:
        item.stash[FAILED] = True


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the tests that passed only at their second try: each is a race to be mended."""
    names = sorted({report.nodeid for report in terminalreporter.getreports("rerun")})
    terminalreporter.section("tests that needed a second try", sep="-")
    for name in names or ["none"]:
        terminalreporter.line(name)


@pytest.fixture(scope="session")
def app_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real app, started once in a process of tests, its records in a folder of its own."""
    folder = tmp_path_factory.mktemp("records")
    environment = {"PIXELWISE_DATA_DIR": str(folder), "PIXELWISE_DATABASE_URL": ""}
    with (
        (folder / "server.log").open("w") as log,
        serving("tests/app_server.py", environment, ready="/healthz", log=log) as url,
    ):
        yield url


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless Chromium. Without one: a failure in CI, a visible skip elsewhere."""
    if CHROMIUM is None:
        message = "no Chromium found; install it from your system's packages to run the browser tests"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def tabs(chromium: Any) -> Tabs:
    """The tabs that this process of tests lends to its tests."""
    return Tabs(chromium)


@pytest.fixture
def new_tab(tabs: Tabs, request: pytest.FixtureRequest) -> Iterator[Callable[..., Any]]:
    """`new_tab(**options)`: a tab of a browser that nobody seems to have used before, until the test ends.

    No page may try what its Content-Security-Policy refuses.
    """
    yield tabs.borrow
    violations = [*tabs.violations]
    # Whatever a test was in the middle of when it failed, no other test meets it.
    tabs.take_back(reuse=FAILED not in request.node.stash)
    assert violations == []


@pytest.fixture
def page(new_tab: Callable[..., Any]) -> Any:
    """One tab of `new_tab`."""
    return new_tab()
