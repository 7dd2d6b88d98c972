"""The test app with linked code in real Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.conftest import serving

SERVER = Path(__file__).parent / "app" / "server.py"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving(SERVER, {"OMP_NUM_THREADS": "1"}) as address:
        yield address


class Shown:
    """One browser tab on the page with linked code."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self.errors: list[str] = []
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(f"{url}/code")
        self.find("linked").wait_for(timeout=40_000)
        self.page.get_by_text("runs: ").wait_for()

    def find(self, name: str) -> Any:
        return self.page.get_by_test_id(f"pw-{name}")

    def line(self, number: int) -> Any:
        return self.find(f"linked-line-{number}")

    def row(self, name: str) -> Any:
        return self.find(f"linked-row-{name}")

    def marks(self) -> dict[str, str]:
        """What is marked: each line's or row's test id, with the word that stands beside it."""
        return self.page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll('.pw-linked [data-mark]:not(.pw-linked-key)')]
                .map(node => [node.dataset.testid.replace(/pw-linked-(line-|row-)/, ''),
                    node.querySelector('.pw-linked-tag').textContent]))"""
        )

    def runs(self) -> str:
        return self.page.get_by_text("runs: ").inner_text()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def set_guests(self, number: int) -> None:
        field = self.page.get_by_label("Guests")
        field.fill(str(number))
        field.press("Enter")
        self.row("pot").get_by_text(f"{1000 * number:,}", exact=True).wait_for()

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


Opener = Callable[..., Shown]


@pytest.fixture
def opened(chromium: Any, url: str) -> Iterator[Opener]:
    contexts = []

    def _open(**options: Any) -> Shown:
        context = chromium.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        contexts.append(context)
        return Shown(context.new_page(), url)

    yield _open
    for context in contexts:
        context.close()
