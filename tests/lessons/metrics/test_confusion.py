import numpy as np
import pytest
import torch
from hypothesis import given, settings
from sklearn.metrics import confusion_matrix as sklearn_confusion
from torchmetrics.functional.classification import multiclass_confusion_matrix

from lessons.metrics.confusion import confusion_matrix, pixel_accuracy
from lessons.metrics.overlap import mean_iou
from lessons.metrics.score import score_masks
from tests.lessons.strategies import PREDICTION, TRUTH, Mask, mask_pairs

CLASSES = 4


def test_worked_pair():
    # Row by row, (truth, prediction):   00 10 11 11   00 11 11 01   00 11 11 00   00 00 00 00
    # (0, 0): 1 + 1 + 2 + 4 = 8; (0, 1): the last pixel of row 1; (1, 0): the second of row 0;
    # (1, 1): 2 + 2 + 2 = 6. Right: 8 + 6 of 16.
    assert confusion_matrix(PREDICTION, TRUTH, 2).tolist() == [[8, 1], [1, 6]]
    assert pixel_accuracy(PREDICTION, TRUTH) == 14 / 16


def test_pixel_accuracy_of_the_three_by_three_pair():
    # Wrong: the last pixel of row 0 (1 for 2) and the middle one of row 2 (0 for 1); 7 of 9 are right.
    assert pixel_accuracy([[0, 1, 1], [2, 1, 0], [0, 0, 2]], [[0, 1, 2], [2, 1, 0], [0, 1, 2]]) == 7 / 9


def test_rows_are_the_truth_and_columns_the_prediction():
    assert confusion_matrix([[2, 2]], [[0, 1]], 3).tolist() == [[0, 0, 1], [0, 0, 1], [0, 0, 0]]


@given(mask_pairs(CLASSES))
def test_agrees_with_scikit_learn(pair: tuple[Mask, Mask]):
    prediction, truth = pair
    expected = sklearn_confusion(truth.ravel(), prediction.ravel(), labels=range(CLASSES))
    assert np.array_equal(confusion_matrix(prediction, truth, CLASSES), expected)


@pytest.mark.parametrize("ignore", [255, 0, 2])
def test_agrees_with_torchmetrics_when_pixels_are_ignored(ignore: int):
    @given(mask_pairs(CLASSES, ignore=ignore))
    @settings(max_examples=50)
    def check(pair: tuple[Mask, Mask]) -> None:
        prediction, truth = (torch.from_numpy(mask.astype(np.int64)) for mask in pair)
        expected = multiclass_confusion_matrix(prediction, truth, CLASSES, ignore_index=ignore)
        assert np.array_equal(confusion_matrix(*pair, CLASSES, ignore), expected.numpy())

    check()


@given(mask_pairs(CLASSES, ignore=255))
def test_accuracy_is_the_diagonal_over_the_sum(pair: tuple[Mask, Mask]):
    confusion = confusion_matrix(*pair, CLASSES, 255)
    accuracy = pixel_accuracy(*pair, ignore_index=255)
    if confusion.sum() == 0:
        assert np.isnan(accuracy)
    else:
        assert accuracy == np.trace(confusion) / confusion.sum()


@pytest.mark.parametrize("classes", [1, 2, 19, 127, 128, 254, 255, 256, 257, 1000])
@pytest.mark.parametrize("dtype", [np.uint16, np.int64])
def test_any_number_of_classes_is_counted_without_overflow(classes: int, dtype: type):
    rng = np.random.default_rng(classes)
    prediction, truth = rng.integers(0, classes, (2, 40, 50)).astype(dtype)
    truth[0, 0] = prediction[0, 0] = classes - 1
    expected = np.zeros((classes, classes), np.int64)
    np.add.at(expected, (truth, prediction), 1)
    assert np.array_equal(confusion_matrix(prediction, truth, classes), expected)
    assert np.array_equal(score_masks(prediction, truth, classes).confusion, expected)


@pytest.mark.parametrize("shape", [(1, 400_000), (400_000, 1), (300, 1000)])
def test_masks_larger_than_one_strip(shape: tuple[int, int]):
    prediction, truth = np.random.default_rng(0).integers(0, 3, (2, *shape)).astype(np.uint8)
    expected = sklearn_confusion(truth.ravel(), prediction.ravel(), labels=range(3))
    assert np.array_equal(confusion_matrix(prediction, truth, 3), expected)


@pytest.mark.parametrize("shape", [(0, 0), (0, 5), (5, 0)])
def test_empty_masks_count_nothing(shape: tuple[int, int]):
    empty = np.zeros(shape, np.uint8)
    assert confusion_matrix(empty, empty, 2).tolist() == [[0, 0], [0, 0]]
    assert np.isnan(pixel_accuracy(empty, empty))
    assert np.isnan(mean_iou(empty, empty, 2))
    assert np.isnan(score_masks(empty, empty, 2).boundary_miou)


def test_everything_ignored_counts_nothing():
    truth = np.full((3, 3), 255)
    assert confusion_matrix(np.zeros((3, 3), int), truth, 2, 255).sum() == 0
    assert np.isnan(pixel_accuracy(np.zeros((3, 3), int), truth, 255))


def test_the_prediction_may_say_anything_where_the_truth_is_ignored():
    assert confusion_matrix([[255, 77, 1]], [[255, 255, 1]], 2, 255).tolist() == [[0, 0], [0, 1]]


def test_masks_are_left_as_they_were():
    prediction, truth = np.array([[255, 1]], np.uint8), np.array([[255, 1]], np.uint8)
    confusion_matrix(prediction, truth, 2, 255)
    assert (prediction.tolist(), truth.tolist()) == ([[255, 1]], [[255, 1]])


@pytest.mark.parametrize(
    ("prediction", "truth", "message"),
    [
        ([[0, 1]], [[0], [1]], "prediction is 1 × 2 pixels .* truth 2 × 1; give two masks"),
        ([[0.0, 1.0]], [[0, 1]], "prediction holds float64 values; .* convert it to integers"),
        ([[0, 1]], [[0, 1.5]], "truth holds float64 values"),
        ([["a"]], [[0]], "prediction holds <U1 values"),
        ([0, 1], [0, 1], "prediction has 1 dimensions; a mask has two"),
        ([[[0]]], [[0]], "prediction has 3 dimensions"),
        ([[0, 1], [0]], [[0, 1], [0, 0]], "rows of the prediction differ in length"),
        (
            [[0, 1]],
            [[0, 3]],
            "truth has id 3 at row 0, column 1 .* give ids from 0 to 2, or more than 3 classes",
        ),
        ([[0, 0], [-1, 0]], [[0, 0], [0, 0]], "prediction has id -1 at row 1, column 0"),
        (
            [[255, 1]],
            [[0, 255]],
            "prediction has the ignored id 255 at row 0, column 0 .* give a class to every",
        ),
    ],
)
def test_wrong_input_gets_one_clear_sentence(prediction: list, truth: list, message: str):
    with pytest.raises(ValueError, match=message) as caught:
        confusion_matrix(prediction, truth, 3, ignore_index=255)
    assert str(caught.value).endswith(".") and "\n" not in str(caught.value)


def test_no_classes_are_refused():
    with pytest.raises(ValueError, match="There are 0 classes; give at least 1"):
        confusion_matrix([[0]], [[0]], 0)
