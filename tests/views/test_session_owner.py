"""What a session remembers is its owner's, in a run of a fragment too, which has no page around it."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app import state
from app.classroom import Records


def _fragment_alone() -> None:
    import streamlit as st

    from app import state
    from app.ui.shell import learner

    learner.current()
    st.text(state.recall("typed", "nothing"))
    state.remember("typed", "something")


@pytest.mark.parametrize("other", ["another", None])
def test_a_fragment_forgets_what_another_has_left(
    records: Records, monkeypatch: pytest.MonkeyPatch, other: str | None
) -> None:
    cookie: str | None = "one"
    monkeypatch.setattr(state, "cookie", lambda _: cookie)
    test = AppTest.from_function(_fragment_alone).run()
    assert test.run().text[0].value == "something"
    cookie = other
    assert test.run().text[0].value == "nothing"
    assert not test.exception


def test_a_page_forgets_what_another_has_left_to_one_without_cookies(
    visit: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    test = visit("home")
    test.session_state["typed"] = "something"
    monkeypatch.setattr(state, "cookie", lambda _: None)
    assert "typed" not in test.run().session_state
