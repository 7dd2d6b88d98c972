"""The short trainings with planted bugs that the bug clinic's exercises show, run by `clinic` beside it.

The smallest network learns from 300 street scenes of 64 pixels, on one thread, so that all of them take
minutes. What happens to the targets, the loss or the weights is one small function for each bug.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from lessons.models import model
from lessons.models.device import as_input
from lessons.models.pictures import FIRST_TRAINING_SEED, scene_pictures
from lessons.training import clinic
from lessons.training.engine import Engine
from lessons.training.lab.clinic_parts import CLASSES, as_file, outlines_ignored, road_loss
from lessons.training.optimisers import optimiser_of

SIZE, BATCH, RATE = 64, 8, 5e-3
HELD_OUT = range(1000, 1016)
WINDOW = 24

Loss = Callable[[Tensor, Tensor], Tensor]


@dataclass(frozen=True)
class Bug:
    """How one training goes: its targets, made of the masks, its loss, and the network's outputs."""

    target: Callable[[NDArray[np.uint8]], Tensor]
    loss: Loss
    outputs: int = CLASSES
    rate: float = RATE
    forgets: bool = False
    """Whether it throws the gradients away between computing and using them."""


def replaced(label: int, masks: NDArray[np.uint8]) -> Tensor:
    """The same with another id in the place of 255."""
    labels = outlines_ignored(masks)
    return torch.where(labels == clinic.IGNORE_INDEX, label, labels)


def as_ids(masks: NDArray[np.uint8]) -> Tensor:
    """Labels for the cross-entropy."""
    return torch.from_numpy(masks.astype(np.int64))


_ROAD = partial(Bug, loss=road_loss, outputs=1)
ROADS: dict[str, Bug] = {
    "white": _ROAD(lambda masks: clinic.binary_target_broken(as_file(masks))),
    "empty": _ROAD(lambda masks: torch.from_numpy(as_file(masks) // 255 // 255).float()),
    "inverted": _ROAD(lambda masks: 1 - clinic.binary_target(as_file(masks))),
    "right": _ROAD(lambda masks: clinic.binary_target(as_file(masks))),
}
OUTLINES: dict[str, Bug] = {
    "clipped": Bug(outlines_ignored, clinic.ignoring_loss_broken),
    "own": Bug(partial(replaced, CLASSES), clinic.loss, outputs=CLASSES + 1),
    "zero": Bug(partial(replaced, 0), clinic.loss),
    "right": Bug(outlines_ignored, clinic.ignoring_loss),
}
CURVES: dict[str, Bug] = {
    "twice": Bug(as_ids, clinic.loss_broken),
    "slow": Bug(as_ids, clinic.loss, rate=RATE / 100),
    "forgets": Bug(as_ids, clinic.loss, forgets=True),
    "right": Bug(as_ids, clinic.loss),
}


@cache
def _pictures(first: int, count: int) -> tuple[Tensor, NDArray[np.uint8]]:
    pictures = scene_pictures(range(first, first + count), SIZE)
    return as_input(pictures.images), pictures.masks


def held_out() -> tuple[Tensor, NDArray[np.uint8]]:
    """Images and masks that no training here sees."""
    return _pictures(HELD_OUT.start, len(HELD_OUT))


def train(
    bug: Bug, steps: int, seed: int = 0, after: Callable[[int, nn.Module], Any] = lambda step, network: None
) -> tuple[nn.Module, list[float]]:
    """The network and the loss of every step. `after` is called with each step's number and the network."""
    images, masks = _pictures(FIRST_TRAINING_SEED, 300)
    target = bug.target(masks)
    network = model("tiny_unet").build(bug.outputs, seed)
    optimiser = optimiser_of(network, "adamw", bug.rate)
    if bug.forgets:
        optimiser.register_step_pre_hook(lambda optimiser, *_: optimiser.zero_grad())
    engine = Engine(network, optimiser)
    chance, losses = np.random.default_rng(seed), []
    for step in range(1, steps + 1):
        places = chance.integers(len(images), size=BATCH)
        losses.append(engine.step(bug.loss(engine.forward(images[places]), target[places]), bug.rate))
        after(step, network)
    return network, losses


def accuracy(network: nn.Module) -> float:
    """The share of right pixels on the held-out pictures."""
    images, truth = held_out()
    return float((clinic.masks(clinic.predicted(network, images)).numpy() == truth).mean())
