"""Edit the objects of a panoptic map. Every edit changes numbers only: no pixel gets another class.

So the semantic mask stays as it is, whatever is done here; it never knew about objects.
"""

from collections.abc import Collection

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons.flavours.answers import name_of
from lessons.flavours.encoding import PER_CLASS, as_panoptic
from lessons.flavours.kinds import THING_IDS

Point = tuple[float, float]
"""(row, column); whole numbers are the centres of pixels."""


def merge(panoptic: ArrayLike, first: int, second: int) -> NDArray[np.int32]:
    """Make two objects one: the pixels of `second` get the id of `first`. Both are panoptic ids.

    Raises:
        ValueError: one is not an object of the map, or the two have different classes.
    """
    ids = as_panoptic(panoptic)
    _check_object(ids, first)
    _check_object(ids, second)
    if first // PER_CLASS != second // PER_CLASS:
        raise ValueError(
            f"{name_of(first)} and {name_of(second)} differ in class; choose two of the same class."
        )
    return np.where(ids == second, first, ids).astype(np.int32)


def split(panoptic: ArrayLike, segment: int, start: Point, end: Point) -> NDArray[np.int32]:
    """Cut an object along the straight line through two points; the smaller part gets a new number.

    Raises:
        ValueError: it is not an object of the map, the points are the same, the line leaves the object
            whole, or no number is free.
    """
    ids = as_panoptic(panoptic)
    _check_object(ids, segment)
    down, right = end[0] - start[0], end[1] - start[1]
    if down == right == 0:
        raise ValueError("The line starts and ends at the same point; choose two different ones.")
    rows, columns = np.nonzero(ids == segment)
    # The sign of the cross product tells on which side of the line a pixel lies.
    beyond = down * (columns - start[1]) - right * (rows - start[0]) > 0
    if beyond.all() or not beyond.any():
        raise ValueError(f"The line does not cut {name_of(segment)}; draw it through the object.")
    smaller = beyond if 2 * beyond.sum() <= beyond.size else ~beyond
    edited = ids.copy()
    edited[rows[smaller], columns[smaller]] = segment // PER_CLASS * PER_CLASS + free_number(ids)
    return edited


def drop(panoptic: ArrayLike, segment: int) -> NDArray[np.int32]:
    """Take an object's number away: its pixels keep their class and belong to no object.

    Raises:
        ValueError: it is not an object of the map.
    """
    ids = as_panoptic(panoptic)
    _check_object(ids, segment)
    return np.where(ids == segment, segment // PER_CLASS * PER_CLASS, ids).astype(np.int32)


def paint(panoptic: ArrayLike, numbers: ArrayLike, things: Collection[int] = THING_IDS) -> NDArray[np.int32]:
    """The map with the painted numbers (height, width), 0 to 999, wherever it has a thing.

    Paint on stuff and on void has no effect: there is nothing to number.

    Raises:
        ValueError: the two maps differ in size, or a number is out of range.
    """
    ids, new_numbers = as_panoptic(panoptic), np.asarray(numbers)
    if new_numbers.shape != ids.shape:
        raise ValueError("The painted numbers and the map differ in size; give one number for each pixel.")
    if new_numbers.size and not 0 <= new_numbers.min() <= new_numbers.max() < PER_CLASS:
        raise ValueError(f"A painted number is not from 0 to {PER_CLASS - 1}; choose one that is.")
    labels = ids // PER_CLASS
    return np.where(np.isin(labels, list(things)), labels * PER_CLASS + new_numbers, ids).astype(np.int32)


def free_number(panoptic: ArrayLike) -> int:
    """The smallest number from 1 that no object of the map has, of whatever class.

    Raises:
        ValueError: all 999 are taken.
    """
    used_numbers = set(np.unique(as_panoptic(panoptic) % PER_CLASS).tolist())
    for number in range(1, PER_CLASS):
        if number not in used_numbers:
            return number
    raise ValueError(f"All {PER_CLASS - 1} numbers are taken; drop an object first.")


def _check_object(ids: NDArray[np.int32], segment: int) -> None:
    if segment % PER_CLASS == 0 or not (ids == segment).any():
        raise ValueError(f"{segment} is not an object of this map; choose one that is.")
