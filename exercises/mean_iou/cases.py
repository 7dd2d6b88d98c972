"""Inputs for `mean_iou`: pairs of small masks, with classes that one mask or both of them lack."""

import random
from collections.abc import Sequence
from fractions import Fraction

Mask = list[list[int]]

FIXED: tuple[tuple[Mask, Mask, int], ...] = (
    ([[0, 1, 1], [2, 1, 0], [0, 0, 2]], [[0, 1, 2], [2, 1, 0], [0, 1, 2]], 3),
    # Class 3 is in neither mask; then class 1 is, in the middle of the ids.
    ([[0, 1, 1], [2, 1, 0], [0, 0, 2]], [[0, 1, 2], [2, 1, 0], [0, 1, 2]], 4),
    ([[0, 2, 2, 2], [0, 0, 2, 0]], [[0, 0, 2, 2], [0, 0, 2, 2]], 3),
    # A class that only the prediction has, and one that only the truth has.
    ([[0, 0, 2], [1, 1, 2], [1, 1, 0]], [[0, 0, 0], [1, 1, 1], [1, 1, 0]], 3),
    ([[0, 0, 0, 0], [0, 0, 0, 1]], [[0, 0, 0, 2], [0, 0, 2, 1]], 3),
    # Rounding each class before taking the mean changes the third decimal here.
    ([[1, 0, 0], [1, 2, 2], [2, 0, 0]], [[1, 0, 0], [1, 0, 2], [2, 1, 0]], 3),
)


def draw(rng: random.Random) -> tuple[Mask, Mask, int]:
    while True:
        case = _draw(rng)
        if valid(*case):
            return case


def _draw(rng: random.Random) -> tuple[Mask, Mask, int]:
    height, width = rng.choice(((3, 3), (3, 4), (4, 3), (4, 4), (2, 5)))
    num_classes = rng.choice((3, 3, 4))
    present = rng.sample(range(num_classes), rng.randint(2, num_classes))
    truth = [[rng.choice(present) for _ in range(width)] for _ in range(height)]
    slip = rng.uniform(0.1, 0.5)
    prediction = [
        [rng.randrange(num_classes) if rng.random() < slip else class_id for class_id in row] for row in truth
    ]
    truth[0][0] = max(present)
    return prediction, truth, num_classes


def valid(prediction: Sequence[Sequence[int]], ground_truth: Sequence[Sequence[int]], num_classes: int) -> bool:
    widths = {len(row) for row in (*prediction, *ground_truth)}
    return (
        len(prediction) == len(ground_truth) > 0
        and len(widths) == 1
        and 0 not in widths
        and all(0 <= class_id < num_classes for row in (*prediction, *ground_truth) for class_id in row)
        and _rounds_one_way(prediction, ground_truth, num_classes)
    )


def _rounds_one_way(
    prediction: Sequence[Sequence[int]], ground_truth: Sequence[Sequence[int]], num_classes: int
) -> bool:
    """Whether no mean lies halfway between two roundings, where the order of adding would decide.

    That holds for the mean itself and for the mean of IoUs rounded one by one (a known mistake).
    """
    pairs = [pair for rows in zip(prediction, ground_truth, strict=True) for pair in zip(*rows, strict=True)]
    ious = []
    for label in range(num_classes):
        union = sum(label in pair for pair in pairs)
        if union:
            ious.append(Fraction(pairs.count((label, label)), union))
    means = (sum(ious) / len(ious), sum(round(iou, 3) for iou in ious) / len(ious))
    return all(mean * 1000 % 1 != Fraction(1, 2) for mean in means)
