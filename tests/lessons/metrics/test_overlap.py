import math
from typing import Any

import hypothesis.strategies as st
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from sklearn.metrics import f1_score, jaccard_score
from torchmetrics.functional.classification import multiclass_jaccard_index, multiclass_stat_scores
from torchmetrics.functional.segmentation import dice_score
from torchmetrics.functional.segmentation import mean_iou as torch_mean_iou

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
from tests.lessons.strategies import PREDICTION, TRUTH, Mask, mask_pairs

CLASSES = 4
IDS = range(CLASSES)
# torchmetrics divides in single precision, whose numbers lie up to 6e-8 apart below 1.
SINGLE = 1.2e-7


def test_worked_pair():
    # Label 1. Predicted: 2 + 3 + 2 = 7 pixels. True: 3 + 2 + 2 = 7. In both: the last two of row 0,
    # the middle two of row 1 and of row 2: 6. In at least one: 7 + 7 - 6 = 8.
    assert intersection(PREDICTION, TRUTH, 1) == 6
    assert union(PREDICTION, TRUTH, 1) == 8
    assert iou(PREDICTION, TRUTH, 1) == 6 / 8
    assert dice(PREDICTION, TRUTH, 1) == 12 / 14
    # Label 0. The other 9 and 9 pixels; in both 8 (the confusion matrix); in at least one 9 + 9 - 8 = 10.
    assert iou(PREDICTION, TRUTH, 0) == 8 / 10
    assert dice(PREDICTION, TRUTH, 0) == 16 / 18
    assert per_class_iou(PREDICTION, TRUTH, 2) == (8 / 10, 6 / 8)
    assert per_class_dice(PREDICTION, TRUTH, 2) == (16 / 18, 12 / 14)
    assert mean_iou(PREDICTION, TRUTH, 2) == pytest.approx((0.8 + 0.75) / 2, abs=1e-15)


def test_a_class_in_neither_mask_has_no_score_and_is_not_in_the_mean():
    assert math.isnan(iou(PREDICTION, TRUTH, 2)) and math.isnan(dice(PREDICTION, TRUTH, 2))
    assert math.isnan(per_class_iou(PREDICTION, TRUTH, 3)[2])
    assert mean_iou(PREDICTION, TRUTH, 3) == mean_iou(PREDICTION, TRUTH, 2)


def test_a_class_in_one_mask_only_scores_zero():
    assert iou([[1]], [[0]], 1) == dice([[1]], [[0]], 1) == 0.0
    assert per_class_iou([[1]], [[0]], 2) == (0.0, 0.0)


def present(prediction: Mask, truth: Mask) -> list[int]:
    return [label for label in IDS if (prediction == label).any() or (truth == label).any()]


@pytest.mark.parametrize("ignore", [None, 255, 0])
def test_agrees_with_scikit_learn(ignore: int | None):
    @given(mask_pairs(CLASSES, ignore=ignore))
    @settings(max_examples=60)
    def check(pair: tuple[Mask, Mask]) -> None:
        valid = np.ones(pair[1].shape, bool) if ignore is None else pair[1] != ignore
        prediction, truth = pair[0][valid], pair[1][valid]
        ious, dices = per_class_iou(*pair, CLASSES, ignore), per_class_dice(*pair, CLASSES, ignore)
        labels = [label for label in present(prediction, truth) if label != ignore]
        assert [label for label in IDS if not math.isnan(ious[label])] == labels
        assert [label for label in IDS if not math.isnan(dices[label])] == labels
        if not labels:
            assert math.isnan(mean_iou(*pair, CLASSES, ignore))
            return
        arguments: dict[str, Any] = {
            "y_true": truth,
            "y_pred": prediction,
            "labels": labels,
            "zero_division": 0,
        }
        each: dict[str, Any] = arguments | {"average": None}
        expected_iou, expected_dice = jaccard_score(**each), f1_score(**each)
        assert [ious[label] for label in labels] == pytest.approx(expected_iou, abs=1e-9)
        assert [dices[label] for label in labels] == pytest.approx(expected_dice, abs=1e-9)
        expected_mean = jaccard_score(**arguments, average="macro")
        assert mean_iou(*pair, CLASSES, ignore) == pytest.approx(expected_mean, abs=1e-9)

    check()


