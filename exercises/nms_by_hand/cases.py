"""Inputs for `nms`: bundles of boxes around a few objects, and chains in which each overlaps the next."""

import random
from collections.abc import Sequence
from itertools import combinations

from lessons.flavours.components import Box
from lessons.flavours.instances import box_ious

Case = tuple[list[Box], list[float], float]

EXAMPLE: list[Box] = [(0, 0, 4, 4), (6, 1, 9, 5), (1, 0, 5, 4)]

FIXED: tuple[Case, ...] = (
    (EXAMPLE, [0.6, 0.7, 0.9], 0.5),
    # A chain: the middle box is removed, so it cannot remove the last one.
    ([(0, 0, 6, 4), (1, 0, 7, 4), (2, 0, 8, 4)], [0.9, 0.8, 0.7], 0.6),
    # An IoU of exactly 0.5 is not above 0.5.
    ([(0, 0, 4, 2), (0, 0, 2, 2), (9, 0, 10, 5)], [0.3, 0.8, 0.5], 0.5),
    # Apart in both directions: shared width and height are both negative.
    ([(0, 0, 3, 3), (6, 6, 9, 9), (12, 0, 14, 3)], [0.5, 0.9, 0.7], 0.3),
    # A small box inside a large one, twice; and the last kept box is not the one that overlaps.
    ([(0, 0, 8, 8), (2, 2, 5, 5), (10, 9, 14, 13), (1, 0, 8, 8)], [0.9, 0.85, 0.8, 0.4], 0.5),
    # Three boxes in a corner, an IoU of exactly 0.5 among them.
    ([(0, 0, 3, 3), (1, 0, 4, 3), (1, 1, 4, 4)], [0.2, 0.4, 0.9], 0.5),
    # Two bundles: the surest box of all has nothing to do with the second one.
    ([(0, 0, 4, 4), (0, 0, 4, 5), (8, 0, 12, 4), (8, 1, 12, 5)], [0.9, 0.6, 0.7, 0.8], 0.3),
    # Small boxes, in which one pixel too many changes the IoU a lot.
    ([(0, 0, 2, 2), (1, 0, 3, 2)], [0.6, 0.4], 0.4),
    ([(3, 2, 5, 6)], [0.5], 0.5),
    # The same box twice, and two boxes to remove in a row: one stays if they are removed while looping over them.
    ([(0, 0, 4, 4), (0, 0, 4, 5), (0, 0, 4, 4)], [0.5, 0.7, 0.9], 0.5),
    # Three pairs that share a row, a column, and the middle of a cross; the third pair needs a third round.
    (
        [(0, 0, 4, 2), (0, 1, 4, 3), (0, 6, 2, 10), (1, 6, 3, 10), (6, 1, 10, 4), (7, 0, 9, 5)],
        [0.9, 0.6, 0.7, 0.5, 0.8, 0.4],
        0.32,
    ),
    ([], [], 0.5),
)


def draw(rng: random.Random) -> Case:
    while True:
        boxes = [_box(rng) for _ in range(rng.randint(1, 3))]
        boxes += [_moved(rng, rng.choice(boxes)) for _ in range(rng.randint(2, 4))]
        rng.shuffle(boxes)
        scores = [number / 100 for number in rng.sample(range(5, 100), len(boxes))]
        case = boxes, scores, rng.choice((0.3, 0.5, 0.7))
        if valid(*case):
            return case


def _box(rng: random.Random) -> Box:
    left, top = rng.randint(0, 9), rng.randint(0, 9)
    return left, top, left + rng.randint(3, 7), top + rng.randint(3, 7)


def _moved(rng: random.Random, box: Box) -> Box:
    """The same object as found once more: each side up to one pixel away, the whole up to three."""
    right, down = rng.randint(0, 3), rng.randint(0, 3)
    return (
        box[0] + right,
        box[1] + down,
        box[2] + right + rng.randint(-1, 1),
        box[3] + down + rng.randint(-1, 1),
    )


def valid(boxes: Sequence[Sequence[int]], scores: Sequence[float], threshold: float) -> bool:
    if len(boxes) != len(scores) or len(set(scores)) != len(scores) or not 0 <= threshold <= 1:
        return False
    if not all(type(side) is int and side >= 0 for box in boxes for side in box):
        return False
    if not all(len(box) == 4 and box[0] < box[2] and box[1] < box[3] for box in boxes):
        return False
    if not all(0 <= score <= 1 for score in scores):
        return False
    ious = box_ious(boxes, boxes)
    # Near a threshold without an exact value, the way of computing would decide.
    return threshold in (0, 0.5, 1) or all(
        abs(ious[one, other] - threshold) > 1e-9 for one, other in combinations(range(len(boxes)), 2)
    )
