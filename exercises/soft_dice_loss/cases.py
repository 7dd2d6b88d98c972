"""Inputs for `soft_dice_loss`: small grids of probabilities, most of them unsure, and a truth with an object."""

import random
from collections.abc import Sequence

Grid = list[list[float]]
Truth = list[list[int]]

FIXED: tuple[tuple[Grid, Truth], ...] = (
    ([[0.9, 0.6], [0.4, 0.1]], [[1, 1], [0, 0]]),
    # One true pixel in eight, and a network that is unsure everywhere.
    ([[0.2, 0.2, 0.2, 0.2], [0.2, 0.2, 0.2, 0.2]], [[0, 0, 1, 0], [0, 0, 0, 0]]),
    # Nearly right; wrong all over; and right in every pixel.
    ([[0.95, 0.05, 0.1], [0.8, 0.7, 0.3]], [[1, 0, 0], [1, 1, 0]]),
    ([[0.1, 0.8], [0.3, 0.9], [0.6, 0.7]], [[1, 0], [1, 0], [0, 0]]),
    ([[1.0, 0.0], [0.0, 1.0]], [[1, 0], [0, 1]]),
)


def draw(rng: random.Random) -> tuple[Grid, Truth]:
    height, width = rng.choice(((2, 3), (3, 2), (3, 3), (2, 4)))
    truth = [[int(rng.random() < 0.4) for _ in range(width)] for _ in range(height)]
    truth[rng.randrange(height)][rng.randrange(width)] = 1
    # Never 0.5, which rounds either way.
    chances = [place / 20 for place in range(1, 20) if place != 10]
    return [[rng.choice(chances) for _ in range(width)] for _ in range(height)], truth


def valid(probs: Sequence[Sequence[float]], truth: Sequence[Sequence[int]]) -> bool:
    widths = {len(row) for row in (*probs, *truth)}
    return (
        len(probs) == len(truth) > 0
        and len(widths) == 1
        and all(0 <= p <= 1 for row in probs for p in row)
        and {t for row in truth for t in row} <= {0, 1}
        and any(1 in row for row in truth)
    )
