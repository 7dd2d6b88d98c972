"""One value between four cells, in either convention, with weights that are quarters."""

import random
from itertools import combinations

from exercises._engine.variants import Variant
from lessons.upsampling.interpolation import Neighbour, bilinear

CONVENTIONS = {
    False: "the outer edges of both maps fall together",
    True: "the centres of the corner cells of both maps fall together",
}
# Each wrong way must give its own number, clear of the tolerance on both sides. At half the way between two
# cells it cannot, so such places are not drawn.
APART = 0.5

Grid = list[list[int]]


def draw(rng: random.Random) -> Variant:
    while True:
        height, width = rng.randint(2, 4), rng.randint(2, 4)
        # Multiples of 16: with quarters along both sides the value is a whole number.
        values = [[16 * rng.randint(0, 9) for _ in range(width)] for _ in range(height)]
        align = rng.random() < 0.5
        new_height, new_width = (4 * side - 3 if align else 2 * side for side in (height, width))
        row, column = rng.randrange(new_height), rng.randrange(new_width)
        blend = bilinear(values, row, column, new_height, new_width, align)
        # Right at a cell's centre, or at the rim, there is nothing to blend along that side.
        if min(each.weight for each in blend.neighbours) == 0 or not _four(blend.neighbours):
            continue
        mistakes = _mistakes(values, row, column, new_height, new_width, align)
        numbers = [blend.value, *(value for value, _ in mistakes)]
        if all(abs(one - other) > APART for one, other in combinations(numbers, 2)):
            return Variant(
                fields={
                    "height": height,
                    "width": width,
                    "new_height": new_height,
                    "new_width": new_width,
                    "align_corners": str(align),
                    "convention": CONVENTIONS[align],
                    "values": "\n".join(" ".join(f"{value:4d}" for value in each) for each in values),
                    "row": row,
                    "column": column,
                },
                answer=blend.value,
                mistakes=mistakes,
                worked=f"The new cell lies at row {blend.row:.2f}, column {blend.column:.2f} of the map. The four "
                f"cells around it and their weights: {_weights(blend.neighbours)}.",
            )


def _weights(neighbours: tuple[Neighbour, ...]) -> str:
    return ", ".join(f"{each.value:g} × {each.weight:g}" for each in neighbours)


def _four(neighbours: tuple[Neighbour, ...]) -> bool:
    return len({(each.row, each.column) for each in neighbours}) == 4


def _mistakes(
    values: Grid, row: int, column: int, height: int, width: int, align: bool
) -> tuple[tuple[float, str], ...]:
    blend = bilinear(values, row, column, height, width, align)
    mixed = bilinear(values, row, column, height, width, not align)
    # The four in another order are the weights given to the wrong cells.
    upside_down, mirrored, turned = (2, 3, 0, 1), (1, 0, 3, 2), (3, 2, 1, 0)
    return (
        (
            mixed.value,
            f"You placed the cell as align_corners={not align} does, at row {mixed.row:.2f}, column "
            f"{mixed.column:.2f}. Here {CONVENTIONS[align]}.",
        ),
        (
            _reordered(blend.neighbours, upside_down),
            "The two weights along the rows are the wrong way round: the nearer row counts more.",
        ),
        (
            _reordered(blend.neighbours, mirrored),
            "The two weights along the columns are the wrong way round: the nearer column counts more.",
        ),
        (
            _reordered(blend.neighbours, turned),
            "Your weights belong to other cells. Take the nearer row and the nearer column with the larger "
            "weight, each along its own side.",
        ),
        (
            sum(each.value for each in blend.neighbours) / 4,
            "You took the plain mean of the four cells. The nearer a cell is, the more it counts.",
        ),
        (
            max(blend.neighbours, key=lambda each: each.weight).value,
            "You copied the nearest cell. Bilinear interpolation blends the four around the place.",
        ),
    )


def _reordered(neighbours: tuple[Neighbour, ...], order: tuple[int, ...]) -> float:
    return sum(neighbours[place].weight * each.value for place, each in zip(order, neighbours, strict=True))
