"""One page of the test app (`tests/components/app`) in a browser tab; each component's tests add what it needs."""

from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from playwright.sync_api import Page

from tests.browsers import scrolls_sideways, serious_violations


class Demo:
    """A tab on the page `path` of the test app, open once what has the test id `ready` is there."""

    path: ClassVar[str]
    ready: ClassVar[str]

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.errors: list[str] = []
        self.sockets: list[Any] = []
        page.on("websocket", lambda socket: self.sockets.append(socket))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._note)
        self.open()

    def _note(self, message: Any) -> None:
        # Streamlit itself first asks for its settings under the page's own path, and gets a 404.
        if message.type == "error" and "/_stcore/" not in message.location["url"]:
            self.errors.append(f"{message.text} {message.location['url']}")

    def open(self) -> None:
        """Load the page, as a new visit."""
        self.page.goto(f"{self.url}/{self.path}")
        self.is_ready()

    def is_ready(self) -> None:
        """Wait until the component is painted and the script has run to its end."""
        self.page.get_by_test_id(self.ready).first.wait_for(timeout=40_000)
        self.page.get_by_text("runs: ").wait_for()

    def find(self, testid: str) -> Any:
        return self.page.get_by_test_id(testid)

    def python_says(self, text: str) -> None:
        """Wait until Python says exactly this."""
        self.page.get_by_text(text, exact=True).wait_for()

    @property
    def runs(self) -> int:
        """How often the page has run, as it says."""
        return int(self.page.get_by_text("runs: ").inner_text().removeprefix("runs: "))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def serious(self) -> list[tuple[str, list[str]]]:
        return serious_violations(self.page)

    def scrolls_sideways(self) -> bool:
        return scrolls_sideways(self.page)


Opener = Callable[..., Any]

every_look = pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (390, "dark"),
        (1280, "light"),
        pytest.param(390, "light", marks=pytest.mark.long),
        pytest.param(1280, "dark", marks=pytest.mark.long),
    ],
)
"""Each width and each theme once; all their pairs in the long run."""
