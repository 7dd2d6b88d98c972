"""Whether what a class sees on the wall leaves names out."""

import streamlit as st


def names_shown() -> bool:
    """A switch for the projector; whether names may be shown."""
    return not st.toggle(
        "Projector: without names",
        key="teach-projector",
        persist_state="session",
        help="Names stay out of this page, whoever looks at the wall.",
    )
