"""The test app with a stamp player in real Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import serving

SERVER = Path(__file__).parent / "app" / "server.py"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving(SERVER, {"OMP_NUM_THREADS": "1"}) as address:
        yield address


class Player:
    """One browser tab on the page with the player."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self.errors: list[str] = []
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(f"{url}/player")
        self.find("pw-stamps").wait_for(timeout=40_000)
        page.get_by_text("runs: ").wait_for()

    def find(self, testid: str) -> Any:
        return self.page.get_by_test_id(testid)

    def press(self, *names: str) -> None:
        """Press these buttons of the player, one after the other."""
        for name in names:
            self.find(f"pw-stamps-{name}").click()

    def number(self, label: str, value: int) -> None:
        """Set a number of the page, outside the player."""
        field = self.page.get_by_label(label, exact=True)
        field.fill(str(value))
        field.press("Enter")

    def told(self, text: str) -> None:
        """Wait until Python says exactly this."""
        self.page.get_by_text(text, exact=True).wait_for()

    @property
    def runs(self) -> int:
        return int(self.page.get_by_text("runs: ").inner_text().removeprefix("runs: "))

    @property
    def paints(self) -> int:
        return int(self.find("pw-stamps").get_attribute("data-paints") or 0)


@pytest.fixture
def opened(chromium: Any, url: str) -> Iterator[Callable[..., Player]]:
    contexts = []

    def _open(**options: Any) -> Player:
        context = chromium.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        contexts.append(context)
        return Player(context.new_page(), url)

    yield _open
    for context in contexts:
        context.close()
