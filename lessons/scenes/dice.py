"""Random whole numbers that are the same on every machine, for ever.

NumPy promises that the raw bits of PCG64 never change, but not what its `integers` or `normal` make of
them; so the few rules needed are written out here, in whole numbers only.
"""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Item = TypeVar("Item")
_AT_ONCE = 512


class Dice:
    """A stream of random draws; the same (seed, stream) gives the same draws."""

    def __init__(self, seed: int, stream: int) -> None:
        self._bits = np.random.PCG64(np.random.SeedSequence((seed, stream)))
        self._ready: list[int] = []

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        if not self._ready:
            self._ready = self._bits.random_raw(_AT_ONCE).tolist()
        return low + (((self._ready.pop() >> 32) * (high - low + 1)) >> 32)

    def chance(self, percent: int) -> bool:
        """True in `percent` of 100 draws."""
        return self.between(0, 99) < percent

    def pick(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[self.between(0, len(items) - 1)]

    def near(self, colour: tuple[int, int, int], spread: int) -> tuple[int, int, int]:
        """A colour near this one: a little lighter or darker, and a little off in each channel."""
        change = self.between(-spread, spread)
        red, green, blue = (min(255, max(0, part + change + self.between(-6, 6))) for part in colour)
        return red, green, blue

    def raw_bytes(self, count: int) -> NDArray[np.uint8]:
        """`count` random bytes (0 to 255)."""
        words = self._bits.random_raw(-(-count // 8))
        return words.astype("<u8", copy=False).view(np.uint8)[:count]
