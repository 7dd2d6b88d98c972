"""The confusion matrix: one table that counts every pixel once, and from which most metrics follow.

Row `t`, column `p` holds the number of pixels whose truth is class `t` and whose prediction is
class `p`. The diagonal is what is right.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons.metrics.masks import Pair, as_mask, check_pair, check_same_shape


def count_pairs(
    pair: Pair, group: NDArray[np.integer] | None = None, num_groups: int = 1
) -> NDArray[np.int64]:
    """Count pixels by group, truth and prediction: int64 (num_groups, num_classes, num_classes).

    `group` (height, width) sorts the pixels into groups 0 to `num_groups - 1`; without it all are
    in group 0. The three numbers of a pixel are written as one number in base `num_classes + 1`,
    like the digits of 472, and `bincount` counts how often each number occurs.
    """
    base = pair.num_classes + 1
    counts = np.zeros(num_groups * base * base, np.int64)
    code_type = np.min_scalar_type(counts.size - 1)
    height, width = pair.truth.shape
    # A few rows at a time, so that the codes stay in the processor's cache: twice as fast.
    step = max(1, 2**17 // max(1, width))
    for top in range(0, height, step):
        rows = slice(top, top + step)
        if group is None:
            code = pair.truth[rows].astype(code_type)
        else:
            code = group[rows].astype(code_type)
            code *= base
            code += pair.truth[rows]
        code *= base
        code += pair.prediction[rows]
        counts += np.bincount(code.ravel(), minlength=counts.size)
    return counts.reshape(num_groups, base, base)[:, :-1, :-1]


def confusion_matrix(
    prediction: ArrayLike, truth: ArrayLike, num_classes: int, ignore_index: int | None = None
) -> NDArray[np.int64]:
    """Pixels by truth (row) and prediction (column): int64 (num_classes, num_classes).

    Raises:
        ValueError: as `check_pair`.
    """
    return count_pairs(check_pair(prediction, truth, num_classes, ignore_index))[0]


def accuracy_of(confusion: NDArray[np.int64]) -> float:
    """Pixel accuracy from a confusion matrix: the diagonal over the sum; NaN if it counts no pixel."""
    total = int(confusion.sum())
    return int(np.trace(confusion)) / total if total else float("nan")


def pixel_accuracy(prediction: ArrayLike, truth: ArrayLike, ignore_index: int | None = None) -> float:
    """The share of pixels, 0 to 1, whose class is right; NaN if there is no pixel to count.

    Raises:
        ValueError: the shapes differ, or a mask holds floats.
    """
    predicted, labelled = as_mask(prediction, "prediction"), as_mask(truth, "truth")
    check_same_shape(predicted, labelled)
    valid = np.ones(labelled.shape, bool) if ignore_index is None else labelled != ignore_index
    total = int(valid.sum())
    return int(((predicted == labelled) & valid).sum()) / total if total else float("nan")
