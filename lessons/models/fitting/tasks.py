"""The tasks of the networks: the class of each pixel, objects, what is pointed at. A loss and scores for each."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from lessons.metrics.pooled import PixelScores
from lessons.models import Model
from lessons.models.device import as_input
from lessons.models.fitting.instance_scoring import LEAST_IOU, LEAST_SCORE, InstanceScores, score_objects
from lessons.models.fitting.instances import LEAST_PIXELS, objects_of
from lessons.models.fitting.prompt_task import PromptTask
from lessons.models.fitting.recipes import Recipe
from lessons.models.fitting.scoring import score
from lessons.models.fitting.task import Task
from lessons.models.pictures import Pictures
from lessons.training.losses import ce_dice, class_weights, pixel_counts


def task_of(model: Model, recipe: Recipe, pictures: Pictures) -> Task:
    """What a model is trained to do; `pictures` are those it learns from."""
    if model.task == "instance":
        return InstanceTask(model.class_names)
    if model.task == "prompt":
        return PromptTask()
    counts = pixel_counts(torch.from_numpy(np.array(pictures.masks[:500])), len(model.class_names))
    return SemanticTask(model.class_names, class_weights(counts, recipe.balance))


class SemanticTask:
    """Segmentation by class: `weights` (classes,) say how much a pixel of each class counts in the loss."""

    def __init__(self, class_names: tuple[str, ...], weights: Tensor):
        self.class_names, self.weights = class_names, weights

    def loss(self, forward: Callable[..., Any], batch: Pictures, device: torch.device) -> Tensor:
        """Weighted cross-entropy and Dice: without weights and Dice the rare classes come last, or never."""
        truth = torch.from_numpy(np.ascontiguousarray(batch.masks)).to(device).long()
        logits = forward(as_input(batch.images).to(device))
        return ce_dice(logits.float(), truth, self.weights.to(device))

    def score(self, network: nn.Module, pictures: Pictures, device: torch.device) -> PixelScores:
        """Scores by pixel."""
        return score(network, pictures, len(self.class_names), device)

    def headline(self, scores: PixelScores) -> tuple[str, float]:
        """The mean IoU."""
        return "mIoU", scores.miou

    def row(self, scores: PixelScores) -> dict[str, Any]:
        """The scores as the manifest has them."""
        return {
            "count": scores.count,
            "miou": _number(scores.miou),
            "per_class_iou": _by_name(self.class_names, scores.per_class_iou),
            "per_picture_iou": _by_name(self.class_names, scores.per_picture_iou),
            "boundary_iou": _number(scores.boundary_iou),
            "pixel_accuracy": _number(scores.pixel_accuracy),
        }


class InstanceTask:
    """Segmentation by object, with a network that has losses of its own; `class_names` start with the background."""

    def __init__(self, class_names: tuple[str, ...]):
        self.class_names = class_names

    def loss(self, forward: Callable[..., Any], batch: Pictures, device: torch.device) -> Tensor:
        """The sum of the network's losses, as in He et al. (2017): all of them weigh alike."""
        targets = [
            {
                "boxes": torch.from_numpy(objects.boxes).to(device),
                "labels": torch.from_numpy(objects.labels).to(device),
                "masks": torch.from_numpy(objects.masks).to(device, torch.uint8),
            }
            for objects in map(objects_of, batch.masks, batch.instance_ids)
        ]
        losses = forward(list(as_input(batch.images).to(device)), targets)
        return torch.stack(tuple(losses.values())).sum()

    def score(self, network: nn.Module, pictures: Pictures, device: torch.device) -> InstanceScores:
        """Scores by object."""
        return score_objects(network, pictures, self.class_names, device)

    def headline(self, scores: InstanceScores) -> tuple[str, float]:
        """The mean over the classes of the share of objects found."""
        return "recall", float(np.nanmean(scores.recall))

    def row(self, scores: InstanceScores) -> dict[str, Any]:
        """The scores as the manifest has them, with what counts as an object and as found."""
        things = self.class_names[1:]
        return {
            "count": scores.count,
            "least_pixels": LEAST_PIXELS,
            "least_score": LEAST_SCORE,
            "least_iou": LEAST_IOU,
            "objects": dict(zip(things, scores.objects, strict=True)),
            "matched_iou": _number(scores.matched_iou),
            "recall": _by_name(things, scores.recall),
            "sure_recall": _by_name(things, scores.sure_recall),
            "sure_precision": _by_name(things, scores.sure_precision),
        }


def _by_name(names: tuple[str, ...], values: tuple[float, ...]) -> dict[str, float | None]:
    return dict(zip(names, map(_number, values), strict=True))


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 5)
