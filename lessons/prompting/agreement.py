"""How far several people agree on one object: the yardstick of any score against one of them.

It is no ceiling. What most of several people drew agrees with each of them more than they agree with one another,
because what one hand does alone is outvoted. A model that learned from many people can do the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.ndimage import distance_transform_edt, gaussian_filter


@dataclass(frozen=True, eq=False)
class Agreement:
    """`dice` float64 (people, people) between every two masks, 1 on the diagonal; `mean` over the pairs.

    `mean` is NaN with fewer than two masks. `share` float64 (height, width) is the part of the people
    who put a pixel inside, and `majority` bool (height, width) what more than half of them did.
    `with_majority` (people,) is each one's Dice with it.
    """

    dice: NDArray[np.float64]
    mean: float
    share: NDArray[np.float64]
    majority: NDArray[np.bool_]
    with_majority: NDArray[np.float64]


def agreement(masks: Sequence[ArrayLike]) -> Agreement:
    """The agreement of masks, bool (height, width), of one picture by different people.

    Raises:
        ValueError: there is none, or they differ in size.
    """
    grids = [np.asarray(mask, dtype=bool) for mask in masks]
    if not grids or grids[0].ndim != 2:
        raise ValueError("There is no mask to compare; give one height × width mask of each person.")
    if len({mask.shape for mask in grids}) > 1:
        raise ValueError("The masks differ in size; give masks of the same picture.")
    stack = np.stack(grids)
    dice = pairwise_dice(stack, stack)
    pairs = dice[np.triu_indices(len(stack), k=1)]
    share = stack.mean(axis=0)
    majority = share > 0.5
    return Agreement(
        dice=dice,
        mean=float(pairs.mean()) if pairs.size else float("nan"),
        share=share,
        majority=majority,
        with_majority=pairwise_dice(stack, majority[None])[:, 0],
    )


def pairwise_dice(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Dice = 2 · shared / (one + other) of every mask of (n, height, width) with every one of (m, …): (n, m).

    Two empty masks agree: 1.
    """
    one, other = (masks.reshape(len(masks), -1).astype(np.float64) for masks in (first, second))
    sizes = one.sum(axis=1)[:, None] + other.sum(axis=1)
    return np.divide(2 * one @ other.T, sizes, out=np.ones_like(sizes), where=sizes > 0)


def simulated_hands(truth: NDArray[np.bool_], people: int, strays: float, seed: int) -> NDArray[np.bool_]:
    """One object (height, width) as so many people might outline it: bool (people, height, width).

    Each hand strays from the true outline, here inwards and there outwards, by `strays` pixels (the standard
    deviation), each on its own.
    """
    depth = np.asarray(distance_transform_edt(truth)) - np.asarray(distance_transform_edt(~truth))
    noise = np.random.default_rng(seed).standard_normal((people, *truth.shape))
    wobble = gaussian_filter(noise, (0, 3, 3))  # neighbours along an outline stray alike
    return depth > strays * wobble / wobble.std()


@dataclass(frozen=True)
class Yardstick:
    """Mean Dice: of two people with each other, and of each with what more than half of the others drew."""

    two_people: float
    with_the_others: float


def yardstick(masks: NDArray[np.bool_]) -> Yardstick:
    """Measure at least two masks, bool (people, height, width), of one object."""
    dice, inside = pairwise_dice(masks, masks), masks.sum(axis=0)
    of_others = [pairwise_dice(one[None], (2 * (inside - one) > len(masks) - 1)[None]) for one in masks]
    return Yardstick(float(dice[np.triu_indices(len(masks), k=1)].mean()), float(np.mean(of_others)))
