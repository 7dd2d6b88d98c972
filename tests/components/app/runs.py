"""How often a page has run, said on it, so that a test can wait for a run or find that there was none."""

import streamlit as st

from app.state import recall, remember


def say_runs(page: str) -> None:
    """Say how often this visit has run the page, this run included."""
    runs = (recall(f"runs of {page}") or 0) + 1
    remember(f"runs of {page}", runs)
    st.text(f"runs: {runs}")
