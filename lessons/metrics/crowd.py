"""Masks of one picture by many people: how far they agree, what most of them say, and who strays from the others."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons.metrics.masks import as_mask


@dataclass(frozen=True, eq=False)
class Crowd:
    """What the masks of `people` say together.

    `consensus` (height, width) is the class with the most votes at each pixel, the smaller id where two have as many.
    `agreement` is the share of people who give that class, `marked` the share who give any class but 0, both
    (height, width). `mean_dice` is over all pairs of people, NaN of fewer than two; `with_the_others` (people,) is each
    one's Dice with the consensus of the others, NaN of one alone. Dice of two masks is the mean over the classes from
    1 on that are in either, and 1 if none is.
    """

    people: int
    consensus: NDArray[np.int64]
    agreement: NDArray[np.float64]
    marked: NDArray[np.float64]
    mean_dice: float
    with_the_others: NDArray[np.float64]


def crowd(masks: Sequence[ArrayLike], num_classes: int) -> Crowd:
    """Compare masks (height, width) of ids below `num_classes`, one of each person.

    Raises:
        ValueError: there is none, they differ in size, or an id is too large.
    """
    grids = [as_mask(mask) for mask in masks]
    if not grids or len({grid.shape for grid in grids}) > 1:
        raise ValueError("Give at least one mask, and all of the same picture and size.")
    stack = np.stack(grids).astype(np.int64)
    if stack.size and not 0 <= stack.min() <= stack.max() < num_classes:
        raise ValueError(f"An id is {stack.max()}; give ids from 0 to {num_classes - 1}.")
    flat = stack.reshape(len(stack), -1)
    people, pixels = flat.shape
    votes = np.stack([(flat == label).sum(axis=0) for label in range(num_classes)])
    others = np.empty_like(flat)
    for person, mine in enumerate(flat):
        without = votes.copy()
        without[mine, np.arange(pixels)] -= 1
        others[person] = without.argmax(axis=0)
    dice = _dice_of_all(flat, flat, num_classes)
    pairs = dice[np.triu_indices(people, k=1)]
    shape = stack.shape[1:]
    return Crowd(
        people=people,
        consensus=votes.argmax(axis=0).reshape(shape),
        agreement=(votes.max(axis=0) / people).reshape(shape),
        marked=(flat > 0).mean(axis=0).reshape(shape),
        mean_dice=float(pairs.mean()) if pairs.size else float("nan"),
        with_the_others=_dice_by_row(flat, others, num_classes) if people > 1 else np.full(people, np.nan),
    )


def dice_between(first: ArrayLike, second: ArrayLike, num_classes: int) -> float:
    """The Dice of two masks (height, width) as `Crowd` has it."""
    flat = [as_mask(mask).reshape(1, -1) for mask in (first, second)]
    return float(_dice_by_row(flat[0], flat[1], num_classes)[0])


def _dice_of_all(
    first: NDArray[np.integer], second: NDArray[np.integer], num_classes: int
) -> NDArray[np.float64]:
    """The mean Dice of every mask of (n, pixels) with every one of (m, pixels): (n, m)."""
    parts = []
    for label in range(1, num_classes):
        one, other = ((masks == label).astype(np.float32) for masks in (first, second))
        parts.append((one @ other.T, one.sum(axis=1)[:, None] + other.sum(axis=1)))
    return _mean_dice(parts, (len(first), len(second)))


def _dice_by_row(
    first: NDArray[np.integer], second: NDArray[np.integer], num_classes: int
) -> NDArray[np.float64]:
    """The mean Dice of each mask of (n, pixels) with that in the same row of the others: (n,)."""
    parts = []
    for label in range(1, num_classes):
        one, other = first == label, second == label
        parts.append(((one & other).sum(axis=1), one.sum(axis=1) + other.sum(axis=1)))
    return _mean_dice(parts, (len(first),))


def _mean_dice(parts: Sequence[tuple[NDArray, NDArray]], shape: tuple[int, ...]) -> NDArray[np.float64]:
    """The mean over the classes that are there of 2 · shared / sizes, 1 where none is; `parts` are those of a class."""
    total, present = np.zeros((2, *shape))
    for shared, sizes in parts:
        present += sizes > 0
        total += np.divide(2 * shared, sizes, out=np.zeros(shape), where=sizes > 0)
    return np.divide(total, present, out=np.ones(shape), where=present > 0)
