"""What a pixel of the prediction did look at: its *effective* receptive field.

How much each image pixel really moves one score is the score's gradient with respect to that pixel,
found by a backward pass. It fades towards the edges of the theoretical field. Luo, Li, Urtasun and
Zemel (2016), "Understanding the Effective Receptive Field in Deep Convolutional Neural Networks",
arXiv 1701.04128.

The forward pass is made once for a picture and kept; each pixel that is asked costs a backward pass.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.autograd.graph import saved_tensors_hooks


@dataclass(frozen=True, eq=False)
class ForwardPass:
    """An image (1, 3, height, width) and its logits, with all that a backward pass needs: `nbytes` of it."""

    image: Tensor
    logits: Tensor
    nbytes: int


def forward_pass(model: nn.Module, image: Tensor) -> ForwardPass:
    """The forward pass of an image float32 (1, 3, height, width), kept for backward passes.

    Raises:
        ValueError: the network is in training mode, where normalisation mixes all pixels.
    """
    if model.training:
        raise ValueError("Call eval() on the network first; in training every pixel depends on every other.")
    memories: dict[int, int] = {}

    def pack(saved: Tensor) -> Tensor:
        memories[saved.untyped_storage().data_ptr()] = saved.untyped_storage().nbytes()
        # Not `saved` itself: it holds the graph that would hold it, and neither would ever be freed.
        return saved.detach()

    with torch.enable_grad(), saved_tensors_hooks(pack, lambda saved: saved):
        pixels = image.detach().clone().requires_grad_()
        logits = model(pixels)
    return ForwardPass(pixels, logits, sum(memories.values()))


def effective_field(forward: ForwardPass, row: int, column: int, class_id: int) -> Tensor:
    """How much each image pixel moves one class's logit at one pixel: float32 (height, width), largest 1.

    The absolute gradient, summed over the three colours; all 0 if nothing moves the logit.
    """
    score = forward.logits[0, class_id, row, column]
    (gradient,) = torch.autograd.grad(score, forward.image, retain_graph=True)
    field = gradient[0].abs().sum(dim=0)
    largest = field.max()
    return field / largest if largest > 0 else field
