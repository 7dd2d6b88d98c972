"""The pictures of the training lab: a few that are watched, and those that are learned from."""

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lessons.models.pictures import FIRST_TRAINING_SEED, DataSet, Pictures, data_set
from lessons.scenes import street_scene
from lessons.training import spots

SHOWN = 4
"""How many of the watched pictures the page shows: the first ones."""
WATCHED_SEEDS = (9083, 9090, 9108, 9118, 9050, 9051, 9052, 9053)
"""Streets that no network learns from and no manifest is scored on; every class can be seen in the first four."""
_SIZES = {"scenes64": 64, "scenes96": 96} | dict.fromkeys(spots.SHARES, spots.SIZE)
_MOST_DRAWN = 1024


@cache
def watched(data: str) -> Pictures:
    """The eight pictures of a kind of data that tell how a training goes; they are shared, so do not change them.

    Raises:
        NucleiError: the nuclei are not there.
    """
    if data == "nuclei":
        return _first(_nuclei().watched.halved(), len(WATCHED_SEEDS))
    images, masks = (np.stack(part) for part in zip(*(_drawn(data, s) for s in WATCHED_SEEDS), strict=True))
    return Pictures(images, masks, np.zeros_like(masks))


def sample_pictures(data: str) -> Pictures:
    """The four pictures whose predictions are shown, with their truth. Errors as `watched`."""
    return _first(watched(data), SHOWN)


class TrainingPictures:
    """The pictures of one kind to learn from; scenes and spots are drawn when they are first asked for.

    Raises:
        NucleiError: the nuclei are not there.
    """

    def __init__(self, data: str):
        self.data, self.drawn = data, 0
        if data == "nuclei":
            self._all = _nuclei().training.halved()
            self.drawn = len(self._all)
        else:
            size = _SIZES[data]
            masks = np.zeros((_MOST_DRAWN, size, size), np.uint8)
            self._all = Pictures(np.zeros((*masks.shape, 3), np.uint8), masks, masks)

    def first(self, count: int) -> Pictures:
        """The first `count` of them, or all if there are fewer."""
        while self.drawn < min(count, len(self._all)):
            image, mask = _drawn(self.data, FIRST_TRAINING_SEED + self.drawn)
            self._all.images[self.drawn], self._all.masks[self.drawn] = image, mask
            self.drawn += 1
        return _first(self._all, count)

    def batch(self, chance: np.random.Generator, count: int, among: int, augment: bool) -> Pictures:
        """`count` random ones of the first `among`, with `augment` mirrored, and streets recoloured, others turned."""
        pictures = self.first(among)
        if augment:
            return pictures.batch(chance, count, pictures.masks.shape[-1], not self.data.startswith("scenes"))
        chosen = chance.integers(len(pictures), size=count)
        return Pictures(pictures.images[chosen], pictures.masks[chosen], pictures.instance_ids[chosen])


@cache
def _nuclei() -> DataSet:
    return data_set("nuclei", Path(), pool=0)


def _first(pictures: Pictures, count: int) -> Pictures:
    return Pictures(pictures.images[:count], pictures.masks[:count], pictures.instance_ids[:count])


def _drawn(data: str, seed: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """A street or a picture of spots, uint8 (size, size, 3), and its mask."""
    if data in spots.SHARES:
        return spots.spot_picture(seed, spots.SHARES[data])
    scene = street_scene(seed, _SIZES[data])
    return scene.image, scene.mask
