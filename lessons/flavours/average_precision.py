"""Average precision: how well the scores put right objects before wrong ones, and what was found at all.

Predictions of one class, from all pictures, go in order of their score, surest first. After each,

    precision = right ones so far / predictions so far
    recall    = right ones so far / true objects

where right means: it matches a true object of its picture at the IoU threshold. AP is the mean, over the
101 recalls 0, 0.01, …, 1, of the best precision at that recall or a higher one (0 if it is never
reached). This is COCO's interpolation (Lin and colleagues, 2014, *Microsoft COCO*).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from lessons.flavours.instances import Instance, Matching, match

Pictures = Sequence[tuple[Sequence[Instance], Sequence[Instance]]]
"""The data set: one (predictions, true objects) for each picture."""

RECALLS = np.linspace(0, 1, 101)


@dataclass(frozen=True)
class PrecisionRecall:
    """Precision and recall after each prediction, surest first: float64 (predictions,) each.

    Predictions with the same score come in together, so that their order does not matter: of such a
    run only the point after its last one is kept.
    """

    precision: NDArray[np.float64]
    recall: NDArray[np.float64]

    @property
    def best(self) -> NDArray[np.float64]:
        """The best precision at each of `RECALLS` or a higher one, (101,); 0 where it is never reached."""
        best = np.maximum.accumulate(self.precision[::-1])[::-1]
        return np.append(best, 0.0)[np.searchsorted(self.recall, RECALLS)]

    @property
    def area(self) -> float:
        """The average precision."""
        return float(self.best.mean())


def precision_recall(pictures: Pictures, label: int, threshold: float = 0.5) -> PrecisionRecall:
    """The precision-recall curve of one class.

    Raises:
        ValueError: the class has no true object in any picture.
    """
    total = sum(truth.label == label for _, truths in pictures for truth in truths)
    if not total:
        raise ValueError(f"Class {label} has no true object, so there is no recall; choose one that has.")
    scores: list[float] = []
    right: list[bool] = []
    for predictions, truths in pictures:
        ours = [prediction for prediction in predictions if prediction.label == label]
        matches = {prediction for prediction, _, _ in match(ours, truths, threshold).pairs}
        scores.extend(prediction.score for prediction in ours)
        right.extend(place in matches for place in range(len(ours)))
    order = np.argsort(-np.array(scores), kind="stable")
    hits = np.cumsum(np.array(right, dtype=np.int64)[order])
    last_of_run = np.flatnonzero(np.diff(np.array(scores)[order], append=-np.inf))
    precision = hits / np.arange(1, len(hits) + 1)
    return PrecisionRecall(precision[last_of_run], hits[last_of_run] / total)


def average_precisions(pictures: Pictures, threshold: float = 0.5) -> dict[int, float]:
    """AP of every class that has a true object, by class id.

    A prediction of a class without one counts nowhere: there is no recall to put it at.
    """
    labels = sorted({truth.label for _, truths in pictures for truth in truths})
    return {label: precision_recall(pictures, label, threshold).area for label in labels}


def recall(pictures: Pictures, threshold: float = 0.5, label: int | None = None) -> float:
    """The share of the true objects, of one class if given, that are found; NaN if there is none."""
    hits = total = 0
    for matching, truths in _matchings(pictures, threshold):
        targets = {place for place, truth in enumerate(truths) if label in (None, truth.label)}
        hits += sum(truth in targets for _, truth, _ in matching.pairs)
        total += len(targets)
    return hits / total if total else nan


def _matchings(pictures: Pictures, threshold: float) -> list[tuple[Matching, Sequence[Instance]]]:
    return [(match(predictions, truths, threshold), truths) for predictions, truths in pictures]
