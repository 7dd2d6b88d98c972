"""The pictures of the training lab: a few that are watched, and those that are learned from."""

from functools import cache
from pathlib import Path

import numpy as np

from lessons.models.pictures import FIRST_TRAINING_SEED, DataSet, Pictures, data_set, scene_pictures
from lessons.scenes import street_scene

SHOWN = 4
"""How many of the watched pictures the page shows: the first ones."""
WATCHED_SEEDS = (9083, 9090, 9108, 9118, 9050, 9051, 9052, 9053)
"""Streets that no network learns from and no manifest is scored on; every class can be seen in the first four."""
_SIZES = {"scenes64": 64, "scenes96": 96}
_MOST_SCENES = 1024


@cache
def watched(data: str) -> Pictures:
    """The eight pictures of a kind of data that tell how a training goes; they are shared, so do not change them.

    Raises:
        NucleiError: the nuclei are not there.
    """
    if data == "nuclei":
        return _first(_nuclei().watched.halved(), len(WATCHED_SEEDS))
    each = [scene_pictures(range(seed, seed + 1), _SIZES[data]) for seed in WATCHED_SEEDS]
    return _joined(each)


def shown(data: str) -> Pictures:
    """The four pictures whose predictions are shown, with their truth. Errors as `watched`."""
    return _first(watched(data), SHOWN)


class TrainingPictures:
    """The pictures of one kind to learn from; scenes are drawn when they are first asked for.

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
            masks = np.zeros((_MOST_SCENES, size, size), np.uint8)
            self._all = Pictures(np.zeros((*masks.shape, 3), np.uint8), masks, masks)

    def first(self, count: int) -> Pictures:
        """The first `count` of them, or all if there are fewer."""
        while self.drawn < min(count, len(self._all)):
            scene = street_scene(FIRST_TRAINING_SEED + self.drawn, _SIZES[self.data])
            self._all.images[self.drawn], self._all.masks[self.drawn] = scene.image, scene.mask
            self.drawn += 1
        return _first(self._all, count)

    def batch(self, chance: np.random.Generator, count: int, among: int, augment: bool) -> Pictures:
        """`count` random ones of the first `among`, with `augment` mirrored and recoloured, or nuclei turned."""
        pictures = self.first(among)
        if augment:
            return pictures.batch(chance, count, pictures.masks.shape[-1], self.data == "nuclei")
        chosen = chance.integers(len(pictures), size=count)
        return Pictures(pictures.images[chosen], pictures.masks[chosen], pictures.instance_ids[chosen])


@cache
def _nuclei() -> DataSet:
    return data_set("nuclei", Path(), pool=0)


def _first(pictures: Pictures, count: int) -> Pictures:
    return Pictures(pictures.images[:count], pictures.masks[:count], pictures.instance_ids[:count])


def _joined(parts: list[Pictures]) -> Pictures:
    names = ("images", "masks", "instance_ids")
    return Pictures(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))
