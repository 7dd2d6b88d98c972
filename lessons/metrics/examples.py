"""The masks that the metrics page starts from: drawn as text, one letter per pixel."""

Mask = tuple[tuple[int, ...], ...]


def mask_from_letters(picture: str, letters: str) -> Mask:
    """Rows of class ids from rows of letters; a class's id is its letter's place in `letters`."""
    return tuple(tuple(letters.index(letter) for letter in line) for line in picture.split())


# The worked pair: 7 predicted pixels, 7 true ones, 6 in both, 8 in at least one.
PREDICTION = mask_from_letters("..## .### .##. ....", ".#")
TRUTH = mask_from_letters(".### .##. .##. ....", ".#")

# The trap: two pedestrians in a street of 10 × 16 pixels, and a prediction that has none.
TRAP_CLASSES = ("background", "road", "person")
TRAP_TRUTH = mask_from_letters(
    """
    BBBBBBBBBBBBBBBB
    BBBBBBBBBBBBBBBB
    BBBBBBBBBBBBBBBB
    BBBPBBBBBBBBBBBB
    BBBPBBBBBBBBPBBB
    BBBPBBBBBBBBPBBB
    RRRPRRRRRRRRPRRR
    RRRRRRRRRRRRRRRR
    RRRRRRRRRRRRRRRR
    RRRRRRRRRRRRRRRR
    """,
    "BRP",
)
TRAP_PREDICTION = mask_from_letters(
    """
    BBBBBBBBBBBBBBBB
    BBBBBBBBBBBBBBBB
    BBBBBBBBBBBBBBBB
    BBBBBBBBBBBBBBBB
    BBBBBBBBBBBBBBBB
    BBBBBBBBBBBBBBBB
    RRRRRRRRRRRRRRRR
    RRRRRRRRRRRRRRRR
    RRRRRRRRRRRRRRRR
    RRRRRRRRRRRRRRRR
    """,
    "BRP",
)

# Two pictures for the many scores: the second holds no car, and neither holds a person.
SCORES_CLASSES = ("background", "road", "car", "person")
SCORES_PREDICTION = mask_from_letters("BBBBBB BBBBBB BBCCCB BBCCBB RRRRRR RRRRRR", "BRC")
SCORES_TRUTH = mask_from_letters("BBBBBB BBBBBB BCCCBB BCCCBB RRRRRR RRRRRR", "BRC")
SECOND_PREDICTION = mask_from_letters("BBBBBB BBBBBB BBBBBB BBBBCB BRRRRR RRRRRR", "BRC")
SECOND_TRUTH = mask_from_letters("BBBBBB BBBBBB BBBBBB BBBBBB RRRRRR RRRRRR", "BRC")

# One square, and two predictions that each miss nine of its pixels.
SQUARE: Mask = tuple(tuple(int(2 <= y < 14 and 2 <= x < 14) for x in range(16)) for y in range(16))


def without(mask: Mask, removed: set[tuple[int, int]]) -> Mask:
    """`mask` with these (row, column) cells set to 0."""
    return tuple(
        tuple(0 if (y, x) in removed else label for x, label in enumerate(row)) for y, row in enumerate(mask)
    )


LOST_CORNER = without(SQUARE, {(y, x) for y in (2, 3, 4) for x in (2, 3, 4)})
FRAYED = without(SQUARE, {(2, 4), (2, 8), (2, 12), (6, 13), (10, 13), (13, 11), (13, 7), (13, 3), (8, 2)})
