"""The training of a network that is shipped: seeded step by step, with a checkpoint to go on from."""

import copy
import os
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from lessons.models.device import laid_out
from lessons.models.fitting.recipes import Recipe
from lessons.models.fitting.task import Task
from lessons.models.pictures import Pictures
from lessons.training.engine import Engine
from lessons.training.optimisers import averaged, optimiser_of, rise_and_fall

FORMAT = 2
"""Of the checkpoints; one of another format cannot be gone on from."""


def rate_at(step: int, recipe: Recipe) -> float:
    """The learning rate of one step."""
    return recipe.rate * rise_and_fall(step, recipe.steps)


class ResumableTraining:
    """A training under way, which can be saved and resumed: it goes on to the same weights.

    `form` is "fp32" or "bf16", the precision of the forward passes.
    """

    def __init__(self, network: nn.Module, recipe: Recipe, task: Task, device: torch.device, form: str):
        self.recipe, self.task, self.device, self.form = recipe, task, device, form
        network = laid_out(network.to(device), channels_last=True)
        optimiser = optimiser_of(network, "adamw", recipe.rate, recipe.decay, betas=(0.9, 0.99))
        average = averaged(network, recipe.memory, grows=True)
        self.engine = Engine(network, optimiser, average, bf16=form == "bf16")
        self.seconds = 0.0

    @property
    def step(self) -> int:
        """The steps so far."""
        return self.engine.steps

    @property
    def network(self) -> nn.Module:
        """The network that learns."""
        return self.engine.network

    @property
    def average(self) -> nn.Module:
        """The network with the average of its recent weights, in eval mode: what is scored and stored."""
        return self.engine.result

    def advance(self, pictures: Pictures) -> float:
        """One step; the loss. The pictures depend on the seed and the step only, so a restart goes on alike."""
        start = time.perf_counter()
        chance = np.random.default_rng((self.recipe.seed, self.step))
        batch = self._batch(pictures, chance)
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(int(chance.integers(2**31)))
            loss = self.task.loss(self.engine.forward, batch, self.device)
        value = self.engine.step(loss, rate_at(self.step, self.recipe))
        self.seconds += time.perf_counter() - start
        return value

    def _batch(self, pictures: Pictures, chance: np.random.Generator) -> Pictures:
        recipe = self.recipe
        if self.step >= recipe.small * recipe.steps:
            return pictures.batch(chance, recipe.batch, recipe.crop, recipe.any_way_up)
        return pictures.batch(chance, 2 * recipe.batch, recipe.crop, recipe.any_way_up).halved()

    def save(self, path: Path) -> None:
        """Write all there is to go on from; a whole file or none."""
        about = {"format": FORMAT, "recipe": asdict(self.recipe), "form": self.form, "seconds": self.seconds}
        partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
        torch.save({**about, **self.engine.state_dict()}, partial)
        partial.replace(path)

    def resume(self, state: dict[str, Any]) -> None:
        """Go on from what `save` wrote, in the precision that this training has."""
        self.seconds = state["seconds"]
        self.engine.load_state_dict(state)


def fastest_form(
    network: nn.Module, recipe: Recipe, task: Task, pictures: Pictures, device: torch.device
) -> tuple[str, float]:
    """The faster of fp32 and bf16 for training here, and its mean seconds a step; processors differ."""
    costs: dict[str, tuple[float, float]] = {}
    for form in ("fp32", "bf16") if device.type in ("cpu", "cuda") else ("fp32",):
        rehearsal = ResumableTraining(copy.deepcopy(network), recipe, task, device, form)
        small, full = (_cost_of_step(rehearsal, pictures, step) for step in (0, recipe.steps - 1))
        cost, seconds = recipe.small * small + (1 - recipe.small) * full
        costs[form] = cost, seconds
    form = min(costs, key=costs.__getitem__)
    return form, costs[form][1]


def _cost_of_step(rehearsal: ResumableTraining, pictures: Pictures, step: int) -> NDArray[np.float64]:
    """What a step costs and its seconds, the least of four; on a CPU the cost is processor time.

    The clock on the wall also counts what other programs take, which would decide by chance.
    """
    processor = rehearsal.device.type == "cpu"
    times = []
    for _ in range(4):
        rehearsal.engine.steps, start, before = step, time.process_time(), rehearsal.seconds
        rehearsal.advance(pictures)
        seconds = rehearsal.seconds - before
        times.append((time.process_time() - start if processor else seconds, seconds))
    return np.min(times, axis=0)
