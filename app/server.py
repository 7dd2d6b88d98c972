"""The ASGI entry: `streamlit run app/server.py`, or any ASGI server on `app.server:app`.

Around Streamlit's own app it adds the identity cookie, limits, `/healthz` and `/readyz`, the static files and the
warm-up. Streamlit scripts cannot set cookies, so identity starts here.
"""

import ctypes
import os
import platform
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # Streamlit puts only this file's folder there
    sys.path.insert(0, str(ROOT))

from app.settings import settings  # noqa: E402

# glibc gives threads heaps of their own, eight for each processor; what a visit leaves free in one, the others cannot
# use. With two for all a visit takes up to a third less memory, and an action as long as before.
_M_ARENA_MAX, _HEAPS = -8, 2  # malloc.h
if platform.libc_ver()[0] == "glibc":
    ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _HEAPS)

# NumPy and SciPy read this when they are loaded. Two threads that share a small matrix product wait for each other
# at every step: where the processors are busy, a hundred times as long as one thread takes.
for library in ("OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", str(settings().torch_threads))

import streamlit as st  # noqa: E402
from anyio import CapacityLimiter, to_thread  # noqa: E402
from starlette.formparsers import MultiPartParser  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402
from starlette.requests import Request  # noqa: E402
from starlette.responses import JSONResponse  # noqa: E402
from starlette.routing import Mount, Route  # noqa: E402

from app import wiring  # noqa: E402
from app.ahead import PATH, ahead  # noqa: E402
from app.components import component_address, component_files  # noqa: E402
from app.http.addresses import Addresses  # noqa: E402
from app.http.base_path import base_path  # noqa: E402
from app.http.files import CachedFiles  # noqa: E402
from app.http.front_page import front_pages  # noqa: E402
from app.http.headers import SafeHeaders  # noqa: E402
from app.http.identity import IdentityCookie  # noqa: E402
from app.http.logs import spare_the_logs  # noqa: E402
from app.http.room import Room, allow_files  # noqa: E402
from app.http.teaching_link import teaching_link  # noqa: E402
from app.http.uploads import MOST_BYTES, UploadLimit  # noqa: E402
from app.http.visits import Visits  # noqa: E402
from app.live import Attention, Live  # noqa: E402
from app.pages import OTHERS, TITLES, tab_title  # noqa: E402
from app.spared import spare  # noqa: E402

# A learner's picture stays in memory; Starlette would put all above 1 MB into a temporary file.
MultiPartParser.spool_max_size = MOST_BYTES
spare_the_logs()
# Whether the records are there may take seconds to find out: a thread of its own, for Starlette's serve all files.
_ONE_AT_A_TIME = CapacityLimiter(1)

settings().check_data_folder()


async def healthz(_: Request) -> JSONResponse:
    """200 while this process serves: what tells whether to restart it, or to send it visitors."""
    return JSONResponse({"healthy": True})


async def readyz(_: Request) -> JSONResponse:
    """200 while the records can be read and written, else 503: what tells a person that work is not saved."""
    reach = await to_thread.run_sync(wiring.reach, limiter=_ONE_AT_A_TIME)
    answer = {"read": reach.reads, "write": reach.writes}
    return JSONResponse(answer, status_code=200 if all(answer.values()) else 503)


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Warm up in the background while the first page is already served, and delete what is over; then close."""
    allow_files(settings().visits)
    spare()
    wiring.start_warm_up()
    wiring.start_purging()
    yield
    wiring.close()


prefix = base_path()
live = Live(wiring.signer, wiring.hosting, most=settings().visits)
routes = [
    # At the root too: what looks after a process asks it directly, wherever the proxy shows it.
    *[Route(f"{each}/healthz", healthz) for each in {"", prefix}],
    *[Route(f"{each}/readyz", readyz) for each in {"", prefix}],
    Route(f"{prefix}/{PATH}/{{token}}", ahead.respond),
    # Before the views of a class, which take any name.
    *Attention(wiring.signer, wiring.records, wiring.hosting).routes(prefix),
    *live.routes(prefix),
    component_files(prefix),
    Mount(f"{prefix}/assets", CachedFiles(directory=ROOT / "assets")),
    teaching_link(
        prefix, tab_title(OTHERS["teach"]), component_address("enter_class.js"), wiring.enter_class
    ),
    *front_pages(
        prefix,
        TITLES,
        tab_title,
        *map(component_address, ("first_frame.js", "app_root.js", "late.js", "popover.js")),
    ),
]
settings().cookie_keys()  # an unusable one ends the process now
middleware = [
    Middleware(SafeHeaders, frame_ancestors=settings().framing_sites()),
    Middleware(Addresses, proxies=settings().proxies()),
    Middleware(Room, most=settings().visits),
    Middleware(
        IdentityCookie,
        signer=wiring.signer,
        takes_unsigned=lambda token: wiring.records().takes_unsigned(token),
    ),
    Middleware(UploadLimit),
    Middleware(Visits),
]
app = st.App(
    ROOT / "app" / "main.py",
    lifespan=lifespan,
    routes=routes,
    middleware=middleware,
    on_script_error=wiring.on_script_error,
)
