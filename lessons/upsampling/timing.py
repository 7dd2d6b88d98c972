"""How long networks take, measured side by side."""

import time
from collections.abc import Sequence

import torch
from torch import Tensor, nn


@torch.no_grad()
def milliseconds(networks: Sequence[nn.Module], image: Tensor, repeats: int = 5) -> tuple[float, ...]:
    """The least time of `repeats` forwards of `image` for each network, in milliseconds.

    They take turns, so that whatever else the computer is doing slows all of them alike.
    """
    for network in networks:
        network(image)  # the first pass also sets things up
    least = [float("inf")] * len(networks)
    for _ in range(repeats):
        for place, network in enumerate(networks):
            start = time.perf_counter()
            network(image)
            least[place] = min(least[place], time.perf_counter() - start)
    return tuple(1000 * seconds for seconds in least)
