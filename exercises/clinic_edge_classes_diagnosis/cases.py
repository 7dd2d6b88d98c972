"""Pieces of street labels made smaller in four ways; what was done can be seen in the result."""

import random

import numpy as np
from numpy.typing import NDArray

from exercises._engine.variants import TaskPicture, Variant
from lessons.scenes import CLASS_NAMES, street_scene
from lessons.upsampling.interpolation import stretched

SEEDS = range(1000, 1100)
OLD, NEW = 24, 16
Labels = NDArray[np.int64]

WAYS = {
    "bilinear": (
        "They were resized like a picture: bilinear interpolation, then rounding",
        "Blending puts classes along the outlines that nobody labelled there, and leaves the inside of regions alone.",
    ),
    "nearest": (
        "Nothing is wrong: they were resized by copying (nearest interpolation)",
        "Copying makes the outlines coarser, but every cell has a class that was there before.",
    ),
    "shifted": (
        "The table of class ids is off by one",
        "With a wrong table every cell changes its class, inside of regions as well, while every outline stays.",
    ),
    "mirrored": (
        "They were mirrored left to right, and the picture was not",
        "Mirroring exchanges left and right, and no class is new.",
    ),
}


def draw(rng: random.Random) -> Variant:
    while True:
        mask = street_scene(rng.choice(SEEDS), 64).mask.astype(np.int64)
        top, left = (rng.randrange(len(mask) - OLD + 1) for _ in range(2))
        old = mask[top : top + OLD, left : left + OLD]
        results = {name: resized(old, name) for name in WAYS}
        answer_name = rng.choice(tuple(WAYS))
        apart = [
            _differing(result, results[answer_name])
            for name, result in results.items()
            if name != answer_name
        ]
        # Clear enough to be seen: many cells tell each way from the others, and blending made new ones.
        if len(np.unique(old)) >= 3 and min(apart) >= 12 and strange(old, results["bilinear"]) >= 8:
            break
    names = rng.sample(tuple(WAYS), len(WAYS))
    return Variant(
        fields={"strange": strange(old, results[answer_name])},
        answer=names.index(answer_name),
        pictures=(
            TaskPicture("Before", old.tolist(), CLASS_NAMES),
            TaskPicture("After", results[answer_name].tolist(), CLASS_NAMES),
        ),
        options=tuple((WAYS[name][0], _why(name, results[name], results[answer_name])) for name in names),
    )


def resized(old: Labels, way: str) -> Labels:
    """The smaller labels that one of `WAYS` makes."""
    if way == "bilinear":
        return np.floor(stretched(old, NEW, NEW) + 0.5).astype(np.int64)
    new = stretched(old, NEW, NEW, "nearest").astype(np.int64)
    if way == "shifted":
        return (new + 1) % len(CLASS_NAMES)
    return new[:, ::-1] if way == "mirrored" else new


def strange(old: Labels, new: Labels) -> int:
    """How many new cells have a class that none of the 3 × 3 old cells around their place has."""
    places = ((np.arange(NEW) + 0.5) * OLD / NEW).astype(int)
    return sum(
        int(new[row, column] not in old[max(y - 1, 0) : y + 2, max(x - 1, 0) : x + 2])
        for row, y in enumerate(places)
        for column, x in enumerate(places)
    )


def _differing(one: Labels, other: Labels) -> int:
    return int((one != other).sum())


def _why(name: str, result: Labels, answer: Labels) -> str:
    differing = _differing(result, answer)
    if not differing:
        return f"{WAYS[name][1]} All 256 cells agree with it."
    return f"{WAYS[name][1]} It would have made another class in {differing} of the 256 cells."
