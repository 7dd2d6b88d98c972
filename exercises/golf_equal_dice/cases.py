"""Equal Dice, different boundary IoU: Dice counts wrong pixels, the outline shows where they are."""

import random

from exercises._engine.variants import Condition, Mask, TaskPicture, Variant
from lessons.metrics.boundary import boundary_iou
from lessons.metrics.overlap import dice

SIDE = 12
CAR = 1
MIN_GAP = 0.2
# The constructed answers keep this much more distance, so that a learner's need not be the best possible.
SLACK = 0.05
NAMES = ("background", "car")

Cell = tuple[int, int]


def draw(rng: random.Random) -> Variant:
    """A car, and a prediction A that lacks some of it: cells along the rim, or one clump in a corner."""
    while True:
        car = _car(rng)
        missing = rng.randint(11, 13)
        spread = rng.random() < 0.5
        first = _mask(
            car - (_along_rim(car, missing) if spread else _corner(car, missing, right=rng.random() < 0.5))
        )
        truth = _mask(car)
        variant = Variant(
            fields={
                "dice": f"{dice(first, truth, CAR):.3f}",
                "boundary": f"{boundary_iou(first, truth, CAR):.3f}",
                "gap": MIN_GAP,
            },
            pictures=(TaskPicture("Prediction A", first, NAMES),),
            start=first,
            truth=truth,
            class_names=NAMES,
        )
        if specimens(variant)[0]:
            return variant


def conditions(mask: Mask, variant: Variant) -> tuple[Condition, ...]:
    truth, first = variant.truth, variant.pictures[0].mask
    assert truth is not None
    score, first_score = round(dice(mask, truth, CAR), 3), round(dice(first, truth, CAR), 3)
    outline, other = boundary_iou(mask, truth, CAR), boundary_iou(first, truth, CAR)
    # A hair of slack, so that a gap of exactly 0.2 counts in spite of floating point.
    apart = abs(outline - other) > MIN_GAP - 1e-9
    return (
        Condition("The same Dice as A", score == first_score, f"Dice {score:.3f}, A has {first_score:.3f}"),
        Condition(
            f"Boundary IoU at least {MIN_GAP} away from A's",
            apart,
            f"boundary IoU {outline:.3f}, A has {other:.3f}: {abs(outline - other):.3f} away",
        ),
    )


def specimens(variant: Variant) -> tuple[tuple[Mask, ...], tuple[Mask, ...]]:
    """Right: as many cells missing as in A, elsewhere. Wrong: A, the truth, too many missing, nothing."""
    truth, first = variant.truth, variant.pictures[0].mask
    assert truth is not None
    car = _cells_of(truth)
    missing = len(car) - len(_cells_of(first))
    candidates = [_mask(car - _along_rim(car, missing))]
    candidates += [_mask(car - _corner(car, missing, right=right)) for right in (False, True)]
    right = tuple(mask for mask in candidates if _outline_gap(mask, first, truth) > MIN_GAP + SLACK)
    wrong = (first, truth, _mask(car - _along_rim(car, missing + 2)), _mask(set()))
    return right, wrong


def _outline_gap(mask: Mask, first: Mask, truth: Mask) -> float:
    return abs(boundary_iou(mask, truth, CAR) - boundary_iou(first, truth, CAR))


def _car(rng: random.Random) -> set[Cell]:
    """A body with a cabin on it, 42 to 63 cells."""
    left, width = rng.randint(1, 3), rng.randint(7, 8)
    top, height = rng.randint(3, 5), rng.randint(5, 6)
    cabin_left, cabin_width = left + rng.randint(1, 2), rng.randint(4, 5)
    cells = {(y, x) for y in range(top, top + height) for x in range(left, left + width)}
    return cells | {(y, x) for y in range(top - 2, top) for x in range(cabin_left, cabin_left + cabin_width)}


def _along_rim(car: set[Cell], count: int) -> set[Cell]:
    """`count` rim cells, no two of them touching as long as there are such; the rest fill up the gaps."""
    rim = sorted(cell for cell in car if any(near not in car for near in _beside(cell)))
    apart: list[Cell] = []
    for cell in rim:
        if not any(max(abs(cell[0] - y), abs(cell[1] - x)) < 2 for y, x in apart):
            apart.append(cell)
    return set((apart + [cell for cell in rim if cell not in apart])[:count])


def _corner(car: set[Cell], count: int, *, right: bool) -> set[Cell]:
    """The `count` cells of the car nearest to its lower left or lower right corner."""
    y0 = max(y for y, _ in car)
    x0 = max(x for _, x in car) if right else min(x for _, x in car)
    return set(sorted(car, key=lambda cell: (max(abs(cell[0] - y0), abs(cell[1] - x0)), cell))[:count])


def _beside(cell: Cell) -> tuple[Cell, ...]:
    y, x = cell
    return (y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)


def _cells_of(mask: Mask) -> set[Cell]:
    return {(y, x) for y, row in enumerate(mask) for x, class_id in enumerate(row) if class_id == CAR}


def _mask(cells: set[Cell]) -> Mask:
    return tuple(tuple(CAR * ((y, x) in cells) for x in range(SIDE)) for y in range(SIDE))
