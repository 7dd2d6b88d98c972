import math

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray
from scipy.ndimage import binary_erosion

from lessons.metrics.boundary import boundary_band, boundary_iou, default_width, per_class_boundary_iou
from lessons.metrics.overlap import iou, per_class_iou
from lessons.metrics.packed_band import packed_band
from lessons.metrics.score import score_masks
from tests.lessons.strategies import PREDICTION, TRUTH, Mask, blobs, mask_pairs

CLASSES = 4


def outline(region: NDArray[np.bool_], width: int) -> NDArray[np.bool_]:
    """The reference: what `width` erosions with a 3 × 3 square take away, zeros outside the picture."""
    inside = binary_erosion(region, np.ones((3, 3)), iterations=width, border_value=0)
    return region & np.logical_not(inside)


def reference(prediction: Mask, truth: Mask, label: int, width: int, ignore: int | None = None) -> float:
    valid = np.ones(truth.shape, bool) if ignore is None else truth != ignore
    ours, theirs = (outline((mask == label) & valid, width) for mask in (prediction, truth))
    either = int((ours | theirs).sum())
    return int((ours & theirs).sum()) / either if either else math.nan


def test_worked_pair():
    # Regions at most three pixels wide have no pixel deeper than width 1: all of them is outline,
    # for label 1 and for label 0 (the bottom row and left column lie at the picture's edge).
    assert boundary_iou(PREDICTION, TRUTH, 1) == iou(PREDICTION, TRUTH, 1) == 0.75
    assert boundary_iou(PREDICTION, TRUTH, 0) == 0.8


def test_a_square_inside_a_picture():
    # A 5 × 5 square in 9 × 9: width 1 leaves its 3 × 3 inside, width 2 leaves its middle pixel.
    mask = np.zeros((9, 9), int)
    mask[2:7, 2:7] = 1
    assert (boundary_band(mask, 2, 1) & (mask == 1)).sum() == 25 - 9
    assert (boundary_band(mask, 2, 2) & (mask == 1)).sum() == 25 - 1
    # The same square one column to the right. The two rings of 16 share 4 pixels in the top row and
    # 4 in the bottom row; the sides (columns 2 and 6, and 3 and 7) share none: 8 of 16 + 16 - 8 = 24.
    moved = np.roll(mask, 1, axis=1)
    assert boundary_iou(moved, mask, 1) == 8 / 24
    assert iou(moved, mask, 1) == 20 / 30


def test_the_edge_of_the_picture_is_an_outline():
    assert boundary_band(np.zeros((4, 5), int), 1).tolist() == [
        [True, True, True, True, True],
        [True, False, False, False, True],
        [True, False, False, False, True],
        [True, True, True, True, True],
    ]


@given(mask_pairs(CLASSES), st.integers(1, 9))
def test_agrees_exactly_with_erosion(pair: tuple[Mask, Mask], width: int):
    expected = [reference(*pair, label, width) for label in range(CLASSES)]
    assert per_class_boundary_iou(*pair, CLASSES, width) == pytest.approx(expected, abs=0, nan_ok=True)
    assert [boundary_iou(*pair, label, width) for label in range(CLASSES)] == pytest.approx(
        expected, abs=0, nan_ok=True
    )


@given(mask_pairs(CLASSES), st.integers(1, 9))
def test_the_band_of_each_class_is_what_erosion_takes_away(pair: tuple[Mask, Mask], width: int):
    band = boundary_band(pair[0], CLASSES, width)
    for label in range(CLASSES):
        region = pair[0] == label
        assert np.array_equal(band & region, outline(region, width))


def test_the_fast_band_is_the_band_on_300_random_masks():
    for seed in range(300):
        random = np.random.default_rng(seed)
        height, width = random.integers(1, 150, 2)
        mask = random.integers(0, CLASSES, (height, width))
        if seed % 2:  # regions of many pixels
            mask = np.kron(mask[::9, ::9], np.ones((9, 9), int))
        mask = mask.astype((np.uint8, np.uint16, np.int64)[seed % 3])
        reach = int(random.integers(1, 12))
        assert np.array_equal(packed_band(mask, CLASSES, reach), boundary_band(mask, CLASSES, reach)), seed


@given(mask_pairs(CLASSES, ignore=255), st.integers(1, 4))
def test_ignored_pixels_are_cut_out_of_both_masks(pair: tuple[Mask, Mask], width: int):
    expected = [reference(*pair, label, width, ignore=255) for label in range(CLASSES)]
    ours = per_class_boundary_iou(*pair, CLASSES, width, ignore_index=255)
    assert ours == pytest.approx(expected, abs=0, nan_ok=True)


@pytest.mark.parametrize(("height", "width", "noise"), [(120, 201, 0.0), (97, 64, 0.02), (33, 300, 0.3)])
@pytest.mark.parametrize("reach", [1, 2, 5, 7, 16, 46])
def test_agrees_with_erosion_on_large_smooth_masks(height: int, width: int, noise: float, reach: int):
    prediction, truth = blobs(1, height, width, 5, noise)
    expected = [reference(prediction, truth, label, reach) for label in range(5)]
    ours = per_class_boundary_iou(prediction, truth, 5, reach)
    assert ours == pytest.approx(expected, abs=0, nan_ok=True)


@given(mask_pairs(CLASSES))
@settings(max_examples=50)
def test_bounds_symmetry_and_the_limit(pair: tuple[Mask, Mask]):
    scores = per_class_boundary_iou(*pair, CLASSES)
    assert all(math.isnan(score) or 0 <= score <= 1 for score in scores)
    assert scores == pytest.approx(per_class_boundary_iou(pair[1], pair[0], CLASSES), abs=0, nan_ok=True)
    # A band as wide as the picture holds all of every region.
    wide = per_class_boundary_iou(*pair, CLASSES, width=12)
    assert wide == pytest.approx(per_class_iou(*pair, CLASSES), abs=0, nan_ok=True)


def test_the_layout_in_memory_does_not_matter():
    prediction, truth = blobs(2, 60, 90, 4)
    expected = score_masks(prediction.T.copy(), truth.T.copy(), 4)
    turned = score_masks(prediction.T, np.asfortranarray(truth.T), 4)
    assert turned.per_class == expected.per_class
    every_other = score_masks(np.repeat(prediction, 2, axis=1)[:, ::2], truth, 4)
    assert every_other.per_class == score_masks(prediction, truth, 4).per_class


def test_default_width_is_two_percent_of_the_diagonal():
    assert default_width(4, 4) == 1
    assert default_width(1024, 2048) == 46  # 0.02 * 2289.7 = 45.8
    assert default_width(0, 0) == 1


def test_score_masks_uses_the_default_width_unless_told():
    prediction, truth = blobs(3, 150, 200, 4)  # 0.02 * 250 = 5
    rows = score_masks(prediction, truth, 4).per_class
    assert tuple(row.boundary_iou for row in rows) == per_class_boundary_iou(prediction, truth, 4, 5)
    rows = score_masks(prediction, truth, 4, width=2).per_class
    assert tuple(row.boundary_iou for row in rows) == per_class_boundary_iou(prediction, truth, 4, 2)


@pytest.mark.parametrize("width", [0, -1])
def test_a_band_without_width_is_refused(width: int):
    with pytest.raises(ValueError, match="give at least 1"):
        boundary_iou(PREDICTION, TRUTH, 1, width)
    with pytest.raises(ValueError, match="give at least 1"):
        score_masks(PREDICTION, TRUTH, 2, width=width)
