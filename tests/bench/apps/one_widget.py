"""The floor: one widget, one line that answers it."""

import streamlit as st

st.session_state.count = st.session_state.get("count", 0) + st.button("Count")
st.text(f"count {st.session_state.count}")
