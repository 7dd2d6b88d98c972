"""Inputs for `agreement`: outlines of one object by several hands, at times an empty one."""

import random
from collections.abc import Sequence

Mask = list[list[int]]

FIXED: tuple[tuple[list[Mask]], ...] = (
    ([[[1, 1, 0]], [[0, 1, 0]], [[0, 1, 1]]],),
    # Four hands, so that pairs, neighbours in the list and pairs with the first differ.
    ([[[1, 1, 1], [1, 1, 0]], [[1, 1, 0], [1, 1, 0]], [[0, 1, 1], [0, 0, 0]], [[0, 0, 0], [0, 1, 1]]],),
    # Two who saw nothing agree.
    ([[[0, 0], [0, 0]], [[0, 0], [0, 0]], [[1, 1], [0, 0]]],),
    ([[[0, 0]], [[0, 0]]],),
    ([[[1, 0], [1, 1]], [[1, 0], [1, 1]]],),
    ([[[1, 0]], [[0, 1]]],),
    # Only the later one of the two saw nothing.
    ([[[1, 1]], [[0, 0]]],),
)


def draw(rng: random.Random) -> tuple[list[Mask]]:
    height, width = rng.randint(2, 4), rng.randint(2, 5)
    top, left = rng.randrange(height - 1), rng.randrange(width - 1)
    first = [[int(row >= top and column >= left) for column in range(width)] for row in range(height)]
    labels = [_by_another_hand(rng, first) for _ in range(rng.randint(2, 5))]
    if rng.random() < 0.3:
        labels[rng.randrange(len(labels))] = [[0] * width for _ in range(height)]
    return (labels,)


def _by_another_hand(rng: random.Random, mask: Mask) -> Mask:
    return [[cell ^ (rng.random() < 0.2) for cell in row] for row in mask]


def valid(labels: Sequence[Sequence[Sequence[int]]]) -> bool:
    shapes = {(len(mask), len(row)) for mask in labels for row in mask}
    if len(labels) < 2 or len(shapes) != 1 or any(0 in shape for shape in shapes):
        return False
    cells = [cell for mask in labels for row in mask for cell in row]
    return all(mask for mask in labels) and all(type(cell) is int and cell in (0, 1) for cell in cells)
