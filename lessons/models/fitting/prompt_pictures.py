"""What the network for prompts learns from: street scenes, collages, and nuclei where they are at hand."""

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lessons.models import Data
from lessons.models.fitting.prompt_collages import collage
from lessons.models.pictures import (
    FIRST_TRAINING_SEED,
    HELD_OUT,
    WATCHED,
    DataSet,
    Pictures,
    recoloured,
    scene_pictures,
    scene_pool,
)
from lessons.models.prompt_encoders import WORKING
from lessons.scenes import street_scene
from lessons.scenes.nuclei import VARIABLE, Nuclei, load_nuclei

SIDES, SHARES = (96, 128, 256), (0.2, 0.3, 0.5)
"""Of each batch the side in pixels, and how often; what is larger than `WORKING` the network shrinks to look at it."""

LARGER = 256
"""The side in pixels at which some held-out scenes are drawn again, to score how well shrinking serves."""

Parts = tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]]


@dataclass(frozen=True)
class Mixture(Pictures):
    """A pool of street scenes, from which `batch` also makes collages and takes `nuclei`, if there are any."""

    nuclei: Nuclei | None = None

    def batch(self, chance: np.random.Generator, count: int, crop: int, any_way_up: bool) -> Pictures:
        """Of `count` random pictures about six in ten are scenes, three collages and one is nuclei.

        All of a batch are as large as `SIDES` says, so that `crop` is only what they are on average; of
        the largest there are half as many. Masks and ids are as `lessons.models.fitting.prompt_targets` takes them.
        """
        side = int(chance.choice(SIDES, p=SHARES))
        count = max(1, count // 2) if side > crop else count
        parts = [self._draw(side, chance) for _ in range(count)]
        return Pictures(*(np.stack(part) for part in zip(*parts, strict=True)))

    def _draw(self, side: int, chance: np.random.Generator) -> Parts:
        kind = chance.random()
        if kind < 0.3:
            parts = collage(side, chance)
        elif kind < 0.42 and self.nuclei is not None:
            parts = nuclei_window(self.nuclei, side, chance)
        else:
            parts = self._scene(side, chance)
        if chance.random() < 0.5:
            parts = parts[0][:, ::-1], parts[1][:, ::-1], parts[2][:, ::-1]
        return parts

    def _scene(self, side: int, chance: np.random.Generator) -> Parts:
        index = int(chance.integers(len(self)))
        if side <= self.masks.shape[1]:
            whole = (self.images[index], self.masks[index], self.instance_ids[index])
        else:  # the same street, drawn finer
            scene = street_scene(FIRST_TRAINING_SEED + index, side)
            whole = (scene.image, scene.mask, scene.instance_ids.astype(np.uint8))
        top, left = chance.integers(len(whole[1]) - side + 1, size=2)
        image, mask, ids = (part[top : top + side, left : left + side] for part in whole)
        return recoloured(image, chance), mask, ids


def nuclei_window(nuclei: Nuclei, side: int, chance: np.random.Generator) -> Parts:
    """A random window of a random picture, any way up, with nuclei in it; its mask is 1 on them."""
    turns = int(chance.integers(4))
    while True:
        top, left = chance.integers(nuclei.images.shape[1] - side + 1, size=2)
        window = (chance.integers(len(nuclei)), slice(top, top + side), slice(left, left + side))
        if nuclei.instance_ids[window].any():
            break
    image, ids = np.rot90(nuclei.images[window], turns), np.rot90(nuclei.instance_ids[window], turns)
    renumbered = np.unique(ids, return_inverse=True)[1].reshape(ids.shape) + int(ids.min() > 0)
    return image, (ids > 0).astype(np.uint8), np.minimum(renumbered, 255).astype(np.uint8)


def prompt_data_set(data: Data, folder: Path, pool: int, size: int = 128) -> DataSet:
    """The pictures for learning to answer prompts; without nuclei it says so, and goes on without them.

    Raises:
        NucleiError: the environment variable names a file that does not hold nuclei.
    """
    nuclei = load_nuclei().for_training() if os.environ.get(VARIABLE) else None
    scenes, held_out, finer = scene_pool(folder, pool, size), HELD_OUT[:100], HELD_OUT[:40]
    last = FIRST_TRAINING_SEED + pool - 1
    also = f"{len(nuclei)} pictures of nuclei" if nuclei else f"no nuclei, since {VARIABLE} names no file"
    if nuclei is None:
        print(f"Training without nuclei: {VARIABLE} does not say where they are.")
    return DataSet(
        training=Mixture(scenes.images, scenes.masks, scenes.instance_ids, nuclei),
        watched=scene_pictures(WATCHED[:8], size),
        held_out=scene_pictures(held_out, size),
        about={
            "pictures": "street scenes, collages of textures, and nuclei (BBBC038, CC0), 96 to 256 pixels a side",
            "training": f"{pool} scenes, seeds {FIRST_TRAINING_SEED} to {last}; collages without end; {also}",
            "held_out": f"{len(held_out)} scenes, {size} x {size} pixels, seeds {held_out[0]} to {held_out[-1]}",
            "looked_at": f"no side above {WORKING} pixels",
            "larger": f"{len(finer)} of them, {LARGER} x {LARGER} pixels, seeds {finer[0]} to {finer[-1]}",
        },
        larger=scene_pictures(finer, LARGER),
    )
