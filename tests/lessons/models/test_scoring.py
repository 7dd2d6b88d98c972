"""Scores of a network: one confusion matrix for all pictures, and the mean over outlines."""

from typing import Any

import numpy as np
import pytest
import torch
from sklearn.metrics import jaccard_score
from torch import nn

from lessons.metrics.boundary import per_class_boundary_iou
from lessons.models import model
from lessons.models.fitting.scoring import predictions, score
from lessons.models.pictures import Pictures, scene_pictures

CPU = torch.device("cpu")


class Reads(nn.Module):
    """Predicts what is written in the red channel: class `red // 30`."""

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        label = (image[:, 0] * 255).round().long() // 30
        return torch.nn.functional.one_hot(label, 8).permute(0, 3, 1, 2).float()


def written(masks: np.ndarray) -> Pictures:
    """Pictures that say `masks`, whose truth differs from them in places."""
    truth = masks.copy()
    truth[:, ::7, ::5] = 0
    truth[0, :20] = 3
    return Pictures(np.repeat((masks * 30)[..., None], 3, axis=3), truth, np.zeros_like(truth))


@pytest.fixture(scope="module")
def pictures() -> Pictures:
    return written(scene_pictures(range(9000, 9011), 64).masks)


def test_the_predictions_come_one_by_one_in_order(pictures: Pictures):
    masks = list(predictions(Reads(), pictures, CPU, batch=4))
    np.testing.assert_array_equal(np.stack(masks), pictures.images[..., 0] // 30)


def test_the_scores_are_those_of_the_whole_set(pictures: Pictures):
    ours, said = score(Reads(), pictures, 8), pictures.images[..., 0] // 30
    every: Any = None  # no average: one number for each class
    theirs = jaccard_score(pictures.masks.ravel(), said.ravel(), average=every, labels=range(8))
    assert ours.count == 11
    assert ours.per_class_iou == pytest.approx(theirs)
    assert ours.miou == pytest.approx(np.mean(theirs))
    assert ours.pixel_accuracy == pytest.approx((pictures.masks == said).mean())


def test_a_class_counts_once_in_each_picture_that_has_it(pictures: Pictures):
    said = pictures.images[..., 0] // 30
    scores = score(Reads(), pictures, 8).per_picture_iou
    for label in range(8):
        pairs = [(p == label, t == label) for p, t in zip(said, pictures.masks, strict=True)]
        theirs = [jaccard_score(t.ravel(), p.ravel()) for p, t in pairs if p.any() or t.any()]
        assert scores[label] == pytest.approx(np.mean(theirs))


def test_each_outline_counts_once(pictures: Pictures):
    said = pictures.images[..., 0] // 30
    each = [per_class_boundary_iou(p, t, 8) for p, t in zip(said, pictures.masks, strict=True)]
    assert score(Reads(), pictures, 8).boundary_iou == pytest.approx(np.nanmean(each))


def test_a_class_in_no_mask_has_no_iou():
    pictures = written(np.zeros((2, 64, 64), np.uint8))
    scores = score(Reads(), pictures, 8)
    assert np.isnan(scores.per_class_iou[7]) and not np.isnan(scores.miou)


def test_a_perfect_prediction_scores_one():
    masks = scene_pictures(range(9000, 9003), 64).masks
    pictures = Pictures(np.repeat((masks * 30)[..., None], 3, axis=3), masks, np.zeros_like(masks))
    scores = score(Reads(), pictures, 8)
    assert scores.miou == scores.boundary_iou == scores.pixel_accuracy == 1


def test_the_batch_does_not_matter():
    network, pictures = model("tiny_unet").build(8).eval(), scene_pictures(range(9000, 9005), 64)
    one, all_at_once = (list(predictions(network, pictures, CPU, batch)) for batch in (1, 5))
    assert (np.stack(one) == np.stack(all_at_once)).mean() > 0.999
