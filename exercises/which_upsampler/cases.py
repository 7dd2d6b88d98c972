"""Five ways to double one small map; which of them made the large one can be read off its numbers."""

import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from exercises._engine.variants import Variant
from lessons.upsampling.interpolation import stretched
from lessons.upsampling.transposed import Setting, transposed_conv

SIDE = 3
Map = NDArray[np.float64]


@dataclass(frozen=True)
class Doubling:
    """One way to double a map: its name, the mark that it leaves, and what makes the large map."""

    title: str
    mark: str
    double: Callable[[Map], Map]


def draw(rng: random.Random) -> Variant:
    while True:
        # Multiples of 16 keep what doubling makes of them in whole numbers, all but one way.
        small = np.array([[16.0 * rng.randint(1, 6) for _ in range(SIDE)] for _ in range(SIDE)])
        ways = _ways(rng.sample((0.25, 0.5, 0.75, 1.0), 4))
        maps = [np.round(way.double(small), 1) for way in ways]
        answer = rng.randrange(len(ways))
        # Only the right way may give this map, and by far more than one cell.
        gaps = [int((large != maps[answer]).sum()) for place, large in enumerate(maps) if place != answer]
        if min(gaps) >= SIDE**2:
            break
    return Variant(
        fields={"small": _text(small), "large": _text(maps[answer])},
        answer=answer,
        options=tuple(
            (way.title, _why(way, large, maps[answer])) for way, large in zip(ways, maps, strict=True)
        ),
    )


def _ways(weights: list[float]) -> tuple[Doubling, ...]:
    twos, threes = np.reshape(weights, (2, 2)), np.full((3, 3), 0.25)
    rows = " / ".join(", ".join(f"{weight:g}" for weight in row) for row in twos)
    return (
        Doubling(
            "Nearest",
            "Nearest copies each old cell into a tile of four equal ones.",
            lambda small: stretched(small, 2 * SIDE, 2 * SIDE, "nearest"),
        ),
        Doubling(
            "Bilinear, align_corners=False",
            "This blends with shares of ¼ and ¾ and copies the outer cells at the rim.",
            lambda small: stretched(small, 2 * SIDE, 2 * SIDE),
        ),
        Doubling(
            "Bilinear, align_corners=True",
            "This keeps the corners and goes from one to the next in even steps of two fifths of a cell.",
            lambda small: stretched(small, 2 * SIDE, 2 * SIDE, align_corners=True),
        ),
        Doubling(
            f"Transposed convolution, kernel 2, stride 2, weights {rows}",
            "Stamps of 2 × 2 lie side by side, so each tile is one old cell times these weights.",
            lambda small: transposed_conv(small, twos, Setting(2, 2)),
        ),
        Doubling(
            "Transposed convolution, kernel 3, stride 2, padding 1, output padding 1, all weights 0.25",
            "One, two or four stamps reach a cell here, so it is a quarter of one old value, or of the sum of two "
            "or four.",
            lambda small: transposed_conv(small, threes, Setting(3, 2, 1, 1)),
        ),
    )


def _why(way: Doubling, large: Map, answer_map: Map) -> str:
    """The way's mark, and the cell in which the map shows or lacks it most clearly."""
    apart = np.abs(large - answer_map)
    if not apart.any():
        return f"{way.mark} Every cell of the map agrees with it."
    row, column = (int(at) for at in np.unravel_index(apart.argmax(), apart.shape))
    return (
        f"{way.mark} In row {row}, column {column} it would give {large[row, column]:g}; "
        f"the map has {answer_map[row, column]:g}."
    )


def _text(values: Map) -> str:
    return "\n".join(" ".join(f"{value:5g}" for value in row) for row in values)
