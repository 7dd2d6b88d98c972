"""Inputs for `binary`: masks as files hold them, with greys at the outlines and three kinds of white."""

import random
from collections.abc import Sequence

WHITES = (1, 255, 65535)

Stored = list[list[int]]

FIXED: tuple[tuple[Stored, int], ...] = (
    ([[0, 90, 255], [3, 180, 250]], 255),
    ([[0, 1, 1], [1, 0, 0]], 1),
    # Around the middle: of 255 it is 127.5, of 65535 it is 32767.5, of 254 it is 127 itself.
    ([[126, 127, 128, 129]], 255),
    ([[32767, 32768], [255, 65535], [128, 0]], 65535),
    ([[126, 127, 128, 254]], 254),
    ([[0, 0], [0, 0]], 255),
    ([[1, 2, 60], [200, 254, 255]], 255),
)


def draw(rng: random.Random) -> tuple[Stored, int]:
    white = rng.choice(WHITES)
    height, width = rng.randint(1, 4), rng.randint(1, 5)
    return [[_value(rng, white) for _ in range(width)] for _ in range(height)], white


def _value(rng: random.Random, white: int) -> int:
    """Black or white, or one of six times a grey."""
    if rng.random() < 1 / 6:
        return rng.randint(0, white)
    return rng.choice((0, white))


def valid(stored: Sequence[Sequence[int]], white: int) -> bool:
    widths = {len(row) for row in stored}
    return (
        len(widths) == 1
        and 0 not in widths
        and white >= 1
        and all(0 <= value <= white for row in stored for value in row)
    )
