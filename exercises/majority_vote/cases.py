"""Small masks of the same picture, with clear majorities, ties, and pixels on which all agree."""

import random

Mask = list[list[int]]

FIXED: tuple[tuple[list[Mask]], ...] = (
    ([[[1, 1]], [[1, 2]], [[2, 0]]],),
    ([[[3, 2], [0, 1]], [[3, 3], [1, 1]], [[2, 3], [1, 0]], [[0, 2], [3, 0]]],),
    # Two masks that differ: every pixel is a tie, and the larger id comes first.
    ([[[3, 1, 2]], [[1, 3, 0]]],),
    # One mask alone.
    ([[[2, 0, 3], [1, 1, 2]]],),
    # The middle one of the sorted votes, and their mean, are not the most frequent one.
    ([[[0, 3]], [[0, 3]], [[2, 1]], [[3, 2]], [[3, 0]]],),
    ([[[1], [2], [3]], [[1], [2], [0]], [[0], [3], [0]]],),
)


def draw(rng: random.Random) -> tuple[list[Mask]]:
    height, width, count = rng.randint(1, 3), rng.randint(1, 4), rng.randint(1, 5)
    return ([[[rng.randint(0, 3) for _ in range(width)] for _ in range(height)] for _ in range(count)],)


def valid(masks: list[Mask]) -> bool:
    sizes = {(len(mask), len(row)) for mask in masks for row in mask}
    return len(masks) >= 1 and len(sizes) == 1 and min(sizes)[0] >= 1 and min(sizes)[1] >= 1
