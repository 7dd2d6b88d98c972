"""DeepLabV3+: see far without shrinking. Atrous convolutions, a pyramid of them, and one skip.

Pooling lets a cell see far, and blurs where it is. An *atrous* (dilated) convolution sees far in
another way: it spreads the 9 taps of its 3×3 kernel, `rate` cells apart. With rate 2 it spans 5×5,
with rate 6 13×13, at the cost of 9, and the map keeps its size.

    image 3
      │ stage 0 ─ w0  1/2 ───────────── low-level skip: 1×1 ──────────────┐
      │ stage 1 ─ w1  1/4                                                 │
      │ stage 2 ─ w2  1/8                                                 │
      │ stage 3 ─ w3  1/8, rate 2      ASPP                               │
      │                            ┌─ 1×1 ───────────┐                    ▼
      └────────────────────────────┼─ 3×3, rate 2 ───┤                  concat
                                   ├─ 3×3, rate 4 ───┼─ concat ─ 1×1 ─ ×4 ─┘
                                   ├─ 3×3, rate 6 ───┤                    └─ refine ─ head ─ ×2 ─► logits
                                   └─ mean over all ─┘

ASPP, atrous spatial pyramid pooling, looks at the same map at several distances at once; its last
branch is the mean over the whole picture. The decoder is a single step: stretch, stack with one
early map that still has the edges, refine.

Chen, Zhu, Papandreou, Schroff and Adam (2018), "Encoder-Decoder with Atrous Separable Convolution
for Semantic Image Segmentation", ECCV, arXiv 1802.02611. Theirs takes 513 pixels, keeps 1/16 and
skips from 1/4 with rates 6, 12, 18; ours takes a quarter, keeps 1/8 and skips from 1/2 with rates
2, 4, 6. Its encoder is a deep Xception; ours has four residual stages (He et al., 2016).
"""

import torch
from torch import Tensor, nn
from torch.nn import functional


def convolution(inputs: int, outputs: int, kernel_size: int = 3, stride: int = 1, rate: int = 1) -> nn.Module:
    """Convolve, normalise, ReLU: (batch, inputs, h, w) → (batch, outputs, h / stride, w / stride)."""
    padding = rate * (kernel_size // 2)
    return nn.Sequential(
        # No bias: the normalisation that follows would take it away again.
        nn.Conv2d(inputs, outputs, kernel_size, stride, padding, dilation=rate, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(),
    )


class ResidualStage(nn.Module):
    """A step to `outputs` channels, then two convolutions whose result is added: a residual block.

    (batch, inputs, height, width) → (batch, outputs, height / stride, width / stride)
    """

    def __init__(self, inputs: int, outputs: int, stride: int = 2, rate: int = 1):
        super().__init__()
        self.enter = convolution(inputs, outputs, stride=stride)
        self.change = nn.Sequential(
            convolution(outputs, outputs, rate=rate), convolution(outputs, outputs, rate=rate)
        )

    def forward(self, features: Tensor) -> Tensor:
        """What came in, and what two convolutions make of it, added."""
        features = self.enter(features)
        return features + self.change(features)


class ASPP(nn.Module):
    """The same map seen at several distances: (batch, inputs, h, w) → (batch, outputs, h, w)."""

    def __init__(self, inputs: int, outputs: int, rates: tuple[int, ...]):
        super().__init__()
        self.near = convolution(inputs, outputs, kernel_size=1)
        self.atrous = nn.ModuleList(convolution(inputs, outputs, rate=rate) for rate in rates)
        # One number per channel for a whole picture: too few to normalise over.
        self.everywhere = nn.Conv2d(inputs, outputs, kernel_size=1)
        self.project = convolution((len(rates) + 2) * outputs, outputs, kernel_size=1)

    def forward(self, features: Tensor) -> Tensor:
        """Every branch, stacked, then mixed by a 1×1 convolution."""
        mean = torch.relu(self.everywhere(features.mean(dim=(2, 3), keepdim=True)))
        branches = [self.near(features), *(branch(features) for branch in self.atrous)]
        branches.append(mean.expand(-1, -1, *features.shape[-2:]))
        return self.project(torch.cat(branches, dim=1))


class DeepLabV3Plus(nn.Module):
    """Image (batch, 3, height, width), float32 in [0, 1] → logits (batch, num_classes, height, width).

    `widths` are the channels of the four stages, `rates` the dilations of the pyramid.
    """

    def __init__(
        self,
        num_classes: int,
        widths: tuple[int, int, int, int] = (32, 48, 64, 96),
        rates: tuple[int, ...] = (2, 4, 6),
    ):
        super().__init__()
        fine, *_, deep = widths
        self.stages = nn.ModuleList(
            [
                ResidualStage(3, widths[0]),
                ResidualStage(widths[0], widths[1]),
                ResidualStage(widths[1], widths[2]),
                ResidualStage(widths[2], widths[3], stride=1, rate=2),
            ]
        )
        self.aspp = ASPP(deep, 64, rates)
        self.low_level = convolution(fine, 24, kernel_size=1)
        self.refine = nn.Sequential(convolution(64 + 24, 48), convolution(48, 48))
        self.head = nn.Conv2d(48, num_classes, kernel_size=1)

    def forward(self, image: Tensor) -> Tensor:
        """One score for each class at each pixel. Any height and width from 1 pixel on."""
        fine = features = self.stages[0](image)
        for stage in self.stages[1:]:
            features = stage(features)
        features = self.aspp(features)
        features = functional.interpolate(features, size=fine.shape[-2:], mode="bilinear")
        features = self.refine(torch.cat([self.low_level(fine), features], dim=1))
        return functional.interpolate(self.head(features), size=image.shape[-2:], mode="bilinear")
