"""A U-Net that nobody wrote for this course: the one of segmentation_models_pytorch, with a narrow ResNet-18.

The library's U-Net takes the maps of any classifier as its encoder. A ResNet (He et al., 2016, "Deep
Residual Learning for Image Recognition") halves the picture five times, and its blocks add their
input to what they computed. The decoder doubles by repeating each cell, stacks the skip on it, and convolves
twice. There is no map at full resolution to skip from, so the last doubling gets none.

    image 3 ─ stem 64, half the size ────────────────── skip ─┐
                 │                                            │
              layer1 24, a quarter ─────────── skip ─┐        │
                 │                                   │        │
              layer2 48, an eighth ─── skip ─┐       │        │
                 │                           │       │        │
              layer3 96 ─── skip ─┐          │       │        │
                 │                │          │       │        │
              layer4 128 ─ up ─ 64 ─ up ─ 48 ─ up ─ 32 ─ up ─ 24 ─ up ─ 16 ─ head ─ logits

Ronneberger, Fischer and Brox (2015), "U-Net: Convolutional Networks for Biomedical Image Segmentation".
The code of the library is Iakubovskii (2019), "Segmentation Models Pytorch". Its ResNet-18 is 64 to 512
channels wide; here it is 24 to 128, so that its weights are a small file.
"""

from typing import Any

from torch import Tensor, nn
from torch.nn import functional

# The library imports torchvision, whose compiled operators do not fit every torch: this makes it importable.
from lessons.models.torchvision_operators import torchvision as torchvision

# isort: split
import segmentation_models_pytorch as smp

STRIDE = 32
"""The encoder halves the picture five times. Where 32 does not divide a side, this U-Net of the library would stretch
its maps until they fit, a little out of place; most other networks of the library refuse such a picture."""


class LibraryUnet(nn.Module):
    """Image (batch, 3, height, width), float32 in [0, 1] → logits (batch, num_classes, height, width)."""

    def __init__(self, num_classes: int):
        super().__init__()
        # timm would start each block's last normalisation at 0, and its convolutions would get no gradient at first.
        narrow: dict[str, Any] = {"channels": (24, 48, 96, 128), "zero_init_last": False}
        self.unet = smp.Unet(
            encoder_name="tu-resnet18",  # "tu-" is any encoder of the library timm
            encoder_weights=None,
            decoder_channels=(64, 48, 32, 24, 16),
            classes=num_classes,
            **narrow,
        )

    def forward(self, image: Tensor) -> Tensor:
        """One score for each class at each pixel. Any height and width from 1 pixel on."""
        height, width = image.shape[-2:]
        # Made to fit, every cell stays over its pixels: the last row and column repeated, and cut off at the end.
        padding = (0, -width % STRIDE, 0, -height % STRIDE)
        return self.unet(functional.pad(image, padding, mode="replicate"))[..., :height, :width]
