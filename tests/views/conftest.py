"""Runs the app's script without a browser, for a visitor whose cookie the test chooses."""

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app import state, wiring
from app.classroom import Records
from app.http.identity import Signer
from app.ui.kit.sections import EVERYTHING
from app.ui.shell import menu, open_book

MAIN = Path(__file__).parents[2] / "app" / "main.py"


@pytest.fixture(autouse=True)
def stranger(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a section alone has no cookie, and nothing is saved for them."""
    monkeypatch.setattr(state, "cookie", lambda _: None)
    monkeypatch.setattr(wiring.signer, "built", Signer(["a key of the tests"]))


@pytest.fixture(autouse=True)
def book_open_at_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """What answers a question is shown without it, and every line is open; a test of questions closes the book."""
    monkeypatch.setattr(open_book, "AT_FIRST", True)


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Records:
    """Real records in an SQLite file of this test's own."""
    fresh = Records(f"sqlite:///{tmp_path / 'records.db'}")
    fresh.migrate()
    monkeypatch.setattr(wiring.records, "built", fresh)
    monkeypatch.setattr(wiring.hosting, "built", None)
    monkeypatch.setattr(wiring.signer, "built", None)
    return fresh


@pytest.fixture
def visit(records: Records, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Open a page as the owner of a token; AppTest has no cookies of its own."""

    def open_page(
        page: str = "home", token: str | None = None, no_cookie: bool = False, closed_book: bool = False
    ) -> AppTest:
        chosen = None if no_cookie else wiring.signer().sign(token or secrets.token_urlsafe(32))
        monkeypatch.setattr(state, "cookie", lambda _: chosen)
        test = AppTest.from_file(str(MAIN), default_timeout=60)
        test.session_state[EVERYTHING] = True
        test.session_state["open-book"] = not closed_book
        test.run()
        return test if page == "home" else test.switch_page(str(menu.view(page))).run()

    return open_page
