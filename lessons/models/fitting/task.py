"""What a network is trained to do, as a training sees it."""

from collections.abc import Callable
from typing import Any, Protocol

import torch
from torch import Tensor, nn

from lessons.models.pictures import Pictures


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
