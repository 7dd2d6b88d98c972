"""Inputs for `prepared`: small images in blue, green, red, with means and deviations that differ by channel."""

import random
from collections.abc import Sequence

Image = list[list[list[int]]]

FIXED: tuple[tuple[Image, list[float], list[float]], ...] = (
    ([[[51, 102, 255], [0, 102, 51]]], [0.5, 0.4, 0.2], [0.25, 0.2, 0.1]),
    # The numbers of ImageNet, which most pretrained encoders expect.
    ([[[255, 0, 128]], [[10, 200, 60]]], [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
    # The numbers of this course's streets.
    (
        [[[90, 120, 150], [30, 60, 240]], [[0, 0, 0], [255, 255, 255]]],
        [0.449, 0.428, 0.412],
        [0.178, 0.164, 0.183],
    ),
    ([[[17, 34, 68]]], [0.3, 0.6, 0.9], [0.5, 0.25, 0.125]),
)


def draw(rng: random.Random) -> tuple[Image, list[float], list[float]]:
    height, width = rng.randint(1, 3), rng.randint(1, 3)
    image = [[[rng.randint(0, 255) for _ in range(3)] for _ in range(width)] for _ in range(height)]
    mean = [rng.randint(30, 60) / 100 for _ in range(3)]
    std = [rng.randint(10, 29) / 100 for _ in range(3)]
    return image, mean, std


def valid(image: Sequence[Sequence[Sequence[int]]], mean: Sequence[float], std: Sequence[float]) -> bool:
    widths = {len(row) for row in image}
    return (
        len(widths) == 1
        and 0 not in widths
        and len(mean) == len(std) == 3
        and all(0 < value < 1 for value in (*mean, *std))
        and all(
            len(pixel) == 3 and all(0 <= value <= 255 for value in pixel) for row in image for pixel in row
        )
    )
