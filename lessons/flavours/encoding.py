"""The panoptic id: one whole number per pixel that says its class and its object.

    panoptic id = class · 1000 + number

A pixel of stuff has number 0: 2000 is road. A pixel of a thing has the number of its object: 5002 is
car #2. A thing with number 0 belongs to no object that anybody numbered. Every road pixel of a picture
is one **segment**, and so is every object. (COCO and Cityscapes encode theirs in much the same way.)
"""

from collections.abc import Collection

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons.flavours.instances import Instance
from lessons.flavours.kinds import THING_IDS
from lessons.metrics.masks import as_mask

PER_CLASS = 1000
"""Numbers per class: the last three digits."""

VOID_CLASS = 255
"""The class of a pixel without an answer: the `ignore_index` of the masks."""

VOID = VOID_CLASS * PER_CLASS


def encode(
    mask: ArrayLike, instance_ids: ArrayLike, things: Collection[int] = THING_IDS
) -> NDArray[np.int32]:
    """The panoptic ids, int32 (height, width), of a mask of class ids and a map of instance ids.

    Raises:
        ValueError: the two differ in size, a class is not 0 to 255, a number is not 0 to 999, or
            a pixel of stuff has a number.
    """
    labels, numbers = as_mask(mask), as_mask(instance_ids, "map of instance ids")
    if labels.shape != numbers.shape:
        raise ValueError("The mask and the instance ids differ in size; give two maps of the same picture.")
    _refuse((labels < 0) | (labels > VOID_CLASS), labels, "class {value}", "give a class from 0 to 255")
    _refuse((numbers < 0) | (numbers >= PER_CLASS), numbers, "number {value}", "give a number from 0 to 999")
    stuff = ~np.isin(labels, list(things))
    _refuse(stuff & (numbers > 0), labels, "class {value} and a number, but that class is stuff", "give it 0")
    return labels.astype(np.int32) * PER_CLASS + numbers.astype(np.int32)


def decode(panoptic: ArrayLike) -> tuple[NDArray[np.uint8], NDArray[np.uint16]]:
    """The mask uint8 and the instance ids uint16, both (height, width), that were encoded.

    Raises:
        ValueError: an id is negative or above 255 999, or the map is not a grid of whole numbers.
    """
    labels, numbers = np.divmod(as_panoptic(panoptic), PER_CLASS)
    return labels.astype(np.uint8), numbers.astype(np.uint16)


def as_panoptic(panoptic: ArrayLike) -> NDArray[np.int32]:
    """The map as int32 (height, width), checked. Errors as `decode`."""
    ids = as_mask(panoptic, "panoptic map")
    _refuse((ids < 0) | (ids >= VOID + PER_CLASS), ids, "id {value}", "give class · 1000 + number")
    return ids.astype(np.int32)


def segment_ids(panoptic: ArrayLike, things: Collection[int] = THING_IDS) -> NDArray[np.int32]:
    """The map with one id per segment, int32 (height, width), and `VOID` where there is none.

    A stuff pixel's number, if it has one, is dropped: all road is one segment. A thing without a
    number is no object, so its pixels are void.
    """
    ids = as_panoptic(panoptic)
    labels, numbers = np.divmod(ids, PER_CLASS)
    thing = np.isin(labels, list(things))
    segments = np.where(thing, ids, labels * PER_CLASS)
    segments[thing & (numbers == 0)] = VOID
    return segments.astype(np.int32)


def instances_of(panoptic: ArrayLike, things: Collection[int] = THING_IDS) -> tuple[Instance, ...]:
    """The objects of a panoptic map, by class and number, each with score 1."""
    segments = segment_ids(panoptic, things)
    objects = [divmod(segment, PER_CLASS) for segment in np.unique(segments).tolist()]
    return tuple(
        Instance(segments == label * PER_CLASS + number, label, 1.0, number)
        for label, number in objects
        if label in things and number
    )


def _refuse(wrong: NDArray[np.bool_], values: NDArray, what: str, advice: str) -> None:
    if wrong.any():
        row, column = np.argwhere(wrong)[0].tolist()
        fault = what.format(value=values[row, column])
        raise ValueError(f"The pixel at row {row}, column {column} (counted from 0) has {fault}; {advice}.")
