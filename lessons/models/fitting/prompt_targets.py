"""What somebody may want to cut out of a labelled picture, and where they would click for it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

LEAST_THING, LEAST_REGION = 16, 64
"""The pixels that an object or a region of one class must show to be asked for."""
MOST_OF_PICTURE = 0.95
"""What covers more than this share of the picture is no object in it."""


@dataclass(frozen=True, eq=False)
class Targets:
    """`masks` bool (n, height, width), and which of them are things, bool (n,); the others are regions."""

    masks: NDArray[np.bool_]
    things: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.masks)


def targets_of(mask: NDArray[np.uint8], instance_ids: NDArray[np.integer], stuff: frozenset[int]) -> Targets:
    """Each thing of a picture, and each connected region of a class in `stuff`; both maps (height, width).

    A region that is exactly one thing is not given twice.
    """
    pixels = np.bincount(instance_ids.ravel())
    things = [instance_ids == number for number in np.flatnonzero(pixels >= LEAST_THING) if number]
    regions: list[NDArray[np.bool_]] = []
    for label in np.unique(mask):
        if int(label) not in stuff:
            continue
        numbered, _ = ndimage.label(mask == label)  # pyright: ignore[reportGeneralTypeIssues]
        sizes = np.bincount(numbered.ravel())
        for number in np.flatnonzero(sizes >= LEAST_REGION):
            region = numbered == number
            inside = instance_ids[region]
            if number and not (inside[0] and (inside == inside[0]).all()):
                regions.append(region)
    every = [*things, *regions]
    places = [place for place, each in enumerate(every) if each.mean() <= MOST_OF_PICTURE]
    masks = np.array([every[place] for place in places], bool).reshape(-1, *mask.shape)
    return Targets(masks, np.array(places, np.int64) < len(things))


def middle(region: NDArray[np.bool_]) -> tuple[int, int]:
    """Row and column of the pixel of a region (height, width) that is farthest from its outside.

    Of several parts the largest counts. It is where a careful person clicks, and where SAM's authors
    and others put the simulated click of an evaluation (Sofiiuk et al., 2021, arXiv 2102.06583).
    """
    numbered, count = ndimage.label(region)  # pyright: ignore[reportGeneralTypeIssues]
    if count > 1:
        region = numbered == 1 + np.bincount(numbered.ravel())[1:].argmax()
    rows, columns = np.flatnonzero(region.any(axis=1)), np.flatnonzero(region.any(axis=0))
    top, left = rows[0], columns[0]
    window = np.pad(region[top : rows[-1] + 1, left : columns[-1] + 1], 1)
    depth = np.asarray(ndimage.distance_transform_edt(window))
    row, column = np.unravel_index(depth.argmax(), depth.shape)
    return int(row + top - 1), int(column + left - 1)


def somewhere(region: NDArray[np.bool_], chance: np.random.Generator) -> tuple[int, int]:
    """Row and column of a random pixel of a region (height, width), not on its rim where there are others."""
    inner = region.copy()
    for axis in (0, 1):
        for step in (-1, 1):
            inner &= np.roll(region, step, axis)
    places = np.flatnonzero(inner if inner.any() else region)
    return divmod(int(places[chance.integers(len(places))]), region.shape[1])


def box_of(region: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Top, left, bottom, right of a region (height, width), the last two just outside."""
    rows, columns = np.flatnonzero(region.any(axis=1)), np.flatnonzero(region.any(axis=0))
    return int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1


def jittered(
    box: tuple[int, int, int, int], height: int, width: int, chance: np.random.Generator
) -> tuple[float, float, float, float]:
    """The box as a hand would drag it: each side moved by about a tenth of the box's length, inside the picture."""
    top, left, bottom, right = box
    down, across = 0.1 * (bottom - top), 0.1 * (right - left)
    moved = chance.normal(size=4).clip(-2, 2) * (down, across, down, across)
    low, high = np.array(box[:2]) + moved[:2], np.array(box[2:]) + moved[2:]
    (top, left), (bottom, right) = low.clip(0, None), high.clip(None, (height, width))
    return float(top), float(left), float(max(bottom, top + 1)), float(max(right, left + 1))
