"""What a network costs, counted: its parameters, and the multiply–adds of one forward."""

import torch
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode


def parameters(part: nn.Module) -> int:
    """The numbers that training sets."""
    return sum(each.numel() for each in part.parameters())


@torch.no_grad()
def multiply_adds(network: nn.Module, image: Tensor) -> int:
    """The multiply–adds of one forward of `image`: half of what torch counts, which counts the two apart."""
    with FlopCounterMode(display=False) as counter:
        network(image)
    return counter.get_total_flops() // 2
