"""What SAM reads: a picture through a U-Net's body, a prompt as tokens and a map. `lessons.models.sam` says why."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from lessons.models.unet import UNet

NEGATIVE, POSITIVE, TOP_LEFT, BOTTOM_RIGHT, NOTHING = range(5)
"""What a point is: a click outside or inside, a corner of a box, or only there to fill the row."""

STRIDE = 4
"""One cell of the embedding for 4 × 4 pixels of the picture as it is looked at."""

WORKING = 192
"""The most pixels of a side that are looked at: a larger picture is shrunk to it, and the masks are enlarged again.

A network knows the sizes that it learned. SAM brings every picture to 1,024 pixels a side.
"""

FRAME = 128
"""Coordinates in a picture of more pixels a side are scaled down as if it had so many.

So the same distance, as a share of a large picture, looks the same to the network at any size. SAM scales the
coordinates of every picture so.
"""


@dataclass(frozen=True, eq=False)
class Embedding:
    """What the encoder makes of pictures: `cells` (batch, dim, rows, columns) at stride 4, and finer features.

    `half` (batch, 24, 2 · rows, 2 · columns), `full` (batch, 8, 4 · rows, 4 · columns). The pictures were
    `height` × `width` pixels, and were looked at as `working_size` (height, width), no side above `WORKING`; the maps
    may be larger, by what was added to halve them evenly.
    """

    cells: Tensor
    half: Tensor
    full: Tensor
    height: int
    width: int
    working_size: tuple[int, int]

    @property
    def shrunk(self) -> bool:
        """Whether the pictures were larger than what was looked at."""
        return self.working_size != (self.height, self.width)


@dataclass(frozen=True, eq=False)
class Points:
    """One row for each prompt: `places` float32 (prompts, points, 2), row and column in pixels; `kinds` int64.

    A pixel's middle is at + 0.5. `pictures` int64 (prompts,) says which picture of the batch is meant.
    """

    places: Tensor
    kinds: Tensor
    pictures: Tensor


class ImageEncoder(UNet):
    """The U-Net without its head, and a neck that gathers the maps of its decoder at stride 16, 8 and 4."""

    def __init__(self, dim: int, widths: tuple[int, ...] = (16, 24, 32, 64, 128)):
        super().__init__(num_classes=1, widths=widths)
        self.head = nn.Identity()
        full, half, *coarse = widths
        self.to_full, self.to_half = nn.Conv2d(full, 8, 1), nn.Conv2d(half, half, 1)
        self.neck = nn.ModuleList(nn.Conv2d(width, dim, 1) for width in coarse)
        self.mix = nn.Sequential(nn.Conv2d(dim, dim, 3, padding=1), nn.GroupNorm(1, dim))

    def train(self, mode: bool = True) -> "ImageEncoder":
        """Keep the running statistics as they came: a batch of streets, cells and collages has no common ones."""
        super().train(mode)
        for module in self.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.eval()
        return self

    def forward(self, image: Tensor) -> Embedding:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Image float32 (batch, 3, height, width) in [0, 1], any height and width from 1 pixel on."""
        height, width = image.shape[-2:]
        working_size = looked_at(height, width)
        if working_size != (height, width):
            image = resized(image, working_size)
        step = 2 ** len(self.up)
        features = functional.pad(
            image, (0, -working_size[1] % step, 0, -working_size[0] % step), mode="replicate"
        )
        bridges: list[Tensor] = []
        for block in self.encoder[:-1]:
            features = block(features)
            bridges.append(features)
            features = self.pool(features)
        maps = [self.encoder[-1](features)]
        for up, block in zip(self.up, self.decoder, strict=True):
            maps.append(block(torch.cat([bridges.pop(), up(maps[-1])], dim=1)))
        *coarse, half, full = maps
        rows, columns = coarse[-1].shape[-2:]
        cells = sum(
            functional.interpolate(conv(each), size=(rows, columns), mode="bilinear")
            for conv, each in zip(self.neck, reversed(coarse), strict=True)
        )
        return Embedding(self.mix(cells), self.to_half(half), self.to_full(full), height, width, working_size)


