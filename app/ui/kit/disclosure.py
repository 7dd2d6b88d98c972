"""A line that opens and closes what stands below it. Lighter than Streamlit's expander, and sent only when open."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import streamlit as st

from app import state

# All lines of a visit under one name: Streamlit goes through all names that a session remembers in every run.
_LINES = "lines"


def disclosed(
    key: str, label: str, *, icon: str, expanded: bool = False, on_open: Callable[[], None] | None = None
) -> bool:
    """Show the line; whether it is open now. It starts `expanded`, and stays as it is when the label changes.

    `on_open` is called when the learner opens it.

    Call it inside a fragment: opening then reruns no more than that.
    """
    lines = _lines()
    if expanded and key not in lines:
        leave_as({key: True})
    is_open = lines.get(key, expanded)
    arrow = ":material/expand_less:" if is_open else ":material/expand_more:"
    st.button(
        f"{label} {arrow}",
        key=f"open-{key}",
        icon=icon,
        type="tertiary",
        on_click=_turn,
        args=(key, not is_open, on_open),
    )
    return is_open


def _turn(key: str, is_open: bool, on_open: Callable[[], None] | None) -> None:
    leave_as({key: is_open})
    if is_open and on_open:
        on_open()


def leave_as(lines: Mapping[str, bool]) -> None:
    """Open and close these lines, by key, as an earlier visit left them. Call it before they are shown."""
    state.remember(_LINES, MappingProxyType({**_lines(), **lines}))


def _lines() -> Mapping[str, bool]:
    """The lines that were opened or closed in this visit, by key."""
    return state.recall(_LINES, MappingProxyType({}))
