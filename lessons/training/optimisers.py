"""What moves the weights, given their gradients."""

import torch
from torch import nn

from lessons.training.settings import Settings


def optimiser_of(network: nn.Module, settings: Settings) -> torch.optim.Optimizer:
    """The optimiser that the settings name, for this network."""
    if settings.optimiser == "sgd":
        return torch.optim.SGD(network.parameters(), lr=settings.rate, momentum=0.9)
    kind = torch.optim.AdamW if settings.optimiser == "adamw" else torch.optim.Adam
    return kind(network.parameters(), lr=settings.rate, fused=True)
