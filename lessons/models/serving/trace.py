"""One forward pass, everything kept: the logits, and what every part of the network made on the way."""

import threading
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn


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
        def keep(module: nn.Module, inputs: Any, result: Any) -> None:
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
