"""Inputs for `class_map`: small score grids with ties, negative logits and grids that are not square."""

import random
from collections.abc import Sequence

CLASSES = 3

Scores = list[list[list[float]]]

FIXED: tuple[tuple[Scores], ...] = (
    ([[[0.8, 0.1, 0.1], [0.2, 0.7, 0.1]], [[0.1, 0.2, 0.7], [0.3, 0.3, 0.4]]],),
    # Ties: for the first place, between the last two, between all three, and below the winner.
    (
        [
            [[0.4, 0.4, 0.2], [0.2, 0.4, 0.4]],
            [[0.5, 0.5, 0.5], [0.1, 0.1, 0.8]],
            [[0.4, 0.2, 0.4], [0.7, 0.1, 0.2]],
        ],
    ),
    # Logits: every score below zero, or far above one.
    ([[[-2.0, -0.5, -3.0], [-1.5, -4.0, -0.5], [6.0, -1.0, 2.5]]],),
    ([[[0.9, 0.0, 0.3]], [[0.6, 0.2, 0.5]], [[0.1, 0.8, 0.7]]],),
    # Below any number that a search might begin with; and scores that only differ if they are not rounded.
    ([[[-3e20, -2e20, -5e20], [0.332, 0.333, 0.331]]],),
)


def draw(rng: random.Random) -> tuple[Scores]:
    height, width = rng.choice(((1, 3), (2, 3), (3, 2), (4, 2), (3, 4)))
    return ([[_pixel(rng) for _ in range(width)] for _ in range(height)],)


def _pixel(rng: random.Random) -> list[float]:
    pixel = [rng.randint(-30, 30) / 10 for _ in range(CLASSES)]
    if rng.random() < 0.25:
        first, second = rng.sample(range(CLASSES), 2)
        pixel[first] = pixel[second] = max(pixel)
    return pixel


def valid(scores: Sequence[Sequence[Sequence[float]]]) -> bool:
    widths = {len(row) for row in scores}
    return (
        len(widths) == 1 and 0 not in widths and all(len(pixel) == CLASSES for row in scores for pixel in row)
    )
