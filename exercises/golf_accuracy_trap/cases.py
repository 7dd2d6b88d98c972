"""The accuracy trap: few wrong pixels, spent where they hurt mean IoU most."""

import random
from collections.abc import Iterator
from itertools import product

from exercises._engine.variants import Condition, Mask, Variant
from lessons.metrics.confusion import pixel_accuracy
from lessons.metrics.overlap import mean_iou

SIDE = 12
MIN_ACCURACY = 0.95
MAX_MIOU = 0.35
RARE_CLASSES = ("person", "dog", "car", "sign")
# Pixels of the rare classes. Each set is too large to be wiped out whole and small enough to win with.
SIZES = ((1, 1, 2, 4), (1, 1, 2, 5), (1, 1, 3, 3), (1, 1, 3, 4), (1, 2, 2, 3), (1, 2, 2, 4), (2, 2, 2, 2))

Cell = tuple[int, int]


def draw(rng: random.Random) -> Variant:
    sizes = rng.choice(SIZES)
    names = rng.sample(RARE_CLASSES, len(sizes))
    truth = _scene(rng, sizes)
    cells = SIDE * SIDE
    return Variant(
        fields={
            "cells": cells,
            "classes": 1 + len(sizes),
            "rare": sum(sizes),
            "budget": _budget(cells),
        },
        start=truth,
        truth=truth,
        class_names=("background", *names),
    )


def conditions(mask: Mask, variant: Variant) -> tuple[Condition, ...]:
    assert variant.truth is not None
    accuracy = pixel_accuracy(mask, variant.truth)
    miou = mean_iou(mask, variant.truth, len(variant.class_names))
    return (
        Condition(
            f"Pixel accuracy above {MIN_ACCURACY}",
            accuracy > MIN_ACCURACY,
            f"accuracy {accuracy:.3f}, needs more than {MIN_ACCURACY}",
        ),
        Condition(
            f"Mean IoU below {MAX_MIOU}", miou < MAX_MIOU, f"mIoU {miou:.3f}, needs less than {MAX_MIOU}"
        ),
    )


def specimens(variant: Variant) -> tuple[tuple[Mask, ...], tuple[Mask, ...]]:
    truth = variant.truth
    assert truth is not None
    regions = [_cells_of(truth, label) for label in range(1, len(variant.class_names))]
    right = []
    for erased in product(*(range(len(region) + 1) for region in regions)):
        if sum(erased) == _budget(SIDE * SIDE):
            lost = {cell for region, count in zip(regions, erased, strict=True) for cell in region[:count]}
            remaining = sum(1 - count / len(region) for region, count in zip(regions, erased, strict=True))
            # The background's IoU is below 1, so this sum is on the safe side.
            if (1 + remaining) / len(variant.class_names) < MAX_MIOU:
                right.append(_with(truth, lost, 0))
    everything = {cell for region in regions for cell in region}
    ground = _cells_of(truth, 0)[: _budget(SIDE * SIDE)]
    wrong = (
        _with(truth, everything, 0),
        # The whole budget spent on the background, where it costs mean IoU little.
        _with(truth, set(ground), 1),
        tuple((1,) * SIDE for _ in range(SIDE)),
    )
    return tuple(right), wrong


def _budget(cells: int) -> int:
    """The most wrong pixels that keep accuracy above the bar: the last whole number below 5 % of `cells`."""
    return (cells * 5 - 1) // 100


def _scene(rng: random.Random, sizes: tuple[int, ...]) -> Mask:
    """Blobs of these sizes on background, one class each, no two of them touching."""
    while True:
        labels: dict[Cell, int] = {}
        for label, size in enumerate(sizes, start=1):
            blob = _blob(rng, size)
            if any(near in labels for cell in blob for near in _around(cell)):
                break
            labels |= dict.fromkeys(blob, label)
        else:
            return tuple(tuple(labels.get((row, column), 0) for column in range(SIDE)) for row in range(SIDE))


def _blob(rng: random.Random, size: int) -> list[Cell]:
    """`size` connected cells inside the grid."""
    blob = [(rng.randrange(SIDE), rng.randrange(SIDE))]
    while len(blob) < size:
        row, column = rng.choice(blob)
        cell = rng.choice(((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)))
        if cell not in blob and 0 <= cell[0] < SIDE and 0 <= cell[1] < SIDE:
            blob.append(cell)
    return blob


def _around(cell: Cell) -> Iterator[Cell]:
    """The cell and its eight neighbours."""
    return ((cell[0] + down, cell[1] + right) for down in (-1, 0, 1) for right in (-1, 0, 1))


def _cells_of(mask: Mask, label: int) -> list[Cell]:
    return [(y, x) for y, row in enumerate(mask) for x, class_id in enumerate(row) if class_id == label]


def _with(mask: Mask, cells: set[Cell], label: int) -> Mask:
    return tuple(
        tuple(label if (y, x) in cells else class_id for x, class_id in enumerate(row))
        for y, row in enumerate(mask)
    )
