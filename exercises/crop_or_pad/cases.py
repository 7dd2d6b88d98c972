"""Inputs for `padded`: sides that fit, sides one too long or too short, and sides smaller than one step."""

import random

FIXED: tuple[tuple[int, int, int], ...] = (
    (100, 75, 4),
    (96, 128, 4),
    # One row too many, one column too few.
    (97, 63, 4),
    # Only one side fits.
    (64, 90, 5),
    (1, 3, 3),
    (30, 45, 1),
    (20, 36, 3),
    # A larger step than the random inputs have; almost a whole one is missing.
    (65, 1, 6),
)


def draw(rng: random.Random) -> tuple[int, int, int]:
    poolings = rng.randint(1, 5)
    step = 2**poolings
    return _side(rng, step), _side(rng, step), poolings


def _side(rng: random.Random, step: int) -> int:
    """A multiple of `step` in one of three draws; else anything up to a little beyond six steps."""
    if rng.random() < 1 / 3:
        return step * rng.randint(1, 6)
    return rng.randint(1, 6 * step + 5)


def valid(height: int, width: int, poolings: int) -> bool:
    return min(height, width) >= 1 and 1 <= poolings <= 6
