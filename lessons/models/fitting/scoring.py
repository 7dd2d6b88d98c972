"""How good a network is on pictures it never saw: one confusion matrix for all of them, and outlines."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import nan

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from lessons.metrics.confusion import accuracy_of
from lessons.metrics.overlap import iou_of, mean_of_present
from lessons.metrics.score import score_masks
from lessons.models.device import as_input
from lessons.models.pictures import Pictures


@dataclass(frozen=True)
class PixelScores:
    """The scores of one network on `count` pictures.

    `miou`, `per_class_iou` (NaN for a class in no mask) and `pixel_accuracy` come from one confusion
    matrix over the pixels of all pictures. `per_picture_iou` is the mean over the pictures of a class's
    IoU in each alone, where it is in truth or prediction: a picture with much of it counts no more
    than one with little. `boundary_iou` has bands 1 pixel wide, and is the mean
    over every (picture, class) pair in which the class is in the picture's truth or prediction:
    each outline counts once, however long it is.
    """

    count: int
    miou: float
    per_class_iou: tuple[float, ...]
    per_picture_iou: tuple[float, ...]
    boundary_iou: float
    pixel_accuracy: float


def predictions(
    network: nn.Module, pictures: Pictures, device: torch.device, batch: int = 8
) -> Iterator[NDArray[np.int64]]:
    """The predicted mask, int64 (height, width), of each picture in turn; `network` in eval mode."""
    with torch.inference_mode():
        for start in range(0, len(pictures.images), batch):
            image = as_input(pictures.images[start : start + batch]).to(device)
            yield from network(image).argmax(dim=1).cpu().numpy()


def score(
    network: nn.Module, pictures: Pictures, num_classes: int, device: torch.device | None = None
) -> PixelScores:
    """Score a network in eval mode on labelled pictures."""
    confusion = np.zeros((num_classes, num_classes), np.int64)
    boundaries: list[float] = []
    one_by_one: list[list[float]] = []
    masks = predictions(network, pictures, device or torch.device("cpu"))
    for prediction, truth in zip(masks, pictures.masks, strict=True):
        of_one = score_masks(prediction, truth, num_classes, width=1)
        confusion += of_one.confusion
        one_by_one.append([each.iou for each in of_one.per_class])
        boundaries += [each.boundary_iou for each in of_one.per_class if each.present]
    ious = iou_of(confusion)
    return PixelScores(
        count=len(pictures.images),
        miou=mean_of_present(ious),
        per_class_iou=tuple(ious.tolist()),
        per_picture_iou=tuple(map(mean_of_present, np.transpose(one_by_one))),
        boundary_iou=float(np.mean(boundaries)) if boundaries else nan,
        pixel_accuracy=accuracy_of(confusion),
    )
