"""FCN: a classifier whose dense layers became convolutions, so it answers everywhere at once.

A classifier ends in dense layers: they take a 7 × 7 map apart into one long vector and give one
score per class for the whole picture. But a dense layer over 7 × 7 × c numbers *is* a convolution
with a 7 × 7 kernel, applied at one place. Apply it at every place and the network gives a grid of
scores, for a picture of any size: fully convolutional.

    image 3                                                     plain             fused
      │ stage 0 ─ w0
     pool
      │ stage 1 ─ w1   1/2 ─────────────────────── score ──────────────────────── + ── ×2 ─► logits
     pool                                                                         ▲ ×2
      │ stage 2 ─ w2   1/4 ─────────────────────── score ─────────────── + ───────┘
     pool                                                                ▲ ×2
      │ stage 3 ─ w3   1/8 ─ fc6 (7×7) ─ fc7 (1×1) ─ score ──── ×8 ─► ───┘
                                                             logits

The grid is 8 times coarser than the picture. *Plain* stretches it: soft blobs. *Fused* first adds
scores from finer maps, which know where the edges are: a skip connection, by addition.

Long, Shelhamer and Darrell (2015), "Fully Convolutional Networks for Semantic Segmentation",
CVPR, arXiv 1411.4038. Their pictures are 500 pixels wide, the coarsest grid 1/32, and the fused
form, FCN-8s, ends at 1/8. Ours are a quarter of that, so each number here is: 1/8 and 1/2.
"""

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional


class FCN(nn.Module):
    """Image (batch, 3, height, width), float32 in [0, 1] → logits (batch, num_classes, height, width).

    `widths` are the channels of the four stages; `fused` adds the scores of the two finer stages.
    """

    def __init__(
        self, num_classes: int, fused: bool = False, widths: tuple[int, int, int, int] = (16, 32, 64, 96)
    ):
        super().__init__()
        self.stages = nn.ModuleList(stage(before, here) for before, here in pairwise((3, *widths)))
        self.pool = nn.MaxPool2d(2)
        # In the classifier these two were dense; their names in the paper kept the memory of it.
        self.fc6 = nn.Sequential(*convolution(widths[3], widths[2], kernel_size=7))
        self.fc7 = nn.Sequential(*convolution(widths[2], widths[3], kernel_size=1))
        scored = (widths[3], widths[2], widths[1]) if fused else (widths[3],)
        self.scores = nn.ModuleList(nn.Conv2d(channels, num_classes, kernel_size=1) for channels in scored)
        self.stretch = nn.ModuleList(doubling(num_classes) for _ in scored[1:])

    def forward(self, image: Tensor) -> Tensor:
        """One score for each class at each pixel. Any height and width from 1 pixel on."""
        height, width = image.shape[-2:]
        # A side that cannot be halved three times: repeat its last row or column, cut the rest off at the end.
        features = functional.pad(image, (0, -width % 8, 0, -height % 8), mode="replicate")
        padded = features.shape[-2:]

        maps: list[Tensor] = []
        for stage in self.stages:
            features = stage(self.pool(features) if maps else features)
            maps.append(features)
        maps[-1] = self.fc7(self.fc6(features))

        coarse, *finer = self.scores
        scores = coarse(maps.pop())
        for stretch, score in zip(self.stretch, finer, strict=True):
            scores = stretch(scores) + score(maps.pop())
        logits = functional.interpolate(scores, size=padded, mode="bilinear")
        return logits[..., :height, :width]


def convolution(inputs: int, outputs: int, kernel_size: int) -> tuple[nn.Module, ...]:
    """Convolve, normalise, ReLU: (batch, inputs, height, width) → (batch, outputs, height, width)."""
    return (
        # No bias: the normalisation that follows would take it away again.
        nn.Conv2d(inputs, outputs, kernel_size, padding=kernel_size // 2, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(),
    )


def stage(inputs: int, outputs: int) -> nn.Module:
    """Two 3×3 convolutions: (batch, inputs, height, width) → (batch, outputs, height, width)."""
    return nn.Sequential(*convolution(inputs, outputs, 3), *convolution(outputs, outputs, 3))


def doubling(num_classes: int) -> nn.ConvTranspose2d:
    """Twice the size, each class by itself at first: (batch, classes, h, w) → (batch, classes, 2h, 2w).

    A transposed convolution that starts as bilinear interpolation and may learn better, as in the paper.
    """
    double = nn.ConvTranspose2d(num_classes, num_classes, kernel_size=4, stride=2, padding=1)
    slope = torch.tensor([0.25, 0.75, 0.75, 0.25])
    with torch.no_grad():
        double.weight.zero_()
        double.weight[range(num_classes), range(num_classes)] = slope[:, None] * slope
    return double
