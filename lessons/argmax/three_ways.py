"""One picture described three ways, from the scores of one network: a label, boxes, a mask."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons.flavours.components import Box, box_of, number_pieces
from lessons.flavours.kinds import THING_IDS

NETWORK = "unet"
"""The network whose scores the figure reads."""


@dataclass(frozen=True, eq=False)
class ThreeWays:
    """One class for the picture, a (class, box) for each thing, and the class ids (height, width)."""

    label: int
    boxes: tuple[tuple[int, Box], ...]
    mask: NDArray[np.uint8]


def three_ways(logits: NDArray[np.floating], least_pixels: int = 12) -> ThreeWays:
    """All three from the scores (classes, height, width) of one forward.

    The label is the class with the largest mean score, the mask the winner of every pixel. Each connected piece of a
    thing in the mask gets the smallest box around it; pieces of fewer than `least_pixels` get none.
    """
    mask = logits.argmax(axis=0).astype(np.uint8)
    pieces = number_pieces(mask, THING_IDS, neighbours=8)
    boxes = [
        (int(mask[pieces == piece][0]), box_of(pieces == piece))
        for piece in range(1, int(pieces.max()) + 1)
        if (pieces == piece).sum() >= least_pixels
    ]
    return ThreeWays(int(logits.mean(axis=(1, 2)).argmax()), tuple(boxes), mask)


def share_of_others(mask: ArrayLike, label: int, box: Box) -> float:
    """How much of a box is not of its class, 0 to 1: what a box cannot leave out.

    `mask` (height, width) holds class ids; the box is (left, top, right, bottom), right and bottom one past the last.

    Raises:
        ValueError: the box holds no pixel of the mask.
    """
    left, top, right, bottom = box
    inside = np.asarray(mask)[top:bottom, left:right]
    if not inside.size:
        raise ValueError(f"The box {box} holds no pixel; give left < right and top < bottom inside the mask.")
    return float((inside != label).mean())
