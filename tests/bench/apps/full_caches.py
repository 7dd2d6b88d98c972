"""The whole app as it is once it has run for hours: what is remembered of the networks' work is full.

Each result that comes takes the place of an older one, so memory that grows from here on is not given back.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from app import wiring  # noqa: E402
from app.server import app  # noqa: E402, F401

_BYTES = 320_000  # as many as the answer to a click takes

runner = wiring.networks().runner
number = 0
while runner.kept_bytes + _BYTES <= runner.cache_bytes:
    runner.run(("filler", number), lambda: np.ones(_BYTES, np.uint8))
    number += 1
