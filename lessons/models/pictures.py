"""The labelled pictures that networks learn from, and those they are scored on.

Street scenes are drawn once into a pool on disk and read from there, since drawing one takes as
long as learning from one. Training draws from seeds of 1,000,000 up, so every lower seed stays new.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from lessons.models import Data
from lessons.scenes import Scene, street_scene
from lessons.scenes.nuclei import load_nuclei

FIRST_TRAINING_SEED = 1_000_000
HELD_OUT = range(200)
"""Seeds of the scenes whose scores the manifest reports; nothing is ever chosen by them."""
WATCHED = range(9000, 9200)
"""Seeds of the scenes that training watches, and by which recipes are chosen."""


@dataclass(frozen=True)
class Pictures:
    """`images` uint8 (count, height, width, 3) and their `masks` uint8 (count, height, width).

    `instance_ids` uint8 (count, height, width) number the things of each street scene from 1; the
    nuclei are told from the background only, so theirs are all 0.
    """

    images: NDArray[np.uint8]
    masks: NDArray[np.uint8]
    instance_ids: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.images)

    def batch(self, chance: np.random.Generator, count: int, crop: int, any_way_up: bool) -> "Pictures":
        """`count` random pictures (crop, crop) with their truth, shifted, mirrored and recoloured.

        A street has one way up, so it is only mirrored left to right; with `any_way_up` every quarter
        turn and its mirror image is as likely. Such pictures, from under the microscope, keep their
        brightness: it tells which experiment they are from, and with it where their truth draws edges.
        """
        images = np.empty((count, crop, crop, 3), np.uint8)
        truths = np.empty((2, count, crop, crop), np.uint8)
        _, height, width = self.masks.shape
        for place, index in enumerate(chance.integers(len(self), size=count)):
            top, left = chance.integers(height - crop + 1), chance.integers(width - crop + 1)
            window = (index, slice(top, top + crop), slice(left, left + crop))
            parts = [each[window] for each in (self.images, self.masks, self.instance_ids)]
            if any_way_up:
                turns = int(chance.integers(4))
                parts = [np.rot90(part, turns) for part in parts]
            else:
                parts[0] = recoloured(parts[0], chance)
            if chance.random() < 0.5:
                parts = [part[:, ::-1] for part in parts]
            images[place], truths[:, place] = parts[0], parts[1:]
        return Pictures(images, *truths)

    def halved(self) -> "Pictures":
        """The same pictures at half the height and width, both of them even.

        A pixel is the mean of the four it replaces; its truth is that of the lower right one.
        """
        sums = sum(self.images[:, top::2, left::2].astype(np.uint16) for top in (0, 1) for left in (0, 1))
        means = (np.asarray(sums) // 4).astype(np.uint8)
        return Pictures(means, self.masks[:, 1::2, 1::2], self.instance_ids[:, 1::2, 1::2])


def recoloured(image: NDArray[np.uint8], chance: np.random.Generator) -> NDArray[np.uint8]:
    """The same picture (height, width, 3) as another camera might see it: brighter, flatter, tinted.

    At most a quarter brighter, and up to 15 of 255 lighter or darker everywhere.
    """
    gain = chance.uniform(0.8, 1.25) * chance.uniform(0.95, 1.05, size=3)
    shift = 15 * chance.uniform(-1, 1)
    table = np.clip(np.arange(256)[:, None] * gain + shift, 0, 255).astype(np.uint8)
    return table[image, np.arange(3)]


@dataclass(frozen=True)
class DataSet:
    """`training` is learned from, `watched` tells how it goes, `held_out` gives the scores to report.

    No picture is in two of them. `about` says in words what they are. `larger`, where there are any, are some of
    the held-out scenes drawn finer.
    """

    training: Pictures
    watched: Pictures
    held_out: Pictures
    about: dict[str, str]
    larger: Pictures | None = None


def data_set(data: Data, folder: Path, pool: int, size: int = 128) -> DataSet:
    """The pictures of one kind; `folder` keeps the pool of `pool` scenes, `size` pixels a side.

    Raises:
        NucleiError: the nuclei are not there; the message says how to get them.
    """
    if data == "nuclei":
        return _nuclei()
    last = FIRST_TRAINING_SEED + pool - 1
    return DataSet(
        training=scene_pool(folder, pool, size),
        watched=scene_pictures(WATCHED[:50], size),
        held_out=scene_pictures(HELD_OUT, size),
        about={
            "pictures": f"street scenes, {size} x {size} pixels",
            "training": f"{pool} scenes, seeds {FIRST_TRAINING_SEED} to {last}",
            "held_out": f"{len(HELD_OUT)} scenes, seeds {HELD_OUT[0]} to {HELD_OUT[-1]}",
        },
    )


def _nuclei() -> DataSet:
    nuclei = load_nuclei()
    held_out, others = nuclei.held_out(), nuclei.for_training()
    watched = np.arange(len(others)) % 20 == 0
    return DataSet(
        training=_without_instances(others.images[~watched], others.masks[~watched]),
        watched=_without_instances(others.images[watched], others.masks[watched]),
        held_out=_without_instances(held_out.images, held_out.masks),
        about={
            "pictures": "cell nuclei, BBBC038 stage 1 (CC0), fluorescence, 256 x 256 pixels",
            "training": f"{int((~watched).sum())} of the pictures whose index is not divisible by 5",
            "held_out": f"{len(held_out)} pictures, those whose index is divisible by 5",
        },
    )


def _without_instances(images: NDArray[np.uint8], masks: NDArray[np.uint8]) -> Pictures:
    return Pictures(images, masks, np.zeros_like(masks))


def scene_pictures(seeds: range, size: int = 128) -> Pictures:
    """The street scenes with these seeds, drawn now."""
    scenes = [_parts(street_scene(seed, size)) for seed in seeds]
    return Pictures(*(np.stack(part) for part in zip(*scenes, strict=True)))


def scene_pool(folder: Path, count: int, size: int = 128) -> Pictures:
    """`count` scenes for training, drawn into three files in `folder` at the first call and read from them.

    The files' names hold a digest of the first scenes, so a pool of an older drawing is never used.
    """
    first = scene_pictures(range(FIRST_TRAINING_SEED, FIRST_TRAINING_SEED + 4), size)
    drawing = hashlib.sha256(first.images.tobytes() + first.masks.tobytes()).hexdigest()[:12]
    paths = [folder / f"scenes-{size}-{count}-{drawing}-{part}.npy" for part in _PARTS]
    if not all(path.exists() for path in paths):
        folder.mkdir(parents=True, exist_ok=True)
        _draw_pool(paths, count, size)
    return Pictures(*(np.load(path, mmap_mode="r") for path in paths))


_PARTS = ("images", "masks", "instances")


def _parts(scene: Scene) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]]:
    return scene.image, scene.mask, scene.instance_ids.astype(np.uint8)  # a scene has at most 20 things


def _draw_pool(paths: list[Path], count: int, size: int) -> None:
    partial = [path.with_name(f"{path.name}.{os.getpid()}.partial") for path in paths]
    shapes = ((count, size, size, 3), (count, size, size), (count, size, size))
    files = [
        np.lib.format.open_memmap(path, "w+", np.uint8, shape)
        for path, shape in zip(partial, shapes, strict=True)
    ]
    for place in tqdm(range(count), desc="drawing scenes", unit="scene"):
        for index, part in enumerate(_parts(street_scene(FIRST_TRAINING_SEED + place, size))):
            files[index][place] = part
    while files:
        files.pop().flush()  # and no name of it is left, so that Windows lets it be moved
    for path, whole in zip(partial, paths, strict=True):
        path.replace(whole)