def looked_at(height: int, width: int) -> tuple[int, int]:
    """Height and width in which a picture is looked at: its own, or smaller, in the same proportion."""
    longest = max(height, width)
    if longest <= WORKING:
        return height, width
    return max(1, round(height * WORKING / longest)), max(1, round(width * WORKING / longest))


def frame_of(working_size: tuple[int, int]) -> float:
    """By what to multiply places in a picture of this height and width, to tell them in the frame."""
    return min(1.0, FRAME / max(working_size))


def resized(maps: Tensor, size: tuple[int, int]) -> Tensor:
    """Maps (batch, channels, height, width) in another size; each pixel of a smaller one is a mean."""
    # A CPU cannot average bfloat16, which a training may use.
    return functional.interpolate(maps.float(), size=size, mode="bilinear", antialias=True).to(maps.dtype)


class Fourier(nn.Module):
    """Places as waves: random frequencies, fixed, from coarse to fine. Tancik et al. (2020), arXiv 2006.10739."""

    def __init__(self, dim: int):
        super().__init__()
        spread = torch.logspace(-0.5, 0.7, dim // 2)  # waves of about 400 down to 25 pixels of the frame
        self.register_buffer("frequencies", torch.randn(2, dim // 2) * spread)
        self.frequencies: Tensor

    def forward(self, places: Tensor) -> Tensor:
        """Places in pixels of the frame (…, 2) → (…, dim). Nearby places have similar waves."""
        phases = 2 * torch.pi * (places / FRAME) @ self.frequencies
        return torch.cat([phases.sin(), phases.cos()], dim=-1)


class PromptEncoder(nn.Module):
    """Points become tokens, the previous mask a map that is added to the embedding."""

    def __init__(self, dim: int):
        super().__init__()
        self.places = Fourier(dim)
        self.kinds = nn.Embedding(5, dim)
        self.under = nn.Linear(dim, dim)
        nn.init.eye_(self.under.weight)  # a click begins as what it points at
        self.no_mask = nn.Parameter(torch.zeros(dim))
        last = nn.Conv2d(32, dim, 1)
        nn.init.zeros_(last.weight)  # until it is learned what a previous mask tells, it says nothing
        self.mask = nn.Sequential(
            nn.Conv2d(1, 8, 2, stride=2), nn.GELU(), nn.Conv2d(8, 32, 2, stride=2), nn.GELU(), last
        )

    def tokens(self, points: Points, cells: Tensor, frame: float) -> Tensor:
        """(prompts, points, dim): where each point is, what it is, and for clicks what the image has there.

        The places are in pixels of the picture as it is looked at; `frame` is what `frame_of` says of it.
        """
        rows, columns = cells.shape[-2:]
        size = points.places.new_tensor([rows * STRIDE, columns * STRIDE])
        grid = (2 * points.places / size - 1).flip(-1)[:, None]
        under = functional.grid_sample(cells.float(), grid, align_corners=False)[:, :, 0].transpose(1, 2)
        tokens, positions = self.kinds(points.kinds), self.places(frame * points.places)
        clicked, there = points.kinds <= POSITIVE, points.kinds != NOTHING
        return tokens + positions * there[..., None] + self.under(under) * clicked[..., None]

    def dense(self, previous: Tensor | None, cells: Tensor) -> Tensor:
        """The map to add to the cells; `previous` are logits (prompts, height, width), as looked at, or nothing."""
        if previous is None:
            return self.no_mask[:, None, None]
        rows, columns = cells.shape[-2:]
        height, width = previous.shape[-2:]
        edge = (0, columns * STRIDE - width, 0, rows * STRIDE - height)
        return self.mask(functional.pad(torch.tanh(previous / 2)[:, None], edge, value=-1.0))
