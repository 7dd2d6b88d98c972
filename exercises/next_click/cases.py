"""Inputs for `next_click`: a car and a mask of it that is shifted, too small, too large, or somewhere else too."""

import random
from collections.abc import Sequence

import numpy as np

from lessons.flavours.components import connected_components

Mask = list[list[int]]

FIXED: tuple[tuple[Mask, Mask], ...] = (
    (
        [[0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 1, 1]],
        [[1, 1, 1, 0, 0], [1, 1, 1, 0, 0], [1, 1, 1, 1, 0]],
    ),
    # More cells are missed than extra, but no piece of them is as large as the extra one.
    (
        [[0, 0, 0, 0, 0, 0], [0, 0, 1, 1, 1, 0], [0, 0, 1, 1, 1, 0], [0, 0, 1, 1, 1, 0], [0, 0, 0, 0, 0, 0]],
        [[1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1]],
    ),
    # A missed and an extra piece touch along a side.
    (
        [[0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 1, 1, 1]],
        [[1, 1, 1, 0, 0, 0, 0], [1, 1, 1, 0, 0, 0, 0], [1, 1, 1, 0, 0, 0, 0]],
    ),
    # Two missed pieces touch at a corner only; the largest piece is the one below on the left.
    (
        [[0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]],
        [[0, 0, 1, 1, 0], [0, 0, 1, 0, 0], [1, 1, 0, 0, 0], [1, 1, 0, 0, 0]],
    ),
    # The mean of a ring's cells lies in its hole.
    (
        [[0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]],
        [[1, 1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1]],
    ),
    # It can be peeled twice.
    ([[0] * 5 for _ in range(5)], [[1] * 5 for _ in range(5)]),
    # What is left after peeling is a row of cells; at the picture's rim peeling begins too.
    (
        [[0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]],
        [[1, 1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1]],
    ),
    ([[1, 1, 1, 0], [1, 1, 1, 0]], [[1, 0, 0, 0], [1, 0, 0, 0]]),
    ([[0, 0, 1], [0, 1, 1]], [[1, 0, 1], [0, 1, 1]]),
    ([[0, 1], [1, 1]], [[0, 1], [1, 1]]),
    # It can be peeled four times.
    ([[0] * 9 for _ in range(9)], [[1] * 9 for _ in range(9)]),
    # The largest piece is thin. Its arms meet in the last row only, and its first cell is in the last column.
    (
        [
            [0, 0, 0, 0, 0, 0, 0],
            [0, 0, 1, 1, 1, 0, 0],
            [0, 0, 1, 1, 1, 0, 0],
            [0, 0, 1, 1, 1, 0, 0],
            [0, 0, 0, 0, 0, 0, 0],
            [0, 0, 0, 0, 0, 0, 0],
        ],
        [
            [0, 0, 0, 0, 0, 0, 1],
            [1, 0, 0, 0, 0, 0, 1],
            [1, 0, 0, 0, 0, 0, 1],
            [1, 0, 0, 0, 0, 0, 1],
            [1, 0, 0, 0, 0, 0, 1],
            [1, 1, 1, 1, 1, 1, 1],
        ],
    ),
    # Peeling looks at four neighbours, not at corners; and the extra angle has fewer cells, but a larger frame.
    (
        [[0, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0], [1, 1, 1, 1]],
        [[0, 0, 1, 0], [0, 1, 1, 1], [0, 1, 1, 1], [0, 0, 1, 0], [0, 0, 0, 0]],
    ),
    # One row only: peeling stops before it begins.
    ([[0, 0, 0, 0, 0]], [[0, 1, 1, 0, 1]]),
    # One column only, and its first cell is right.
    ([[0], [0], [0]], [[0], [1], [1]]),
    # The missed piece takes one step up and one to the left. Without either, it has fewer cells than the extra one.
    (
        [[0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 1, 1], [0, 0, 0, 1, 1, 1], [0, 0, 0, 1, 1, 1]],
        [[0, 1, 0, 1, 1, 1], [0, 1, 1, 1, 0, 0], [1, 1, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0]],
    ),
    # The same with three steps up, at the right rim.
    (
        [[0, 1, 1, 1, 0, 0], [0, 1, 1, 1, 0, 0], [0, 1, 1, 1, 0, 0], [0, 1, 1, 1, 0, 0], [0, 0, 0, 0, 0, 0]],
        [[1, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 1], [1, 0, 0, 0, 0, 1], [1, 0, 0, 0, 0, 1], [1, 1, 1, 1, 1, 1]],
    ),
    # What lies beyond the picture's right rim is outside too.
    ([[0] * 4 for _ in range(5)], [[0, 1, 1, 1] for _ in range(5)]),
)


def draw(rng: random.Random) -> tuple[Mask, Mask]:
    while True:
        height, width = rng.randint(3, 7), rng.randint(4, 8)
        truth, prediction = _blobs(rng, height, width), _blobs(rng, height, width)
        if valid(prediction, truth):
            return prediction, truth


def _blobs(rng: random.Random, height: int, width: int) -> Mask:
    mask = [[0] * width for _ in range(height)]
    for _ in range(rng.randint(1, 2)):
        top, left = rng.randrange(height - 1), rng.randrange(width - 1)
        for row in range(top, min(height, top + rng.randint(2, 5))):
            for column in range(left, min(width, left + rng.randint(2, 5))):
                mask[row][column] = 1
    return mask


def valid(prediction: Sequence[Sequence[int]], truth: Sequence[Sequence[int]]) -> bool:
    widths = {len(row) for mask in (prediction, truth) for row in mask}
    if len(prediction) != len(truth) or len(widths) != 1 or 0 in widths:
        return False
    if any(cell not in (0, 1) for mask in (prediction, truth) for row in mask for cell in row):
        return False
    error = np.array(truth) - np.array(prediction)
    sizes = sorted(size for sign in (1, -1) for size in _sizes(error == sign))
    return len(sizes) < 2 or sizes[-1] > sizes[-2]


def _sizes(cells: np.ndarray) -> list[int]:
    return np.bincount(connected_components(cells).reshape(-1))[1:].tolist()
