"""A line that opens and closes what stands below it. Lighter than Streamlit's expander, and sent only when open."""

import streamlit as st

from app import state


def disclosed(key: str, label: str, *, icon: str, expanded: bool = False) -> bool:
    """Show the line; whether it is open now. It starts `expanded`, and stays as it is when the label changes.

    Call it inside a fragment: opening then reruns no more than that.
    """
    name = f"disclosed:{key}"
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
