"""IoU by hand: two small masks, counted cell by cell."""

import random
from itertools import combinations

from exercises._engine.variants import Mask, TaskPicture, Variant
from lessons.metrics.confusion import pixel_accuracy
from lessons.metrics.overlap import dice, iou

SIDE = 5
CAR = 1
NAMES = ("background", "car")
# Each wrong way must give its own number, clear of the tolerance on both sides.
APART = 0.03


def draw(rng: random.Random) -> Variant:
    while True:
        prediction, truth = _region(rng), _region(rng)
        variant = _variant(prediction, truth)
        values = [value for value, _ in variant.mistakes] + [variant.answer or 0.0]
        overlap = iou(prediction, truth, CAR)
        if 0.2 < overlap < 0.8 and all(abs(one - other) > APART for one, other in combinations(values, 2)):
            return variant


def _variant(prediction: Mask, truth: Mask) -> Variant:
    pairs = [pair for rows in zip(prediction, truth, strict=True) for pair in zip(*rows, strict=True)]
    shared = pairs.count((CAR, CAR))
    predicted = sum(here == CAR for here, _ in pairs)
    true = sum(here == CAR for _, here in pairs)
    exactly_one = predicted + true - 2 * shared
    answer = iou(prediction, truth, CAR)
    return Variant(
        answer=answer,
        worked=f"{shared} cells are car in both masks, and {shared + exactly_one} are car in at least one of them.",
        pictures=(TaskPicture("Prediction", prediction, NAMES), TaskPicture("Truth", truth, NAMES)),
        mistakes=(
            (
                dice(prediction, truth, CAR),
                "That is the Dice score. IoU divides the shared cells by the union.",
            ),
            (
                shared / (predicted + true),
                "You divided by the two sizes added up, where shared cells count twice. A union does not.",
            ),
            (
                shared / max(exactly_one, 1),
                "Your union leaves the shared cells out. They are car in at least one mask too.",
            ),
            (
                shared / max(predicted, 1),
                "You divided by the predicted cells (precision). The union also holds the missed ones.",
            ),
            (
                shared / max(true, 1),
                "You divided by the true cells (recall). The union also holds those painted too many.",
            ),
            (
                shared / len(pairs),
                "You divided by all cells of the grid. Cells that are background in both do not count.",
            ),
            (
                pixel_accuracy(prediction, truth),
                "That is pixel accuracy, which counts shared background too. IoU looks at the car alone.",
            ),
            (100 * answer, "That is a percentage. Give a number from 0 to 1."),
            (float(shared), "That is the number of shared cells. Divide it by the size of the union."),
        ),
    )


def _region(rng: random.Random) -> Mask:
    """A rectangle with two or three of the grid's cells flipped."""
    top, left = rng.randint(0, 2), rng.randint(0, 2)
    height, width = rng.randint(2, 3), rng.randint(2, 3)
    cells = {(y, x) for y in range(top, top + height) for x in range(left, left + width)}
    places = [(y, x) for y in range(SIDE) for x in range(SIDE)]
    cells ^= set(rng.sample(places, rng.randint(2, 3)))
    return tuple(tuple(CAR * ((y, x) in cells) for x in range(SIDE)) for y in range(SIDE))
