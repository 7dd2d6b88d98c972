"""What stands around the clinic's functions in its trainings: scores, labels, files, and pictures in a batch."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import ndimage
from torch import Tensor, nn
from torch.nn import functional

from lessons.metrics.confusion import confusion_matrix
from lessons.scenes import CLASS_NAMES
from lessons.training import clinic

Masks = NDArray[Any]
"""Class ids (pictures, height, width)."""
CLASSES, ROAD = len(CLASS_NAMES), CLASS_NAMES.index("road")
NIGHT = 0.15
"""The brightness of the pictures that stand in a batch beside the one that is asked about."""


def pooled(masks: Masks, truth: Masks) -> float:
    """The mean IoU of one confusion matrix over all pixels of all pictures."""
    return clinic.mean_iou(
        confusion_matrix(masks.reshape(len(masks), -1), truth.reshape(len(truth), -1), CLASSES)
    )


def tile_by_tile(mean_iou: Callable[[NDArray[np.int64]], float], masks: Masks, truth: Masks) -> float:
    """Each picture cut into four tiles, which do not hold all classes; the mean over the tiles of their mean IoU."""
    quarters = [
        np.concatenate([np.split(half, 2, axis=2) for half in np.split(each, 2, axis=1)])
        for each in (masks, truth)
    ]
    pairs = zip(*(each.reshape(-1, *each.shape[2:]) for each in quarters), strict=True)
    return float(np.mean([mean_iou(confusion_matrix(mask, of, CLASSES)) for mask, of in pairs]))


def road_iou(masks: Masks, truth: Masks) -> float:
    """The IoU of the road, id 1 in both."""
    return float(((masks == 1) & (truth == 1)).sum() / ((masks == 1) | (truth == 1)).sum())


def on_road(logits: Tensor) -> Tensor:
    """Where the one logit of each pixel (batch, 1, height, width) is above 0: int64 (batch, height, width)."""
    return (logits[:, 0] > 0).long()


def half_size(resize: Callable[[Tensor, int, int], Tensor], truth: Tensor) -> Tensor:
    """Labels that a data set keeps at half the size, brought back to the size of the pictures."""
    return resize(truth[:, ::2, ::2], *truth.shape[1:])


def road_loss(logits: Tensor, target: Tensor) -> Tensor:
    """Binary cross-entropy of one map of logits."""
    return functional.binary_cross_entropy_with_logits(logits[:, 0], target)


def as_file(masks: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Road as a mask file stores it: 255 on the road and 0 elsewhere."""
    return np.where(masks == ROAD, 255, 0).astype(np.uint8)


def road_file(target: Callable[[NDArray[np.uint8]], Tensor], truth: Tensor) -> Tensor:
    """The target made of a mask file that is white, 255, on the road and black elsewhere."""
    return target(as_file(truth.numpy().astype(np.uint8)))


def outlines_ignored(masks: NDArray[np.uint8]) -> Tensor:
    """Masks (batch, height, width) with 255 where another class is among the 8 neighbours, as in Pascal VOC."""
    around = (1, 3, 3)
    edge = ndimage.maximum_filter(masks, around) != ndimage.minimum_filter(masks, around)
    return torch.from_numpy(np.where(edge, clinic.IGNORE_INDEX, masks).astype(np.int64))


def outlines_unknown(truth: Tensor) -> Tensor:
    """Labels with 255 on the outlines, where nobody could tell."""
    return outlines_ignored(truth.numpy())


def beside_dark_ones(
    predicted: Callable[[nn.Module, Tensor], Tensor], network: nn.Module, image: Tensor
) -> Tensor:
    """The logits of each picture of `image` (batch, 3, height, width) in a batch with three dark ones."""
    dark = NIGHT * image[:3]
    return torch.cat([predicted(network, torch.cat([one, dark]))[:1] for one in image.split(1)])
