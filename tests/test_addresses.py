"""For whom a request comes: told by trusted proxies only, by the network, and known to worker threads and scripts."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.runtime.scriptrunner_utils import script_run_context

from app import state
from app.http.addresses import Addresses, network_of
from app.settings import settings


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("127.0.0.1", None),
        ("::1", None),
        ("::ffff:127.0.0.1", None),
        ("", None),
        (None, None),
        ("unix:", None),
        ("9" * 5000, None),
    ],
)
def test_an_address_is_counted_by_its_network(host: str | None, network: str | None) -> None:
    assert network_of(host) == network


async def who(_: Request) -> JSONResponse:
    """The address as a worker thread of the request sees it."""
    return JSONResponse(await run_in_threadpool(state.address))


def client(peer: str) -> TestClient:
    app = Starlette(
        routes=[Route("/who", who)], middleware=[Middleware(Addresses, proxies="127.0.0.1, 10.1.0.0/16")]
    )
    return TestClient(app, client=(peer, 1))


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.5", None, "203.0.113.5"),
        ("203.0.113.5", "198.51.100.1", "203.0.113.5"),  # Anybody may say so; only a proxy is believed.
        ("10.1.2.3", "198.51.100.1", "198.51.100.1"),
        ("10.1.2.3", "192.0.2.99, 198.51.100.1", "198.51.100.1"),  # The proxy put the last one there.
        ("10.1.2.3", "198.51.100.1, 10.1.9.9", "198.51.100.1"),
        ("127.0.0.1", "2001:db8::1", "2001:db8::/64"),
        ("127.0.0.1", None, None),
        ("10.1.2.3", "no address", None),
    ],
)
def test_only_a_trusted_proxy_says_for_whom_it_asks(
    peer: str, forwarded: str | None, address: str | None
) -> None:
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    assert client(peer).get("/who", headers=headers).json() == address
    assert state.address() is None, "it is known while the request is answered only"


def test_an_unusable_proxy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIXELWISE_TRUSTED_PROXIES", "10.0.0.1, nginx")
    settings.cache_clear()
    with pytest.raises(SystemExit, match="PIXELWISE_TRUSTED_PROXIES names 'nginx'"):
        settings().proxies()
    monkeypatch.undo()
    settings.cache_clear()


def test_a_thread_that_works_for_nobody_has_no_address_and_no_warning() -> None:
    """What warms the networks up asks as visits do; Streamlit warned of each network on the console."""
    warnings: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = warnings.append  # type: ignore[method-assign]
    logger = logging.getLogger(script_run_context.__name__)
    logger.addHandler(handler)
    try:
        with ThreadPoolExecutor(1) as thread:
            assert thread.submit(state.address).result() is None
    finally:
        logger.removeHandler(handler)
    assert warnings == []
