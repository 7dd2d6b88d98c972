"""Inputs for `mean_loss`: log-probabilities of two to four classes, and labels of which some are 255."""

import math
import random
from collections.abc import Sequence

IGNORE = 255

LogProbs = list[list[list[float]]]
Labels = list[list[int]]

FIXED: tuple[tuple[LogProbs, Labels], ...] = (
    ([[[-0.1, -2.4], [-1.5, -0.3]], [[-0.7, -0.7], [-2.0, -0.2]]], [[0, 255], [255, 0]]),
    # Nothing is ignored, and every class is there.
    ([[[-0.5, -1.5, -1.7], [-2.5, -0.2, -2.2], [-1.2, -1.3, -0.8]]], [[0, 1, 2]]),
    ([[[-0.4, -1.8, -2.1]], [[-3.0, -0.1, -3.5]], [[-1.6, -1.1, -0.7]]], [[255], [1], [255]]),
    # Nothing but 255.
    ([[[-0.3, -1.4], [-0.9, -0.6]]], [[255, 255]]),
    # Rows in which one and three pixels count.
    (
        [[[-0.2, -1.8], [-1.1, -0.4], [-0.6, -0.8]], [[-2.2, -0.1], [-0.9, -0.5], [-1.6, -0.3]]],
        [[1, 255, 255], [0, 1, 0]],
    ),
    ([[[-1.2, -0.6, -2.0, -2.9], [-0.8, -1.9, -1.4, -2.2], [-2.6, -1.0, -0.9, -2.1]]], [[3, 255, 0]]),
    # Two rows of labels are equal, and two pixels have the same loss.
    ([[[-0.7, -0.7], [-0.1, -2.4]], [[-0.7, -0.7], [-1.5, -0.3]]], [[0, 1], [0, 1]]),
)


def draw(rng: random.Random) -> tuple[LogProbs, Labels]:
    height, width, classes = rng.randint(1, 3), rng.randint(1, 4), rng.randint(2, 4)
    log_probs = [[_pixel(rng, classes) for _ in range(width)] for _ in range(height)]
    share = rng.choice((0.2, 0.5, 0.8))
    labels = [
        [IGNORE if rng.random() < share else rng.randrange(classes) for _ in range(width)]
        for _ in range(height)
    ]
    return log_probs, labels


def _pixel(rng: random.Random, classes: int) -> list[float]:
    scores = [rng.uniform(0.1, 3.0) for _ in range(classes)]
    return [round(math.log(score / sum(scores)), 2) for score in scores]


def valid(log_probs: Sequence[Sequence[Sequence[float]]], labels: Sequence[Sequence[int]]) -> bool:
    classes = {len(pixel) for row in log_probs for pixel in row}
    widths = {len(row) for row in (*log_probs, *labels)}
    if len(log_probs) != len(labels) or len(widths) != 1 or 0 in widths or len(classes) != 1:
        return False
    (count,) = classes
    return (
        count >= 2
        and all(label == IGNORE or 0 <= label < count for row in labels for label in row)
        and all(value <= 0 for row in log_probs for pixel in row for value in pixel)
    )
