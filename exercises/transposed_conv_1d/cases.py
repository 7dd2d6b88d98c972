"""Inputs for `transposed_conv`: stamps that overlap, that touch and that leave gaps, with and without padding."""

import random
from collections.abc import Sequence

from lessons.upsampling.transposed import Setting, SettingError, output_size

FIXED: tuple[tuple[list[int], list[int], int, int], ...] = (
    ([1, 2, 3], [1, 10, 100], 2, 0),
    ([1, 2, 3], [1, 10, 100], 2, 1),
    # The stamps touch, then leave gaps.
    ([4, -1, 2], [1, 3], 2, 0),
    ([5, 6], [2, 1], 4, 0),
    # Stride 1: every cell but the first and the last is reached more than once.
    ([2, 0, -3, 1], [1, 2, 3], 1, 2),
    ([7], [1, 2, 3, 4], 3, 1),
    # An even kernel that the stride divides, as in a decoder.
    ([1, -2, 3, 5], [1, 3, 3, 2], 2, 1),
)


def draw(rng: random.Random) -> tuple[list[int], list[int], int, int]:
    cells, taps, stride = rng.randint(2, 5), rng.randint(2, 4), rng.randint(1, 4)
    covered = output_size(cells, Setting(taps, stride))
    padding = rng.randint(0, min(2, (covered - 1) // 2))
    return _numbers(rng, cells), _numbers(rng, taps), stride, padding


def _numbers(rng: random.Random, count: int) -> list[int]:
    return [rng.randint(-9, 9) for _ in range(count)]


def valid(values: Sequence[int], kernel: Sequence[int], stride: int, padding: int) -> bool:
    try:
        return output_size(len(values), Setting(len(kernel), stride, padding)) >= 1
    except SettingError:
        return False
