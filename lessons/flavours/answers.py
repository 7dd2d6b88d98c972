"""Three flavours of segmentation, three answers: what each says of a pixel, in words.

Semantic: what is this pixel? Instance: which object is it part of, if any? Panoptic: both, for every pixel.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons.flavours.encoding import PER_CLASS, VOID_CLASS, decode, encode, instances_of
from lessons.flavours.instances import Instance
from lessons.flavours.kinds import THING_IDS
from lessons.scenes.drawing import CLASS_NAMES


@dataclass(frozen=True, eq=False)
class Flavours:
    """The three answers for one picture.

    `semantic` uint8 (height, width) of class ids; `instances` one mask per object, which may
    overlap and need not cover the picture; `panoptic` int32 (height, width) of class · 1000 + number.
    """

    semantic: NDArray[np.uint8]
    instances: tuple[Instance, ...]
    panoptic: NDArray[np.int32]


@dataclass(frozen=True)
class Answers:
    """What is said of one pixel: "car", "car #2", "car #2"; of a road: "road", "no object", "road, stuff"."""

    semantic: str
    instance: str
    panoptic: str


def true_flavours(mask: ArrayLike, instance_ids: ArrayLike, things: Collection[int] = THING_IDS) -> Flavours:
    """The three answers of exact truth: a mask of class ids and instance ids, 0 = none. Errors as `encode`."""
    panoptic = encode(mask, instance_ids, things)
    return Flavours(decode(panoptic)[0], instances_of(panoptic, things), panoptic)


def name_of(segment: int, class_names: Sequence[str] = CLASS_NAMES) -> str:
    """A panoptic id in words: "car #2", "road"; "no answer" if it is void."""
    label, number = divmod(segment, PER_CLASS)
    if label == VOID_CLASS:
        return "no answer"
    name = class_names[label] if label < len(class_names) else f"class {label}"
    return f"{name} #{number}" if number else name


def answers_at(
    flavours: Flavours,
    row: int,
    column: int,
    class_names: Sequence[str] = CLASS_NAMES,
    things: Collection[int] = THING_IDS,
) -> Answers:
    """What the three say of one pixel.

    Raises:
        ValueError: the pixel is outside the picture.
    """
    height, width = flavours.semantic.shape
    if not (0 <= row < height and 0 <= column < width):
        raise ValueError(f"The picture has {height} rows and {width} columns; choose a pixel inside it.")
    here = [instance for instance in flavours.instances if instance.mask[row, column]]
    names = [name_of(i.label * PER_CLASS + i.number, class_names) for i in here]
    return Answers(
        semantic=name_of(int(flavours.semantic[row, column]) * PER_CLASS, class_names),
        instance=" and ".join(names) or "no object",
        panoptic=_panoptic_words(int(flavours.panoptic[row, column]), class_names, things),
    )


def all_answers(
    flavours: Flavours,
    class_names: Sequence[str] = CLASS_NAMES,
    things: Collection[int] = THING_IDS,
) -> tuple[tuple[Answers, ...], NDArray[np.uint16]]:
    """What the three say of every pixel: the different answers, and uint16 (height, width) which one holds where."""
    planes = [flavours.semantic, flavours.panoptic, *(instance.mask for instance in flavours.instances)]
    which = np.zeros(flavours.semantic.shape, dtype=np.int64)
    for plane in planes:  # two pixels keep the same id as long as every plane so far agrees
        values = np.unique(plane, return_inverse=True)[1].reshape(which.shape)
        which = np.unique(which * (values.max() + 1) + values, return_inverse=True)[1].reshape(which.shape)
    first = np.unique(which, return_index=True)[1]
    pixels = zip(*np.unravel_index(first, which.shape), strict=True)
    answers = tuple(
        answers_at(flavours, int(row), int(column), class_names, things) for row, column in pixels
    )
    return answers, which.astype(np.uint16)


def _panoptic_words(segment: int, class_names: Sequence[str], things: Collection[int]) -> str:
    label, number = divmod(segment, PER_CLASS)
    if label == VOID_CLASS or number:
        return name_of(segment, class_names)
    return f"{name_of(segment, class_names)}, {'no object' if label in things else 'stuff'}"
