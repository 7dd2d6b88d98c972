"""IoU and Dice: how well the predicted region of a class covers the true one.

Both compare two sets of pixels, P (predicted as the class) and T (truly the class):

    IoU  = |P ∩ T| / |P ∪ T|              Jaccard, 1901
    Dice = 2 |P ∩ T| / (|P| + |T|)        Dice, 1945; the F1 score of the pixels

A pixel outside both sets counts in neither, so a large background earns nothing.
"""

from math import nan

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons.metrics.confusion import confusion_matrix
from lessons.metrics.masks import as_mask, check_same_shape


def regions(
    prediction: ArrayLike, truth: ArrayLike, label: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """The pixels predicted as `label` and those truly `label`, each bool (height, width).

    Raises:
        ValueError: the shapes differ, or a mask holds floats.
    """
    predicted, labelled = as_mask(prediction, "prediction"), as_mask(truth, "truth")
    check_same_shape(predicted, labelled)
    return predicted == label, labelled == label


def intersection(prediction: ArrayLike, truth: ArrayLike, label: int) -> int:
    """The number of pixels that are `label` in both masks."""
    predicted, labelled = regions(prediction, truth, label)
    return int((predicted & labelled).sum())


def union(prediction: ArrayLike, truth: ArrayLike, label: int) -> int:
    """The number of pixels that are `label` in at least one of the masks."""
    predicted, labelled = regions(prediction, truth, label)
    return int((predicted | labelled).sum())


def iou(prediction: ArrayLike, truth: ArrayLike, label: int) -> float:
    """Intersection over union of one class, 0 to 1; NaN if the class is in neither mask."""
    either = union(prediction, truth, label)
    return intersection(prediction, truth, label) / either if either else nan


def dice(prediction: ArrayLike, truth: ArrayLike, label: int) -> float:
    """Dice of one class, 0 to 1; NaN if the class is in neither mask."""
    predicted, labelled = regions(prediction, truth, label)
    sizes = int(predicted.sum()) + int(labelled.sum())
    return 2 * int((predicted & labelled).sum()) / sizes if sizes else nan


def dice_from_iou(iou: float) -> float:
    """Dice = 2·IoU / (1 + IoU): each of the two numbers tells the other."""
    return 2 * iou / (1 + iou)


def ratio(
    part: NDArray[np.int64], whole: NDArray[np.int64], ignore_index: int | None = None
) -> NDArray[np.float64]:
    """`part / whole` class by class (num_classes,); NaN where `whole` is 0.

    If `ignore_index` is itself a class it gets NaN too: its true pixels were left out, so no
    prediction of it could be right.
    """
    valid = whole > 0
    if ignore_index is not None and 0 <= ignore_index < len(valid):
        valid[ignore_index] = False
    return np.divide(part, whole, out=np.full(len(valid), nan), where=valid)


def iou_of(confusion: NDArray[np.int64], ignore_index: int | None = None) -> NDArray[np.float64]:
    """The IoU of every class from a confusion matrix, NaN as `ratio` says.

    The intersection of class `c` is cell (c, c). Its union is row `c` plus column `c`, less that
    cell, which both of them count.
    """
    shared = np.diagonal(confusion)
    return ratio(shared, confusion.sum(axis=0) + confusion.sum(axis=1) - shared, ignore_index)


def dice_of(confusion: NDArray[np.int64], ignore_index: int | None = None) -> NDArray[np.float64]:
    """The Dice of every class from a confusion matrix, NaN as `ratio` says."""
    sizes = confusion.sum(axis=0) + confusion.sum(axis=1)
    return ratio(2 * np.diagonal(confusion), sizes, ignore_index)


def mean_of_present(values: NDArray[np.float64]) -> float:
    """The mean of the values that are not NaN; NaN if there is none."""
    present = values[~np.isnan(values)]
    return float(present.mean()) if present.size else nan


def per_class_iou(
    prediction: ArrayLike, truth: ArrayLike, num_classes: int, ignore_index: int | None = None
) -> tuple[float, ...]:
    """The IoU of every class, NaN for a class in neither mask. Errors as `confusion_matrix`."""
    return tuple(
        iou_of(confusion_matrix(prediction, truth, num_classes, ignore_index), ignore_index).tolist()
    )


def per_class_dice(
    prediction: ArrayLike, truth: ArrayLike, num_classes: int, ignore_index: int | None = None
) -> tuple[float, ...]:
    """The Dice of every class, NaN for a class in neither mask. Errors as `confusion_matrix`."""
    return tuple(
        dice_of(confusion_matrix(prediction, truth, num_classes, ignore_index), ignore_index).tolist()
    )


def mean_iou(
    prediction: ArrayLike, truth: ArrayLike, num_classes: int, ignore_index: int | None = None
) -> float:
    """mIoU: the mean IoU over the classes present in either mask; NaN if there is none.

    Raises:
        ValueError: as `confusion_matrix`.
    """
    return mean_of_present(
        iou_of(confusion_matrix(prediction, truth, num_classes, ignore_index), ignore_index)
    )
