"""U-Net: a way down that learns *what*, a way up that learns *where*, and a bridge at every level.

Each pooling halves the picture, so one cell sees twice as far. The way up doubles the size again; to
know then where an edge was, a cell would have to keep it in its channels all the way down and back.
So each level of the way down hands its map across, before pooling, to the same level of the way up:
the *skip*. There the two maps are stacked (concatenated) and convolved together.

    image 3
      │                                                      logits
    encoder 0 ─ w0 ──────────────── skip 0 ──────────────► concat ─ decoder 3 ─ w0 ─ head
      │ pool                                                  ▲ up 3
    encoder 1 ─ w1 ────────────── skip 1 ────────────► concat ─ decoder 2 ─ w1
      │ pool                                              ▲ up 2
    encoder 2 ─ w2 ──────────── skip 2 ──────────► concat ─ decoder 1 ─ w2
      │ pool                                          ▲ up 1
    encoder 3 ─ w3 ────────── skip 3 ────────► concat ─ decoder 0 ─ w3
      │ pool                                      ▲ up 0
      └──────────── encoder 4 ─ w4 (bottleneck) ──┘
                    1/16 of the height and width

Ronneberger, Fischer and Brox (2015), "U-Net: Convolutional Networks for Biomedical Image
Segmentation", arXiv 1505.04597. Theirs has widths 64 to 1024 and unpadded convolutions, so its mask
is smaller than its image; here convolutions are padded, and batch normalisation (Ioffe and Szegedy,
2015) follows each, as nearly everybody does today.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Literal

import torch
from torch import Tensor, nn
from torch.nn import functional

Upsampling = Literal["transposed", "bilinear", "nearest"]

EditSkip = Callable[[int, Tensor], Tensor]
"""Given a level (0 = full resolution) and its skip map, the map to use in its place, of the same shape."""


class ConvBlock(nn.Module):
    """Two 3×3 convolutions: (batch, inputs, height, width) → (batch, outputs, height, width)."""

    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        # No bias: the normalisation that follows would take it away again.
        self.first = nn.Conv2d(inputs, outputs, kernel_size=3, padding=1, bias=False)
        self.first_norm = nn.BatchNorm2d(outputs)
        self.second = nn.Conv2d(outputs, outputs, kernel_size=3, padding=1, bias=False)
        self.second_norm = nn.BatchNorm2d(outputs)

    def forward(self, features: Tensor) -> Tensor:
        """Convolve, normalise, ReLU; twice."""
        features = torch.relu(self.first_norm(self.first(features)))
        return torch.relu(self.second_norm(self.second(features)))


class UNet(nn.Module):
    """Image (batch, 3, height, width), float32 in [0, 1] → logits (batch, num_classes, height, width).

    `widths` are the channels of each level, from full resolution down to the bottleneck; one level
    more makes the U one pooling deeper. Without `skips` the same network has no bridges, and its
    decoder blocks only take what comes from below.
    """

    def __init__(
        self,
        num_classes: int,
        skips: bool = True,
        upsampling: Upsampling = "transposed",
        widths: tuple[int, ...] = (16, 24, 32, 64, 128),
    ):
        super().__init__()
        self.skips = skips
        self.encoder = nn.ModuleList(ConvBlock(above, here) for above, here in pairwise((3, *widths)))
        self.pool = nn.MaxPool2d(2)
        upwards = list(pairwise(reversed(widths)))
        self.up = nn.ModuleList(doubling(below, here, upsampling) for below, here in upwards)
        self.decoder = nn.ModuleList(ConvBlock(2 * here if skips else here, here) for _, here in upwards)
        self.head = nn.Conv2d(widths[0], num_classes, kernel_size=1)

    def forward(self, image: Tensor, edit_skip: EditSkip | None = None) -> Tensor:
        """One score for each class at each pixel. Any height and width from 1 pixel on."""
        height, width = image.shape[-2:]
        # A side that cannot be halved at every level and doubled back: repeat its last row or column,
        # cut the rest off at the end.
        step = 2 ** len(self.up)
        features = functional.pad(image, (0, -width % step, 0, -height % step), mode="replicate")

        bridges: list[Tensor] = []
        for block in self.encoder[:-1]:
            features = block(features)
            bridges.append(features)
            features = self.pool(features)
        features = self.encoder[-1](features)

        for up, block in zip(self.up, self.decoder, strict=True):
            skip, features = bridges.pop(), up(features)
            if self.skips:
                level = len(bridges)
                skip = edit_skip(level, skip) if edit_skip else skip
                features = torch.cat([skip, features], dim=1)
            features = block(features)
        return self.head(features)[..., :height, :width]


def doubling(inputs: int, outputs: int, upsampling: Upsampling) -> nn.Module:
    """Twice the size: (batch, inputs, height, width) → (batch, outputs, 2·height, 2·width).

    "transposed" learns how one cell becomes four. The other two repeat or blend cells by a fixed
    rule, and a 1×1 convolution then mixes the channels.

    Raises:
        ValueError: `upsampling` is none of the three.
    """
    if upsampling == "transposed":
        return nn.ConvTranspose2d(inputs, outputs, kernel_size=2, stride=2)
    if upsampling in ("bilinear", "nearest"):
        return nn.Sequential(nn.Upsample(scale_factor=2, mode=upsampling), nn.Conv2d(inputs, outputs, 1))
    raise ValueError(f"Upsampling {upsampling!r} is unknown; choose transposed, bilinear or nearest.")
