"""A small street to paint: 8 × 12 pixels of sky, tree, road, car and person, and a half-done mask of it."""

CLASS_NAMES = ("sky", "tree", "road", "car", "person")

# One letter per pixel: Sky, Tree, Road, Car, Person.
_DRAWN = """
SSSSSSSSSTTT
SSSSSSSSSTTT
STTSSSSSSTTT
STTSSCCSSSTP
STTSCCCCSSTP
RRRRCCCCRRRP
RRRRRRRRRRRR
RRRRRRRRRRRR
"""

TRUTH: tuple[tuple[int, ...], ...] = tuple(
    tuple("STRCP".index(letter) for letter in line) for line in _DRAWN.split()
)
"""(8, 12) class ids."""

HALF_DONE: tuple[tuple[int, ...], ...] = tuple(
    tuple(label if x < 6 and label in (0, 2) else 0 for x, label in enumerate(row)) for row in TRUTH
)
"""(8, 12) class ids: sky everywhere, and road in the left half. The rest is for the learner."""
