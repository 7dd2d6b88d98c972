"""Where a prediction is wrong, and whether that is near an outline or far inside a region."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons.metrics.boundary import boundary_band
from lessons.metrics.masks import Pair, check_pair


def error_map(
    prediction: ArrayLike, truth: ArrayLike, num_classes: int, ignore_index: int | None = None
) -> NDArray[np.uint8]:
    """1 where the prediction differs from the truth, else 0: uint8 (height, width). Never 1 where ignored.

    Raises:
        ValueError: the shapes differ, or a mask holds floats or an id out of range.
    """
    return _wrong(check_pair(prediction, truth, num_classes, ignore_index)).astype(np.uint8)


def boundary_error_map(
    prediction: ArrayLike,
    truth: ArrayLike,
    num_classes: int,
    width: int = 1,
    ignore_index: int | None = None,
) -> NDArray[np.uint8]:
    """The errors that boundary IoU looks at: 2 where wrong near an outline, 1 where right near one, else 0.

    uint8 (height, width). A pixel is near an outline if it is within `width` pixels of the outline of its
    own region, in the prediction or in the truth. The picture's edge counts as an outline, as it does for boundary IoU.

    Raises:
        ValueError: as `error_map`, or `width` is less than 1.
    """
    pair = check_pair(prediction, truth, num_classes, ignore_index)
    near = boundary_band(pair.prediction, num_classes, width) | boundary_band(pair.truth, num_classes, width)
    counts = pair.truth != num_classes
    return ((near & counts) * np.where(_wrong(pair), 2, 1)).astype(np.uint8)


def share_near_outlines(
    prediction: ArrayLike,
    truth: ArrayLike,
    num_classes: int,
    width: int = 1,
    ignore_index: int | None = None,
) -> float:
    """The share of the wrong pixels that are near an outline, 0 to 1; NaN if no pixel is wrong.

    Raises:
        ValueError: as `boundary_error_map`.
    """
    near = boundary_error_map(prediction, truth, num_classes, width, ignore_index) == 2
    wrong = int(error_map(prediction, truth, num_classes, ignore_index).sum())
    return int(near.sum()) / wrong if wrong else float("nan")


def _wrong(pair: Pair) -> NDArray[np.bool_]:
    # An ignored pixel has the same id in both masks of a pair, so it is never wrong.
    return pair.prediction != pair.truth
