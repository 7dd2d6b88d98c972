"""Boundary IoU: the IoU of the outlines only (Cheng et al., 2021, "Boundary IoU", CVPR).

The IoU of a large region hardly moves when its outline is sloppy: most of its pixels are far
inside. Boundary IoU looks only at the pixels of a region within `width` of its outline, in the
prediction and in the truth, and takes the IoU of those two bands.
"""

from math import hypot

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.ndimage import maximum_filter, minimum_filter

from lessons.metrics.confusion import count_pairs
from lessons.metrics.masks import Pair, as_mask, check_pair
from lessons.metrics.overlap import iou, ratio, regions
from lessons.metrics.packed_band import packed_band


def default_width(height: int, width: int) -> int:
    """The paper's band width in pixels: 2 % of the picture's diagonal, at least 1."""
    return max(1, round(0.02 * hypot(height, width)))


def boundary_band(mask: ArrayLike, num_classes: int, width: int = 1) -> NDArray[np.bool_]:
    """The pixels of `mask` (height, width) within `width` pixels of the outline of their own region.

    A pixel is in the band if the square of side `2 * width + 1` around it holds more than one id;
    that square is what `width` erosions with a 3 × 3 square look at. Past the picture's edge every
    pixel has the id `num_classes`, which no class has: the edge is an outline too, as in the
    paper's code.

    Raises:
        ValueError: `width` is less than 1, or the mask is not a grid of ids.
    """
    side = 2 * _checked(width) + 1
    framed = np.pad(as_mask(mask), 1, constant_values=num_classes)
    largest, smallest = (each(framed, side, mode="nearest") for each in (maximum_filter, minimum_filter))
    return (largest != smallest)[1:-1, 1:-1]


def _checked(width: int) -> int:
    if width < 1:
        raise ValueError(f"The boundary is {width} pixels wide; give at least 1.")
    return width


def boundary_counts(pair: Pair, width: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The confusion matrix, and each class's boundary intersection and union, from one count.

    A pixel belongs to group 0 to 3: in no band, in the prediction's (1), the truth's (2), both (3).
    The bands are those of `boundary_band`, found faster.
    """
    group = 2 * packed_band(pair.truth, pair.num_classes, _checked(width)).view(np.uint8)
    group += packed_band(pair.prediction, pair.num_classes, width)
    groups = count_pairs(pair, group, num_groups=4)
    predicted = (groups[1] + groups[3]).sum(axis=0)
    labelled = (groups[2] + groups[3]).sum(axis=1)
    shared = np.diagonal(groups[3])
    return groups.sum(axis=0), shared, predicted + labelled - shared


def per_class_boundary_iou(
    prediction: ArrayLike, truth: ArrayLike, num_classes: int, width: int = 1, ignore_index: int | None = None
) -> tuple[float, ...]:
    """The boundary IoU of every class, NaN for a class in neither mask.

    Ignored pixels are cut out of both masks before the bands are taken, like what lies past the
    picture's edge: they are in no band, and a region that touches them has its outline there.

    Raises:
        ValueError: as `check_pair`, or `width` is less than 1.
    """
    _, shared, either = boundary_counts(check_pair(prediction, truth, num_classes, ignore_index), width)
    return tuple(ratio(shared, either, ignore_index).tolist())


def boundary_iou(prediction: ArrayLike, truth: ArrayLike, label: int, width: int = 1) -> float:
    """The boundary IoU of one class, 0 to 1; NaN if the class is in neither mask.

    Raises:
        ValueError: the shapes differ, a mask holds floats, or `width` is less than 1.
    """
    predicted, labelled = regions(prediction, truth, label)
    outlines = [region & boundary_band(region, 2, width) for region in (predicted, labelled)]
    return iou(*outlines, label=1)
