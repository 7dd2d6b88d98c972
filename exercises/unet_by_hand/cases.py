"""Inputs for `decoder_input`: small feature maps, the second half as high and half as wide as the first."""

import random
from collections.abc import Sequence

Features = list[list[list[int]]]

FIXED: tuple[tuple[Features, Features], ...] = (
    ([[[1, 2, 3, 4], [5, 6, 5, 6]]], [[[7, 8]]]),
    # More channels below than in the skip, and the other way round.
    ([[[1, 2], [3, 4]]], [[[5]], [[-6]], [[7]]]),
    ([[[0, 1], [2, 3], [4, 5], [6, 7]], [[9, 8], [7, 6], [5, 4], [3, 2]]], [[[-1], [-2]]]),
    # Two channels each, neither high nor wide alone.
    (
        [[[1, 0, 2, 0], [0, 3, 0, 4], [5, 0, 6, 0], [0, 7, 0, 8]], [[9] * 4, [8] * 4, [7] * 4, [6] * 4]],
        [[[1, 2], [3, 4]], [[5, 6], [7, 8]]],
    ),
)


def draw(rng: random.Random) -> tuple[Features, Features]:
    height, width = rng.choice(((1, 1), (1, 2), (2, 1), (2, 2), (1, 3)))
    skip = _features(rng, rng.randint(1, 3), 2 * height, 2 * width)
    return skip, _features(rng, rng.randint(1, 3), height, width)


def _features(rng: random.Random, channels: int, height: int, width: int) -> Features:
    return [[[rng.randint(-9, 9) for _ in range(width)] for _ in range(height)] for _ in range(channels)]


def valid(skip: Sequence[Sequence[Sequence[int]]], up: Sequence[Sequence[Sequence[int]]]) -> bool:
    sizes = [{(len(channel), len(row)) for channel in each for row in channel} for each in (skip, up)]
    if any(len(size) != 1 for size in sizes) or not all(len(channel) for channel in (*skip, *up)):
        return False
    (skip_size,), (up_size,) = sizes
    return 0 not in up_size and skip_size == (2 * up_size[0], 2 * up_size[1])
