"""The real app, with routes more, by which tests see into the process and hold it up.

`/held_uploads` tells how many bytes of uploads it holds for each visit: Streamlit's `/_stcore/metrics` tells their
sum, but out of a cache that may be five seconds old. `/gate` names an address that answers ahead of a rerun, and
only once `/gate/open` was asked for; `/gate/close` closes it again. `/threads` tells what every thread is at.
`/streams` tells how many streams of changes are open, `/tell/{class}/{topic}` tells of a change in a class.
"""

import sys
import threading
import traceback
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # Streamlit puts only this file's folder there.

import streamlit as st  # noqa: E402
from starlette.requests import Request  # noqa: E402
from starlette.responses import JSONResponse, PlainTextResponse  # noqa: E402
from starlette.routing import Route  # noqa: E402
from streamlit.runtime import get_instance  # noqa: E402
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager  # noqa: E402

from app import server, wiring  # noqa: E402
from app.ahead import ahead  # noqa: E402
from app.classroom.hosting import Change  # noqa: E402

gate = threading.Event()


async def held_uploads(_: Request) -> JSONResponse:
    """`{visit: bytes}` of the files that Streamlit holds now."""
    manager = get_instance().uploaded_file_mgr
    assert isinstance(manager, MemoryUploadedFileManager)
    files = {visit: list(held.values()) for visit, held in list(manager.file_storage.items())}
    return JSONResponse({visit: sum(len(file.data) for file in held) for visit, held in files.items()})


def wait_at_the_gate(opened: threading.Event, _: Mapping[str, str]) -> bytes:
    """An answer that takes until the gate is opened."""
    return str(opened.wait(60)).encode()


async def gate_address(_: Request) -> PlainTextResponse:
    """Where an answer waits at the gate."""
    return PlainTextResponse(ahead.offer("gate", gate, wait_at_the_gate))


async def move_gate(request: Request) -> PlainTextResponse:
    """Open or close the gate."""
    gate.set() if request.path_params["way"] == "open" else gate.clear()
    return PlainTextResponse("")


async def threads(_: Request) -> JSONResponse:
    """For each thread the files of the code that it is in now."""
    stacks = map(traceback.extract_stack, list(sys._current_frames().values()))
    return JSONResponse([[Path(frame.filename).name for frame in stack] for stack in stacks])


async def streams(_: Request) -> JSONResponse:
    """How many browsers listen to changes in classes."""
    return JSONResponse(server.live.streams)


def tell(request: Request) -> PlainTextResponse:
    """Tell of a change in a class, as a write in this process does."""
    change = Change(UUID(request.path_params["classroom"]), request.path_params["topic"])
    with wiring.records().database.write() as connection:
        wiring.records().changes.tell(connection, change)
    return PlainTextResponse("")


ours = [
    Route("/tell/{classroom}/{topic}", tell),
    Route("/streams", streams),
    Route("/threads", threads),
    Route("/held_uploads", held_uploads),
    Route("/gate", gate_address),
    Route("/gate/{way}", move_gate),
]
app = st.App(
    ROOT / "app" / "main.py",
    lifespan=server.lifespan,
    routes=[*ours, *server.routes],
    middleware=server.middleware,
    on_script_error=wiring.on_script_error,
)
