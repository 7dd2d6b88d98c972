"""What every loss starts from: the probabilities of the pixels that have a label, and how many pixels they make up.

A pixel of truth 255, the `ignore_index`, has none. `logits` are float (batch, classes, height, width) and `truth`
is int64 (batch, height, width).
"""

import torch
from torch import Tensor

IGNORE_INDEX = 255


def labelled_pixels(logits: Tensor, truth: Tensor) -> tuple[Tensor, Tensor]:
    """The truth, 0 where there is no label, and where there is one, as bool: both (batch, height, width).

    Raises:
        ValueError: the shapes do not fit, or the truth is not int64 or holds an id that is no class.
    """
    num_classes, labelled = logits.shape[1], truth != IGNORE_INDEX
    if truth.shape != logits[:, 0].shape or truth.dtype != torch.int64:
        raise ValueError(
            f"The truth must be int64 of shape {tuple(logits[:, 0].shape)}, like the logits without their classes; "
            f"it is {truth.dtype} of shape {tuple(truth.shape)}."
        )
    classes = truth.where(labelled, 0)
    if not 0 <= classes.min() <= classes.max() < num_classes:
        raise ValueError(
            f"The truth must hold class ids from 0 to {num_classes - 1}, or {IGNORE_INDEX} for no label; "
            f"it holds {classes.min()} to {classes.max()}."
        )
    return classes, labelled


def true_class(logits: Tensor, truth: Tensor, weights: Tensor | None) -> tuple[Tensor, Tensor]:
    """log p of each pixel's true class, and the pixel's share in the mean: both (batch, height, width).

    Shares add up to 1. They go by the weight of the true class in `weights` (classes,); without them all are alike.
    A pixel without a label has none, and if all weigh 0, nobody has. The logarithm is taken inside the softmax:
    outside, a probability that rounds to 0 would become minus infinity.
    """
    classes, labelled = labelled_pixels(logits, truth)
    log_p = logits.log_softmax(dim=1).gather(1, classes[:, None])[:, 0]
    weight = labelled.to(log_p) if weights is None else weights.to(log_p)[classes] * labelled
    total = weight.sum()
    return log_p, weight / total.where(total > 0, 1)


def regions(logits: Tensor, truth: Tensor) -> tuple[Tensor, Tensor]:
    """p and the truth, both (batch, classes, height, width): the truth 1 at the true class, all 0 without a label."""
    classes, labelled = labelled_pixels(logits, truth)
    probs, here = logits.softmax(dim=1), labelled[:, None].to(logits)
    return probs * here, torch.zeros_like(probs).scatter(1, classes[:, None], here)


def region_sizes(logits: Tensor, truth: Tensor, per_image: bool = False) -> tuple[Tensor, Tensor, Tensor]:
    """I, P and T of each class present in the truth of the batch or, with `per_image`, of each image: (regions,).

    T is the number of the class's true pixels, I the sum of p over them, P the sum of p over all pixels.
    """
    probs, one_hot = regions(logits, truth)
    over = (2, 3) if per_image else (0, 2, 3)
    shared, predicted, true = (each.sum(dim=over) for each in (probs * one_hot, probs, one_hot))
    present = true > 0
    return shared[present], predicted[present], true[present]
