"""What came from where: how much of a decoder's map came across the skip, and how much from below.

After the concatenation comes a convolution, and a convolution is linear: its result is a sum over
its input channels. The first half of those channels is the skip, the second half the way up, so the
sum splits into two parts, exactly:

    convolution([skip, up]) = convolution with the skip's weights(skip)
                            + convolution with the way up's weights(up)

It holds up to the first thing that is not linear, the ReLU. The normalisation between the two only
multiplies each channel by a number, here counted into both parts, and adds another, the shift.
"""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import BatchNorm2d, functional

from lessons.models.serving.trace import Trace
from lessons.models.unet import ConvBlock, EditSkip, UNet


@dataclass(frozen=True)
class Origins:
    """The two parts of what a decoder block's first ReLU is given; maps float32 (channels, height, width).

    `total` is what the network computed: `skip_part` + `up_part` + `shift`, where `shift` (channels,)
    is one constant for each channel, whatever the picture.
    """

    level: int
    skip_part: Tensor
    up_part: Tensor
    shift: Tensor
    total: Tensor

    @property
    def skip_share(self) -> Tensor:
        """The skip's share at every pixel, (height, width), 0 to 1; the way up's is 1 minus it.

        |skip| / (|skip| + |up|), where |·| is the mean over the channels of the absolute value; 0.5
        where both are 0. Parts of opposite sign cancel in the sum and still count here: it says how
        much each part pulled, not who won.
        """
        skip, up = self.skip_part.abs().mean(dim=0), self.up_part.abs().mean(dim=0)
        both = skip + up
        return torch.where(both > 0, skip / both.clamp_min(torch.finfo(both.dtype).tiny), 0.5)


@torch.no_grad()
def origins(model: UNet, trace: Trace, level: int, edit_skip: EditSkip | None = None) -> Origins:
    """Split what reaches the first ReLU of the decoder block at `level`, 0 at full resolution.

    For the first of the traced pictures.

    `trace` is of this model in eval mode; if it was traced with `edit_skip`, pass the same here.

    Raises:
        ValueError: the network has no skips, or no such level.
    """
    if not model.skips:
        raise ValueError("This network was built without skips: all of it comes from below.")
    if not 0 <= level < len(model.decoder):
        raise ValueError(f"The network has no skip {level}; choose 0 to {len(model.decoder) - 1}.")
    place = len(model.decoder) - 1 - level
    block, maps = model.decoder[place], trace.activations
    assert isinstance(block, ConvBlock)
    skip, up = maps[f"encoder.{level}"][:1], maps[f"up.{place}"][:1]
    skip = edit_skip(level, skip) if edit_skip else skip
    scale, shift = _scale_and_shift(block.first_norm)
    weight = (block.first.weight * scale[:, None, None, None]).to(skip.device)
    for_skip, for_up = weight.split([skip.shape[1], up.shape[1]], dim=1)
    return Origins(
        level=level,
        skip_part=functional.conv2d(skip, for_skip, padding=block.first.padding)[0],
        up_part=functional.conv2d(up, for_up, padding=block.first.padding)[0],
        shift=shift.to(skip.device),
        total=maps[f"decoder.{place}.first_norm"][0],
    )


def _scale_and_shift(norm: BatchNorm2d) -> tuple[Tensor, Tensor]:
    """What a normalisation in eval mode multiplies each channel by, and what it then adds: (channels,) each."""
    assert norm.running_mean is not None and norm.running_var is not None
    scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    return scale, norm.bias - norm.running_mean * scale
