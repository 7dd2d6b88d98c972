"""The test app with a prompt canvas in real Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.conftest import serving

SERVER = Path(__file__).parent / "app" / "server.py"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving(SERVER, {"OMP_NUM_THREADS": "1"}) as address:
        yield address


class Canvas:
    """One browser tab on the page with the canvas."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self.errors: list[str] = []
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(f"{url}/canvas")
        self.find("frame").wait_for(timeout=40_000)
        self.told("clicks: +")

    def find(self, name: str) -> Any:
        return self.page.get_by_test_id(f"pw-prompt-{name}" if name else "pw-prompt")

    def at(self, row: float, column: float) -> tuple[float, float]:
        """Where the middle of a pixel of the picture is in the window; it may lie outside the picture."""
        box = self.find("frame").bounding_box()
        return box["x"] + box["width"] * (column + 0.5) / 128, box["y"] + box["height"] * (row + 0.5) / 96

    def click(self, row: int, column: int, *modifiers: str) -> None:
        for key in modifiers:
            self.page.keyboard.down(key)
        self.page.mouse.click(*self.at(row, column))
        for key in modifiers:
            self.page.keyboard.up(key)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        self.page.mouse.move(*self.at(*start))
        self.page.mouse.down()
        self.page.mouse.move(*self.at(*end), steps=5)
        self.page.mouse.up()

    def told(self, text: str) -> None:
        """Wait until Python says exactly this."""
        self.page.get_by_text(text, exact=True).wait_for()

    def says(self, text: Any) -> None:
        expect(self.find("status")).to_contain_text(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def tinted(self) -> int:
        """How many pixels of the picture the mask on it covers."""
        return self.page.locator(".pw-prompt-frame .pw-prompt-tint").evaluate(
            "canvas => [...canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data]"
            ".filter((value, at) => at % 4 === 3 && value).length"
        )

    @property
    def runs(self) -> int:
        return int(self.page.get_by_text("runs: ").inner_text().removeprefix("runs: "))


@pytest.fixture
def opened(chromium: Any, url: str) -> Iterator[Callable[..., Canvas]]:
    contexts = []

    def _open(**options: Any) -> Canvas:
        context = chromium.new_context(**({"viewport": {"width": 1280, "height": 1000}} | options))
        contexts.append(context)
        return Canvas(context.new_page(), url)

    yield _open
    for context in contexts:
        context.close()
