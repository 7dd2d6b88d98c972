"""Inputs for `masks`: small batches of scores, with as many pictures as classes and with more or fewer."""

import random
from collections.abc import Sequence

Logits = list[list[list[list[int]]]]

FIXED: tuple[tuple[Logits], ...] = (
    ([[[[5, 1]], [[2, 4]]], [[[6, 0]], [[9, 7]]]],),
    # One picture of three classes; one score is shared by two of them.
    ([[[[1, 4, 2], [0, 3, 3]], [[2, 4, 1], [5, 1, 3]], [[3, 0, 9], [4, 2, 1]]]],),
    # Three pictures of two classes, all scores below 0.
    (
        [
            [[[-5, -1], [-2, -4]], [[-3, -2], [-6, -1]]],
            [[[-1, -3], [-9, -2]], [[-4, -1], [-1, -3]]],
            [[[-2, -2], [-1, -1]], [[-7, -1], [-3, -9]]],
        ],
    ),
    # As many pictures as classes, rows and columns.
    (
        [
            [
                [[0, 7, 2], [4, 1, 6], [3, 5, 8]],
                [[6, 1, 5], [2, 9, 0], [8, 4, 7]],
                [[3, 9, 4], [8, 5, 7], [0, 6, 1]],
            ],
            [
                [[9, 2, 1], [0, 3, 8], [7, 6, 4]],
                [[1, 8, 3], [6, 2, 9], [5, 0, 2]],
                [[4, 5, 7], [3, 8, 1], [9, 2, 6]],
            ],
            [
                [[2, 4, 6], [9, 7, 5], [1, 3, 0]],
                [[8, 0, 9], [3, 4, 1], [6, 7, 5]],
                [[5, 6, 1], [7, 0, 2], [4, 8, 9]],
            ],
        ],
    ),
    ([[[[3]], [[1]], [[2]], [[0]]], [[[0]], [[2]], [[2]], [[9]]]],),
    # More rows than classes, and scores below any number, such as -100, at which the search for the highest may begin.
    ([[[[-9_000_000], [1], [0]], [[-8_000_000], [0], [3]]]],),
)


def draw(rng: random.Random) -> tuple[Logits]:
    pictures, classes = rng.randint(1, 3), rng.randint(2, 4)
    height, width = rng.choice(((1, 2), (2, 2), (2, 3), (3, 2)))
    return (
        [
            [[[rng.randint(-9, 9) for _ in range(width)] for _ in range(height)] for _ in range(classes)]
            for _ in range(pictures)
        ],
    )


def valid(logits: Sequence[Sequence[Sequence[Sequence[int]]]]) -> bool:
    classes = {len(picture) for picture in logits}
    heights = {len(scores) for picture in logits for scores in picture}
    widths = {len(row) for picture in logits for scores in picture for row in scores}
    return (
        all(len(sizes) == 1 and 0 not in sizes for sizes in (classes, heights, widths)) and min(classes) > 1
    )
