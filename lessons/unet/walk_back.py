"""Walk back from a logit, one layer at a time, with the actual numbers: patch × kernel, summed.

One number of a convolution's result is a sum of products. Around its place lies a patch of the input,
3 × 3 cells of every input channel; each cell is multiplied by the kernel's weight for it, the products
are added up, and the bias is added. Any of those cells is a number that an earlier layer computed in
the same way, so one can go there and ask again, until the image is reached.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from lessons.models.serving.trace import Trace
from lessons.models.tiny_unet import TinyUNet
from lessons.models.unet import UNet
from lessons.unet.wiring import IMAGE, Source, before_pooling, map_of, wiring


@dataclass(frozen=True)
class Unit:
    """One number in a network: the result of `layer` in one channel, at one row and column."""

    layer: str
    channel: int
    row: int
    column: int


@dataclass(frozen=True)
class Step:
    """How the number at `place` was made.

    `patch` and `kernel` float32 (inputs, k, k): the cells read, 0 where they lie outside the map, and
    the weights. The patch's first cell is at row `top`, column `left` of the input map. `bias` is 0.0
    if the layer has none. `sources` names each input map and its number of channels, in order.
    """

    place: Unit
    patch: Tensor
    kernel: Tensor
    bias: float
    top: int
    left: int
    sources: tuple[tuple[Source, int], ...]

    @property
    def products(self) -> Tensor:
        """Cell by cell, patch × kernel: (inputs, k, k)."""
        return self.patch * self.kernel

    @property
    def per_input(self) -> Tensor:
        """What each input channel adds: the sum of its products, (inputs,)."""
        return self.products.sum(dim=(1, 2))

    @property
    def value(self) -> float:
        """The number itself: the sum of all products and the bias."""
        return self.products.double().sum().item() + self.bias


def layers(model: UNet | TinyUNet) -> tuple[str, ...]:
    """The layers one can walk through, from the head back to the image. Errors as `wiring`."""
    return tuple(wiring(model))


@torch.no_grad()
def walk_back(trace: Trace, model: UNet | TinyUNet, image: Tensor, place: Unit) -> Step:
    """The numbers that made the number at `place`, in the pass that `trace` kept of `image`.

    `image` is float32 (1, 3, height, width); `trace` is of the unedited network in eval mode.

    Raises:
        ValueError: there is no such layer to walk through, or no such channel, row or column in it.
    """
    wires = wiring(model)
    if place.layer not in wires:
        raise ValueError(
            f"There is no layer {place.layer!r} to walk through; choose one of {', '.join(wires)}."
        )
    result = trace.activations[place.layer][0]
    within = zip((place.channel, place.row, place.column), result.shape, strict=True)
    if not all(0 <= position < size for position, size in within):
        raise ValueError(
            f"{place.layer} made {' × '.join(map(str, result.shape))} numbers (channels × height × width); "
            f"channel {place.channel}, row {place.row}, column {place.column} is outside."
        )
    maps = [map_of(source, trace, image) for source in wires[place.layer]]
    inputs = torch.cat(maps)
    module = model.get_submodule(place.layer)
    if isinstance(module, nn.ConvTranspose2d):
        # Kernel and stride are both 2: each cell becomes 2 × 2, so each result comes from one cell.
        top, left = place.row // 2, place.column // 2
        patch = inputs[:, top : top + 1, left : left + 1]
        weights = module.weight[:, place.channel, place.row % 2, place.column % 2]
        kernel = weights[:, None, None]
    else:
        assert isinstance(module, nn.Conv2d)
        kernel = module.weight[place.channel]
        border = kernel.shape[-1] // 2
        top, left = place.row - border, place.column - border
        wide = functional.pad(inputs, (border, border, border, border))
        patch = wide[:, place.row :, place.column :][:, : kernel.shape[1], : kernel.shape[2]]
    return Step(
        place=place,
        patch=patch.clone(),
        kernel=kernel.detach().to(patch.device),
        bias=0.0 if module.bias is None else module.bias[place.channel].item(),
        top=top,
        left=left,
        sources=tuple((source, len(each)) for source, each in zip(wires[place.layer], maps, strict=True)),
    )


def cell_before(step: Step, trace: Trace, image: Tensor, channel: int, row: int, column: int) -> Unit | None:
    """Where to walk on from one cell of a patch: its input `channel`, and `row`, `column` within the patch.

    Behind a pooling it is the largest of the four cells, the one that was passed on. None where the
    way ends: in the image, or outside the map.

    Raises:
        IndexError: the patch has no such cell.
    """
    if not all(0 <= at < size for at, size in zip((channel, row, column), step.patch.shape, strict=True)):
        raise IndexError(f"The patch is {tuple(step.patch.shape)}; it has no cell {(channel, row, column)}.")
    sources = iter(step.sources)
    source, count = next(sources)
    while channel >= count:
        channel -= count
        source, count = next(sources)
    row, column = step.top + row, step.left + column
    height, width = map_of(source, trace, image).shape[1:]
    if source.layer == IMAGE or not (0 <= row < height and 0 <= column < width):
        return None
    if source.pooled:
        four = before_pooling(source, trace, image)[
            channel, 2 * row : 2 * row + 2, 2 * column : 2 * column + 2
        ]
        down, across = divmod(int(four.argmax()), 2)
        row, column = 2 * row + down, 2 * column + across
    return Unit(source.layer, channel, row, column)
