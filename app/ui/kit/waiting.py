"""Wait for work of seconds: say so where the result will stand, and let a visitor who moves on go at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

import streamlit as st

Result = TypeVar("Result")
_MOMENT = 0.3
# Threads that have nothing to do are used again: to start one takes longer than to look up what was kept.
_pool = ThreadPoolExecutor(256, "waited for")


def waited_for(words: str, work: Callable[[], Result]) -> Result:
    """What `work` returns; `words` stand in its place if it takes longer than a moment. It must not draw.

    Work that nobody waits for any more goes on: its result is kept by the runner for whoever asks next. Streamlit's
    spinner would do neither: its timer writes to a page that may have been left, and only the end of the work ends it.
    """
    place, has_caption = st.empty(), False
    future = _pool.submit(work)
    while wait([future], _MOMENT).not_done:
        # Every time anew: what is written is where Streamlit stops a run that is no longer wanted.
        place.caption(f":material/hourglass_empty: {words}")
        has_caption = True
    if has_caption:
        place.empty()
    return future.result()
