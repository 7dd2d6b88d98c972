"""From a box of any size to a small grid of a fixed size: what Mask R-CNN's heads look at.

A head is a small network that takes a grid of one size, say 7 × 7, and boxes have any size. So the part of the feature
map in a box is cut into `bins` × `bins` equal bins, and each bin becomes one number. A feature map is coarse: one of
its cells may stand for 16 × 16 pixels, and a box's side hardly ever falls on a line between cells.

* RoIPool (Girshick, 2015, *Fast R-CNN*) rounds the box to whole cells, twice, and takes each bin's largest cell.
* RoIAlign (He and colleagues, 2017, *Mask R-CNN*) rounds nothing: it reads the map at points inside each bin, between
  the middles of the four nearest cells, and takes their mean.

"RoI" is short for region of interest: a box. Here the cell in row r and column c covers r to r + 1 and c to c + 1,
and its value stands at its middle.
"""

from math import ceil, floor

import numpy as np
from numpy.typing import ArrayLike, NDArray

Box = tuple[float, float, float, float]
"""(left, top, right, bottom), in cells of the feature map."""


def roi_pool(features: ArrayLike, box: Box, bins: int = 2) -> NDArray[np.float64]:
    """The largest cell in each bin of the box rounded to whole cells, (bins, bins). Errors as `roi_align`."""
    grid = _checked(features, box, bins)
    pooled = np.zeros((bins, bins))
    rows, columns = pooled_cells(box, bins)
    for i, (top, bottom) in enumerate(rows):
        for j, (left, right) in enumerate(columns):
            pooled[i, j] = grid[top:bottom, left:right].max(initial=-np.inf)
    return pooled


def pooled_cells(box: Box, bins: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Which rows and which columns each bin of RoIPool holds: (first, one past the last) for each."""
    left, top, right, bottom = map(_rounded, box)

    def cut(start: int, end: int) -> list[tuple[int, int]]:
        length = max(end - start, 1)  # a box that rounding made empty still gets one cell
        return [
            (start + floor(k * length / bins), start + ceil((k + 1) * length / bins)) for k in range(bins)
        ]

    return cut(top, bottom), cut(left, right)


def roi_align(features: ArrayLike, box: Box, bins: int = 2, samples: int = 2) -> NDArray[np.float64]:
    """The mean of `samples` × `samples` points in each bin of the box as it is, (bins, bins).

    Raises:
        ValueError: the feature map is no grid, the box has no area or leaves it, or there is no bin.
    """
    grid = _checked(features, box, bins)
    ys, xs = sample_points(box, bins, samples)
    values = np.array([[bilinear(grid, y, x) for x in xs] for y in ys])
    return values.reshape(bins, samples, bins, samples).mean(axis=(1, 3))


def sample_points(box: Box, bins: int, samples: int) -> tuple[list[float], list[float]]:
    """The y and the x of the points that RoIAlign reads: evenly spread in each bin, never on its rim."""
    left, top, right, bottom = box
    count = bins * samples
    places = [(k + 0.5) / count for k in range(count)]
    return [top + (bottom - top) * at for at in places], [left + (right - left) * at for at in places]


def bilinear(features: ArrayLike, y: float, x: float) -> float:
    """The map read at a point: the four cells whose middles are around it, each weighed by how near it is.

    Beyond the outermost middles the outermost cells count.
    """
    grid = np.asarray(features, dtype=np.float64)
    down = min(max(y - 0.5, 0), grid.shape[0] - 1)
    right = min(max(x - 0.5, 0), grid.shape[1] - 1)
    row, column = min(int(down), grid.shape[0] - 2), min(int(right), grid.shape[1] - 2)
    below, beside = down - row, right - column
    upper = (1 - beside) * grid[row, column] + beside * grid[row, column + 1]
    lower = (1 - beside) * grid[row + 1, column] + beside * grid[row + 1, column + 1]
    return float((1 - below) * upper + below * lower)


def _rounded(side: float) -> int:
    """To the nearest whole cell, halves away from zero."""
    return floor(side + 0.5)


def _checked(features: ArrayLike, box: Box, bins: int) -> NDArray[np.float64]:
    grid = np.asarray(features, dtype=np.float64)
    if grid.ndim != 2 or min(grid.shape) < 2:
        raise ValueError(f"The feature map has the shape {grid.shape}; give rows × columns, 2 × 2 or more.")
    left, top, right, bottom = box
    if not (0 <= left < right <= grid.shape[1] and 0 <= top < bottom <= grid.shape[0]):
        raise ValueError(
            f"The box {box} is no box inside {grid.shape[0]} × {grid.shape[1]} cells; move it inside."
        )
    if bins < 1:
        raise ValueError(f"There are {bins} bins; give one or more.")
    return grid


def example_features() -> NDArray[np.float64]:
    """A feature map of 6 × 9 small numbers: it is strong where an object is, a little right of the middle."""
    row, column = np.mgrid[:6, :9] + 0.5
    return np.round(9 * np.exp(-((row - 3.1) ** 2) / 2.6 - (column - 4.9) ** 2 / 4.5) + 0.15 * column, 1)
