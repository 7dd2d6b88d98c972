"""Zero-stuffing and the matrix give torch's numbers, and C is the convolution it claims to be."""

import numpy as np
import pytest
import torch
from hypothesis import given as drawn
from numpy.testing import assert_allclose
from torch.nn import functional

from lessons.upsampling.equivalents import as_matrix, convolved, zero_stuffed
from lessons.upsampling.transposed import Setting, SettingError, transposed_conv
from tests.lessons.upsampling.settings_strategy import Case, cases


@drawn(cases())
def test_all_three_ways_agree_with_torch(case: Case):
    expected = case.torchs()
    stuffed = zero_stuffed(case.inputs, case.kernel, case.setting)
    assert_allclose(stuffed.output, expected, atol=1e-6)
    assert_allclose(as_matrix(case.inputs, case.kernel, case.setting).output, expected, atol=1e-6)
    assert_allclose(transposed_conv(case.inputs, case.kernel, case.setting), expected, atol=1e-6)


@drawn(cases())
def test_the_stuffed_input_holds_the_input_and_else_zeros(case: Case):
    stuffed = zero_stuffed(case.inputs, case.kernel, case.setting)
    assert_allclose(convolved(stuffed.stuffed, stuffed.kernel, case.setting.dilation), stuffed.output)
    reach = case.setting.dilation * (case.setting.kernel_size - 1)
    if case.setting.padding <= reach:  # else some of the input's own cells are cut off
        start = reach - case.setting.padding
        cells = stuffed.stuffed[(slice(start, None, case.setting.stride),) * case.inputs.ndim]
        assert_allclose(cells[tuple(slice(side) for side in case.inputs.shape)], case.inputs)
        assert np.abs(stuffed.stuffed).sum() == pytest.approx(np.abs(case.inputs).sum())


@drawn(cases())
def test_c_is_the_ordinary_convolution(case: Case):
    matrix = as_matrix(case.inputs, case.kernel, case.setting)
    large = np.random.default_rng(0).normal(size=matrix.output.shape)
    convolve = functional.conv1d if large.ndim == 1 else functional.conv2d
    setting = case.setting
    theirs = convolve(
        torch.from_numpy(large)[None, None],
        torch.from_numpy(case.kernel)[None, None],
        stride=setting.stride,
        padding=setting.padding,
        dilation=setting.dilation,
    )[0, 0].numpy()
    # Output padding of a stride or more makes room for further cells than the input had.
    theirs = theirs[tuple(slice(side) for side in case.inputs.shape)]
    assert_allclose((matrix.convolution @ large.ravel()).reshape(case.inputs.shape), theirs, atol=1e-6)


def test_the_matrix_by_hand():
    matrix = as_matrix([1, 2], [1, 10, 100], Setting(3, 2)).convolution
    assert matrix.toarray().tolist() == [[1, 10, 100, 0, 0], [0, 0, 1, 10, 100]]
    assert matrix.nnz == 6


def test_the_transpose_is_no_inverse():
    """Down and up again gives back the shape, not the numbers."""
    large = np.arange(1.0, 6.0)
    matrix = as_matrix([0, 0], [1, 1, 1], Setting(3, 2)).convolution
    back = matrix.T @ (matrix @ large)
    assert back.shape == large.shape and not np.allclose(back, large)


def test_zeros_between_by_hand():
    stuffed = zero_stuffed([1, 2], [1, 10, 100], Setting(3, 2, padding=1, output_padding=1))
    assert stuffed.stuffed.tolist() == [0, 1, 0, 2, 0, 0] and stuffed.kernel.tolist() == [100, 10, 1]
    assert stuffed.output.tolist() == [10, 102, 20, 200]


@pytest.mark.parametrize("way", [zero_stuffed, as_matrix])
def test_errors_are_those_of_the_stamps(way):
    with pytest.raises(SettingError, match="choose a smaller padding"):
        way([1, 2], [1, 2, 3], Setting(3, 2, padding=3))
    with pytest.raises(SettingError, match="give both"):
        way([1, 2], [1, 2], Setting(3))
