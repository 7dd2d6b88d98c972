"""Inputs for `components`: pieces that touch at corners, bend back, wind inwards or reach the rim."""

import random
from collections.abc import Sequence

Region = list[list[int]]

FIXED: tuple[tuple[Region], ...] = (
    ([[1, 1, 0, 0, 1], [0, 1, 0, 1, 1], [1, 0, 0, 0, 0]],),
    # Two arms that meet only below.
    ([[1, 0, 1], [1, 1, 1]],),
    # A fork, whose arms meet when another piece has been read already.
    ([[1, 0, 1, 0, 1], [1, 1, 1, 0, 0], [0, 1, 0, 0, 0]],),
    # Read by columns, the lower piece would come first.
    ([[0, 0, 1], [1, 0, 0]],),
    # It has to be followed to the left and upwards.
    ([[0, 0, 0, 1], [1, 0, 1, 1], [1, 1, 1, 0]],),
    # Opposite rims are no neighbours.
    ([[1, 0, 1], [0, 0, 0], [1, 0, 1]],),
    ([[1, 1, 1, 1, 1], [1, 0, 0, 0, 1], [1, 0, 1, 0, 1], [1, 0, 0, 0, 1], [1, 1, 1, 1, 1]],),
    # A small piece before a large one, whose far end is 28 steps away: more than height + width, or ten passes.
    (
        [
            [1, 0, 1, 1, 1, 1, 1],
            [0, 0, 0, 0, 0, 0, 1],
            [1, 1, 1, 1, 1, 0, 1],
            [1, 0, 0, 0, 1, 0, 1],
            [1, 0, 1, 1, 1, 0, 1],
            [1, 0, 0, 0, 0, 0, 1],
            [1, 1, 1, 1, 1, 1, 1],
        ],
    ),
    # One column, higher than wide.
    ([[1], [0], [1]],),
    ([[0, 0], [0, 0]],),
    ([[1]],),
)


def draw(rng: random.Random) -> tuple[Region]:
    height, width = rng.randint(2, 6), rng.randint(2, 6)
    share = rng.uniform(0.35, 0.75)
    return ([[int(rng.random() < share) for _ in range(width)] for _ in range(height)],)


def valid(region: Sequence[Sequence[int]]) -> bool:
    widths = {len(row) for row in region}
    return len(widths) == 1 and 0 not in widths and all(cell in (0, 1) for row in region for cell in row)
