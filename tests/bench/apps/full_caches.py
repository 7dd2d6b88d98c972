"""The whole app as it is once it has run for hours: what it remembers of the networks' work is full.

Each result that comes takes the place of an older one, so memory that grows from here on is not given back.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
import streamlit as st  # noqa: E402

from app import server, wiring  # noqa: E402

_BYTES = 320_000  # as many as the answer to a click takes

runner = wiring.networks().runner
number = 0
while runner.kept_bytes + _BYTES <= runner.cache_bytes:
    runner.run(("filler", number), lambda: np.ones(_BYTES, np.uint8))
    number += 1

# As in app/server.py: Streamlit looks for this very call in the file that it is told to run.
app = st.App(
    ROOT / "app" / "main.py",
    lifespan=server.lifespan,
    routes=server.routes,
    middleware=server.middleware,
    on_script_error=wiring.on_script_error,
)
