"""Inputs for `weights_from_counts`: counts of two to six classes, some of them absent."""

import random
from collections.abc import Sequence

FIXED: tuple[tuple[list[int]], ...] = (
    ([90, 6, 4],),
    ([90, 0, 10],),
    # All alike; one class only; a tumour in a scan.
    ([25, 25, 25, 25],),
    ([0, 7, 0],),
    ([199, 1],),
    # Two absent classes side by side: one is passed over if zeros are removed while looping over them.
    ([700, 0, 0, 2],),
)


def draw(rng: random.Random) -> tuple[list[int]]:
    counts = [rng.choice((0, 1, 3, 10, 40, 200, 1000)) for _ in range(rng.randint(2, 6))]
    counts[rng.randrange(len(counts))] = rng.randint(1, 500)
    return (counts,)


def valid(counts: Sequence[int]) -> bool:
    return len(counts) > 0 and all(type(count) is int and count >= 0 for count in counts) and any(counts)
