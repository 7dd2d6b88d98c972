"""No page asks any other host than the app's own: not for fonts, scripts or pictures, and not to count visitors."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.opening import PAGES, each_tab, open_class, settle

pytestmark = pytest.mark.browser

_OF_NO_HOST = {"data", "blob", "about"}


class Asked:
    """The addresses that a tab, its frames, workers and sockets ask for."""

    def __init__(self, page: Any) -> None:
        self.addresses: list[str] = []
        # The context hears of the requests of workers too. A policy that refused one would hide it from this list,
        # and is a failure of its own (`new_tab`).
        page.context.on("request", lambda request: self.addresses.append(request.url))
        page.on("websocket", lambda socket: self.addresses.append(socket.url))

    def elsewhere(self, own: str) -> list[str]:
        """Those of other hosts than that of this address."""
        host = urlsplit(own).netloc
        found = [urlsplit(address) for address in self.addresses]
        return [each.geturl() for each in found if each.scheme not in _OF_NO_HOST and each.netloc != host]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "home")
def test_a_page_asks_nobody_but_its_own_server(new_tab: Callable[..., Any], app_url: str, path: str) -> None:
    page = new_tab()
    asked = Asked(page)
    settle(page, f"{app_url}/{path}")
    assert asked.elsewhere(app_url) == []
    assert any(address.startswith("ws://") for address in asked.addresses)
    assert len(asked.addresses) > 10


def test_a_class_asks_nobody_but_its_own_server(new_tab: Callable[..., Any], app_url: str) -> None:
    page = new_tab()
    asked = Asked(page)
    settle(page, f"{app_url}/teach")
    open_class(page, "![a picture](https://stranger.invalid/pixel.gif)")
    for _ in each_tab(page):
        page.wait_for_load_state("networkidle")
    assert asked.elsewhere(app_url) == []


def test_a_request_to_a_stranger_would_be_seen(new_tab: Callable[..., Any], app_url: str) -> None:
    page = new_tab(bypass_csp=True)
    asked = Asked(page)
    page.route("https://stranger.invalid/**", lambda route: route.abort())
    page.goto(f"{app_url}/healthz")
    page.evaluate(
        """() => {
          document.body.append(Object.assign(new Image(), { src: "https://stranger.invalid/pixel.gif" }));
          const worker = new Blob(['fetch("https://stranger.invalid/from-a-worker").catch(() => {})']);
          new Worker(URL.createObjectURL(worker));
          try { new WebSocket("wss://stranger.invalid/socket"); } catch {}
        }"""
    )
    for end in ("pixel.gif", "from-a-worker", "socket"):
        for _ in range(100):
            if any(address.endswith(end) for address in asked.addresses):
                break
            page.wait_for_timeout(50)
    told = {address.rpartition("/")[2] for address in asked.elsewhere(app_url)}
    assert told == {"pixel.gif", "from-a-worker", "socket"}
