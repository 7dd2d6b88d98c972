"""A network that a learner trained on this server, as the pages can ask it."""

import hashlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import safetensors.torch
from torch import nn


@dataclass(frozen=True, eq=False)
class LearnerNetwork:
    """A network that somebody trained here: `weights`, a safetensors file, fit what `build` makes of `settings`."""

    weights: bytes
    settings: Hashable
    build: Callable[[Any], nn.Module]

    @cached_property
    def name(self) -> str:
        """The same for the same weights in the same network only; never the name of a shipped network."""
        settings = repr(self.settings).encode()
        about = hashlib.blake2b(settings, digest_size=16).digest()
        return f"trained {hashlib.blake2b(self.weights, key=about, digest_size=16).hexdigest()}"

    def load(self) -> nn.Module:
        """A new one, in eval mode, float32, on the CPU."""
        network = self.build(self.settings)
        network.load_state_dict(safetensors.torch.load(self.weights))
        return network.eval().requires_grad_(False)
