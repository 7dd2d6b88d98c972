"""What a pixel of the prediction can have seen.

The *theoretical* receptive field is the box of image pixels with any path of weights to the output
pixel. It follows from kernels and strides alone. Araujo, Norris and Sim (2019), "Computing Receptive
Fields of Convolutional Neural Networks", Distill, equations 2 to 4:

    first input = stride · first output − padding
    last input  = stride · last output − padding + dilation · (kernel − 1)

applied from the output back to the image. A transposed convolution turns them around.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the formulas need no network, so neither do those who only want them
    from torch import nn

    from lessons.models.tiny_unet import TinyUNet
    from lessons.models.unet import UNet


@dataclass(frozen=True)
class LayerGeometry:
    """What a layer that reads neighbours does along one side. `transposed` swaps input and output."""

    kernel: int
    stride: int = 1
    dilation: int = 1
    padding: int = 0
    transposed: bool = False


@dataclass(frozen=True)
class Region:
    """Rows `top` to `bottom` − 1 and columns `left` to `right` − 1; it may reach past the picture."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> tuple[int, int]:
        """Height and width in pixels."""
        return self.bottom - self.top, self.right - self.left

    def clipped(self, height: int, width: int) -> Region:
        """The part inside a picture of this size."""
        return Region(max(0, self.top), max(0, self.left), min(height, self.bottom), min(width, self.right))


def deepest_path(model: UNet | TinyUNet) -> tuple[LayerGeometry, ...]:
    """The layers from the image to the logits through the bottleneck, the path that sees furthest."""
    from lessons.models.tiny_unet import TinyUNet

    if isinstance(model, TinyUNet):
        return layers_of((model.enter, model.pool, model.deepen, model.up, model.merge, model.head))
    modules: list[nn.Module] = []
    for block in model.encoder[:-1]:
        modules += [block, model.pool]
    modules.append(model.encoder[-1])
    for up, block in zip(model.up, model.decoder, strict=True):
        modules += [up, block]
    return layers_of((*modules, model.head))


def encoder_path(model: UNet, level: int) -> tuple[LayerGeometry, ...]:
    """The layers from the image to the encoder's map at `level`, 0 at full resolution."""
    modules: list[nn.Module] = [model.encoder[0]]
    for block in model.encoder[1 : level + 1]:
        modules += [model.pool, block]
    return layers_of(modules)


def layers_of(modules: Iterable[nn.Module]) -> tuple[LayerGeometry, ...]:
    """The layers inside these modules, in the order they run; what looks at one pixel only is left out."""
    from torch import nn

    layers = []
    for part in (part for module in modules for part in module.modules()):
        if isinstance(part, nn.Upsample):
            # Bilinear doubling weighs two cells a side as a kernel of 4 would, nearest repeats one.
            kernel, padding = {"bilinear": (4, 1), "nearest": (2, 0)}[part.mode]
            layers.append(LayerGeometry(kernel, 2, 1, padding, transposed=True))
        elif isinstance(part, nn.Conv2d | nn.MaxPool2d | nn.ConvTranspose2d):
            sides = (part.kernel_size, part.stride, part.dilation, part.padding)
            kernel, stride, dilation, padding = (int(x[0] if isinstance(x, tuple) else x) for x in sides)
            layers.append(
                LayerGeometry(kernel, stride, dilation, padding, isinstance(part, nn.ConvTranspose2d))
            )
    return tuple(layers)


def field_size(layers: Sequence[LayerGeometry]) -> int:
    """The side of the receptive field of any one cell, in pixels: 1 + Σ dilation · (kernel − 1) · jump.

    `jump` is how many image pixels lie between two neighbouring cells of the layer's input: the
    product of the strides before it. Araujo et al. (2019), equation 2.

    Raises:
        ValueError: a layer is transposed: the side then depends on where the cell is; use `field_box`.
    """
    size, jump = 1, 1
    for layer in layers:
        if layer.transposed:
            raise ValueError(
                "Above an upsampling the field's size differs from cell to cell; give one pixel."
            )
        size += layer.dilation * (layer.kernel - 1) * jump
        jump *= layer.stride
    return size


def field_box(layers: Sequence[LayerGeometry], row: int, column: int) -> Region:
    """The theoretical receptive field of the output at `row`, `column`, not yet clipped to the picture."""
    (top, bottom), (left, right) = _inputs(layers, row), _inputs(layers, column)
    return Region(top, left, bottom + 1, right + 1)


def _inputs(layers: Sequence[LayerGeometry], position: int) -> tuple[int, int]:
    """The first and last image row (or column) that an output position can depend on."""
    first = last = position
    for layer in reversed(layers):
        reach = layer.dilation * (layer.kernel - 1)
        if layer.transposed:
            first = -((reach - first - layer.padding) // layer.stride)  # rounded up
            last = (last + layer.padding) // layer.stride
        else:
            first = first * layer.stride - layer.padding
            last = last * layer.stride - layer.padding + reach
    return first, last
