"""A car, a part of it, and it with its surroundings: three candidates, and the network trusts a wrong one."""

import random
from itertools import pairwise

from exercises._engine.variants import Mask, TaskPicture, Variant
from lessons.metrics.overlap import dice, iou

SIDE = 5
CAR = 1
NAMES = ("background", "car")
APART = 0.03
"""Each wrong way must give its own number, clear of the tolerance on both sides."""


def draw(rng: random.Random) -> Variant:
    while True:
        truth = _box(rng, 2, 3)
        candidates = [_flipped(rng, truth, count) for count in rng.sample(range(1, 8), 3)]
        predicted = [number / 100 for number in rng.sample(range(40, 96), 3)]
        variant = _variant(truth, candidates, predicted)
        if variant is not None:
            return variant


def _variant(truth: Mask, candidates: list[Mask], predicted: list[float]) -> Variant | None:
    """The task; None if the network picks the best one, or a wrong way gives the right number."""
    true = [iou(each, truth, CAR) for each in candidates]
    picked, best = predicted.index(max(predicted)), true.index(max(true))
    answer = true[best] - true[picked]
    if min(abs(one - other) for one, other in pairwise(sorted(true))) < APART or picked == best:
        return None
    dices = [dice(each, truth, CAR) for each in candidates]
    wrong = [
        (true[picked], "That is the true IoU of the candidate shown. How much better is the best one?"),
        (true[best], "That is the true IoU of the best candidate. Take off that of the candidate shown."),
        (
            predicted[picked] - predicted[best],
            "You subtracted what the network expects. The loss is in true IoU, which you have to count.",
        ),
        (
            abs(predicted[picked] - true[picked]),
            "That is how wrong the network is about the candidate shown. Compare it with the best one instead.",
        ),
        (dices[best] - dices[picked], "You used Dice. IoU divides the shared cells by the union."),
        (
            true[best] - min(true),
            "You took off the worst candidate. Take off the one of which the network expects most.",
        ),
        (100 * answer, "That is a percentage. Give a number from 0 to 1."),
    ]
    mistakes: list[tuple[float, str]] = []
    for value, message in wrong:
        if abs(value - answer) < APART:
            # Where the shown candidate is the worst one, taking off the worst is right.
            if message.startswith("You took off the worst"):
                continue
            return None
        if all(abs(value - other) > APART for other, _ in mistakes):
            mistakes.append((value, message))
    return Variant(
        fields={f"predicted_{place}": f"{value:.2f}" for place, value in enumerate(predicted, 1)},
        answer=answer,
        pictures=(
            TaskPicture("Truth", truth, NAMES),
            *(TaskPicture(f"Candidate {place}", each, NAMES) for place, each in enumerate(candidates, 1)),
        ),
        mistakes=tuple(mistakes),
        worked=f"Shown is candidate {picked + 1}, with {_counts(candidates[picked], truth)}. The best one is candidate "
        f"{best + 1}, with {_counts(candidates[best], truth)}.",
    )


def _counts(mask: Mask, truth: Mask) -> str:
    pairs = [pair for rows in zip(mask, truth, strict=True) for pair in zip(*rows, strict=True)]
    return f"{pairs.count((CAR, CAR))} shared cells and a union of {sum(CAR in pair for pair in pairs)}"


def _box(rng: random.Random, least: int, most: int) -> Mask:
    top, left = rng.randint(0, 2), rng.randint(0, 2)
    bottom, right = top + rng.randint(least, most), left + rng.randint(least, most)
    return tuple(
        tuple(CAR * (top <= y < bottom and left <= x < right) for x in range(SIDE)) for y in range(SIDE)
    )


def _flipped(rng: random.Random, mask: Mask, count: int) -> Mask:
    """The mask with so many cells of the grid changed."""
    changed = set(rng.sample([(y, x) for y in range(SIDE) for x in range(SIDE)], count))
    return tuple(
        tuple(cell ^ ((y, x) in changed) for x, cell in enumerate(row)) for y, row in enumerate(mask)
    )
