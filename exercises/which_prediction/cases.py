"""Accuracy against mean IoU: one prediction misses every person and the other slips, or both err alike."""

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
    if rng.random() < 1 / 3:
        first, second = _alike(rng, rng.choice((street, truth)), truth, horizon)
    else:
        apart = _apart(rng, street, truth, horizon, len(people))
        first, second = rng.sample(apart, 2)

    mious = [mean_iou(mask, truth, len(NAMES)) for mask in (first, second)]
    return Variant(
        fields={
            "accuracy_a": f"{pixel_accuracy(first, truth):.3f}",
            "accuracy_b": f"{pixel_accuracy(second, truth):.3f}",
        },
        answer=2 if mious[0] == mious[1] else mious.index(max(mious)),
        pictures=tuple(
            TaskPicture(title, mask, NAMES)
            for title, mask in (("Truth", truth), ("Prediction A", first), ("Prediction B", second))
        ),
        options=(
            ("Prediction A", _scores("A", first, truth)),
            ("Prediction B", _scores("B", second, truth)),
            (
                "Both have the same",
                f"Mean IoU is {mious[0]:.3f} for A and {mious[1]:.3f} for B. {_same(first, second, truth)}",
            ),
        ),
    )


def _alike(rng: random.Random, mask: Mask, truth: Mask, horizon: int) -> tuple[Mask, Mask]:
    """Two predictions with as many slips of either sort, in other places: both see the people, or neither does."""
    above, below = rng.randint(1, 3), rng.randint(0, 2)
    while True:
        first, second = (_slipped(rng, mask, truth, horizon, above, below) for _ in range(2))
        if first != second:
            return first, second


def _apart(rng: random.Random, street: Mask, truth: Mask, horizon: int, missed: int) -> tuple[Mask, Mask]:
    """A prediction that misses all people, and one that sees them; at times two that only differ in their slips.

    Mostly the one that misses them has the higher accuracy, which is the trap, or the same.
    """
    trap = rng.choice(("higher", "higher", "same", "none", "slips alone"))
    if trap == "slips alone":
        mask, above, below = rng.choice((street, truth)), rng.randint(0, 2), rng.randint(0, 2)
        first = _slipped(rng, mask, truth, horizon, above, below)
        return first, _slipped(rng, mask, truth, horizon, above + 1, below + 1)
    slips = rng.randint(3, 4) if trap == "none" else rng.randint(1, 2)
    more = {"higher": missed + slips + rng.randint(1, 2), "same": missed + slips, "none": rng.randint(1, 2)}[
        trap
    ]
    return _sloppy(rng, street, truth, horizon, slips), _sloppy(rng, truth, truth, horizon, more)


def _sloppy(rng: random.Random, mask: Mask, truth: Mask, horizon: int, slips: int) -> Mask:
    """`mask` with `slips` cells beside the horizon flipped between background and road, away from people."""
    free = len(_free(truth, horizon - 1))
    above = rng.randint(max(0, slips - free), min(slips, free))
    return _slipped(rng, mask, truth, horizon, above, slips - above)


def _slipped(rng: random.Random, mask: Mask, truth: Mask, horizon: int, above: int, below: int) -> Mask:
    """`mask` with so many cells right above and right below the horizon flipped, away from people."""
    flipped = {(horizon - 1, column) for column in rng.sample(_free(truth, horizon - 1), above)}
    flipped |= {(horizon, column) for column in rng.sample(_free(truth, horizon), below)}
    return tuple(
        tuple(1 - class_id if (y, x) in flipped else class_id for x, class_id in enumerate(row))
        for y, row in enumerate(mask)
    )


def _free(truth: Mask, row: int) -> list[int]:
    return [column for column in range(SIDE) if truth[row][column] != PERSON]


def _with(mask: Mask, cells: set[tuple[int, int]], label: int) -> Mask:
    return tuple(
        tuple(label if (y, x) in cells else class_id for x, class_id in enumerate(row))
        for y, row in enumerate(mask)
    )


def _same(first: Mask, second: Mask, truth: Mask) -> str:
    ious = [per_class_iou(mask, truth, len(NAMES)) for mask in (first, second)]
    if ious[0] == ious[1]:
        return "As many cells are wrong in both, and in the same classes."
    return f"Compare the IoU of {'person' if ious[0][PERSON] != ious[1][PERSON] else 'background and road'}."


def _scores(name: str, mask: Mask, truth: Mask) -> str:
    ious = per_class_iou(mask, truth, len(NAMES))
    scores = ", ".join(f"{label} {iou:.3f}" for label, iou in zip(NAMES, ious, strict=True))
    return f"The IoUs of {name} are: {scores}. Their mean is {mean_iou(mask, truth, len(NAMES)):.3f}."
