"""Interpolation: a value between the cells, from the cells around it. Nothing is learned.

To make a map larger, each new cell asks where it lies in the old map. Two conventions answer, here
along one side (`align_corners` as PyTorch calls it):

    False   the maps' outer *edges* fall together:   at = (index + ½) · size / new_size − ½
    True    the centres of the *corner cells* do:    at = index · (size − 1) / (new_size − 1)

*Nearest* copies the old cell that covers the place. *Bilinear* weighs the four cells around it: the
nearer, the heavier, first along the rows, then along the columns.
"""

from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Neighbour:
    """One old cell that a new value is made from: where it is, what it holds, how much it counts."""

    row: int
    column: int
    value: float
    weight: float


@dataclass(frozen=True)
class Interpolated:
    """One value of the new map: the sum of `weight` · `value` over `neighbours`.

    `row` and `column` say where it lies in the old map, in cells; cell 0's centre is at 0. The four
    neighbours come upper left, upper right, lower left, lower right; at the far edge two of them are
    the same cell.
    """

    row: float
    column: float
    neighbours: tuple[Neighbour, ...]

    @property
    def value(self) -> float:
        """The new value."""
        return sum(each.weight * each.value for each in self.neighbours)


def position(index: int, size: int, new_size: int, align_corners: bool = False) -> float:
    """Where cell `index` of a side of `new_size` cells lies in the old side of `size` cells.

    Never before the first cell's centre: there is nothing on the other side to blend with.

    Raises:
        ValueError: a side has no cell, or the index is outside the new one.
    """
    if min(size, new_size) < 1 or not 0 <= index < new_size:
        raise ValueError(
            f"Cell {index} of {new_size}, made from {size}: give sides of 1 or more and a cell that is inside."
        )
    if align_corners:
        return index * (size - 1) / (new_size - 1) if new_size > 1 else 0.0
    return max(0.0, (index + 0.5) * size / new_size - 0.5)


def bilinear(
    values: ArrayLike, row: int, column: int, height: int, width: int, align_corners: bool = False
) -> Interpolated:
    """The value at `row`, `column` of `values` (old height, old width) stretched to `height` × `width`.

    Raises:
        ValueError: `values` is no grid, or as `position`.
    """
    old = _grid(values)
    down = position(row, old.shape[0], height, align_corners)
    across = position(column, old.shape[1], width, align_corners)
    rows, columns = _between(down, old.shape[0]), _between(across, old.shape[1])
    neighbours = tuple(
        Neighbour(r, c, float(old[r, c]), row_weight * column_weight)
        for r, row_weight in rows
        for c, column_weight in columns
    )
    return Interpolated(down, across, neighbours)


def nearest(values: ArrayLike, row: int, column: int, height: int, width: int) -> Neighbour:
    """The old cell that the new cell at `row`, `column` copies: the one that its upper left corner is in.

    Raises:
        ValueError: as `bilinear`.
    """
    old = _grid(values)
    position(row, old.shape[0], height)
    position(column, old.shape[1], width)
    r, c = row * old.shape[0] // height, column * old.shape[1] // width
    return Neighbour(r, c, float(old[r, c]), 1.0)


def stretched(
    values: ArrayLike, height: int, width: int, mode: str = "bilinear", align_corners: bool = False
) -> NDArray[np.float64]:
    """The whole new map, (height, width), one value at a time; `mode` is "bilinear" or "nearest".

    Raises:
        ValueError: `mode` is neither, or as `bilinear`.
    """
    if mode not in ("bilinear", "nearest"):
        raise ValueError(f"The mode {mode!r} is unknown; choose bilinear or nearest.")
    new = np.empty((height, width))
    for row, column in np.ndindex(new.shape):
        if mode == "nearest":
            new[row, column] = nearest(values, row, column, height, width).value
        else:
            new[row, column] = bilinear(values, row, column, height, width, align_corners).value
    return new


def _between(at: float, size: int) -> tuple[tuple[int, float], tuple[int, float]]:
    """The two cells around a place on one side, with their weights."""
    first = min(floor(at), size - 1)
    second, share = min(first + 1, size - 1), at - first
    return (first, 1 - share), (second, share)


def _grid(values: ArrayLike) -> NDArray[np.float64]:
    grid = np.asarray(values, np.float64)
    if grid.ndim != 2 or not grid.size:
        raise ValueError(f"The map has shape {grid.shape}; give rows and columns of numbers, one at least.")
    return grid
