"""The smallest U-Net that is one: a way down, a way up, and a skip between them.

Going down, pooling halves the picture, so each cell sees more of it: the network learns *what* is
there and forgets *where*. Going up, a transposed convolution doubles the size again. The skip brings
back the map from before the pooling, which still knows where every edge was.

    image 3 ─ enter ─ 16 ───────────── skip ───────────┐
                      │                                │
                     pool                           concat 16 + 16 = 32 ─ merge ─ 16 ─ head ─ logits
                      │                                │
                      └─ 16 ─ deepen ─ 32 ─ up ─ 16 ───┘
                         (half the height and width)

Ronneberger, Fischer and Brox (2015), "U-Net: Convolutional Networks for Biomedical Image
Segmentation". Theirs has four such levels and two convolutions at each; here are one and one.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional


class TinyUNet(nn.Module):
    """Image (batch, 3, height, width), float32 in [0, 1] → logits (batch, num_classes, height, width)."""

    def __init__(self, num_classes: int = 3):
        super().__init__()
        self.enter = nn.Conv2d(3, 16, kernel_size=3, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.deepen = nn.Conv2d(16, 32, kernel_size=3, padding=1)
        self.up = nn.ConvTranspose2d(32, 16, kernel_size=2, stride=2)
        self.merge = nn.Conv2d(32, 16, kernel_size=3, padding=1)
        self.head = nn.Conv2d(16, num_classes, kernel_size=1)

    def forward(self, image: Tensor) -> Tensor:
        """One score for each class at each pixel. Any height and width from 1 pixel on."""
        height, width = image.shape[-2:]
        # An odd side cannot be halved and doubled back: repeat its last row or column, cut it off at the end.
        image = functional.pad(image, (0, width % 2, 0, height % 2), mode="replicate")
        skip = torch.relu(self.enter(image))
        deep = torch.relu(self.deepen(self.pool(skip)))
        both = torch.cat([skip, self.up(deep)], dim=1)
        logits = self.head(torch.relu(self.merge(both)))
        return logits[..., :height, :width]
