"""The floor for start-up: one line."""

import streamlit as st

st.write("one line")
