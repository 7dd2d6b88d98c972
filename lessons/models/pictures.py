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
from lessons.scenes import street_scene
from lessons.scenes.nuclei import load_nuclei

FIRST_TRAINING_SEED = 1_000_000
HELD_OUT = range(200)
"""Seeds of the scenes whose scores the manifest reports; nothing is ever chosen by them."""
WATCHED = range(9000, 9200)
"""Seeds of the scenes that training watches, and by which recipes are chosen."""


@dataclass(frozen=True)
class Pictures:
    """`images` uint8 (count, height, width, 3) and their `masks` uint8 (count, height, width)."""

    images: NDArray[np.uint8]
    masks: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.images)

    def batch(
        self, chance: np.random.Generator, count: int, crop: int, any_way_up: bool
    ) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """`count` random pictures (count, crop, crop, 3) with their masks, shifted, mirrored and recoloured.

        A street has one way up, so it is only mirrored left to right; with `any_way_up` every quarter
        turn and its mirror image is as likely, and black stays black.
        """
        images = np.empty((count, crop, crop, 3), np.uint8)
        masks = np.empty((count, crop, crop), np.uint8)
        _, height, width = self.masks.shape
        shift = (
            0 if any_way_up else 15
        )  # under the microscope black is black: moving it would hide the nuclei
        for place, index in enumerate(chance.integers(len(self), size=count)):
            top, left = chance.integers(height - crop + 1), chance.integers(width - crop + 1)
            window = (index, slice(top, top + crop), slice(left, left + crop))
            image, mask = self.images[window], self.masks[window]
            if any_way_up:
                turns = int(chance.integers(4))
                image, mask = np.rot90(image, turns), np.rot90(mask, turns)
            if chance.random() < 0.5:
                image, mask = image[:, ::-1], mask[:, ::-1]
            images[place], masks[place] = recoloured(image, chance, shift), mask
        return images, masks


def recoloured(
    image: NDArray[np.uint8], chance: np.random.Generator, most_shift: float = 15
) -> NDArray[np.uint8]:
    """The same picture (height, width, 3) as another camera might see it: brighter, flatter, tinted.

    At most a quarter brighter, and up to `most_shift` of 255 lighter or darker everywhere.
    """
    gain = chance.uniform(0.8, 1.25) * chance.uniform(0.95, 1.05, size=3)
    shift = most_shift * chance.uniform(-1, 1)
    table = np.clip(np.arange(256)[:, None] * gain + shift, 0, 255).astype(np.uint8)
    return table[image, np.arange(3)]


def halved(
    images: NDArray[np.uint8], masks: NDArray[np.uint8]
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Pictures (count, height, width, 3) and masks of half the height and width, both of them even.

    A pixel is the mean of the four it replaces; its class is that of the lower right one.
    """
    sums = sum(images[:, top::2, left::2].astype(np.uint16) for top in (0, 1) for left in (0, 1))
    return (np.asarray(sums) // 4).astype(np.uint8), masks[:, 1::2, 1::2]


@dataclass(frozen=True)
class DataSet:
    """`training` is learned from, `watched` tells how it goes, `held_out` gives the scores to report.

    No picture is in two of them. `about` says in words what they are.
    """

    training: Pictures
    watched: Pictures
    held_out: Pictures
    about: dict[str, str]


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
        training=Pictures(others.images[~watched], others.masks[~watched]),
        watched=Pictures(others.images[watched], others.masks[watched]),
        held_out=Pictures(held_out.images, held_out.masks),
        about={
            "pictures": "cell nuclei, BBBC038 stage 1 (CC0), fluorescence, 256 x 256 pixels",
            "training": f"{int((~watched).sum())} of the pictures whose index is not divisible by 5",
            "held_out": f"{len(held_out)} pictures, those whose index is divisible by 5",
        },
    )


def scene_pictures(seeds: range, size: int = 128) -> Pictures:
    """The street scenes with these seeds, drawn now."""
    scenes = [street_scene(seed, size) for seed in seeds]
    return Pictures(np.stack([each.image for each in scenes]), np.stack([each.mask for each in scenes]))


def scene_pool(folder: Path, count: int, size: int = 128) -> Pictures:
    """`count` scenes for training, drawn into two files in `folder` at the first call and read from them.

    The files' names hold a digest of the first scenes, so a pool of an older drawing is never used.
    """
    first = scene_pictures(range(FIRST_TRAINING_SEED, FIRST_TRAINING_SEED + 4), size)
    drawing = hashlib.sha256(first.images.tobytes() + first.masks.tobytes()).hexdigest()[:12]
    images, masks = (folder / f"scenes-{size}-{count}-{drawing}-{part}.npy" for part in ("images", "masks"))
    if not (images.exists() and masks.exists()):
        folder.mkdir(parents=True, exist_ok=True)
        _draw_pool(images, masks, count, size)
    return Pictures(np.load(images, mmap_mode="r"), np.load(masks, mmap_mode="r"))


def _draw_pool(images: Path, masks: Path, count: int, size: int) -> None:
    partial = [path.with_name(f"{path.name}.{os.getpid()}.partial") for path in (images, masks)]
    image_file = np.lib.format.open_memmap(partial[0], "w+", np.uint8, (count, size, size, 3))
    mask_file = np.lib.format.open_memmap(partial[1], "w+", np.uint8, (count, size, size))
    for place in tqdm(range(count), desc="drawing scenes", unit="scene"):
        scene = street_scene(FIRST_TRAINING_SEED + place, size)
        image_file[place], mask_file[place] = scene.image, scene.mask
    for mapped in (image_file, mask_file):
        mapped.flush()
    del image_file, mask_file, mapped
    for path, whole in zip(partial, (images, masks), strict=True):
        path.replace(whole)
