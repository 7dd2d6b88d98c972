"""Metrics: how good is a mask? Each module is short and made to be read."""

from lessons.metrics.averages import Score, many_scores
from lessons.metrics.boundary import boundary_band, boundary_iou, default_width, per_class_boundary_iou
from lessons.metrics.confusion import confusion_matrix, pixel_accuracy
from lessons.metrics.overlap import (
    dice,
    dice_from_iou,
    intersection,
    iou,
    mean_iou,
    per_class_dice,
    per_class_iou,
    union,
)
from lessons.metrics.score import ClassScore, MaskScore, score_masks

__all__ = [
    "ClassScore",
    "MaskScore",
    "Score",
    "boundary_band",
    "boundary_iou",
    "confusion_matrix",
    "default_width",
    "dice",
    "dice_from_iou",
    "intersection",
    "iou",
    "many_scores",
    "mean_iou",
    "per_class_boundary_iou",
    "per_class_dice",
    "per_class_iou",
    "pixel_accuracy",
    "score_masks",
    "union",
]
