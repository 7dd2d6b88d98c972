"""The error maps agree with the metric they show."""

from math import isnan

import numpy as np
import pytest

from lessons.metrics.boundary import boundary_band
from lessons.metrics.confusion import pixel_accuracy
from lessons.scenes import street_scene
from lessons.unet.errors import boundary_error_map, error_map, share_near_outlines

TRUTH = np.zeros((9, 9), np.uint8)
TRUTH[2:7, 2:7] = 1


def shifted() -> np.ndarray:
    return np.roll(TRUTH, 1, axis=1)


def test_the_error_map_is_one_minus_accuracy():
    scene, other = street_scene(1, 64).mask, street_scene(2, 64).mask
    assert error_map(other, scene, 8).mean() == pytest.approx(1 - pixel_accuracy(other, scene))
    assert not error_map(scene, scene, 8).any()


def test_near_outlines_by_hand():
    errors = boundary_error_map(shifted(), TRUTH, 2)
    assert set(np.unique(errors)) == {0, 1, 2}
    assert errors[4, 2] == errors[4, 7] == 2, "the two columns that moved are wrong, at an outline"
    assert errors[4, 3] == errors[4, 6] == 1 and errors[4, 4] == errors[4, 5] == 0
    assert errors[0, 0] == 1, "the picture's edge is an outline, as for boundary IoU"
    assert share_near_outlines(shifted(), TRUTH, 2) == 1.0


def test_the_band_is_the_metrics_and_the_errors_are_the_error_maps():
    scene, other = street_scene(1, 64).mask, street_scene(2, 64).mask
    for width in (1, 3):
        errors = boundary_error_map(other, scene, 8, width)
        near = boundary_band(scene, 8, width) | boundary_band(other, 8, width)
        assert np.array_equal(errors > 0, near)
        assert np.array_equal(errors == 2, near & (error_map(other, scene, 8) == 1))
    share = share_near_outlines(other, scene, 8)
    assert 0 < share < share_near_outlines(other, scene, 8, width=5) <= 1


def test_a_blob_far_from_every_outline_is_no_boundary_error():
    truth = np.zeros((15, 15), np.uint8)
    wrong = np.ones((15, 15), np.uint8)
    assert share_near_outlines(wrong, truth, 2) == pytest.approx((15**2 - 13**2) / 15**2)


def test_ignored_pixels_are_neither_wrong_nor_near():
    truth = TRUTH.copy()
    truth[:, :4] = 255
    assert not error_map(shifted(), truth, 2, 255)[:, :4].any()
    assert not boundary_error_map(shifted(), truth, 2, ignore_index=255)[:, :4].any()
    assert error_map(shifted(), truth, 2, 255)[4, 7] == 1


def test_no_error_no_share():
    assert isnan(share_near_outlines(TRUTH, TRUTH, 2))
    with pytest.raises(ValueError, match="ids from 0 to 1"):
        error_map(TRUTH + 1, TRUTH, 2)
