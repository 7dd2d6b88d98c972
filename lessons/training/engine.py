"""One step of training, the same for all networks here: the lab's, the clinic's, and those that are shipped."""

from typing import Any

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel


class Engine:
    """A network that learns, its optimiser, the average of its recent weights if one is wanted, and its steps so far.

    With `bf16` it computes in that precision going forward; weights, loss and gradients stay float32.
    """

    def __init__(
        self,
        network: nn.Module,
        optimiser: torch.optim.Optimizer,
        average: AveragedModel | None = None,
        bf16: bool = False,
    ):
        self.network, self.optimiser, self.average, self.bf16 = network.train(), optimiser, average, bf16
        self.steps = 0

    @property
    def result(self) -> nn.Module:
        """The network to look at: the average of the weights where there is one."""
        return self.network if self.average is None else self.average.module

    def forward(self, *inputs: Any) -> Any:
        """What the network answers."""
        device = next(self.network.parameters()).device
        with torch.autocast(device.type, torch.bfloat16, enabled=self.bf16):
            return self.network(*inputs)

    def step(self, loss: Tensor, rate: float) -> float:
        """Move the weights a little, at the learning rate `rate`, so that `loss`, a scalar, falls; what it was."""
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.optimiser.zero_grad()
        loss.backward()
        self.optimiser.step()
        if self.average is not None:
            self.average.update_parameters(self.network)
        self.steps += 1
        return loss.item()

    def state_dict(self) -> dict[str, Any]:
        """All there is to go on from: the number of steps, and tensors."""
        return {"step": self.steps, **{name: part.state_dict() for name, part in self._parts().items()}}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from what `state_dict` gave."""
        self.steps = state["step"]
        for name, part in self._parts().items():
            part.load_state_dict(state[name])

    def _parts(self) -> dict[str, Any]:
        parts = {"network": self.network, "optimiser": self.optimiser, "average": self.average}
        return {name: part for name, part in parts.items() if part is not None}
