"""A learner's stack as a real network: to see where it looks, and to time it."""

import torch
from torch import Tensor, nn

from lessons.dilation.receptive import Stack
from lessons.unet.effective_field import effective_field, forward_pass
from lessons.unet.receptive_field import field_size
from lessons.upsampling.timing import milliseconds


def network(stack: Stack, channels: int = 8, seed: int = 0, padded: bool = True) -> nn.Sequential:
    """The stack with random weights, in eval mode: (batch, 3, height, width) → (batch, channels, h, w).

    A ReLU follows every convolution but the last layer. Weights are drawn so that signals keep their
    size (He et al., 2015). Without `padded` no layer has padding. The same seed gives the same weights.
    """
    layers: list[nn.Module] = []
    inputs = 3
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        for layer in stack:
            if layer.kind == "pool":
                layers.append(nn.MaxPool2d(layer.kernel, layer.stride, dilation=layer.dilation))
                continue
            padding = layer.padding if padded else 0
            convolution = nn.Conv2d(inputs, channels, layer.kernel, layer.stride, padding, layer.dilation)
            nn.init.kaiming_normal_(convolution.weight, nonlinearity="relu")
            nn.init.zeros_(convolution.bias)  # pyright: ignore[reportArgumentType]
            layers += [convolution, nn.ReLU()]
            inputs = channels
    if layers and isinstance(layers[-1], nn.ReLU):
        layers.pop()
    return nn.Sequential(*layers).eval()


def effective(stack: Stack, draws: int = 8, seed: int = 0) -> Tensor:
    """How much each pixel of the field moves the one cell that sees it: float32 (field, field), largest 1.

    The mean over `draws` random networks and pictures. The picture is as large as the field and nothing is
    padded, so exactly one cell comes out.
    """
    side = field_size(stack)
    chance, total = torch.Generator().manual_seed(seed), torch.zeros(side, side)
    for draw in range(draws):
        picture = torch.rand(1, 3, side, side, generator=chance)
        total += effective_field(
            forward_pass(network(stack, seed=seed + draw, padded=False), picture), 0, 0, 0
        )
    largest = total.max()
    return total / largest if largest > 0 else total


def middle_share(field: Tensor) -> float:
    """How much of a field's sum lies in the box of half its height and width around its middle: 0 to 1."""
    cut = [(side - max(1, round(side / 2))) // 2 for side in field.shape]
    (top, left), (height, width) = cut, field.shape
    return (field[top : height - top, left : width - left].sum() / field.sum()).item()


def measured(*stacks: Stack, size: int = 128, channels: int = 16, repeats: int = 5) -> tuple[float, ...]:
    """The milliseconds that each stack takes for one picture of `size` × `size` pixels, taken in turns."""
    picture = torch.zeros(1, 3, size, size)
    return milliseconds([network(stack, channels) for stack in stacks], picture, repeats)
