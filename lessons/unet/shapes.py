"""What each block of a U-Net gives out, and what it costs: shapes, parameters, multiply–adds.

A k × k convolution from `a` to `b` channels has k · k · a · b weights, and `b` more if it has biases.
It uses every weight once at each place of its result, so it does height · width times as many
multiply–adds. A transposed convolution uses every weight once at each place of its *input*. A
normalisation has two parameters a channel; its few multiply–adds are not counted, as is usual.
"""

import time
from dataclasses import dataclass

import torch
from torch import nn

WIDTHS = (16, 24, 32, 64, 128)
"""The channels of each level of the U-Net that the lesson trains, from full resolution down."""


@dataclass(frozen=True)
class BlockRow:
    """One block: its path in the network, its result's channels × height × width, and its cost.

    `inputs` are the channels it is given, `parameters` what it learned, `multiply_adds` what one
    picture takes.
    """

    name: str
    inputs: int
    channels: int
    height: int
    width: int
    parameters: int
    multiply_adds: int


def shapes(
    num_classes: int, size: int, depth: int = 4, widths: tuple[int, ...] = WIDTHS
) -> tuple[BlockRow, ...]:
    """Every block of `UNet(num_classes, widths=widths[:depth + 1])` for a picture of `size` × `size` pixels.

    In the order they run. `depth` is the number of poolings, `widths` the channels of each level. The
    sides are those of the padded picture (see `lessons.unet.padding`).

    Raises:
        ValueError: a number is less than 1, or there are too few widths.
    """
    if min(num_classes, size, depth, *widths) < 1:
        raise ValueError("Classes, size, depth and widths count things; give at least 1 of each.")
    if len(widths) < depth + 1:
        raise ValueError(f"A U-Net with {depth} poolings has {depth + 1} levels; give a width for each.")
    side = size + -size % 2**depth
    rows, inputs = [], 3
    for level, channels in enumerate(widths[: depth + 1]):
        if level:
            side //= 2
            rows.append(BlockRow(f"pool {level - 1}", inputs, inputs, side, side, 0, 0))
        rows.append(_block(f"encoder {level}", inputs, channels, side))
        inputs = channels
    for place, channels in enumerate(reversed(widths[:depth])):
        weights = 2 * 2 * inputs * channels
        cost = weights * side * side
        side *= 2
        rows.append(BlockRow(f"up {place}", inputs, channels, side, side, weights + channels, cost))
        rows.append(BlockRow(f"concat {place}", channels, 2 * channels, side, side, 0, 0))
        rows.append(_block(f"decoder {place}", 2 * channels, channels, side))
        inputs = channels
    # The head runs on the padded picture; what was padded is cut off after it.
    rows.append(_convolution("head", inputs, num_classes, side, kernel=1))
    return tuple(rows)


def tiny_shapes(num_classes: int, size: int) -> tuple[BlockRow, ...]:
    """Every block of `TinyUNet(num_classes)` for a picture of `size` × `size` pixels.

    Raises:
        ValueError: a number is less than 1.
    """
    if min(num_classes, size) < 1:
        raise ValueError("Classes and size count things; give at least 1 of each.")
    side = size + size % 2
    half = side // 2
    return (
        _convolution("enter", 3, 16, side, kernel=3),
        BlockRow("pool", 16, 16, half, half, 0, 0),
        _convolution("deepen", 16, 32, half, kernel=3),
        BlockRow("up", 32, 16, side, side, 2 * 2 * 32 * 16 + 16, 2 * 2 * 32 * 16 * half * half),
        BlockRow("concat", 16, 32, side, side, 0, 0),
        _convolution("merge", 32, 16, side, kernel=3),
        _convolution("head", 16, num_classes, side, kernel=1),
    )


def _convolution(name: str, inputs: int, outputs: int, side: int, kernel: int) -> BlockRow:
    weights = kernel * kernel * inputs * outputs
    return BlockRow(name, inputs, outputs, side, side, weights + outputs, weights * side * side)


def _block(name: str, inputs: int, outputs: int, side: int) -> BlockRow:
    """Two 3 × 3 convolutions without bias, each with a normalisation of two numbers a channel."""
    weights = 3 * 3 * inputs * outputs + 3 * 3 * outputs * outputs
    return BlockRow(name, inputs, outputs, side, side, weights + 2 * 2 * outputs, weights * side * side)


@torch.no_grad()
def milliseconds(network: nn.Module, size: int, repeats: int = 5) -> float:
    """The least time of `repeats` forwards of one picture of `size` × `size` pixels, in milliseconds."""
    image = torch.zeros(1, 3, size, size)
    network(image)
    least = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        network(image)
        least = min(least, time.perf_counter() - start)
    return 1000 * least
