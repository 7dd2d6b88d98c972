"""Inputs for `pixel_loss`: sure, unsure and wrong pixels of two to eight classes, and logits too large for exp."""

import random
from collections.abc import Sequence

FIXED: tuple[tuple[list[float], int], ...] = (
    ([2.0, 0.0, 1.0], 0),
    ([20.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], 0),
    ([1000.0, 990.0], 1),
    ([-1000.0, -1003.0, -1001.0], 1),
    ([0.0, 0.0, 0.0, 0.0], 2),
    ([-0.5, 3.5, 1.5], 2),
    ([4.0, -2.0], 1),
    # Too far apart for a logarithm of the probability, or for a shift by another number than the largest:
    # the smallest, the first, the label's, or (in the last) the mean.
    ([1000.0, 0.0], 1),
    ([0.0, 1000.0], 0),
    ([-1000.0, 0.0], 0),
    ([0.0, 1000.0, 0.0, 0.0], 1),
)


def draw(rng: random.Random) -> tuple[list[float], int]:
    classes = rng.randint(2, 6)
    level = rng.choice((0.0, 0.0, 0.0, 5.0, 800.0))
    logits = [round(level + rng.uniform(-5, 5), 1) for _ in range(classes)]
    return logits, rng.randrange(classes)


def valid(logits: Sequence[float], label: int) -> bool:
    return len(logits) >= 2 and 0 <= label < len(logits) and all(abs(logit) <= 2000 for logit in logits)
