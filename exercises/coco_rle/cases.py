"""Inputs for `run_lengths`: masks that begin with either value, runs that go on from column to column."""

import random
from collections.abc import Sequence

Mask = list[list[int]]

FIXED: tuple[tuple[Mask], ...] = (
    ([[0, 0, 1, 1], [0, 1, 1, 0]],),
    # It begins with the object, so no 0 comes first.
    ([[1, 0, 0], [1, 1, 0]],),
    # A run over two columns.
    ([[0, 1, 0], [1, 0, 0], [1, 0, 1]],),
    ([[0, 0], [0, 0], [0, 0]],),
    ([[1, 1, 1], [1, 1, 1]],),
    ([[0, 1, 1, 0, 1]],),
    # A run of more than nine: a length of two digits.
    ([[0, 0, 0, 0, 1], [0, 0, 0, 0, 1], [0, 0, 0, 0, 1]],),
    ([[1]],),
)


def draw(rng: random.Random) -> tuple[Mask]:
    height, width = rng.randint(1, 6), rng.randint(1, 7)
    mask = [[0] * width for _ in range(height)]
    for _ in range(rng.randint(1, 3)):
        top, left = rng.randrange(height), rng.randrange(width)
        bottom, right = rng.randint(top, height - 1), rng.randint(left, width - 1)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                mask[row][column] ^= 1
    return (mask,)


def valid(mask: Sequence[Sequence[int]]) -> bool:
    widths = {len(row) for row in mask}
    return len(widths) == 1 and 0 not in widths and all(cell in (0, 1) for row in mask for cell in row)
