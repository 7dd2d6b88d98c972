"""One value at a time gives what torch's interpolate gives for the whole map."""

import hypothesis.strategies as st
import numpy as np
import pytest
import torch
from hypothesis import given as drawn
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.testing import assert_allclose
from numpy.typing import NDArray
from torch.nn import functional

from lessons.upsampling.interpolation import bilinear, nearest, position, stretched

GRIDS = arrays(
    np.float64,
    array_shapes(min_dims=2, max_dims=2, max_side=6),
    elements=st.floats(-9, 9, allow_nan=False, width=32),
)
SIDES = st.integers(1, 13)


@drawn(GRIDS, SIDES, SIDES, st.booleans())
def test_bilinear_is_torchs(values: NDArray[np.float64], height: int, width: int, align_corners: bool):
    theirs = functional.interpolate(
        torch.from_numpy(values)[None, None], (height, width), mode="bilinear", align_corners=align_corners
    )
    assert_allclose(stretched(values, height, width, "bilinear", align_corners), theirs[0, 0], atol=1e-6)


@drawn(GRIDS, SIDES, SIDES)
def test_nearest_is_torchs(values: NDArray[np.float64], height: int, width: int):
    theirs = functional.interpolate(torch.from_numpy(values)[None, None], (height, width), mode="nearest")
    assert_allclose(stretched(values, height, width, "nearest"), theirs[0, 0])


@drawn(GRIDS, SIDES, SIDES, st.booleans(), st.data())
def test_the_weights_are_shares(
    values: NDArray[np.float64], height: int, width: int, align_corners: bool, data: st.DataObject
):
    row, column = data.draw(st.integers(0, height - 1)), data.draw(st.integers(0, width - 1))
    sample = bilinear(values, row, column, height, width, align_corners)
    assert sum(each.weight for each in sample.neighbours) == pytest.approx(1)
    assert all(each.weight >= 0 for each in sample.neighbours)
    assert all(each.value == values[each.row, each.column] for each in sample.neighbours)
    upper_left, upper_right, lower_left, lower_right = sample.neighbours
    assert upper_left.row == upper_right.row <= lower_left.row == lower_right.row
    assert upper_left.column == lower_left.column <= upper_right.column == lower_right.column
    if all(0 <= at <= side - 1 for at, side in zip((sample.row, sample.column), values.shape, strict=True)):
        # The centre of gravity of the neighbours is the place itself.
        assert sum(each.weight * each.row for each in sample.neighbours) == pytest.approx(sample.row)
        assert sum(each.weight * each.column for each in sample.neighbours) == pytest.approx(sample.column)


def test_one_value_by_hand():
    sample = bilinear([[0, 4], [8, 12]], 1, 1, 4, 4)
    assert (sample.row, sample.column) == (0.25, 0.25) and sample.value == 3.0
    assert [each.weight for each in sample.neighbours] == [0.5625, 0.1875, 0.1875, 0.0625]
    assert bilinear([[0, 3], [6, 9]], 1, 1, 4, 4, align_corners=True).value == pytest.approx(3.0)
    assert nearest([[0, 4], [8, 12]], 1, 2, 4, 4).value == 4


def test_the_corners_meet_only_when_asked_to():
    assert [position(index, 2, 4, True) for index in (0, 3)] == [0, 1]
    assert [position(index, 2, 4) for index in range(4)] == [0, 0.25, 0.75, 1.25]
    assert position(0, 5, 1, True) == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: position(4, 2, 4), "inside"),
        (lambda: position(0, 0, 4), "1 or more"),
        (lambda: bilinear([1, 2], 0, 0, 2, 2), "rows and columns"),
        (lambda: nearest([[1.0]], 2, 0, 2, 2), "inside"),
        (lambda: stretched([[1.0]], 2, 2, "cubic"), "bilinear or nearest"),
    ],
)
def test_bad_input_gets_a_sentence(call, message: str):
    with pytest.raises(ValueError, match=message):
        call()
