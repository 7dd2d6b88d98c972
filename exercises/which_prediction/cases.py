"""Accuracy against mean IoU: one prediction misses every person, the other slips between large regions."""

import random

from exercises._engine.variants import Mask, TaskPicture, Variant
from lessons.metrics.confusion import pixel_accuracy
from lessons.metrics.overlap import mean_iou, per_class_iou

SIDE = 8
NAMES = ("background", "road", "person")
BACKGROUND, ROAD, PERSON = range(3)


def draw(rng: random.Random) -> Variant:
    horizon = rng.randint(4, 5)
    street = tuple((ROAD if row >= horizon else BACKGROUND,) * SIDE for row in range(SIDE))
    columns = rng.sample(range(1, SIDE - 1, 2), rng.randint(1, 2))
    people = {(row, column) for column in columns for row in (horizon - 1, horizon)}
    truth = _with(street, people, PERSON)

    # In two of three tasks the prediction without people has the higher accuracy: the trap.
    trap = rng.random() < 2 / 3
    missed = len(people)
    slips = rng.randint(1, 2) if trap else rng.randint(3, 4)
    blind = _sloppy(rng, street, truth, horizon, slips)
    more = missed + slips + rng.randint(1, 2) if trap else rng.randint(1, 2)
    seeing = _sloppy(rng, truth, truth, horizon, more)

    first, second = (blind, seeing) if rng.random() < 0.5 else (seeing, blind)
    mious = [mean_iou(mask, truth, len(NAMES)) for mask in (first, second)]
    return Variant(
        fields={
            "accuracy_a": f"{pixel_accuracy(first, truth):.3f}",
            "accuracy_b": f"{pixel_accuracy(second, truth):.3f}",
        },
        answer=mious.index(max(mious)),
        pictures=tuple(
            TaskPicture(title, mask, NAMES)
            for title, mask in (("Truth", truth), ("Prediction A", first), ("Prediction B", second))
        ),
        options=(
            ("Prediction A", _scores("A", first, truth)),
            ("Prediction B", _scores("B", second, truth)),
            (
                "Both have the same",
                f"Mean IoU is {mious[0]:.3f} for A and {mious[1]:.3f} for B. Compare the IoU of person.",
            ),
        ),
    )


def _sloppy(rng: random.Random, mask: Mask, truth: Mask, horizon: int, slips: int) -> Mask:
    """`mask` with `slips` cells beside the horizon flipped between background and road, away from people."""
    free = [
        (row, column)
        for row in (horizon - 1, horizon)
        for column in range(SIDE)
        if truth[row][column] != PERSON
    ]
    flipped = set(rng.sample(free, slips))
    rows = []
    for y, row in enumerate(mask):
        rows.append(tuple(1 - class_id if (y, x) in flipped else class_id for x, class_id in enumerate(row)))
    return tuple(rows)


def _with(mask: Mask, cells: set[tuple[int, int]], label: int) -> Mask:
    return tuple(
        tuple(label if (y, x) in cells else class_id for x, class_id in enumerate(row))
        for y, row in enumerate(mask)
    )


def _scores(name: str, mask: Mask, truth: Mask) -> str:
    ious = per_class_iou(mask, truth, len(NAMES))
    scores = ", ".join(f"{label} {iou:.3f}" for label, iou in zip(NAMES, ious, strict=True))
    return f"The IoUs of {name} are: {scores}. Their mean is {mean_iou(mask, truth, len(NAMES)):.3f}."
