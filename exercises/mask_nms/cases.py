"""Inputs for `mask_nms`: rectangles found again a little off, parts inside wholes, and an arm around a corner."""

import random
from collections.abc import Sequence
from itertools import combinations

import numpy as np

from lessons.metrics.overlap import iou

Mask = list[list[int]]
Case = tuple[list[Mask], list[float], float]

HEIGHT, WIDTH = 4, 6


def _cells(*boxes: tuple[int, int, int, int], height: int = HEIGHT, width: int = WIDTH) -> Mask:
    """A mask that is 1 in these boxes (top, left, bottom, right)."""
    mask = [[0] * width for _ in range(height)]
    for top, left, bottom, right in boxes:
        for row in range(top, bottom):
            for column in range(left, right):
                mask[row][column] = 1
    return mask


FIXED: tuple[Case, ...] = (
    ([[[1, 1, 0], [1, 1, 0]], [[1, 1, 1], [1, 1, 0]], [[0, 0, 0], [0, 0, 1]]], [0.7, 0.9, 0.8], 0.5),
    # A chain: the middle mask is removed, so it cannot remove the last one.
    ([_cells((0, 0, 2, 4)), _cells((0, 1, 2, 5)), _cells((0, 2, 2, 6))], [0.9, 0.8, 0.7], 0.5),
    # An IoU of exactly 0.5 is not above 0.5; and a part inside a whole.
    ([_cells((0, 0, 2, 4)), _cells((0, 0, 2, 2)), _cells((3, 5, 4, 6))], [0.3, 0.8, 0.5], 0.5),
    # An arm around a corner, and what lies in the corner: the boxes overlap, the masks do not.
    ([_cells((0, 0, 4, 1), (3, 0, 4, 6)), _cells((0, 1, 3, 6)), _cells((1, 1, 3, 6))], [0.4, 0.9, 0.6], 0.5),
    # Two objects, each found twice.
    (
        [_cells((0, 0, 2, 2)), _cells((0, 0, 3, 2)), _cells((1, 3, 4, 6)), _cells((1, 3, 4, 5))],
        [0.9, 0.6, 0.7, 0.8],
        0.3,
    ),
    # A small part has an IoU of 0.125 with the whole: both stay.
    ([_cells((0, 0, 4, 6)), _cells((1, 1, 2, 4))], [0.6, 0.9], 0.5),
    ([_cells((0, 0, 2, 2)), _cells((0, 1, 2, 3))], [0.6, 0.4], 0.4),
    # The same IoU of 1/3, now above the threshold; it is not above 0.5, and rounded to 0.3 it would stay.
    ([_cells((0, 0, 2, 2)), _cells((0, 1, 2, 3))], [0.6, 0.4], 0.3),
    # One row. The best removes two in turn, with IoUs of 2/3. The last one has 0.5 because of its last column.
    ([[[1, 1, 0, 0, 0]], [[1, 1, 1, 0, 0]], [[1, 1, 0, 1, 0]], [[1, 1, 0, 1, 1]]], [0.9, 0.8, 0.7, 0.6], 0.5),
    # All stay: the end of a row, a whole, and a part of it (IoU 0.25) that begins the next row.
    ([[[0, 0, 1], [0, 0, 0]], [[1, 1, 0], [1, 1, 0]], [[0, 0, 0], [1, 0, 0]]], [0.5, 0.9, 0.3], 0.3),
    # Not even the same mask has an IoU above 1: the best has to be taken out itself, or it waits for ever.
    ([_cells((0, 0, 1, 1)), _cells((0, 0, 1, 1))], [0.4, 0.6], 1.0),
    ([_cells((0, 0, 1, 1))], [0.5], 0.5),
    ([], [], 0.5),
)


def draw(rng: random.Random) -> Case:
    while True:
        masks = [_cells(_box(rng)) for _ in range(rng.randint(1, 3))]
        masks += [_again(rng, rng.choice(masks)) for _ in range(rng.randint(1, 3))]
        rng.shuffle(masks)
        scores = [number / 100 for number in rng.sample(range(5, 100), len(masks))]
        case = masks, scores, rng.choice((0.3, 0.5, 0.7))
        if valid(*case):
            return case


def _box(rng: random.Random) -> tuple[int, int, int, int]:
    top, left = rng.randint(0, HEIGHT - 2), rng.randint(0, WIDTH - 2)
    return top, left, rng.randint(top + 1, HEIGHT), rng.randint(left + 1, WIDTH)


def _again(rng: random.Random, mask: Mask) -> Mask:
    """The same object as another point found it: one to three cells differ."""
    other = [list(row) for row in mask]
    for _ in range(rng.randint(1, 3)):
        other[rng.randrange(HEIGHT)][rng.randrange(WIDTH)] ^= 1
    return other


def valid(masks: Sequence[Mask], scores: Sequence[float], threshold: float) -> bool:
    if len(masks) != len(scores) or len(set(scores)) != len(scores) or not 0 <= threshold <= 1:
        return False
    shapes = {(len(mask), len(row)) for mask in masks for row in mask}
    if len(shapes) > 1 or any(0 in shape for shape in shapes):
        return False
    cells = [cell for mask in masks for row in mask for cell in row]
    if any(type(cell) is not int or cell not in (0, 1) for cell in cells) or not all(map(np.any, masks)):
        return False
    # Near a threshold without an exact value, the way of computing would decide.
    return threshold in (0, 0.5, 1) or all(
        abs(iou(one, other, 1) - threshold) > 1e-9 for one, other in combinations(masks, 2)
    )
