"""The ASGI entry. Start it with `streamlit run app/server.py`."""

from pathlib import Path

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

ROOT = Path(__file__).parent.parent

app = st.App(
    ROOT / "app" / "main.py",
    routes=[
        Mount("/assets/components", StaticFiles(directory=ROOT / "app" / "components")),
        Mount("/assets", StaticFiles(directory=ROOT / "assets")),
    ],
)
