"""All browser components, a page each, served like the real app."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))  # Streamlit puts only this file's folder there.

import streamlit as st  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402
from starlette.routing import Mount  # noqa: E402
from starlette.staticfiles import StaticFiles  # noqa: E402

from app.components import component_files  # noqa: E402
from app.http.headers import SafeHeaders  # noqa: E402
from app.spared import present_components_as_they_are  # noqa: E402

present_components_as_they_are()
app = st.App(
    Path(__file__).parent / "main.py",
    routes=[
        component_files(),
        Mount("/assets", StaticFiles(directory=ROOT / "assets")),
    ],
    middleware=[Middleware(SafeHeaders, frame_ancestors="")],
)
