"""From a region to its pieces: connected components, and the box around a mask."""

from collections.abc import Collection
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons.flavours.kinds import THING_IDS
from lessons.metrics.masks import as_mask

Box = tuple[int, int, int, int]

STEPS = ((-1, 0), (0, -1), (0, 1), (1, 0), (-1, -1), (-1, 1), (1, -1), (1, 1))
"""(down, right) to the neighbours of a pixel: the first four share a side with it, the others a corner."""


def connected_components(region: ArrayLike, neighbours: Literal[4, 8] = 4) -> NDArray[np.int32]:
    """Number the connected pieces of a region: int32 (height, width), 0 outside, then 1, 2, … in reading order.

    Two pixels of the region are connected if steps from neighbour to neighbour lead from one to the
    other inside it. With 4 neighbours a step goes sideways, up or down; with 8 also diagonally.

    Raises:
        ValueError: the region is not a grid of whole numbers or booleans, or `neighbours` is not 4 or 8.
    """
    if neighbours not in (4, 8):
        raise ValueError(f"A pixel has 4 neighbours or 8, not {neighbours}; give one of the two.")
    inside = as_mask(region, "region") != 0
    pieces = np.zeros(inside.shape, dtype=np.int32)
    pixels = [(row, column) for row, column in np.argwhere(inside).tolist()]
    waiting, count = set(pixels), 0
    for start in pixels:
        if start not in waiting:
            continue  # a piece before it has reached it
        count += 1
        waiting.remove(start)
        frontier = [start]
        while frontier:
            row, column = frontier.pop()
            pieces[row, column] = count
            for down, right in STEPS[:neighbours]:
                neighbour = (row + down, column + right)
                if neighbour in waiting:
                    waiting.remove(neighbour)
                    frontier.append(neighbour)
    return pieces


def number_pieces(
    mask: ArrayLike, things: Collection[int] = THING_IDS, neighbours: Literal[4, 8] = 4
) -> NDArray[np.uint16]:
    """Instance ids guessed from a semantic mask alone: every connected piece of a thing is one object.

    Two cars that touch become one, and a car behind a pole becomes two. Ids uint16 (height, width),
    0 for stuff.

    Raises:
        ValueError: as `connected_components`.
    """
    labels = as_mask(mask)
    ids, count = np.zeros(labels.shape, dtype=np.uint16), 0
    for label in sorted(things):
        pieces = connected_components(labels == label, neighbours)
        ids[pieces > 0] = pieces[pieces > 0] + count
        count += int(pieces.max(initial=0))
    return ids


def box_of(mask: ArrayLike) -> Box:
    """The smallest box around a mask: (left, top, right, bottom), right and bottom one past the last pixel.

    Raises:
        ValueError: the mask is empty.
    """
    rows, columns = np.nonzero(as_mask(mask))
    if rows.size == 0:
        raise ValueError("The mask is empty, so no box fits around it; give a mask with at least one pixel.")
    return int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1
