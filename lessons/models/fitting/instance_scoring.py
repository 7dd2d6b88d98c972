"""How well a network finds the objects of pictures it never saw: matched masks, recall and precision."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from lessons.flavours.instances import Instance, mask_ious, match
from lessons.models.device import as_input
from lessons.models.fitting.instances import LEAST_PIXELS, Objects, objects_of
from lessons.models.pictures import Pictures

LEAST_SCORE = 0.5
"""What is found with a lower score is not sure: the network itself thinks it more likely to be wrong."""
LEAST_IOU = 0.5
"""A mask finds an object if it overlaps it at least so much."""


@dataclass(frozen=True)
class InstanceScores:
    """The scores of one network on the objects of `count` pictures.

    `matched_iou` is the mean IoU of all pairs of an object and the mask that found it. `recall`
    (classes,) is the share of a class's objects that were found by anything the network gives, however
    unsure, as COCO counts it (Lin et al., 2014). `sure_recall` and `sure_precision` (classes,) count the
    masks with a score of `LEAST_SCORE` or more: the share of the objects that they found, and of the
    masks that found one. NaN where there are none. `objects` (classes,) are how many there are.
    """

    count: int
    objects: tuple[int, ...]
    matched_iou: float
    recall: tuple[float, ...]
    sure_recall: tuple[float, ...]
    sure_precision: tuple[float, ...]


def found_objects(
    network: nn.Module, image: NDArray[np.uint8], device: torch.device
) -> tuple[Objects, NDArray[np.float32]]:
    """What a network in eval mode finds in a picture (height, width, 3), and the scores of it, highest first."""
    with torch.inference_mode():
        (answer,) = network([as_input(image[None])[0].to(device)])
    boxes, labels, scores, masks = (
        answer[part].cpu().numpy() for part in ("boxes", "labels", "scores", "masks")
    )
    return Objects(boxes, labels, masks[:, 0] >= 0.5), scores


def score_objects(
    network: nn.Module, pictures: Pictures, class_names: Sequence[str], device: torch.device
) -> InstanceScores:
    """Score a network in eval mode on pictures whose objects are known; `class_names` start with the background.

    A mask that finds no object but covers a thing too small to be one is counted neither way.
    """
    things = len(class_names) - 1
    objects, right, sure_right, sure_found = (np.zeros(things, np.int64) for _ in range(4))
    ious: list[float] = []
    for image, mask, instance_ids in zip(pictures.images, pictures.masks, pictures.instance_ids, strict=True):
        answer, scores = found_objects(network, image, device)
        truth, every = objects_of(mask, instance_ids), objects_of(mask, instance_ids, least_pixels=1)
        matching = match(_instances(answer, scores), _instances(truth), LEAST_IOU)
        unmatched = np.array(matching.extra, np.int64)
        covers = mask_ious(answer.masks[unmatched], every.masks[every.masks.sum(axis=(1, 2)) < LEAST_PIXELS])
        wrong = unmatched[(covers < LEAST_IOU).all(axis=1)]
        objects += _per_class(truth.labels, things)
        finders = np.array([mask for mask, _, _ in matching.pairs], np.int64)
        sure = scores >= LEAST_SCORE
        right += _per_class(answer.labels[finders], things)
        # The surest choose first, so leaving the others out changes none of these pairs.
        sure_right += _per_class(answer.labels[finders[sure[finders]]], things)
        sure_found += _per_class(answer.labels[[*finders[sure[finders]], *wrong[sure[wrong]]]], things)
        ious += [overlap for _, _, overlap in matching.pairs]
    return InstanceScores(
        count=len(pictures),
        objects=tuple(objects.tolist()),
        matched_iou=float(np.mean(ious)) if ious else float("nan"),
        recall=_shares(right, objects),
        sure_recall=_shares(sure_right, objects),
        sure_precision=_shares(sure_right, sure_found),
    )


def _instances(objects: Objects, scores: NDArray[np.floating] | None = None) -> list[Instance]:
    sure = np.ones(len(objects)) if scores is None else scores
    return [
        Instance(mask, int(label), float(score))
        for mask, label, score in zip(objects.masks, objects.labels, sure, strict=True)
    ]


def _per_class(labels: NDArray[np.int64], things: int) -> NDArray[np.int64]:
    return np.bincount(labels, minlength=things + 1)[1:]


def _shares(part: NDArray[np.int64], whole: NDArray[np.int64]) -> tuple[float, ...]:
    return tuple(np.where(whole > 0, part / np.maximum(whole, 1), np.nan).tolist())
