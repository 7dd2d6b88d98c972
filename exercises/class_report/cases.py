"""Confusion matrices with classes that are absent, missed, invented or perfect."""

import random

NAMES = ("road", "car", "person", "sign")
Matrix = list[list[int]]

FIXED: tuple[tuple[Matrix, list[str]], ...] = (
    ([[6, 2, 0], [1, 3, 0], [0, 0, 0]], ["road", "car", "sign"]),
    # One class is missed altogether, one is invented.
    ([[5, 1, 2], [3, 0, 0], [0, 0, 0]], ["road", "car", "person"]),
    ([[4, 0], [0, 7]], ["car", "person"]),
    # The first class is absent.
    ([[0, 0, 0], [0, 2, 5], [0, 1, 8]], ["road", "car", "person"]),
    ([[0]], ["sign"]),
    ([[9, 1, 0, 2], [0, 0, 0, 0], [3, 0, 5, 0], [1, 0, 1, 4]], ["road", "car", "person", "sign"]),
    # Two rows are equal, and nothing is called a person.
    ([[7, 1, 0], [7, 1, 0], [2, 0, 0]], ["road", "car", "person"]),
)


def draw(rng: random.Random) -> tuple[Matrix, list[str]]:
    count = rng.randint(2, 4)
    absent = {label for label in range(count) if rng.random() < 0.25}
    matrix = [
        [0 if {row, column} & absent else rng.choice((0, 0, 1, 2, 5, 9)) for column in range(count)]
        for row in range(count)
    ]
    return matrix, list(NAMES[:count])


def valid(confusion: Matrix, names: list[str]) -> bool:
    square = all(len(row) == len(confusion) for row in confusion)
    return (
        square and len(names) == len(confusion) >= 1 and all(cell >= 0 for row in confusion for cell in row)
    )
