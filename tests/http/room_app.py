"""A small app with room for four visits, which tells for which address a script works and which sessions are held."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))  # Streamlit puts only this file's folder there.

import streamlit as st  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402
from starlette.requests import Request  # noqa: E402
from starlette.responses import JSONResponse  # noqa: E402
from starlette.routing import Route  # noqa: E402
from streamlit.runtime import get_instance  # noqa: E402

from app.http.addresses import Addresses  # noqa: E402
from app.http.room import Room  # noqa: E402
from app.http.visits import Visits  # noqa: E402


async def sessions(_: Request) -> JSONResponse:
    """The ids of all sessions that Streamlit holds, connected or not."""
    return JSONResponse([each.session.id for each in get_instance()._session_mgr.list_sessions()])


app = st.App(
    ROOT / "tests" / "http" / "room_page.py",
    routes=[Route("/sessions", sessions)],
    middleware=[
        Middleware(Addresses, proxies="127.0.0.1"),
        Middleware(Room, most=4, after_close=0.2, after_loss=4),
        Middleware(Visits),
    ],
)
