"""The things of a street scene one by one: a box, a label and a mask for each."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lessons.models import THINGS
from lessons.scenes import CLASS_NAMES

LEAST_PIXELS = 16
"""A thing of which fewer pixels are visible is no object to be found: nobody could say what it is."""


@dataclass(frozen=True)
class Objects:
    """`n` things of one picture.

    `boxes` float32 (n, 4) hold left, top, right, bottom in pixels, the last two just outside;
    `labels` int64 (n,) count `THINGS` from 1; `masks` bool (n, height, width) are their visible pixels.
    """

    boxes: NDArray[np.float32]
    labels: NDArray[np.int64]
    masks: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.labels)


def objects_of(
    mask: NDArray[np.uint8], instance_ids: NDArray[np.integer], least_pixels: int = LEAST_PIXELS
) -> Objects:
    """The things of a scene with `least_pixels` or more, by id; `mask` and `instance_ids` (height, width)."""
    pixels = np.bincount(instance_ids.ravel(), minlength=1)
    ids = np.flatnonzero(pixels >= max(1, least_pixels))
    ids = ids[ids > 0]
    masks = instance_ids == ids[:, None, None]
    boxes, labels = np.empty((len(ids), 4), np.float32), np.empty(len(ids), np.int64)
    for place, each in enumerate(masks):
        rows, columns = np.flatnonzero(each.any(axis=1)), np.flatnonzero(each.any(axis=0))
        boxes[place] = columns[0], rows[0], columns[-1] + 1, rows[-1] + 1
        labels[place] = 1 + THINGS.index(CLASS_NAMES[mask[rows[0], columns[each[rows[0], columns].argmax()]]])
    return Objects(boxes, labels, masks)
