"""Inputs for `batch_norm`: a few values of one channel, running statistics, and either mode."""

import random
from collections.abc import Sequence

FIXED: tuple[tuple[list[float], float, float, bool], ...] = (
    ([1.0, 3.0], 0.0, 1.0, True),
    ([1.0, 3.0], 0.0, 1.0, False),
    # The night: far from what the training saw.
    ([0.1, 0.2, 0.1, 0.4], 2.5, 0.8, False),
    ([0.1, 0.2, 0.1, 0.4], 2.5, 0.8, True),
    ([-2.0, 0.5, 4.0], -1.0, 3.0, True),
    ([-2.0, 0.5, 4.0], -1.0, 3.0, False),
    # Nothing varies in this batch.
    ([1.5, 1.5, 1.5], 0.5, 2.0, False),
    ([1.5, 1.5, 1.5], 0.5, 2.0, True),
)


def draw(rng: random.Random) -> tuple[list[float], float, float, bool]:
    middle = rng.uniform(-3, 3)
    values = [round(middle + rng.uniform(-2, 2), 2) for _ in range(rng.randint(2, 6))]
    return values, round(rng.uniform(-2, 2), 2), round(rng.uniform(0.2, 4.0), 2), rng.random() < 0.5


def valid(values: Sequence[float], running_mean: float, running_var: float, training: bool) -> bool:
    return (
        len(values) >= 2
        and all(abs(value) <= 100 for value in (*values, running_mean))
        and 0.1 <= running_var <= 100
        and isinstance(training, bool)
    )
