"""The arena counts as torchmetrics, SciPy and the manifest do."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import mode
from torchmetrics.functional.classification import multiclass_jaccard_index

from lessons.metrics.overlap import mean_iou, per_class_iou
from lessons.models import model
from lessons.models.weights import WeightsError, manifest
from lessons.practice import arena
from lessons.practice.counting import multiply_adds, parameters

CLASSES = 4
several_masks = st.integers(1, 5).flatmap(
    lambda count: arrays(np.int64, (count, 4, 5), elements=st.integers(0, CLASSES - 1))
)


@given(several_masks)
def test_the_majority_is_scipys_mode_and_the_agreement_its_share(stacked: np.ndarray):
    most = mode(stacked, axis=0)  # which also takes the smaller id of two
    assert np.array_equal(arena.majority(list(stacked), CLASSES), most.mode)
    assert np.array_equal(arena.agreement(list(stacked), CLASSES), most.count / len(stacked))
    assert np.array_equal(arena.votes(list(stacked), CLASSES).sum(axis=0), np.full((4, 5), len(stacked)))


@given(several_masks)
def test_likeness_is_symmetric_and_the_mean_iou_of_each_pair(stacked: np.ndarray):
    alike = arena.pairwise_miou(list(stacked), CLASSES)
    assert np.array_equal(alike, alike.T) and (np.diag(alike) == 1).all()
    for row, one in enumerate(stacked):
        for column, other in enumerate(stacked):
            assert alike[row, column] == pytest.approx(mean_iou(one, other, CLASSES))


@given(several_masks)
def test_a_verdict_is_that_of_the_metrics(stacked: np.ndarray):
    prediction, truth = stacked[0], stacked[-1]
    verdict = arena.score_mask(prediction, truth, CLASSES)
    assert verdict.per_class_iou == pytest.approx(per_class_iou(prediction, truth, CLASSES), nan_ok=True)
    theirs = multiclass_jaccard_index(
        torch.from_numpy(prediction), torch.from_numpy(truth), CLASSES, average="none"
    )
    present = ~np.isnan(verdict.per_class_iou)
    assert np.asarray(verdict.per_class_iou)[present] == pytest.approx(theirs.numpy()[present], abs=1e-6)


def test_errors_are_told_apart_by_whether_all_agree():
    truth = np.array([[0, 0, 1, 1]])
    one, other = np.array([[0, 1, 1, 0]]), np.array([[0, 1, 1, 1]])
    agreed = arena.agreement([one, other], 2)
    assert arena.wrong_where(agreed, one, truth) == (pytest.approx(1 / 3), 1.0)
    everywhere = arena.wrong_where(np.ones((1, 4)), one, truth)
    assert everywhere[0] == 0.5 and np.isnan(everywhere[1])


def test_masks_that_cannot_be_compared_are_refused():
    with pytest.raises(ValueError, match="no mask to count"):
        arena.majority([], 2)
    with pytest.raises(ValueError, match="differ in size"):
        arena.agreement([np.zeros((2, 2), int), np.zeros((2, 3), int)], 2)


def test_the_standings_are_the_manifests_rows_of_the_streets():
    rows, standings = manifest(), arena.standings()
    assert [each.model.name for each in standings] == [
        name for name, row in rows.items() if "sky" in row["held_out"].get("per_class_iou", {})
    ]
    for each in standings:
        row = rows[each.model.name]
        assert (each.parameters, each.miou, each.count) == (row["parameters"], row["held_out"]["miou"], 200)
        assert (
            dict(zip(each.model.class_names, each.per_class_iou, strict=True))
            == row["held_out"]["per_class_iou"]
        )


def test_without_weights_nobody_stands_in_the_arena(tmp_path: Path):
    assert arena.standings(tmp_path) == ()
    (tmp_path / "manifest.json").write_text(json.dumps([1]), encoding="utf-8")
    with pytest.raises(WeightsError):
        arena.standings(tmp_path)


def test_more_parameters_are_not_more_multiply_adds():
    """What the page asks about before it shows the table."""
    image = torch.zeros(1, 3, 128, 128)
    fcn, unet = (model(name).build(8).eval() for name in ("fcn_fused", "unet"))
    assert parameters(fcn) > parameters(unet)
    assert multiply_adds(fcn, image) < multiply_adds(unet, image)
