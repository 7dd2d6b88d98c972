"""A page with a stamp player, served like the real app."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import streamlit as st  # noqa: E402

from app.components import component_files  # noqa: E402

app = st.App(
    Path(__file__).parent / "main.py",
    routes=[component_files()],
)
