"""Inputs for `conv_parameters`: kernels of 1 to 7, more channels in than out and the other way round."""

import random

FIXED: tuple[tuple[int, int, int, bool], ...] = (
    (16, 32, 3, True),
    (16, 32, 3, False),
    # The first convolution of a U-Net on a colour picture, and the 1 × 1 head with 8 classes.
    (3, 16, 3, True),
    (16, 8, 1, True),
    # After a concatenation: more channels in than out.
    (48, 24, 3, False),
    (5, 2, 7, True),
    (1, 1, 5, True),
)


def draw(rng: random.Random) -> tuple[int, int, int, bool]:
    inputs, outputs = rng.sample((2, 3, 4, 6, 8, 12, 16, 24, 32, 64), 2)
    return inputs, outputs, rng.choice((1, 3, 3, 5, 7)), rng.random() < 0.5


def valid(inputs: int, outputs: int, kernel: int, bias: bool) -> bool:
    return min(inputs, outputs, kernel) >= 1 and kernel % 2 == 1 and isinstance(bias, bool)
