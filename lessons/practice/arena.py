"""The arena: networks on the same picture, judged by its truth, or without one by each other.

Without a truth no network can be scored. What can be computed is where the networks agree: where they
give a pixel different classes, at least one of them is wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lessons.metrics.overlap import mean_iou
from lessons.metrics.score import score_masks
from lessons.models import MODELS, Model
from lessons.models.weights import WEIGHTS, available, manifest

Mask = NDArray[np.integer]


@dataclass(frozen=True)
class Standing:
    """What the manifest says of one network: its size, and its scores on `count` held-out pictures."""

    model: Model
    parameters: int
    miou: float
    boundary_iou: float
    per_class_iou: tuple[float, ...]
    count: int


@dataclass(frozen=True)
class Cost:
    """What one picture takes: multiply–adds, counted, and milliseconds, measured where it runs."""

    multiply_adds: int
    milliseconds: float


@dataclass(frozen=True)
class ArenaScore:
    """One mask beside the truth; NaN for a class in neither. `boundary_miou` has bands 1 pixel wide."""

    miou: float
    boundary_miou: float
    per_class_iou: tuple[float, ...]


def standings(folder: Path = WEIGHTS) -> tuple[Standing, ...]:
    """The networks for street scenes whose weights are here, as the manifest has them.

    Raises:
        WeightsError: the manifest cannot be read.
    """
    rows, there = manifest(folder), available(folder)
    streets = [each for each in MODELS if each.data == "scenes" and each.name in there]
    return tuple(_standing(each, rows[each.name]) for each in streets)


def _standing(model: Model, row: dict) -> Standing:
    held_out = row["held_out"]
    return Standing(
        model,
        row["parameters"],
        held_out["miou"],
        held_out["boundary_iou"],
        tuple(held_out["per_class_iou"][name] for name in model.class_names),
        held_out["count"],
    )


def score_mask(mask: Mask, truth: Mask, num_classes: int) -> ArenaScore:
    """Score one mask (height, width).

    Raises:
        ValueError: as `lessons.metrics.score_masks`.
    """
    score = score_masks(mask, truth, num_classes, width=1)
    return ArenaScore(score.miou, score.boundary_miou, tuple(each.iou for each in score.per_class))


def votes(masks: Sequence[Mask], num_classes: int) -> NDArray[np.int64]:
    """How many of the masks give each class at each pixel: (num_classes, height, width).

    Raises:
        ValueError: there is no mask, or they differ in size.
    """
    if not masks:
        raise ValueError("There is no mask to count; give at least one.")
    if len({mask.shape for mask in masks}) > 1:
        raise ValueError("The masks differ in size; give masks of the same picture.")
    stacked = np.stack(masks)
    return np.stack([(stacked == label).sum(axis=0) for label in range(num_classes)])


def majority(masks: Sequence[Mask], num_classes: int) -> NDArray[np.int64]:
    """The class with the most votes at each pixel, the smaller id where two have as many. Errors as `votes`."""
    return votes(masks, num_classes).argmax(axis=0)


def agreement(masks: Sequence[Mask], num_classes: int) -> NDArray[np.float64]:
    """The share of the masks that give the class with the most votes, at each pixel: more than 0, at most 1.

    Errors as `votes`.
    """
    return votes(masks, num_classes).max(axis=0) / len(masks)


def pairwise_miou(masks: Sequence[Mask], num_classes: int) -> NDArray[np.float64]:
    """The mIoU of each mask with each other one, (masks, masks): symmetric, 1 on the diagonal."""
    result = np.ones((len(masks), len(masks)))
    for row, one in enumerate(masks):
        for column in range(row):
            result[row, column] = result[column, row] = mean_iou(one, masks[column], num_classes)
    return result


def wrong_where(agreed: NDArray[np.float64], mask: Mask, truth: Mask) -> tuple[float, float]:
    """The share of wrong pixels of `mask` where all masks agree, and where they do not; NaN of no pixels."""
    wrong, all_agree = mask != truth, agreed == 1
    return _share(wrong[all_agree]), _share(wrong[~all_agree])


def _share(wrong: NDArray[np.bool_]) -> float:
    return float(wrong.mean()) if wrong.size else float("nan")
