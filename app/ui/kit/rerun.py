"""Run again, as little as will do."""

import streamlit as st
from streamlit.errors import StreamlitAPIException


def rerun_fragment() -> None:
    """Run the current fragment again; the whole page where the run is not a fragment's own."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:
        st.rerun()
