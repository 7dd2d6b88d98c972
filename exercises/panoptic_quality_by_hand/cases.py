"""PQ by hand: three or four true cars; of the predicted ones some fit, some fit badly, some are not there."""

import random
from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from exercises._engine.variants import Variant
from lessons.flavours.encoding import encode, instances_of
from lessons.flavours.instances import match
from lessons.flavours.quality import ClassQuality, PanopticQuality, match_segments, panoptic_quality
from lessons.metrics.overlap import iou
from lessons.scenes.drawing import CLASS_NAMES

ROAD, CAR = CLASS_NAMES.index("road"), CLASS_NAMES.index("car")
SLOT, ROWS, COLUMNS = 3, 2, 3
"""Cars stand in slots of 3 × 3 cells, in two rows of three."""
APART = 0.03
"""Each wrong way must give its own number, clear of the tolerance on both sides."""

Ids = NDArray[np.int64]
Cell = tuple[int, int]


def draw(rng: random.Random) -> Variant:
    while True:
        slots = rng.sample(list(product(range(ROWS), range(COLUMNS))), rng.randint(3, 4) + 1)
        variant = _variant(*_maps(rng, sorted(slots[1:]), slots[0]))
        if variant is not None:
            return variant


def _variant(prediction: Ids, truth: Ids) -> Variant | None:
    """The task for two maps of car numbers; None if it shows too little, or a wrong way gives the right number."""
    quality = panoptic_quality([match_segments(_panoptic(prediction), _panoptic(truth))])
    car = next(each for each in quality.classes if each.label == CAR)
    if not (car.matches and car.extra and car.missed) or car.sq == 1:
        return None
    wrong = _mistakes(prediction, truth, quality, car)
    if any(abs(value - car.pq) < APART for value, _ in wrong):
        return None
    mistakes: list[tuple[float, str]] = []
    for value, message in wrong:
        # Of two wrong ways with nearly the same number, the first is the likelier.
        if all(abs(value - other) > APART for other, _ in mistakes):
            mistakes.append((value, message))
    return Variant(
        fields={"truth": _text(truth), "prediction": _text(prediction)},
        answer=car.pq,
        worked=f"Matches: {car.matches}, whose IoUs add up to {car.iou_sum:.2f}. Extra: {car.extra}. Missed: "
        f"{car.missed}.",
        mistakes=tuple(mistakes),
    )


def _mistakes(
    prediction: Ids, truth: Ids, quality: PanopticQuality, car: ClassQuality
) -> list[tuple[float, str]]:
    total, matches, extra, missed = car.iou_sum, car.matches, car.extra, car.missed
    all_matches = f"Matches: {matches}, extra: {extra}, missed: {missed}."
    return [
        *_loose_matches(prediction, truth, matches),
        (
            car.sq,
            "That is SQ, the mean IoU of the matches. Extra and missed cars have to lower the score too.",
        ),
        (car.rq, "That is RQ, which only counts matches. In PQ each match counts with its IoU."),
        (total / (matches + extra / 2), f"You left the missed cars out. {all_matches}"),
        (total / (matches + missed / 2), f"You left the extra cars out. {all_matches}"),
        (total / (matches + missed), "You divided by the number of true cars. Extra cars then cost nothing."),
        (
            total / (matches + extra + missed),
            "You counted extra and missed cars in full. Each of them counts one half.",
        ),
        (total, "That is the sum of the IoUs of the matches. It still has to be divided."),
        (
            iou(prediction > 0, truth > 0, 1),
            "That is the IoU of class car in the semantic masks, where all cars are one region.",
        ),
        (
            _by_number(prediction, truth),
            "You paired cars that have the same number. Pair them by the cells that they share.",
        ),
        (quality.mean(), "You averaged with the PQ of the road. Asked for is class car alone."),
        (100 * car.pq, "That is a percentage. Give a number from 0 to 1."),
    ]


def _loose_matches(prediction: Ids, truth: Ids, matches: int) -> list[tuple[float, str]]:
    """PQ if pairs with an IoU of 0.5, or with any overlap, matched; nothing where that changes no pair."""
    cars, true_cars = (instances_of(_panoptic(ids)) for ids in (prediction, truth))
    wrong, before = [], matches
    for threshold, message in (
        (0.5, "You let a pair with an IoU of exactly 0.5 match. It has to be above 0.5."),
        (0.01, "You let pairs match that overlap too little. Only an IoU above 0.5 is a match."),
    ):
        ious = [overlap for _, _, overlap in match(cars, true_cars, threshold).pairs]
        if len(ious) > before:
            before = len(ious)
            wrong.append((_pq(ious, len(cars), len(true_cars)), message))
    return wrong


def _panoptic(ids: Ids) -> NDArray[np.int32]:
    return encode(np.where(ids > 0, CAR, ROAD), ids)


def _by_number(prediction: Ids, truth: Ids) -> float:
    numbers = (set(np.unique(prediction).tolist()), set(np.unique(truth).tolist()))
    ious = [iou(prediction == number, truth == number, 1) for number in numbers[0] & numbers[1] - {0}]
    return _pq([each for each in ious if each > 0.5], len(numbers[0]) - 1, len(numbers[1]) - 1)


def _pq(ious: Sequence[float], predicted: int, true: int) -> float:
    """Matches and half of what is left on both sides add up to half of all cars."""
    return sum(ious) / (predicted / 2 + true / 2)


def _maps(rng: random.Random, slots: Sequence[Cell], free: Cell) -> tuple[Ids, Ids]:
    """The predicted and the true numbers of cars in these slots; at times a car is predicted in the free one."""
    truth = np.zeros((ROWS * SLOT, COLUMNS * SLOT), dtype=np.int64)
    prediction = truth.copy()
    numbers = rng.sample(range(1, 10), len(slots) + 1)
    fates = ["fits", "fits", *rng.choices(("half", "little", "missed"), k=len(slots) - 2)]
    rng.shuffle(fates)
    for place, (slot, fate) in enumerate(zip(slots, fates, strict=True)):
        own, around = _car(rng, slot)
        _paint(truth, own, place + 1)
        match fate:
            case "fits":
                cells = rng.sample(own, len(own) - rng.randint(0, 1)) + rng.sample(around, rng.randint(0, 1))
            case "half":
                cells = own[: len(own) // 2]
            case "little":
                cells = own[:2] + rng.sample(around, 2)
            case _:
                cells = []
        _paint(prediction, cells, numbers[place])
    if rng.random() < 0.5:
        _paint(prediction, _car(rng, free)[0], numbers[-1])
    return prediction, truth


def _car(rng: random.Random, slot: Cell) -> tuple[list[Cell], list[Cell]]:
    """The cells of a car at one corner of its slot, in reading order, and the other cells of the slot."""
    height, width = rng.choice(((2, 2), (2, 3), (3, 2)))
    top, left = rng.randint(0, SLOT - height), rng.randint(0, SLOT - width)
    own, around = [], []
    for row, column in product(range(SLOT), range(SLOT)):
        inside = top <= row < top + height and left <= column < left + width
        (own if inside else around).append((slot[0] * SLOT + row, slot[1] * SLOT + column))
    return own, around


def _paint(ids: Ids, cells: Sequence[Cell], number: int) -> None:
    for cell in cells:
        ids[cell] = number


def _text(ids: Ids) -> str:
    return "\n".join(" ".join(str(number) if number else "." for number in row) for row in ids.tolist())
