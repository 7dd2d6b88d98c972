"""The scores of the masks of several pictures: one confusion matrix for all of them, and outlines."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons.metrics.confusion import accuracy_of
from lessons.metrics.overlap import iou_of, mean_of_present
from lessons.metrics.score import score_masks


@dataclass(frozen=True)
class PixelScores:
    """The scores of the masks of `count` pictures.

    `miou`, `per_class_iou` (NaN for a class in no mask) and `pixel_accuracy` come from one confusion
    matrix over the pixels of all pictures. `per_picture_iou` is the mean over the pictures of a class's
    IoU in each alone, where it is in truth or prediction: a picture with much of it counts no more
    than one with little. `boundary_iou` has bands 1 pixel wide, and is the mean
    over every (picture, class) pair in which the class is in the picture's truth or prediction:
    each outline counts once, however long it is.
    """

    count: int
    miou: float
    per_class_iou: tuple[float, ...]
    per_picture_iou: tuple[float, ...]
    boundary_iou: float
    pixel_accuracy: float


def scores_of(masks: Iterable[NDArray[Any]], truths: Iterable[NDArray[Any]], num_classes: int) -> PixelScores:
    """The scores of predicted masks, each (height, width) of class ids, against as many true ones."""
    pictures = [score_masks(*pair, num_classes, width=1) for pair in zip(masks, truths, strict=True)]
    confusion = np.sum([picture.confusion for picture in pictures], axis=0)
    outlines = [part.boundary_iou for picture in pictures for part in picture.per_class if part.present]
    ious = iou_of(confusion)
    by_class = zip(*([part.iou for part in picture.per_class] for picture in pictures), strict=True)
    return PixelScores(
        count=len(pictures),
        miou=mean_of_present(ious),
        per_class_iou=tuple(ious.tolist()),
        per_picture_iou=tuple(mean_of_present(np.array(each)) for each in by_class),
        boundary_iou=float(np.mean(outlines)) if outlines else nan,
        pixel_accuracy=accuracy_of(confusion),
    )
