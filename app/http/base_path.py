"""Where on its host the app stands: at the root, or behind a path such as `/seg/lesson`."""

import streamlit as st


def base_path() -> str:
    """Streamlit's `server.baseUrlPath` as a prefix of addresses: "" at the root, else such as "/seg/lesson"."""
    path = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"/{path}" if path else ""
