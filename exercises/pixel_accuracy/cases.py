"""Inputs for `pixel_accuracy`: pairs of small masks, square and not, with errors of every sort."""

import random
from collections.abc import Sequence

CLASSES = 3

Mask = list[list[int]]

FIXED: tuple[tuple[Mask, Mask], ...] = (
    ([[0, 1, 1], [2, 1, 0], [0, 0, 2]], [[0, 1, 2], [2, 1, 0], [0, 1, 2]]),
    # Wider than high, and higher than wide.
    ([[0, 0, 1, 1], [0, 2, 2, 1]], [[0, 0, 0, 1], [2, 2, 2, 2]]),
    ([[1, 2], [0, 0], [1, 1]], [[1, 1], [0, 0], [1, 0]]),
    # A perfect prediction, and one with nothing right.
    ([[0, 1, 2], [2, 1, 0]], [[0, 1, 2], [2, 1, 0]]),
    ([[1, 0], [2, 2]], [[0, 1], [0, 1]]),
)


def draw(rng: random.Random) -> tuple[Mask, Mask]:
    height, width = rng.choice(((2, 4), (3, 4), (4, 3), (5, 2), (4, 5)))
    truth = [[rng.randrange(CLASSES) for _ in range(width)] for _ in range(height)]
    truth[0][0] = 1
    slip = rng.uniform(0.1, 0.5)
    prediction = [
        [rng.randrange(CLASSES) if rng.random() < slip else class_id for class_id in row] for row in truth
    ]
    return prediction, truth


def valid(prediction: Sequence[Sequence[int]], ground_truth: Sequence[Sequence[int]]) -> bool:
    widths = {len(row) for row in (*prediction, *ground_truth)}
    return (
        len(prediction) == len(ground_truth) > 0
        and len(widths) == 1
        and 0 not in widths
        and all(0 <= class_id < CLASSES for row in (*prediction, *ground_truth) for class_id in row)
    )
