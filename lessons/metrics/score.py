"""Everything at once: one prediction scored against its truth, for a page, a file or a class table."""

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
    """The scores of one prediction. The two means are over the classes present; NaN if none is.

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
    pair = check_pair(prediction, truth, num_classes, ignore_index)
    width = default_width(*pair.truth.shape) if width is None else width
    confusion, shared, either = boundary_counts(pair, width)
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
