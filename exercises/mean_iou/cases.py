"""Inputs for `mean_iou`: pairs of small masks, with classes that one mask or both of them lack."""

import random
from collections.abc import Sequence

CLASSES = 3

Mask = list[list[int]]

FIXED: tuple[tuple[Mask, Mask, int], ...] = (
    ([[0, 1, 1], [2, 1, 0], [0, 0, 2]], [[0, 1, 2], [2, 1, 0], [0, 1, 2]], 3),
    # Class 3 is in neither mask; then class 1 is, in the middle of the ids.
    ([[0, 1, 1], [2, 1, 0], [0, 0, 2]], [[0, 1, 2], [2, 1, 0], [0, 1, 2]], 4),
    ([[0, 2, 2, 2], [0, 0, 2, 0]], [[0, 0, 2, 2], [0, 0, 2, 2]], 3),
    # A class that only the prediction has, and one that only the truth has.
    ([[0, 0, 2], [1, 1, 2], [1, 1, 0]], [[0, 0, 0], [1, 1, 1], [1, 1, 0]], 3),
    ([[0, 0, 0, 0], [0, 0, 0, 1]], [[0, 0, 0, 2], [0, 0, 2, 1]], 3),
    # Four classes, all of them there.
    ([[0, 1, 3], [2, 3, 3], [1, 2, 0]], [[0, 1, 1], [2, 3, 3], [1, 2, 2]], 4),
    # Rounding each class before taking the mean changes the third decimal here.
    ([[1, 0, 0], [1, 2, 2], [2, 0, 0]], [[1, 0, 0], [1, 0, 2], [2, 1, 0]], 3),
    # Of five classes only the first and the last are there; the first row has the right ones in the wrong places.
    ([[4, 0, 0], [4, 4, 0]], [[0, 4, 0], [4, 4, 4]], 5),
)


def draw(rng: random.Random) -> tuple[Mask, Mask, int]:
    while True:
        prediction, truth = _pair(rng)
        if not _mistakes_may_end_halfway(prediction, truth):
            return prediction, truth, CLASSES


def _pair(rng: random.Random) -> tuple[Mask, Mask]:
    """A truth of two or three classes, and a prediction that slips to any class here and there."""
    height, width = rng.choice(((2, 3), (3, 3), (2, 5), (3, 4), (4, 3)))
    present = rng.sample(range(CLASSES), rng.randint(2, CLASSES))
    truth = [rng.choice(present) for _ in range(height * width)]
    truth[0] = max(present)
    slip = rng.uniform(0.1, 0.5)
    prediction = [rng.randrange(CLASSES) if rng.random() < slip else class_id for class_id in truth]
    return _rows(prediction, width), _rows(truth, width)


def _rows(flat: list[int], width: int) -> Mask:
    return [flat[start : start + width] for start in range(0, len(flat), width)]


def valid(
    prediction: Sequence[Sequence[int]], ground_truth: Sequence[Sequence[int]], num_classes: int
) -> bool:
    widths = {len(row) for row in (*prediction, *ground_truth)}
    if (
        len(prediction) != len(ground_truth)
        or len(widths) != 1
        or 0 in widths
        or not all(0 <= class_id < num_classes for row in (*prediction, *ground_truth) for class_id in row)
    ):
        return False
    unions = [union for _, union, _ in _counts(prediction, ground_truth, num_classes) if union]
    return not _may_end_halfway(unions, len(unions))


def _counts(
    prediction: Sequence[Sequence[int]], ground_truth: Sequence[Sequence[int]], num_classes: int
) -> list[tuple[int, int, int]]:
    """The intersection, the union and the true pixels of every class."""
    predicted = [class_id for row in prediction for class_id in row]
    true = [class_id for row in ground_truth for class_id in row]
    shared = [here for here, there in zip(predicted, true, strict=True) if here == there]
    return [
        (
            shared.count(label),
            predicted.count(label) + true.count(label) - shared.count(label),
            true.count(label),
        )
        for label in range(num_classes)
    ]


def _may_end_halfway(divisors: Sequence[int], terms: int) -> bool:
    """Whether a mean of this many fractions with these divisors can lie halfway between two thousandths.

    There the order of adding, or the Python that runs the code, would decide the last decimal. Such a
    number, an odd multiple of 1/2000, needs a divisor that is a multiple of 16.
    """
    return any(divisor * terms % 16 == 0 for divisor in divisors)


def _mistakes_may_end_halfway(prediction: Mask, truth: Mask) -> bool:
    """The same for the known mistakes, which divide by other counts, or round earlier."""
    counts = [each for each in _counts(prediction, truth, CLASSES) if each[1]]
    divisors = [len(truth) * len(truth[0]), sum(union for _, union, _ in counts)]
    for shared, union, true in counts:
        divisors += [union, shared + union, true or 1]
    # The sum of the rounded IoUs is a whole number of thousandths; only half of an odd one ends halfway.
    thousandths = sum(round(1000 * shared / union) for shared, union, _ in counts)
    # Of one, two or three terms, two put the strictest demand on the divisors.
    return (len(counts) == 2 and thousandths % 2 == 1) or _may_end_halfway(divisors, 2)
