"""Boundary IoU: the IoU of the outlines only (Cheng et al., 2021, "Boundary IoU", CVPR).

The IoU of a large region hardly moves when its outline is sloppy: most of its pixels are far
inside. Boundary IoU looks only at the pixels of a region within `width` of its outline, in the
prediction and in the truth, and takes the IoU of those two bands.
"""

from math import hypot

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons.metrics.confusion import count_pairs
from lessons.metrics.masks import Pair, as_mask, check_pair
from lessons.metrics.overlap import ratio, regions


def default_width(height: int, width: int) -> int:
    """The paper's band width in pixels: 2 % of the picture's diagonal, at least 1."""
    return max(1, round(0.02 * hypot(height, width)))


def boundary_band(mask: ArrayLike, num_classes: int, width: int = 1) -> NDArray[np.bool_]:
    """The pixels of `mask` (height, width) within `width` pixels of the outline of their own region.

    A pixel is in the band if the square of side `2 * width + 1` around it holds more than one id;
    that square is what `width` erosions with a 3 × 3 square look at. Past the picture's edge every
    pixel has the id `num_classes`, which no class has: the edge is an outline too, as in the
    paper's code. One pass finds the bands of all classes.

    Raises:
        ValueError: `width` is less than 1, or the mask is not a grid of ids.
    """
    if width < 1:
        raise ValueError(f"The boundary is {width} pixels wide; give at least 1.")
    mask = as_mask(mask)
    # One bit for each 2 × 2 block: does it hold two ids? A square holds one id only if all its
    # blocks do. 64 bits share a word, because reading memory is what takes the time; the frame is
    # wider on the right where a row of blocks would not fill its last word.
    spare = -(mask.shape[1] + 2 * width - 1) % _WORD
    framed = np.pad(mask, ((width, width), (width, width + spare)), constant_values=num_classes)
    beside = np.packbits(framed[:, :-1] != framed[:, 1:], axis=1, bitorder="little")
    below = np.packbits(framed[:-1, :-1] != framed[1:, :-1], axis=1, bitorder="little")
    mixed = (beside[:-1] | beside[1:] | below).view("<u8")
    # The square is 2 * width blocks high and wide. Each step joins two neighbours: the reach doubles.
    reach = 1
    while reach < 2 * width:
        step = min(reach, 2 * width - reach)
        mixed = np.bitwise_or(mixed[:-step], mixed[step:])
        np.bitwise_or(mixed, _columns_ahead(mixed, step), out=mixed)
        reach += step
    return np.unpackbits(mixed.view(np.uint8), axis=1, count=mask.shape[1], bitorder="little").view(np.bool_)


_WORD = 64


def _columns_ahead(words: NDArray[np.uint64], step: int) -> NDArray[np.uint64]:
    """For each block the bit of the block `step` columns to its right, 0 past the end."""
    skipped, rest = divmod(step, _WORD)
    moved = np.zeros_like(words)
    moved[:, : words.shape[1] - skipped] = words[:, skipped:] >> rest
    if rest:
        moved[:, : words.shape[1] - skipped - 1] |= words[:, skipped + 1 :] << (_WORD - rest)
    return moved


def boundary_counts(pair: Pair, width: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The confusion matrix, and each class's boundary intersection and union, from one count.

    A pixel belongs to group 0 to 3: in no band, in the prediction's (1), the truth's (2), both (3).
    """
    group = 2 * boundary_band(pair.truth, pair.num_classes, width).view(np.uint8)
    group += boundary_band(pair.prediction, pair.num_classes, width)
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
    return per_class_boundary_iou(predicted, labelled, num_classes=2, width=width)[1]
