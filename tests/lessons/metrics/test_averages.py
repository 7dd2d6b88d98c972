import math
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from sklearn.metrics import balanced_accuracy_score, f1_score, jaccard_score
from torchmetrics.functional.classification import multiclass_jaccard_index

from lessons.metrics.averages import many_scores
from lessons.metrics.boundary import boundary_counts, per_class_boundary_iou
from lessons.metrics.examples import SCORES_PREDICTION, SCORES_TRUTH, SECOND_PREDICTION, SECOND_TRUTH
from lessons.metrics.masks import check_pair
from lessons.metrics.overlap import mean_iou
from tests.lessons.strategies import PREDICTION, TRUTH, Mask, mask_pairs

CLASSES = 4


def values(pairs: list, num_classes: int, width: int | None = None) -> dict[str, float]:
    return {score.name: score.value for score in many_scores(pairs, num_classes, width)}


def test_worked_pair_under_three_classes_the_third_absent():
    # IoU: background 8/10, label 1 6/8, class 2 absent. Dice: 16/18 and 12/14. The truth has 9 and 7 pixels.
    expected = {
        "Pixel accuracy": 14 / 16,
        "Mean class accuracy": (8 / 9 + 6 / 7) / 2,
        "Micro IoU": (8 + 6) / (10 + 8),
        "mIoU": (8 / 10 + 6 / 8) / 2,
        "mIoU without background": 6 / 8,
        "mIoU without background, per image": 6 / 8,
        "mIoU, absent counts as 0": (8 / 10 + 6 / 8 + 0) / 3,
        "mIoU, absent counts as 1": (8 / 10 + 6 / 8 + 1) / 3,
        "mIoU per image": (8 / 10 + 6 / 8) / 2,
        "Frequency-weighted IoU": (9 * 8 / 10 + 7 * 6 / 8) / 16,
        "Mean Dice": (16 / 18 + 12 / 14) / 2,
        "Boundary mIoU": (8 / 10 + 6 / 8) / 2,
    }
    assert values([(PREDICTION, TRUTH)], 3) == pytest.approx(expected, abs=1e-12)


def test_per_image_and_whole_dataset_differ():
    # Image 1: 1 of 2 pixels of class 1 found, 2 of background right plus 1 too many: IoU 2/3 and 1/2.
    # Image 2: background only, right: IoU 1, class 1 absent.
    # Whole: background 2 + 4 of 3 + 4 = 6/7, class 1 1/2.
    pairs = [([[0, 0], [0, 1]], [[0, 0], [1, 1]]), ([[0, 0], [0, 0]], [[0, 0], [0, 0]])]
    scores = values(pairs, 2)
    assert scores["mIoU per image"] == pytest.approx(((2 / 3 + 1 / 2) / 2 + 1) / 2, abs=1e-12)
    assert scores["mIoU"] == pytest.approx((6 / 7 + 1 / 2) / 2, abs=1e-12)


def test_without_background_a_picture_counts_the_classes_of_its_truth():
    # What MONAI 1.6.1's MeanIoU(include_background=False) gives for the two pictures of the page: the mean of 1 and 4/7
    # in the first, 11/12 in the second, whose one wrong pixel of car has no truth to be compared with.
    pairs = [(SCORES_PREDICTION, SCORES_TRUTH), (SECOND_PREDICTION, SECOND_TRUTH)]
    expected = ((1 + 4 / 7) / 2 + 11 / 12) / 2
    assert values(pairs, 4)["mIoU without background, per image"] == pytest.approx(expected, abs=1e-12)
    assert expected == pytest.approx(0.8512, abs=5e-5)


