"""Waiting, in tests, for what happens elsewhere: in a thread, another process, a log."""

import time
from collections.abc import Callable


def until(true: Callable[[], object]) -> None:
    """Wait until `true()` holds.

    Two minutes at most, which is long on purpose: a busy machine may take so long, and nothing here waits
    for time to pass.

    Raises:
        AssertionError: it never did.
    """
    end = time.monotonic() + 120
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.01)
