"""What a network costs, counted: its parameters, and the multiply–adds of one forward."""

import torch
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode


def parameters(part: nn.Module) -> int:
    """The numbers that training sets."""
    return sum(each.numel() for each in part.parameters())


@torch.no_grad()
def count_forward(network: nn.Module, image: Tensor) -> tuple[Tensor, int]:
    """One forward of `image`: its logits and its multiply–adds. Torch counts multiplications and additions, so half."""
    with FlopCounterMode(display=False) as counter:
        logits = network(image)
    return logits, counter.get_total_flops() // 2


def multiply_adds(network: nn.Module, image: Tensor) -> int:
    """The multiply–adds of one forward of `image`, as `count_forward`."""
    return count_forward(network, image)[1]
