"""Downsample or dilate: two ways to see far, and what each one costs.

A stride makes all later layers see twice as far, because their cells lie further apart. One can leave
the stride out and spread the later kernels instead: wherever a stride is removed, multiply every later
dilation by it. The weights stay the same and read the very same pixels; only the map keeps its size, and
every later layer has more places to compute. Yu and Koltun (2016), "Multi-Scale Context Aggregation by
Dilated Convolutions", arXiv 1511.07122; Chen et al. (2017), "Rethinking Atrous Convolution for Semantic
Image Segmentation" (DeepLabv3), arXiv 1706.05587.
"""

from dataclasses import dataclass

from lessons.dilation.receptive import Stack, StackLayer, conv, growth, pool
from lessons.unet.receptive_field import field_size

DOWNSAMPLE = (conv(stride=2), conv(stride=2), conv(stride=2), conv())
"""Halve three times, then look around once more."""


@dataclass(frozen=True)
class StackCost:
    """What a stack makes of a square picture, and what that takes.

    `side` cells of the result, each `jump` pixels from the next and seeing `field` pixels;
    `parameters` and `multiply_adds` of the whole stack, for one picture.
    """

    side: int
    jump: int
    field: int
    parameters: int
    multiply_adds: int


def without_strides(stack: Stack) -> tuple[StackLayer, ...]:
    """The stack with every stride removed and every later dilation multiplied by it: the same field."""
    spread, rate = [], 1
    for layer in stack:
        if layer.kind == "conv":
            spread.append(conv(layer.kernel, 1, layer.dilation * rate))
        else:
            spread.append(pool(layer.kernel, 1, layer.dilation * rate))
        rate *= layer.stride
    return tuple(spread)


DILATE = without_strides(DOWNSAMPLE)
"""The same without a stride: 3 × 3 convolutions with rates 1, 2, 4 and 8."""


def sides(stack: Stack, size: int) -> tuple[int, ...]:
    """The side of the map after each layer, for a picture of `size` × `size` pixels.

    Raises:
        ValueError: a layer needs more cells than there are.
    """
    sizes = []
    for layer in stack:
        reach = layer.dilation * (layer.kernel - 1)
        size = (size + 2 * layer.padding - reach - 1) // layer.stride + 1
        if size < 1:
            raise ValueError(
                f"Layer {len(sizes) + 1} reads {reach + 1} cells a side, more than are left; "
                "give a larger picture or fewer layers."
            )
        sizes.append(size)
    return tuple(sizes)


def cost(stack: Stack, size: int, channels: int = 16) -> StackCost:
    """The cost of a stack for a picture (3, size, size), with `channels` out of every convolution.

    A convolution has kernel² weights for each pair of channels, and a bias for each of its results; it
    uses each weight once at each place of its result. A pooling has no weights.

    Raises:
        ValueError: the stack is empty, a number is less than 1, or as `sides`.
    """
    if not stack or min(size, channels) < 1:
        raise ValueError("Give a layer or more, a picture of 1 pixel or more, and 1 channel or more.")
    side_lengths, inputs, parameters, multiply_adds = sides(stack, size), 3, 0, 0
    for layer, side in zip(stack, side_lengths, strict=True):
        if layer.kind == "conv":
            weights = layer.kernel**2 * inputs * channels
            parameters += weights + channels
            multiply_adds += weights * side**2
            inputs = channels
    return StackCost(side_lengths[-1], growth(stack)[-1].jump, field_size(stack), parameters, multiply_adds)
