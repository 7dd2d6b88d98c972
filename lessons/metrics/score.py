"""Everything at once: predictions scored against their truths, for a page, a file or a class table."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isnan

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons.metrics.boundary import boundary_counts, default_width
from lessons.metrics.confusion import accuracy_of
from lessons.metrics.masks import check_pair
from lessons.metrics.overlap import dice_of, iou_of, mean_of_present, ratio


@dataclass(frozen=True)
class ClassScore:
    """The scores of one class; all three are NaN where the class is not `present` in either mask."""

    id: int
    iou: float
    dice: float
    boundary_iou: float
    present: bool


@dataclass(frozen=True)
class MaskScore:
    """The scores of one prediction, or of several with their pixels pooled.

    The two means are over the classes present; NaN if none is.

    `confusion` is int64 (num_classes, num_classes): rows are the truth, columns the prediction.
    """

    confusion: NDArray[np.int64]
    pixel_accuracy: float
    per_class: tuple[ClassScore, ...]
    miou: float
    boundary_miou: float


def score_masks(
    prediction: ArrayLike,
    truth: ArrayLike,
    num_classes: int,
    ignore_index: int | None = None,
    width: int | None = None,
) -> MaskScore:
    """Score a prediction against its truth, both int (height, width).

    A pixel whose truth is `ignore_index` counts for nothing, in no score. `width` is that of the
    boundary in pixels, 2 % of the diagonal unless given.

    Raises:
        ValueError: as `check_pair`, or `width` is less than 1.
    """
    return score_pairs([(prediction, truth)], num_classes, ignore_index, width)


def score_pairs(
    pairs: Iterable[tuple[ArrayLike, ArrayLike]],
    num_classes: int,
    ignore_index: int | None = None,
    width: int | None = None,
) -> MaskScore:
    """Score at least one (prediction, truth) as `score_masks` does: the pixels of all of them are pooled first.

    Errors as `score_masks`. Pictures may differ in size, and so do then their boundaries.
    """
    counts = []
    for each in pairs:
        pair = check_pair(*each, num_classes, ignore_index)
        counts.append(boundary_counts(pair, default_width(*pair.truth.shape) if width is None else width))
    confusion, shared, either = (np.sum(parts, axis=0) for parts in zip(*counts, strict=True))
    ious, dices = iou_of(confusion, ignore_index), dice_of(confusion, ignore_index)
    boundaries = ratio(shared, either, ignore_index)
    rows = enumerate(zip(ious.tolist(), dices.tolist(), boundaries.tolist(), strict=True))
    return MaskScore(
        confusion=confusion,
        pixel_accuracy=accuracy_of(confusion),
        per_class=tuple(
            ClassScore(label, iou, dice, boundary, present=not isnan(iou))
            for label, (iou, dice, boundary) in rows
        ),
        miou=mean_of_present(ious),
        boundary_miou=mean_of_present(boundaries),
    )


HEADER = "class", "IoU", "Dice", "boundary IoU"


def in_rows(score: MaskScore) -> list[tuple[str, str, str, str]]:
    """The score as rows of text under `HEADER`: the classes that are present, then their means."""
    rows = [
        (str(row.id), text_of(row.iou), text_of(row.dice), text_of(row.boundary_iou))
        for row in score.per_class
        if row.present
    ]
    return [*rows, ("mean", text_of(score.miou), "", text_of(score.boundary_miou))]


def absent_classes(score: MaskScore) -> list[int]:
    """The classes that are in neither mask, and so in no mean."""
    return [row.id for row in score.per_class if not row.present]


def text_of(value: float) -> str:
    """A score with four decimals; NaN is none."""
    return "none" if isnan(value) else f"{value:.4f}"
