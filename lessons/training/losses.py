"""Losses: one number for how wrong the logits are; its gradient says how to mend them.

Each takes `logits` float (batch, classes, height, width) and `truth` int64 (batch, height, width) and returns a
scalar. A pixel of truth 255, the `ignore_index`, counts for nothing; if no pixel counts, loss and gradient are 0.
Shapes that do not fit, or an id that is no class, raise a `ValueError` that says what is needed. In the formulas p
is the softmax of the logits, t the true class of a pixel, T the number of true pixels of one class, P the sum of
its p over all pixels and I the sum of its p over the true ones.

Dice, Tversky and Lovász are means over the classes present in the truth. An absent class is left out: without
smoothing it scores 0 however little of it is predicted, so it would add a constant and no gradient. Predicting it
is still not free: the probability it gets is missing where it belongs, in a class that is present.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from lessons.training.labelled_pixels import IGNORE_INDEX, region_sizes, regions, true_class


def pixel_counts(truth: Tensor, num_classes: int) -> Tensor:
    """The number of pixels of each class, int64 (num_classes,), in a truth of any shape."""
    return torch.bincount(truth[truth != IGNORE_INDEX], minlength=num_classes)


def class_weights(counts: Tensor, kind: str | float) -> Tensor:
    """The weight of a pixel of each class, float32 (classes,), from their pixel counts; 1 on average over the pixels.

    1 / share ("inverse") makes every class weigh alike, 1 / √share ("sqrt") goes half-way; a number stands for any
    other power of 1 / share. A share below 0.0001 counts as that: else a class of next to no pixels would outweigh
    all others.

    Raises:
        ValueError: all counts are 0, or the kind is another.
    """
    powers = {"none": 0.0, "inverse": 1.0, "sqrt": 0.5}
    power = powers.get(kind) if isinstance(kind, str) else kind
    if power is None or not counts.any():
        raise ValueError(
            f"Count at least one pixel, and choose a kind among {', '.join(powers)}; not {kind!r}."
        )
    shares = (counts.double() / counts.sum()).clamp_min(1e-4)
    weights = shares**-power
    return (weights / (weights * shares).sum()).float()


def cross_entropy(logits: Tensor, truth: Tensor, weights: Tensor | None = None) -> Tensor:
    """Σ w·(−log p_t) / Σ w over the pixels. w is the weight of class t in `weights` (classes,), or 1.

    Ronneberger et al. (2015), "U-Net", equation 1, divided by the weights to make it a mean.
    """
    log_p, share = true_class(logits, truth, weights)
    return (share * -log_p).sum()


def focal(logits: Tensor, truth: Tensor, weights: Tensor | None = None, gamma: float = 2.0) -> Tensor:
    """Σ w·(1 − p_t)^γ·(−log p_t) / Σ w, γ ≥ 0: a pixel that is nearly right hardly pulls. γ = 0 is cross-entropy.

    Lin et al. (2017), "Focal Loss for Dense Object Detection", equation 5. Their α_t is w: for two classes,
    `weights` (1 − α, α). They divide by the number of objects instead.
    """
    log_p, share = true_class(logits, truth, weights)
    doubt = -log_p.expm1()  # 1 − p_t
    # At 0 itself a power below 1 is infinitely steep.
    doubt = doubt.clamp_min(torch.finfo(doubt.dtype).tiny)
    return (share * doubt**gamma * -log_p).sum()


def dice(logits: Tensor, truth: Tensor, smooth: float = 0.0, per_image: bool = False) -> Tensor:
    """1 − mean of (2·I + s) / (P + T + s), with s = `smooth`.

    Milletari et al. (2016), "V-Net", who square p below the line. The sums run over the batch or, with `per_image`,
    over each image: then a small region counts as much as a large one elsewhere. Smoothing goes easy on small
    regions: one that is missed scores s / (T + s), not 0.
    """
    shared, predicted, true = region_sizes(logits, truth, per_image)
    return _mean(1 - (2 * shared + smooth) / (predicted + true + smooth))


def tversky(
    logits: Tensor, truth: Tensor, alpha: float = 0.3, beta: float = 0.7, smooth: float = 0.0
) -> Tensor:
    """1 − mean of (I + s) / (I + α·(P − I) + β·(T − I) + s): α prices false positives, β what is missed.

    Salehi et al. (2017), "Tversky loss function for image segmentation", with their best α and β; ½ and ½ is Dice.
    """
    shared, predicted, true = region_sizes(logits, truth)
    wrong = alpha * (predicted - shared) + beta * (true - shared)
    return _mean(1 - (shared + smooth) / (shared + wrong + smooth))


def ce_dice(logits: Tensor, truth: Tensor, weights: Tensor | None = None) -> Tensor:
    """Weighted cross-entropy plus Dice, as in Isensee et al. (2021), "nnU-Net"."""
    return cross_entropy(logits, truth, weights) + dice(logits, truth)


def lovasz_softmax(logits: Tensor, truth: Tensor) -> Tensor:
    """1 − mean IoU, made continuous. Berman et al. (2018), "The Lovász-Softmax loss", algorithm 1.

    For each class, sort the errors |truth − p| of the pixels, largest first, and take the first k for wrong: what
    the k-th adds to 1 − IoU is the weight of its error.
    """
    probs, true = (each.transpose(0, 1).flatten(1) for each in regions(logits, truth))
    present = true.any(dim=1)
    errors, order = (true - probs)[present].abs().sort(dim=1, descending=True)
    right, total = true[present].gather(1, order), true[present].sum(dim=1, keepdim=True)
    lost = 1 - (total - right.cumsum(1)) / (total + (1 - right).cumsum(1))
    return _mean((errors * lost.diff(dim=1, prepend=torch.zeros_like(total))).sum(dim=1))


def _mean(losses: Tensor) -> Tensor:
    """The mean of (regions,), 0 if there is none."""
    return losses.sum() / max(1, len(losses))


@dataclass(frozen=True)
class Loss:
    """A choice of the lab, called with (logits, truth, weights); `weighted` says whether class weights change it."""

    name: str
    title: str
    why: str
    function: Callable[..., Tensor]
    weighted: bool = False

    def __call__(self, logits: Tensor, truth: Tensor, weights: Tensor | None = None) -> Tensor:
        """The loss, a scalar; `weights` (classes,) change nothing unless it is weighted."""
        return self.function(logits, truth, weights) if self.weighted else self.function(logits, truth)


LOSSES = (
    Loss(
        "cross_entropy",
        "Cross-entropy",
        "Every pixel alike is asked for its true class.",
        cross_entropy,
        True,
    ),
    Loss("focal", "Focal", "Pixels that are nearly right hardly pull, however many they are.", focal, True),
    Loss(
        "dice", "Dice", "Each class is asked for its overlap, so a small one counts like a large one.", dice
    ),
    Loss("tversky", "Tversky", "Like Dice, but a missed pixel costs more than a false one.", tversky),
    Loss("ce_dice", "Cross-entropy + Dice", "Every pixel pulls, and every class counts.", ce_dice, True),
    Loss("lovasz_softmax", "Lovász-softmax", "It follows mean IoU itself, made continuous.", lovasz_softmax),
)
