"""Where a loss pulls: its gradient with respect to the logits, pixel by pixel.

The gradient is all that training ever sees of a loss. A step of gradient descent goes against it: where the
gradient of a class is negative, the step raises that class's logit at that pixel.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True, eq=False)
class GradientPicture:
    """The gradient of a loss: float (batch, classes, height, width), as the logits; `loss` is its value."""

    loss: float
    gradient: Tensor

    @property
    def strength(self) -> Tensor:
        """How hard the loss pulls at each pixel, whichever way: the L1 norm over the classes (batch, height, width)."""
        return self.gradient.abs().sum(dim=1)

    def of_class(self, class_id: int) -> Tensor:
        """The signed gradient of one class, (batch, height, width): below 0 where the class is to score higher."""
        return self.gradient[:, class_id]


def gradient_picture(
    loss: Callable[[Tensor, Tensor], Tensor], logits: Tensor, truth: Tensor
) -> GradientPicture:
    """What `loss(logits, truth)` asks of each pixel; the logits given, and any network behind them, stay untouched.

    `logits` float (batch, classes, height, width), `truth` int64 (batch, height, width). Any of `LOSSES` will do, as
    will another function of the two that returns a scalar. An ignored pixel gets 0.
    """
    with torch.enable_grad():
        logits = logits.detach().clone().requires_grad_()
        value = loss(logits, truth)
        (gradient,) = torch.autograd.grad(value, logits)
    return GradientPicture(value.item(), gradient)


def pull_shares(picture: GradientPicture, truth: Tensor) -> tuple[float, ...]:
    """The share of the whole pull that is at the true pixels of each class, (classes,); all 0 if nothing pulls.

    Compare them with the shares of the pixels: a loss with which 95 % background means 95 % of the pull will learn
    the background first.
    """
    strength, num_classes = picture.strength.double(), picture.gradient.shape[1]
    pulls = torch.stack([strength[truth == class_id].sum() for class_id in range(num_classes)])
    return tuple((pulls / pulls.sum() if pulls.any() else pulls).tolist())
