"""What moves the weights, given their gradients, how fast, and the average of where they have been."""

import math

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

Params = tuple[Tensor, ...] | list[Tensor]

MEMORY = 0.95
"""What of the averaged weights stays at a step, so that they are the mean of the last twenty steps or so."""


def optimiser_of(
    network: nn.Module, name: str, rate: float, decay: float = 0.01, betas: tuple[float, float] = (0.9, 0.999)
) -> torch.optim.Optimizer:
    """ "sgd" with momentum, "adam" or "adamw" for this network, at the learning rate `rate`.

    `betas` are how much of its running means of the gradients and of their squares Adam keeps at a step, `decay` how
    strongly AdamW pulls all weights towards 0: Loshchilov and Hutter (2019), "Decoupled Weight Decay Regularization".
    """
    if name == "sgd":
        return torch.optim.SGD(network.parameters(), lr=rate, momentum=0.9)
    if name == "adam":
        return torch.optim.Adam(network.parameters(), lr=rate, betas=betas, fused=True)
    return torch.optim.AdamW(network.parameters(), lr=rate, betas=betas, weight_decay=decay, fused=True)


def warm_up(step: int, steps: int) -> float:
    """The share of the learning rate at `step`, from 0: it rises to 1 over the first `steps`.

    The first gradients of a new network are wild.
    """
    return min(1.0, (step + 1) / steps)


def rise_and_fall(step: int, steps: int) -> float:
    """The share of the learning rate at `step` of `steps`: up for the first twentieth, then down a cosine to 0.

    Small steps at the end settle what large ones found: Loshchilov and Hutter (2017), "SGDR", without restarts.
    """
    warm = max(1, steps // 20)
    if step < warm:
        return warm_up(step, warm)
    return 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm)))


def averaged(network: nn.Module, memory: float = MEMORY, grows: bool = False) -> AveragedModel:
    """The exponential moving average of a network's weights and statistics, to be updated after each step.

    Weights that are thrown about a minimum have their mean nearer to it: Polyak and Juditsky (1992),
    "Acceleration of Stochastic Approximation by Averaging". With `grows` the memory is short at first, and the
    average of the first steps their plain mean, so that nothing of the random weights at the start stays long.
    """

    def follow(averages: Params, values: Params, updates: Tensor | int) -> None:
        if not averages[0].is_floating_point():  # a count of batches: a mean of counts would be none
            for average, value in zip(averages, values, strict=True):
                average.copy_(value)
            return
        share = min(memory, int(updates) / (int(updates) + 1)) if grows else memory
        get_ema_multi_avg_fn(share)(averages, values, updates)

    return AveragedModel(network, multi_avg_fn=follow, use_buffers=True).eval().requires_grad_(False)
