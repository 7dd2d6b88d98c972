"""The scores of the masks of several pictures, however the masks came about."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons.metrics.confusion import accuracy_of
from lessons.metrics.overlap import iou_of, mean_of_present
from lessons.metrics.score import score_masks


@dataclass(frozen=True)
class MaskScores:
    """Scores over several pictures, as in `lessons.models.fitting.scoring.PixelScores`; NaN for a class in no mask."""

    pixel_accuracy: float
    miou: float
    boundary_iou: float
    per_class_iou: tuple[float, ...]


def scores_of(masks: NDArray[Any], truths: NDArray[Any], num_classes: int) -> MaskScores:
    """The scores of masks (pictures, height, width): one confusion matrix for all, boundaries 1 pixel wide."""
    each = [score_masks(*pair, num_classes, width=1) for pair in zip(masks, truths, strict=True)]
    confusion = np.sum([of_one.confusion for of_one in each], axis=0)
    ious = iou_of(confusion)
    outlines = [part.boundary_iou for of_one in each for part in of_one.per_class if part.present]
    return MaskScores(
        accuracy_of(confusion), mean_of_present(ious), float(np.mean(outlines)), tuple(ious.tolist())
    )
