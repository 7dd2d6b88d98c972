"""Dice 0.8 in the fewest painted cells: how much of an object may be missing."""

import random

from exercises._engine.variants import Condition, Mask, Variant
from lessons.metrics.overlap import dice

SIDE = 10
CAR = 1
MIN_DICE = 0.8

Cell = tuple[int, int]


def draw(rng: random.Random) -> Variant:
    car = _car(rng)
    return Variant(
        fields={"area": len(car), "cells": SIDE * SIDE},
        start=_mask([]),
        truth=_mask(car),
        class_names=("background", "car"),
    )


def fewest(area: int) -> int:
    """The fewest cells that reach Dice 0.8 on a region of `area` cells.

    With k cells, all inside, Dice is 2k / (k + area); that is at least 0.8 from k = 2/3 area on.
    """
    return -(-2 * area // 3)


def conditions(mask: Mask, variant: Variant) -> tuple[Condition, ...]:
    assert variant.truth is not None
    score = dice(mask, variant.truth, CAR)
    cells = len(_cells_of(mask))
    enough = fewest(len(_cells_of(variant.truth)))
    room = "fewer will do" if cells > enough else "no more than it takes"
    return (
        Condition(
            f"Dice of at least {MIN_DICE}", score >= MIN_DICE, f"Dice {score:.3f}, needs at least {MIN_DICE}"
        ),
        Condition("As few painted cells as possible", cells <= enough, f"{cells} cells painted, {room}"),
    )


def specimens(variant: Variant) -> tuple[tuple[Mask, ...], tuple[Mask, ...]]:
    assert variant.truth is not None
    car = _cells_of(variant.truth)
    enough = fewest(len(car))
    outside = next(cell for cell in ((0, 0), (SIDE - 1, SIDE - 1)) if cell not in car)
    right = (_mask(car[:enough]), _mask(car[-enough:]))
    wrong = (
        _mask(car),
        _mask(car[: enough - 1]),
        _mask([*car[: enough - 1], outside]),
        _mask([*car[:enough], outside]),
    )
    return right, wrong


def _car(rng: random.Random) -> list[Cell]:
    """A body with a cabin on it and a wheel or two below: 22 to 42 cells, clear of two corners at least."""
    left, width = rng.randint(0, 2), rng.randint(7, 8)
    top, body = rng.randint(3, 4), rng.randint(2, 3)
    cabin_left, cabin_width = left + rng.randint(1, 2), rng.randint(3, 4)
    cells = {(y, x) for y in range(top, top + body) for x in range(left, left + width)}
    cells |= {(y, x) for y in range(top - 2, top) for x in range(cabin_left, cabin_left + cabin_width)}
    for wheel in rng.sample((left + 1, left + width - 3), rng.randint(1, 2)):
        cells |= {(top + body, wheel), (top + body, wheel + 1)}
    return sorted(cells)


def _cells_of(mask: Mask) -> list[Cell]:
    return [(y, x) for y, row in enumerate(mask) for x, class_id in enumerate(row) if class_id == CAR]


def _mask(cells: list[Cell]) -> Mask:
    return tuple(tuple(CAR * ((y, x) in cells) for x in range(SIDE)) for y in range(SIDE))
