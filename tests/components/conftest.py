"""What the browser tests of all components share: one test app with a page for each."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.components.demo import Demo
from tests.servers import Server


@pytest.fixture(scope="session")
def demo_server() -> Iterator[Server]:
    server = Server(Path(__file__).parent / "app" / "server.py", {"OMP_NUM_THREADS": "1"})
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture
def open_demo(new_tab: Callable[..., Any], demo_server: Server) -> Callable[..., Demo]:
    """`open_demo(Canvas, viewport=…)`: a new visit to the page of the test app that this kind of `Demo` names."""

    def _open(
        kind: type[Demo],
        routes: dict[str, Callable[..., None]] | None = None,
        script: str = "",
        **options: Any,
    ) -> Demo:
        """`routes` answer in the server's stead; `script` runs in the browser before the page's own."""
        page = new_tab(script=script, **options)
        for address, answer in (routes or {}).items():
            page.route(address, answer)
        return kind(page, demo_server.url)

    return _open
