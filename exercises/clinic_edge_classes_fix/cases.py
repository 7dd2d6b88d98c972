"""Inputs for `resize_labels`: small label maps made larger and smaller, by other factors on each side."""

import random
from collections.abc import Sequence

CLASSES = 6

Labels = list[list[int]]

FIXED: tuple[tuple[Labels, int, int], ...] = (
    ([[0, 0, 5], [2, 2, 5]], 3, 5),
    # Smaller on one side, larger on the other.
    ([[0, 4, 1, 3], [2, 5, 0, 4], [1, 1, 3, 5], [5, 2, 4, 0], [3, 0, 2, 1]], 3, 7),
    ([[0, 2, 4, 1, 5, 3, 0]], 1, 3),
    ([[0], [5], [2], [4]], 6, 2),
    # The size stays.
    ([[0, 5, 2], [4, 1, 3]], 2, 3),
    ([[3]], 2, 2),
    # The corner is copied, though another id covers most of the new cell.
    ([[4, 1, 1], [1, 1, 1]], 1, 1),
    # Places that a fraction misses by its last digit: 11 * (30 / 22), 15 / 22 * 22 and 9 / (18 / 14).
    ([[0, 1, 2, 3, 4, 5] * 5], 1, 22),
    ([[0, 5] * 11], 1, 22),
    ([[4], [1]] * 7, 18, 1),
)


def draw(rng: random.Random) -> tuple[Labels, int, int]:
    height, width = rng.randint(1, 5), rng.randint(1, 5)
    labels = [[rng.randrange(CLASSES) for _ in range(width)] for _ in range(height)]
    return labels, rng.randint(1, 6), rng.randint(1, 6)


def valid(labels: Sequence[Sequence[int]], height: int, width: int) -> bool:
    widths = {len(row) for row in labels}
    return (
        len(widths) == 1
        and 0 not in widths
        and height >= 1
        and width >= 1
        and all(0 <= cell < CLASSES for row in labels for cell in row)
    )
