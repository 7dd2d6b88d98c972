"""The objects that the annotator lab has labelled, and a label of one of them."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.ui.figures.street_pictures import SIZE, ChosenPicture
from app.ui.figures.street_targets import Target, targets
from lessons.models.fitting.prompt_targets import box_of
from lessons.scenes import street_scene

WINDOW = 32
"""The side of the part that is painted, in pixels: the most that the painter takes."""
_OBJECTS, _STREETS = 6, range(8)
_LEAST, _MOST = 120, 24
"""An object shows at least so many pixels, and is at most so high and wide."""


@dataclass(frozen=True, eq=False)
class LabelJob:
    """An object to label: its street, its truth, and the first row and column of the part around it."""

    title: str
    picture: ChosenPicture
    target: Target
    top: int
    left: int

    @property
    def window(self) -> tuple[slice, slice]:
        """The rows and columns of the part."""
        return slice(self.top, self.top + WINDOW), slice(self.left, self.left + WINDOW)

    @property
    def task(self) -> str:
        """What everybody in a room calls this object: its street, its class and where it is."""
        return f"{self.picture.name}-{self.target.name}-{self.top}-{self.left}".lower().replace(" ", "-")


@dataclass(frozen=True, eq=False)
class Label:
    """What was labelled: `mask` bool (height, width) of the whole picture, and how long it took."""

    mask: NDArray[np.bool_]
    seconds: float


@lru_cache(maxsize=1)
def jobs() -> tuple[LabelJob, ...]:
    """The first objects of the streets that are small enough to paint and large enough to be worth it."""
    label_jobs: list[LabelJob] = []
    for seed in _STREETS:
        scene = street_scene(seed, SIZE)
        picture = ChosenPicture(f"Street {seed + 1}", scene.image, scene.mask, "", scene.instance_ids)
        for target in targets(picture):
            top, left, bottom, right = box_of(target.mask)
            inside = min(top, left) > 0 and max(bottom, right) < SIZE
            small = max(bottom - top, right - left) <= _MOST
            if target.is_thing and inside and small and target.mask.sum() >= _LEAST:
                corner = [(low + high - WINDOW) // 2 for low, high in ((top, bottom), (left, right))]
                at = [min(max(0, place), SIZE - WINDOW) for place in corner]
                title = f"{target.name.capitalize()} in Street {seed + 1}"
                label_jobs.append(LabelJob(title, picture, target, *at))
                break
    return tuple(label_jobs[:_OBJECTS])
