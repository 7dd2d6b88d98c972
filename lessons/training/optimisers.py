"""What moves the weights, given their gradients, and the average of where they have been."""

import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from lessons.training.lab.settings import Settings

MEMORY = 0.95
"""What of the averaged weights stays at a step, so that they are the mean of the last twenty steps or so."""


def averaged(network: nn.Module) -> AveragedModel:
    """The exponential moving average of a network's weights and statistics, to be updated after each step.

    Weights that are thrown about a minimum have their mean nearer to it: Polyak and Juditsky (1992),
    "Acceleration of Stochastic Approximation by Averaging".
    """
    return AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(MEMORY), use_buffers=True).eval()


def optimiser_of(network: nn.Module, settings: Settings) -> torch.optim.Optimizer:
    """The optimiser that the settings name, for this network."""
    if settings.optimiser == "sgd":
        return torch.optim.SGD(network.parameters(), lr=settings.rate, momentum=0.9)
    kind = torch.optim.AdamW if settings.optimiser == "adamw" else torch.optim.Adam
    return kind(network.parameters(), lr=settings.rate, fused=True)
