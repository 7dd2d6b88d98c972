"""Inputs for `mean_iou`: small confusion matrices, with classes that the truth, the prediction or both lack."""

import random
from collections.abc import Sequence

Confusion = list[list[int]]

FIXED: tuple[tuple[Confusion], ...] = (
    ([[6, 2, 0], [1, 3, 0], [0, 0, 0]],),
    # All classes are there.
    ([[5, 1, 2], [0, 4, 1], [3, 0, 7]],),
    # Class 1 is wholly missed; then class 1 is only in the prediction.
    ([[8, 0, 0], [3, 0, 1], [0, 0, 6]],),
    ([[8, 3, 0], [0, 0, 0], [0, 1, 6]],),
    # Class 0 is the one that nobody has.
    ([[0, 0, 0, 0], [0, 9, 2, 0], [0, 1, 4, 3], [0, 0, 0, 5]],),
    ([[0, 0], [0, 0]],),
    ([[0, 4], [5, 0]],),
    # Two rows are equal, two classes have the same IoU, and the last one has a single pixel.
    ([[2, 1, 0, 0], [2, 1, 0, 0], [0, 0, 5, 0], [0, 0, 0, 1]],),
)


def draw(rng: random.Random) -> tuple[Confusion]:
    classes = rng.randint(2, 5)
    true = [rng.random() < 0.75 for _ in range(classes)]
    predicted = [(there and rng.random() < 0.85) or rng.random() < 0.1 for there in true]
    return (
        [
            [
                rng.randint(2, 12)
                if row == column and true[row] and predicted[row]
                else rng.randint(0, 4)
                if true[row] and predicted[column]
                else 0
                for column in range(classes)
            ]
            for row in range(classes)
        ],
    )


def valid(confusion: Sequence[Sequence[int]]) -> bool:
    return (
        len(confusion) >= 2
        and all(len(row) == len(confusion) for row in confusion)
        and all(count >= 0 for row in confusion for count in row)
    )
