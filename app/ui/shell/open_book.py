"""The open book: a visit that wants every answer shown and every line open, such as an instructor's on a projector."""

import streamlit as st

from app import state

_OPEN = "open-book"
AT_FIRST = False
"""How a visit begins that has not said anything. The tests of what answers a question begin with it open."""


def note() -> None:
    """Open or close the book as the address asks, `?book=open` or `?book=closed`. Call it once in a run of a page."""
    wish = st.query_params.get("book")
    if wish in ("open", "closed"):
        state.remember(_OPEN, wish == "open")


def is_open() -> bool:
    """Whether this visit reads with the book open."""
    return bool(state.recall(_OPEN, AT_FIRST))
