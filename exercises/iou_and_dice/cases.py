"""Inputs for `iou_and_dice`: pairs of small masks and a class that at least one of them holds."""

import random
from collections.abc import Sequence

CLASSES = 3

Mask = list[list[int]]

FIXED: tuple[tuple[Mask, Mask, int], ...] = (
    (
        [[0, 0, 1, 1], [0, 1, 1, 1], [0, 1, 1, 0], [0, 0, 0, 0]],
        [[0, 1, 1, 1], [0, 1, 1, 0], [0, 1, 1, 0], [0, 0, 0, 0]],
        1,
    ),
    # Three classes, scored one after the other: each has its own answer.
    ([[0, 1, 1], [2, 2, 1], [0, 2, 2]], [[0, 0, 1], [2, 1, 1], [2, 2, 2]], 2),
    ([[0, 1, 1], [2, 2, 1], [0, 2, 2]], [[0, 0, 1], [2, 1, 1], [2, 2, 2]], 0),
    # Regions that do not meet, and a class that only the prediction holds.
    ([[1, 1, 0, 0], [0, 0, 0, 2]], [[0, 0, 2, 2], [1, 0, 0, 0]], 1),
    ([[0, 2], [1, 2], [1, 0]], [[0, 0], [1, 1], [1, 1]], 2),
    # One row, and a class that only the truth holds: no predicted pixel to divide by.
    ([[0, 1, 1, 0]], [[0, 2, 1, 2]], 2),
)


def draw(rng: random.Random) -> tuple[Mask, Mask, int]:
    height, width = rng.choice(((3, 4), (4, 3), (4, 4), (3, 5), (5, 4)))
    truth = [[rng.randrange(CLASSES) for _ in range(width)] for _ in range(height)]
    slip = rng.uniform(0.2, 0.5)
    prediction = [
        [rng.randrange(CLASSES) if rng.random() < slip else class_id for class_id in row] for row in truth
    ]
    # Some of every class in the prediction, and never a perfect one, so that no score is a plain 1.
    prediction[0][:3] = [0, 1, 2]
    truth[0][:3] = [1, 2, 0]
    return prediction, truth, rng.randrange(CLASSES)


def valid(prediction: Sequence[Sequence[int]], ground_truth: Sequence[Sequence[int]], label: int) -> bool:
    widths = {len(row) for row in (*prediction, *ground_truth)}
    ids = {class_id for row in (*prediction, *ground_truth) for class_id in row}
    return (
        len(prediction) == len(ground_truth) > 0
        and len(widths) == 1
        and label in ids
        and all(0 <= class_id < CLASSES for class_id in ids)
    )
