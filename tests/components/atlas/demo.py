"""The test app with the three components in real Chromium; used by the tests beside and next door."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.conftest import serving

SERVER = Path(__file__).parent / "app" / "server.py"
PAINTED = {
    "atlas": "pw-atlas-canvas",
    "diagram": "pw-u-stage",
    "probe": "pw-probe-pictures",
    "reader": "pw-probe-pictures",
}


@pytest.fixture(scope="session")
def demo_url() -> Iterator[str]:
    with serving(SERVER, {"OMP_NUM_THREADS": "1"}) as address:
        yield address


class Demo:
    """One browser tab on one page of the test app."""

    def __init__(self, page: Any, url: str, name: str) -> None:
        self.page = page
        self.url = url
        self.errors: list[str] = []
        self.sockets: list[Any] = []
        page.on("websocket", lambda socket: self.sockets.append(socket))
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._heard)
        self.go(name)

    def _heard(self, message: Any) -> None:
        # Streamlit itself first asks for its settings under the page's own path, and is told 404.
        if message.type == "error" and "/_stcore/" not in message.location["url"]:
            self.errors.append(f"{message.text} {message.location['url']}")

    def go(self, name: str) -> None:
        self.page.goto(f"{self.url}/{name}")
        self.painted(name)

    def painted(self, name: str) -> None:
        self.page.get_by_test_id(PAINTED[name]).wait_for(timeout=40_000)
        self.page.get_by_text("runs: ").wait_for()

    def find(self, testid: str) -> Any:
        return self.page.get_by_test_id(testid)

    def told(self, text: str) -> None:
        """Wait until Python says exactly this."""
        self.page.get_by_text(text, exact=True).wait_for()

    def runs(self) -> int:
        return int(self.page.get_by_text("runs: ").inner_text().removeprefix("runs: "))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def serious(self) -> list[Any]:
        return [
            (each["id"], [str(node["target"]) for node in each["nodes"]][:5])
            for each in Axe().run(self.page).response["violations"]
            if each["impact"] in {"serious", "critical"}
        ]

    def scrolls_sideways(self) -> bool:
        return self.page.evaluate(
            """() => [document.documentElement, document.querySelector('.stMain')]
                 .some(element => element && element.scrollWidth > element.clientWidth)"""
        )


Opener = Callable[..., Demo]


@pytest.fixture
def opened(chromium: Any, demo_url: str) -> Iterator[Opener]:
    contexts = []

    def _open(name: str, routes: dict[str, Callable[..., None]] | None = None, **options: Any) -> Demo:
        context = chromium.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        contexts.append(context)
        for address, answer in (routes or {}).items():
            context.route(address, answer)
        return Demo(context.new_page(), demo_url, name)

    yield _open
    for context in contexts:
        context.close()
