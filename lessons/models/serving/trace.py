"""One forward pass, everything kept: the logits, and what every part of the network made on the way."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from lessons.models.device import keep_freed_memory


@dataclass(frozen=True)
class Trace:
    """What one forward pass computed.

    `logits` float32 (batch, classes, height, width). `activations` holds the result of every module
    that took part, by its path in the network ("encoder.0.first", "encoder.0", "head"): the very
    tensors of the pass, not copies, so treat them as read-only. A module that runs again in the same
    pass adds "[1]", "[2]" … to its path: the U-Net's one pooling makes "pool", "pool[1]" and so on.
    """

    logits: Tensor
    activations: dict[str, Tensor]


def trace(network: nn.Module, image: Tensor, **options: Any) -> Trace:
    """Run `network` once on `image` (batch, 3, height, width) and keep every activation.

    `options` go to the network's `forward`, for example `edit_skip` of the U-Net. Several threads may
    trace the same network at once; each keeps its own pass.
    """
    activations: dict[str, Tensor] = {}
    runs: Counter[str] = Counter()
    thread = threading.get_ident()

    def keep_as(path: str) -> Callable[[nn.Module, Any, Any], None]:
        def keep(module: nn.Module, given: Any, result: Any) -> None:
            if threading.get_ident() != thread or not isinstance(result, Tensor):
                return
            runs[path] += 1
            activations[f"{path}[{runs[path] - 1}]" if runs[path] > 1 else path] = result

        return keep

    with ExitStack() as hooks, torch.no_grad():
        for path, module in network.named_modules():
            if path:
                hooks.callback(module.register_forward_hook(keep_as(path)).remove)
        logits = network(image, **options)
    return Trace(logits, activations)


def cost_of_tracing(network: nn.Module, image: Tensor, repeats: int = 20) -> tuple[float, float]:
    """Seconds of a bare forward and of a traced one: the least of `repeats` each, taken in turns.

    Memory is handled as `Networks` has it.
    """
    keep_freed_memory()
    bare = traced = float("inf")
    with torch.no_grad():
        for _ in range(repeats):
            start = time.perf_counter()
            network(image)
            middle = time.perf_counter()
            trace(network, image)
            end = time.perf_counter()
            bare, traced = min(bare, middle - start), min(traced, end - middle)
    return bare, traced