@pytest.mark.parametrize("ignore", [None, 255, 1])
def test_agrees_with_torchmetrics(ignore: int | None):
    @given(mask_pairs(CLASSES, ignore=ignore))
    @settings(max_examples=60)
    def check(pair: tuple[Mask, Mask]) -> None:
        prediction, truth = (torch.from_numpy(mask.astype(np.int64)) for mask in pair)
        ious, dices = per_class_iou(*pair, CLASSES, ignore), per_class_dice(*pair, CLASSES, ignore)
        # Its counts are whole numbers, so quotients of them in double precision are exact to 1e-9.
        stats = multiclass_stat_scores(prediction, truth, CLASSES, average=None, ignore_index=ignore)
        for label, (tp, fp, _, fn, _) in enumerate(stats.tolist()):
            if tp + fp + fn and label != ignore:
                assert ious[label] == pytest.approx(tp / (tp + fp + fn), abs=1e-9)
                assert dices[label] == pytest.approx(2 * tp / (2 * tp + fp + fn), abs=1e-9)
            else:
                assert math.isnan(ious[label]) and math.isnan(dices[label])
        mean = mean_iou(*pair, CLASSES, ignore)
        if not math.isnan(mean):
            expected = multiclass_jaccard_index(prediction, truth, CLASSES, ignore_index=ignore)
            assert mean == pytest.approx(float(expected), abs=SINGLE)

    check()


@given(mask_pairs(CLASSES))
def test_agrees_with_torchmetrics_for_segmentation(pair: tuple[Mask, Mask]):
    prediction, truth = (torch.from_numpy(mask.astype(np.int64))[None] for mask in pair)
    # It says -1 for a class in neither mask in `mean_iou`, NaN in `dice_score`.
    ious = torch_mean_iou(prediction, truth, CLASSES, per_class=True, input_format="index")[0]
    dices = dice_score(prediction, truth, CLASSES, average=None, input_format="index")[0]
    ours = np.nan_to_num(per_class_iou(*pair, CLASSES), nan=-1.0)
    assert ours == pytest.approx(ious.numpy(), abs=SINGLE)
    assert per_class_dice(*pair, CLASSES) == pytest.approx(dices.numpy(), abs=SINGLE, nan_ok=True)


@given(mask_pairs(CLASSES), st.sampled_from(IDS))
def test_one_class_alone_is_the_same_as_that_class_among_all(pair: tuple[Mask, Mask], label: int):
    assert iou(*pair, label) == pytest.approx(per_class_iou(*pair, CLASSES)[label], abs=0, nan_ok=True)
    assert dice(*pair, label) == pytest.approx(per_class_dice(*pair, CLASSES)[label], abs=0, nan_ok=True)


@given(mask_pairs(CLASSES))
def test_bounds_symmetry_and_the_identity(pair: tuple[Mask, Mask]):
    prediction, truth = pair
    for label in present(prediction, truth):
        overlap, score = iou(prediction, truth, label), dice(prediction, truth, label)
        assert 0 <= overlap <= score <= 1
        assert overlap == iou(truth, prediction, label)
        assert score == dice(truth, prediction, label)
        assert score == pytest.approx(dice_from_iou(overlap), abs=1e-12)
        assert (overlap == 1) == np.array_equal(prediction == label, truth == label)


@given(mask_pairs(CLASSES), st.permutations(IDS))
def test_renaming_the_classes_renames_the_scores(pair: tuple[Mask, Mask], names: list[int]):
    renamed = [np.array(names)[mask] for mask in pair]
    before, after = per_class_iou(*pair, CLASSES), per_class_iou(renamed[0], renamed[1], CLASSES)
    assert [after[names[label]] for label in IDS] == pytest.approx(before, abs=0, nan_ok=True)
    assert mean_iou(renamed[0], renamed[1], CLASSES) == pytest.approx(mean_iou(*pair, CLASSES), abs=1e-12)


@given(mask_pairs(CLASSES), st.randoms(use_true_random=False))
def test_moving_the_pixels_of_both_masks_alike_changes_no_overlap(pair: tuple[Mask, Mask], random):
    order = list(range(pair[0].size))
    random.shuffle(order)
    moved = [mask.ravel()[order].reshape(mask.shape) for mask in pair]
    assert per_class_iou(moved[0], moved[1], CLASSES) == pytest.approx(
        per_class_iou(*pair, CLASSES), abs=0, nan_ok=True
    )


def test_masks_of_different_size_are_refused():
    for metric in (iou, dice, intersection, union):
        with pytest.raises(ValueError, match="give two masks of the same picture"):
            metric([[0, 1]], [[0]], 1)
