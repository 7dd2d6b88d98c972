"""A stack of layers, the field that each one sees, and which cells of that field are really read.

The field's size and place follow `lessons.unet.receptive_field` (Araujo, Norris and Sim, 2019). But a
box says nothing of its inside: a dilated kernel skips cells, and if the next one skips the same, no path
of weights leads to them. This is the *gridding* artefact (Wang et al., 2018, "Understanding Convolution
for Semantic Segmentation", arXiv 1702.08502).

To count the paths, start with a 1 at the output and go back layer by layer: each cell passes its count
on to every cell that the layer reads for it, `stride` apart from cell to cell, `dilation` apart within
the kernel. That is a transposed convolution with a kernel of ones. All kernels are square, so the paths
in the plane are those along the rows times those along the columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lessons.unet.receptive_field import LayerGeometry, field_box, field_size
from lessons.upsampling.transposed import Setting, transposed_conv

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class StackLayer(LayerGeometry):
    """A layer of a learner's stack: a convolution or a pooling, make it by `conv` or `pool`."""

    kind: Literal["conv", "pool"] = "conv"


Stack = Sequence[StackLayer]


@dataclass(frozen=True)
class Growth:
    """What one cell sees after `layer`, along one side.

    `field` pixels of the picture, neighbouring cells `jump` pixels apart; cell 0's field begins at pixel
    `start`, which is negative where padding comes before the picture.
    """

    layer: StackLayer
    field: int
    jump: int
    start: int


def conv(kernel: int = 3, stride: int = 1, dilation: int = 1) -> StackLayer:
    """A convolution, padded such that with stride 1 and an odd kernel the size stays.

    Raises:
        ValueError: a number is less than 1.
    """
    _check(kernel=kernel, stride=stride, dilation=dilation)
    return StackLayer(kernel, stride, dilation, dilation * (kernel - 1) // 2)


def pool(kernel: int = 2, stride: int | None = None, dilation: int = 1) -> StackLayer:
    """A pooling, not padded; without `stride` its windows lie side by side. Errors as `conv`."""
    stride = kernel if stride is None else stride
    _check(kernel=kernel, stride=stride, dilation=dilation)
    return StackLayer(kernel, stride, dilation, kind="pool")


def growth(stack: Stack) -> tuple[Growth, ...]:
    """The field, jump and start after each layer of the stack."""
    rows, jump = [], 1
    for place, layer in enumerate(stack, start=1):
        jump *= layer.stride
        start = field_box(stack[:place], 0, 0).top
        rows.append(Growth(layer, field_size(stack[:place]), jump, start))
    return tuple(rows)


def path_counts(stack: Stack) -> Counts:
    """How many paths of weights lead from each cell of the field to one output cell, along one side.

    int64 (field,); an empty stack reads the one cell itself.
    """
    counts = np.ones(1)
    for layer in reversed(stack):
        back = Setting(layer.kernel, layer.stride, dilation=layer.dilation)
        counts = transposed_conv(counts, np.ones(layer.kernel), back)
    return counts.astype(np.int64)


def path_map(*branches: Stack) -> Counts:
    """The same in the plane, for one stack or for several that run side by side on the same picture.

    int64 (side, side), large enough for the widest branch. Branches whose results are stacked or added,
    as in an ASPP, together read what any of them reads.

    Raises:
        ValueError: there is no branch.
    """
    if not branches:
        raise ValueError("There is no stack of layers; give one or more.")
    boxes = [field_box(branch, 0, 0) for branch in branches]
    first, last = min(box.top for box in boxes), max(box.bottom for box in boxes)
    paths = np.zeros((last - first, last - first), np.int64)
    for branch, box in zip(branches, boxes, strict=True):
        along = path_counts(branch)
        here = slice(box.top - first, box.bottom - first)
        paths[here, here] += np.outer(along, along)
    return paths


def unread(paths: Counts) -> float:
    """The share of the field that no path leads to, 0 to 1: 0 means no gridding."""
    return float((paths == 0).mean())


def _check(**numbers: int) -> None:
    for name, number in numbers.items():
        if number < 1:
            raise ValueError(f"The {name} is {number}; choose 1 or more.")
