"""What it takes to look at every activation of a forward."""

import time

import torch
from torch import Tensor, nn

from lessons.models.device import keep_freed_memory
from lessons.models.serving.trace import trace


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
