"""Random panoptic maps and objects for the tests of this folder."""

import hypothesis.strategies as st
import numpy as np
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray

from lessons.flavours.encoding import PER_CLASS, VOID
from lessons.flavours.instances import Instance

Panoptic = NDArray[np.int32]

THINGS = frozenset({0, 2})
STUFF = frozenset({1, 3})
SEGMENTS = (1, 2, 3, PER_CLASS, 2 * PER_CLASS + 1, 2 * PER_CLASS + 4, 3 * PER_CLASS)
"""Three objects of class 0, two of class 2, and stuff of classes 1 and 3."""


@st.composite
def map_pairs(
    draw: st.DrawFn, void_predicted: bool = False, void_true: bool = False
) -> tuple[Panoptic, Panoptic]:
    """A predicted and a true map; a few rectangles of the truth are painted over, so that segments match."""
    shape = draw(array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=10))
    true_ids = st.sampled_from((*SEGMENTS, VOID) if void_true else SEGMENTS)
    ids = st.sampled_from((*SEGMENTS, VOID) if void_predicted else SEGMENTS)
    truth = draw(arrays(np.int32, shape, elements=true_ids, fill=true_ids))
    for _ in range(draw(st.integers(0, 3))):
        _patch(draw, truth, draw(true_ids))
    prediction = np.where(truth == VOID, draw(ids), truth).astype(np.int32)
    for _ in range(draw(st.integers(0, 4))):
        _patch(draw, prediction, draw(ids))
    return prediction, truth


def _patch(draw: st.DrawFn, ids: Panoptic, segment: int) -> None:
    top, left = (draw(st.integers(0, side - 1)) for side in ids.shape)
    bottom, right = (
        draw(st.integers(start + 1, side)) for start, side in zip((top, left), ids.shape, strict=True)
    )
    ids[top:bottom, left:right] = segment


def square(
    top: int, left: int, side: int, label: int = 5, score: float = 1.0, number: int = 0, size: int = 12
) -> Instance:
    """A square object in a picture of size × size."""
    mask = np.zeros((size, size), dtype=bool)
    mask[top : top + side, left : left + side] = True
    return Instance(mask, label, score, number)


def random_objects(rng: np.random.Generator, count: int, labels: int = 3, size: int = 24) -> list[Instance]:
    """Rectangles that may overlap, with distinct scores."""
    objects = []
    for _ in range(count):
        top, left = rng.integers(0, size - 4, 2)
        height, width = rng.integers(3, 10, 2)
        mask = np.zeros((size, size), dtype=bool)
        mask[top : top + height, left : left + width] = True
        objects.append(Instance(mask, int(rng.integers(1, labels + 1)), float(rng.random())))
    return objects


def noisy(rng: np.random.Generator, instance: Instance) -> Instance:
    """The same object as a model might see it: moved by up to two pixels, with a score of its own."""
    down, right = rng.integers(-2, 3, 2)
    moved = np.roll(instance.mask, (int(down), int(right)), axis=(0, 1))
    return Instance(moved, instance.label, float(rng.random()))
