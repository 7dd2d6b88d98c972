"""Small networks that are no special case: every level another width, no normalisation as it was born."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from lessons.models.unet import UNet
from lessons.unet.surgery import EncoderMaps


def lived_in(network: nn.Module, seed: int = 5) -> nn.Module:
    """In eval mode with normalisations as training leaves them; a new one has mean 0, scale 1, shift 0."""
    chance = torch.Generator().manual_seed(seed)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            assert module.running_mean is not None and module.running_var is not None
            shape = module.running_mean.shape
            with torch.no_grad():
                module.running_mean.copy_(0.2 * torch.randn(shape, generator=chance))
                module.running_var.copy_(0.05 + torch.rand(shape, generator=chance))
                module.weight.copy_(torch.randn(shape, generator=chance))
                module.bias.copy_(0.2 * torch.randn(shape, generator=chance))
    return network.eval().requires_grad_(False)


def small_unet(**options: object) -> UNet:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(2)
        network = lived_in(UNet(4, widths=(5, 6, 7, 8, 9), **options))  # pyright: ignore[reportArgumentType]
    assert isinstance(network, UNet)
    return network


@torch.no_grad()
def encoder_maps(model: UNet, image: Tensor) -> EncoderMaps:
    """Run only the way down on an image float32 (1, 3, height, width) in [0, 1]."""
    # The network repeats the last row and column until every pooling can halve the picture.
    step = 2 ** len(model.up)
    height, width = image.shape[-2:]
    features = functional.pad(image, (0, -width % step, 0, -height % step), mode="replicate")
    maps = []
    for block in model.encoder:
        maps.append(block(model.pool(features) if maps else features))
        features = maps[-1]
    return EncoderMaps(tuple(maps[:-1]), maps[-1], height, width)
