"""Filling polygons: which pixels lie inside? In whole numbers only, so no rounding differs anywhere.

A picture is `UNITS` units wide and high, however many pixels it has. A pixel belongs to a polygon if
the pixel's centre lies inside; later polygons cover earlier ones. All polygons are filled at once:
edges become rows, rows become spans, spans become pixels (the scan-line method, in NumPy).
"""

import numpy as np
from numpy.typing import NDArray

UNITS = 4096
"""The width and height of every picture, in the units that all drawing is done in."""

Ints = NDArray[np.int64]


def fill(canvas: Ints, points: Ints, sizes: Ints, values: Ints) -> None:
    """Paint convex polygons on `canvas` (side, side), in order.

    `points` (n, 2) holds the corners (x, y) of all polygons one after another, `sizes` how many corners
    each has, `values` what its pixels become.
    """
    side = canvas.shape[0]
    first = np.cumsum(sizes) - sizes
    polygon = np.repeat(np.arange(len(sizes)), sizes)
    following = np.arange(1, len(points) + 1)
    following[first + sizes - 1] = first
    # Scaled so that pixel i spans 2·UNITS·i to 2·UNITS·(i+1), and its centre (2i+1)·UNITS is whole.
    x, y = points[:, 0] * (2 * side), points[:, 1] * (2 * side)
    row = _first_pixel_after(y, side)
    end_row = row[following]
    top = np.minimum.reduceat(row, first)
    height = np.maximum.reduceat(row, first) - top
    slot_of = np.cumsum(height) - height - top  # + row = the place of (polygon, row) among all such rows

    count = np.abs(end_row - row)
    edge = np.repeat(np.arange(len(points)), count)
    edge_row = _ranges(np.minimum(row, end_row), count)
    rise, run = (y[following] - y)[edge], (x[following] - x)[edge]
    crossing = x[edge] + ((2 * edge_row + 1) * UNITS - y[edge]) * run // rise
    column = _first_pixel_after(crossing, side)
    # A row of a convex polygon is crossed once on the way down and once on the way up.
    slot = slot_of[polygon[edge]] + edge_row
    down = rise > 0
    ends = np.zeros((2, int(height.sum())), dtype=np.int64)
    ends[0, slot[down]] = column[down]
    ends[1, slot[~down]] = column[~down]

    start, length = ends.min(axis=0), np.abs(ends[1] - ends[0])
    start += _ranges(top, height) * side
    # NumPy writes in order, so where polygons overlap the last one stays.
    canvas.reshape(-1)[_ranges(start, length)] = np.repeat(np.repeat(values, height), length)


def _first_pixel_after(position: Ints, side: int) -> Ints:
    """The first pixel whose centre is not before `position`, kept inside the picture."""
    return np.clip((position + (UNITS - 1)) // (2 * UNITS), 0, side)


def _ranges(starts: Ints, lengths: Ints) -> Ints:
    """Each start and what follows it, one after another: (5, 8) and (3, 2) give 5, 6, 7, 8, 9."""
    ends = np.cumsum(lengths)
    return np.arange(int(lengths.sum())) + np.repeat(starts - (ends - lengths), lengths)
