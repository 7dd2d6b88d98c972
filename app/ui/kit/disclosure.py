"""A line that opens and closes what stands below it. Lighter than Streamlit's expander, and sent only when open."""

from collections.abc import Mapping

import streamlit as st

from app import state


def disclosed(key: str, label: str, *, icon: str, expanded: bool = False) -> bool:
    """Show the line; whether it is open now. It starts `expanded`, and stays as it is when the label changes.

    Call it inside a fragment: opening then reruns no more than that.
    """
    name = _name(key)
    if state.recall(name) is None:
        state.remember(name, expanded)
    is_open = bool(state.recall(name))
    arrow = ":material/expand_less:" if is_open else ":material/expand_more:"
    st.button(
        f"{label} {arrow}",
        key=f"open-{key}",
        icon=icon,
        type="tertiary",
        on_click=state.remember,
        args=(name, not is_open),
    )
    return is_open


def leave_as(lines: Mapping[str, bool]) -> None:
    """Open and close these lines, by key, as an earlier visit left them. Call it before they are shown."""
    for key, is_open in lines.items():
        state.remember(_name(key), is_open)


def _name(key: str) -> str:
    return f"disclosed:{key}"
