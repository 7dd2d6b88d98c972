"""The page of `room_app.py`."""

import streamlit as st

from app import state

st.text(f"for {state.address()}, run {state.recall('runs', 0)}")
state.remember("runs", state.recall("runs", 0) + 1)
