"""Pictures that fit, that lack columns, rows or both, and that are smaller than one step."""

import random

TaskPicture = list[list[int]]

FIXED: tuple[tuple[TaskPicture, int], ...] = (
    ([[1, 2, 3], [4, 5, 6]], 2),
    ([[1, 2, 3, 4, 5], [6, 7, 8, 9, 1], [2, 3, 4, 5, 6]], 4),
    # Nothing is missing.
    ([[1, 2], [3, 4]], 2),
    # Only rows are missing, then both sides of a picture smaller than the step.
    ([[1, 2], [3, 4], [5, 6]], 2),
    ([[7, 8]], 3),
    ([[1, 2, 3, 4], [5, 6, 7, 8], [9, 1, 2, 3]], 3),
)


def draw(rng: random.Random) -> tuple[TaskPicture, int]:
    height, width = rng.randint(1, 5), rng.randint(1, 5)
    return [[rng.randint(0, 9) for _ in range(width)] for _ in range(height)], rng.randint(2, 4)


def valid(image: TaskPicture, step: int) -> bool:
    return step >= 1 and len(image) >= 1 and len(image[0]) >= 1 and len({len(row) for row in image}) == 1