@given(mask_pairs(CLASSES))
@settings(max_examples=60)
def test_agrees_with_scikit_learn(pair: tuple[Mask, Mask]):
    prediction, truth = (mask.ravel() for mask in pair)
    both: dict[str, Any] = {"y_true": truth, "y_pred": prediction, "zero_division": 0}
    here = np.union1d(prediction, truth)
    scores = values([pair], CLASSES)
    macro: dict[str, Any] = both | {"average": "macro"}
    as_one: dict[str, Any] = macro | {"zero_division": 1}
    expected = {
        "Pixel accuracy": float((prediction == truth).mean()),
        "mIoU": jaccard_score(**macro, labels=here),
        "mIoU, absent counts as 0": jaccard_score(**macro, labels=range(CLASSES)),
        "mIoU, absent counts as 1": jaccard_score(**as_one, labels=range(CLASSES)),
        "Micro IoU": jaccard_score(**both, average="micro", labels=range(CLASSES)),
        "Frequency-weighted IoU": jaccard_score(**both, average="weighted", labels=range(CLASSES)),
        "Mean Dice": f1_score(**macro, labels=here),
    }
    assert {name: scores[name] for name in expected} == pytest.approx(expected, abs=1e-9)
    if np.isin(prediction, truth).all() and len(np.unique(truth)) > 1:
        assert scores["Mean class accuracy"] == pytest.approx(
            balanced_accuracy_score(truth, prediction), abs=1e-9
        )
    if (here > 0).any():
        expected_inside = jaccard_score(**macro, labels=here[here > 0])
        assert scores["mIoU without background"] == pytest.approx(expected_inside, abs=1e-9)
    else:
        assert math.isnan(scores["mIoU without background"])


@given(mask_pairs(CLASSES), mask_pairs(CLASSES))
@settings(max_examples=60)
def test_a_dataset_is_scored_as_one_large_picture_or_picture_by_picture(
    first: tuple[Mask, Mask], second: tuple[Mask, Mask]
):
    scores = values([first, second], CLASSES)
    singles = [mean_iou(*pair, CLASSES) for pair in (first, second)]
    assert scores["mIoU per image"] == pytest.approx(np.mean(singles), abs=1e-12)
    prediction, truth = (
        torch.from_numpy(np.concatenate([a.ravel(), b.ravel()]).astype(np.int64))
        for a, b in zip(first, second, strict=True)
    )
    # torchmetrics divides in single precision.
    micro = multiclass_jaccard_index(prediction, truth, CLASSES, average="micro")
    assert scores["Micro IoU"] == pytest.approx(float(micro), abs=1.2e-7)
    macro = multiclass_jaccard_index(prediction, truth, CLASSES, average="macro")
    assert scores["mIoU"] == pytest.approx(float(macro), abs=1.2e-7)
    counts = [boundary_counts(check_pair(*pair, CLASSES), 1) for pair in (first, second)]
    shared, either = counts[0][1] + counts[1][1], counts[0][2] + counts[1][2]
    expected = np.mean(shared[either > 0] / either[either > 0])
    assert scores["Boundary mIoU"] == pytest.approx(expected, abs=1e-12)


@given(mask_pairs(CLASSES))
@settings(max_examples=40)
def test_a_perfect_prediction_scores_one_everywhere_it_can(pair: tuple[Mask, Mask]):
    truth = pair[1]
    scores = values([(truth, truth)], CLASSES)
    absent_as_zero = scores.pop("mIoU, absent counts as 0")
    assert absent_as_zero == pytest.approx(len(np.unique(truth)) / CLASSES, abs=1e-12)
    if not (truth > 0).any():
        assert math.isnan(scores.pop("mIoU without background"))
        assert math.isnan(scores.pop("mIoU without background, per image"))
    assert scores == pytest.approx(dict.fromkeys(scores, 1.0), abs=1e-12)


def test_every_score_says_who_uses_it_and_how_it_is_made():
    scores = many_scores([(PREDICTION, TRUTH)], 2)
    assert len({score.name for score in scores}) == len(scores)
    for score in scores:
        assert score.formula and score.who_uses_it.endswith(".") and ". " not in score.who_uses_it.rstrip(".")


def test_the_boundary_width_can_be_given():
    mask = np.zeros((12, 12), int)
    mask[2:10, 2:10] = 1
    other = np.roll(mask, 1, axis=0)
    for width in (1, 2, 3):
        expected = np.mean(per_class_boundary_iou(other, mask, 2, width))
        assert values([(other, mask)], 2, width)["Boundary mIoU"] == pytest.approx(expected, abs=1e-12)


def test_a_picture_without_pixels_counts_nothing():
    empty = np.zeros((0, 3), int)
    assert all(
        math.isnan(value) for name, value in values([(empty, empty)], 2).items() if "absent" not in name
    )
    with_one = values([(empty, empty), (PREDICTION, TRUTH)], 2)
    assert with_one == pytest.approx(values([(PREDICTION, TRUTH)], 2), abs=0)


def test_wrong_input_is_refused():
    with pytest.raises(ValueError, match="no pair of masks"):
        many_scores([], 2)
    with pytest.raises(ValueError, match="prediction has id 1"):
        many_scores([(PREDICTION, TRUTH)], 1)
