"""The scores that the page starts from: small pictures whose winners make a street."""

import random

CLASS_NAMES = ("background", "road", "car")

_LEVELS = """
BBBBBBBB
BBBCCBBB
BBCCCCBB
RRRRRRRR
RRRRRRRR
"""

Scores = tuple[tuple[tuple[float, ...], ...], ...]


def street_scores(seed: int = 3) -> Scores:
    """Scores of a street, (5, 8, 3): high for the class drawn, lower for the others, a little uneven.

    The same seed gives the same scores everywhere.
    """
    rng = random.Random(seed)
    return tuple(
        tuple(
            tuple(round((2.0 if letter == drawn else -1.0) + rng.uniform(-0.9, 0.9), 1) for letter in "BRC")
            for drawn in line
        )
        for line in _LEVELS.split()
    )


UNDECIDED: Scores = (
    ((2.0, 0.5, -1.0), (0.6, 0.5, -0.4)),
    ((-1.0, 1.2, 1.2), (0.0, 0.0, 0.0)),
)
"""Four pixels: a clear winner, a close one, a tie of two, a tie of all three. (2, 2, 3)."""

PAINTED = ((0, 0, 0, 0, 0, 0), (0, 0, 2, 2, 0, 0), (0, 2, 2, 2, 2, 0), (1, 1, 1, 1, 1, 1))
"""A finished mask to play with, (4, 6) class ids of `CLASS_NAMES`."""
