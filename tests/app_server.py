"""The real app, with one route more: how many bytes of uploads the process holds for each visit.

Streamlit's `/_stcore/metrics` tells their sum, but out of a cache that may be five seconds old.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # Streamlit puts only this file's folder there.

import streamlit as st  # noqa: E402
from starlette.requests import Request  # noqa: E402
from starlette.responses import JSONResponse  # noqa: E402
from starlette.routing import Route  # noqa: E402
from streamlit.runtime import get_instance  # noqa: E402
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager  # noqa: E402

from app import server, wiring  # noqa: E402


async def held_uploads(_: Request) -> JSONResponse:
    """`{visit: bytes}` of the files that Streamlit holds now."""
    manager = get_instance().uploaded_file_mgr
    assert isinstance(manager, MemoryUploadedFileManager)
    files = {visit: list(held.values()) for visit, held in list(manager.file_storage.items())}
    return JSONResponse({visit: sum(len(file.data) for file in held) for visit, held in files.items()})


app = st.App(
    ROOT / "app" / "main.py",
    lifespan=server.lifespan,
    routes=[Route("/held_uploads", held_uploads), *server.routes],
    middleware=server.middleware,
    on_script_error=wiring.on_script_error,
)
