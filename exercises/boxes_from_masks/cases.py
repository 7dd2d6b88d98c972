"""Inputs for `box`: two or three objects in a small map, and numbers that no cell has."""

import random
from collections.abc import Sequence

Ids = list[list[int]]

EXAMPLE: Ids = [[0, 0, 0, 0, 2], [0, 0, 1, 0, 2], [0, 1, 1, 1, 0]]

FIXED: tuple[tuple[Ids, int], ...] = (
    (EXAMPLE, 1),
    (EXAMPLE, 2),
    (EXAMPLE, 7),
    # Its first cell in reading order is not its leftmost one, its last one not its rightmost.
    ([[0, 0, 0, 0], [0, 0, 3, 0], [0, 3, 3, 3], [0, 0, 3, 0], [1, 0, 0, 0]], 3),
    # One cell, and one object in two pieces.
    ([[1, 1, 0], [1, 0, 4], [0, 0, 0]], 4),
    ([[0, 0, 0, 0, 0, 0], [0, 5, 0, 2, 5, 0]], 5),
    ([[6]], 6),
    # Each cell of the second row moves two sides at once.
    ([[0, 7, 0], [7, 0, 7]], 7),
    # Farther to the right than a search for the smallest that begins at 999 or 1000.
    ([[0] * 1001 + [3]], 3),
)


def draw(rng: random.Random) -> tuple[Ids, int]:
    height, width = rng.randint(3, 7), rng.randint(3, 7)
    ids = [[0] * width for _ in range(height)]
    numbers = rng.sample(range(1, 9), 3)
    for number in numbers[:2]:
        row, column = rng.randrange(height), rng.randrange(width)
        for _ in range(rng.randint(1, 8)):
            ids[row][column] = number
            # A walk of single steps; at the rim it stands still.
            down, right = rng.choice(((-1, 0), (1, 0), (0, -1), (0, 1)))
            row, column = min(max(row + down, 0), height - 1), min(max(column + right, 0), width - 1)
    # The third number is in no cell. It is asked for in one of six inputs.
    return ids, numbers[2] if rng.random() < 1 / 6 else rng.choice(numbers[:2])


def valid(ids: Sequence[Sequence[int]], number: int) -> bool:
    widths = {len(row) for row in ids}
    return (
        len(widths) == 1 and 0 not in widths and number >= 1 and all(cell >= 0 for row in ids for cell in row)
    )
