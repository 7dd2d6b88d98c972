"""Training one network to convergence: a data stream, a schedule, and a checkpoint to go on from."""

import copy
import math
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from lessons.models.device import laid_out
from lessons.models.pictures import Pictures


@dataclass(frozen=True)
class Recipe:
    """Everything that decides the result.

    `pool` is the number of different scenes, `rate` the highest learning rate, `decay` the weight
    decay, `memory` the decay of the moving average. `balance` 0 weighs every pixel alike in the
    cross-entropy, 1 every class; 0.5 divides by the square root of the class's share; objects all
    weigh alike. The first `small` of the steps see pictures of half the height and width, and twice as
    many: what is where can be learned from those at a quarter of the cost (progressive resizing).
    """

    steps: int
    seed: int = 0
    pool: int = 6000
    batch: int = 4
    crop: int = 128
    any_way_up: bool = False
    rate: float = 1e-2
    decay: float = 1e-2
    memory: float = 0.99
    balance: float = 0.5
    small: float = 0.0


class Task(Protocol):
    """What a network is trained to do: the loss of a batch, and the scores on pictures it never saw."""

    def loss(self, forward: Callable[..., Any], batch: Pictures, device: torch.device) -> Tensor:
        """The loss of one batch. `forward` calls the network, in the training's precision, as it is to be called."""
        ...

    def score(self, network: nn.Module, pictures: Pictures, device: torch.device) -> Any:
        """The scores of a network in eval mode."""
        ...

    def headline(self, scores: Any) -> tuple[str, float]:
        """The one score to watch, with its name."""
        ...

    def row(self, scores: Any) -> dict[str, Any]:
        """The scores as the manifest has them."""
        ...


def rate_at(step: int, recipe: Recipe) -> float:
    """The learning rate of one step: up for the first twentieth, then down a cosine to zero."""
    warm = max(1, recipe.steps // 20)
    if step < warm:
        return recipe.rate * (step + 1) / warm
    return recipe.rate * 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, recipe.steps - warm)))


class Training:
    """A training under way: the network, the average of its recent weights, the optimizer, the step.

    `form` is "fp32" or "bf16", the precision of the forward passes.
    """

    def __init__(self, network: nn.Module, recipe: Recipe, task: Task, device: torch.device, form: str):
        self.recipe, self.task, self.device, self.form = recipe, task, device, form
        self.network = laid_out(network.to(device), channels_last=True).train()
        self.average = copy.deepcopy(self.network).eval().requires_grad_(False)
        self.optimizer = torch.optim.AdamW(
            self.network.parameters(), lr=recipe.rate, weight_decay=recipe.decay, betas=(0.9, 0.99)
        )
        self.step, self.seconds = 0, 0.0

    def advance(self, pictures: Pictures) -> float:
        """One step; the loss. The pictures depend on the seed and the step only, so a restart goes on alike."""
        start = time.perf_counter()
        chance = np.random.default_rng((self.recipe.seed, self.step))
        batch = self._batch(pictures, chance)
        for group in self.optimizer.param_groups:
            group["lr"] = rate_at(self.step, self.recipe)
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(int(chance.integers(2**31)))
            loss = self.task.loss(self._forward, batch, self.device)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self._follow()
        self.step += 1
        value = loss.item()
        self.seconds += time.perf_counter() - start
        return value

    def _batch(self, pictures: Pictures, chance: np.random.Generator) -> Pictures:
        recipe = self.recipe
        if self.step >= recipe.small * recipe.steps:
            return pictures.batch(chance, recipe.batch, recipe.crop, recipe.any_way_up)
        return pictures.batch(chance, 2 * recipe.batch, recipe.crop, recipe.any_way_up).halved()

    def _forward(self, *given: Any) -> Any:
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.form == "bf16"):
            return self.network(*given)

    @torch.no_grad()
    def _follow(self) -> None:
        """Move the average a little towards the network; at the start, when all is new, a lot."""
        share = max(1 - self.recipe.memory, 1 / (self.step + 1))
        pairs = zip(self.average.state_dict().values(), self.network.state_dict().values(), strict=True)
        for slow, fast in pairs:
            if slow.is_floating_point():
                slow.lerp_(fast, share)
            else:
                slow.copy_(fast)

    def save(self, path: Path) -> None:
        """Write all there is to go on from; a whole file or none."""
        partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
        torch.save({"recipe": asdict(self.recipe), "form": self.form, **self._state()}, partial)
        partial.replace(path)

    def _state(self) -> dict[str, Any]:
        parts = {name: getattr(self, name).state_dict() for name in ("network", "average", "optimizer")}
        return {"step": self.step, "seconds": self.seconds, **parts}

    def resume(self, state: dict[str, Any]) -> None:
        """Go on from what `save` wrote."""
        self.step, self.seconds, self.form = state["step"], state["seconds"], state["form"]
        for name in ("network", "average", "optimizer"):
            getattr(self, name).load_state_dict(state[name])


def fastest_form(
    network: nn.Module, recipe: Recipe, task: Task, pictures: Pictures, device: torch.device
) -> tuple[str, float]:
    """The faster of fp32 and bf16 for training here, and its mean seconds a step; processors differ."""
    costs: dict[str, tuple[float, float]] = {}
    for form in ("fp32", "bf16") if device.type in ("cpu", "cuda") else ("fp32",):
        rehearsal = Training(copy.deepcopy(network), recipe, task, device, form)
        small, full = (_cost_of_step(rehearsal, pictures, step) for step in (0, recipe.steps - 1))
        cost, seconds = recipe.small * small + (1 - recipe.small) * full
        costs[form] = cost, seconds
    form = min(costs, key=costs.__getitem__)
    return form, costs[form][1]


def _cost_of_step(rehearsal: Training, pictures: Pictures, step: int) -> NDArray[np.float64]:
    """What a step costs and its seconds, the least of four; on a CPU the cost is processor time.

    The clock on the wall also counts what other programs take, which would decide by chance.
    """
    processor = rehearsal.device.type == "cpu"
    times = []
    for _ in range(4):
        rehearsal.step, start, before = step, time.process_time(), rehearsal.seconds
        rehearsal.advance(pictures)
        seconds = rehearsal.seconds - before
        times.append((time.process_time() - start if processor else seconds, seconds))
    return np.min(times, axis=0)
