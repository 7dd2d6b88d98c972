"""A page with two editors, served like the real app, for the tests in this folder."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import streamlit as st  # noqa: E402
from starlette.routing import Mount  # noqa: E402
from starlette.staticfiles import StaticFiles  # noqa: E402

from app.components import component_files  # noqa: E402

app = st.App(
    Path(__file__).parent / "main.py",
    routes=[
        component_files(),
        Mount("/assets", StaticFiles(directory=ROOT / "assets")),
    ],
)
