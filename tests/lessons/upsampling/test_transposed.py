"""Stamping is torch's transposed convolution, and what is refused is what torch refuses."""

import hypothesis.strategies as st
import numpy as np
import pytest
import torch
from hypothesis import given as drawn
from numpy.testing import assert_allclose, assert_array_equal
from torch.nn import functional

from lessons.upsampling.transposed import (
    Setting,
    SettingError,
    output_size,
    overlap_counts,
    stamps,
    transposed_conv,
)
from tests.lessons.upsampling.settings_strategy import Case, cases


@drawn(cases())
def test_the_stamps_add_up_to_torchs_result(case: Case):
    expected = case.torchs()
    assert_allclose(transposed_conv(case.inputs, case.kernel, case.setting), expected, atol=1e-6)
    assert expected.shape == tuple(output_size(side, case.setting) for side in case.inputs.shape)


@drawn(cases())
def test_each_stamp_is_what_its_cell_adds_alone(case: Case):
    all_stamps = list(stamps(case.inputs, case.kernel, case.setting))
    assert [stamp.cell for stamp in all_stamps] == list(np.ndindex(case.inputs.shape))
    before = np.zeros_like(all_stamps[0].output)
    for stamp in all_stamps:
        alone = np.zeros_like(case.inputs)
        alone[stamp.cell] = case.inputs[stamp.cell]
        assert_allclose(stamp.added, Case(alone, case.kernel, case.setting).torchs(), atol=1e-6)
        assert_allclose(stamp.output, before + stamp.added, atol=1e-9)
        assert_allclose(stamp.patch, stamp.value * case.kernel)
        before = stamp.output


@drawn(cases())
def test_the_patch_lies_where_the_stamp_says(case: Case):
    dilation = case.setting.dilation
    for stamp in stamps(case.inputs, case.kernel, case.setting):
        spread = np.zeros_like(stamp.output)
        for tap in np.ndindex(stamp.patch.shape):
            place = tuple(start + dilation * at for start, at in zip(stamp.first, tap, strict=True))
            if all(0 <= at < side for at, side in zip(place, spread.shape, strict=True)):
                spread[place] = stamp.patch[tap]
        assert_allclose(spread, stamp.added)


@drawn(cases())
def test_the_counts_are_ones_stamped_with_ones(case: Case):
    ones = Case(np.ones_like(case.inputs), np.ones_like(case.kernel), case.setting)
    assert_array_equal(overlap_counts(case.inputs.shape, case.setting), ones.torchs())


@drawn(
    size=st.integers(0, 4),
    kernel_size=st.integers(0, 3),
    stride=st.integers(0, 4),
    padding=st.integers(-1, 4),
    output_padding=st.integers(-1, 4),
    dilation=st.integers(0, 3),
)
def test_what_is_refused_is_what_torch_refuses(size: int, kernel_size: int, **numbers: int):
    try:
        ones = torch.ones(1, 1, size), torch.ones(1, 1, kernel_size)
        theirs = functional.conv_transpose1d(*ones, **numbers).shape[-1]  # pyright: ignore[reportArgumentType]
    except RuntimeError:
        theirs = 0
    try:
        ours = output_size(size, Setting(kernel_size, **numbers))
    except SettingError as error:
        ours = 0
        assert str(error).endswith(".") and ("choose" in str(error) or "give" in str(error))
    assert ours == theirs


def test_the_first_example_of_the_lesson_by_hand():
    setting = Setting(kernel_size=3, stride=2)
    assert transposed_conv([1, 2], [1, 10, 100], setting).tolist() == [1, 10, 102, 20, 200]
    assert overlap_counts((2,), setting).tolist() == [1, 1, 2, 1, 1]
    assert output_size(16, Setting(2, 2)) == 32 == output_size(16, Setting(4, 2, 1))
    assert output_size(16, Setting(3, 2, 1, 1)) == 32 and output_size(16, Setting(3, 2)) == 33


def test_overlap_is_even_only_where_the_stride_divides_the_kernel():
    for kernel_size in range(1, 9):
        for stride in range(1, 5):
            inside = overlap_counts((20,), Setting(kernel_size, stride))[kernel_size:-kernel_size]
            assert (len(set(inside.tolist())) == 1) == (kernel_size % stride == 0)


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"stride": 0}, "stride is 0"),
        ({"padding": -1}, "padding is -1"),
        ({"output_padding": 2}, "below 2, the larger"),
    ],
)
def test_impossible_settings_say_what_to_change(setting: dict[str, int], message: str):
    with pytest.raises(SettingError, match=message):
        Setting(**setting)


def test_too_much_padding_and_misfits_are_refused():
    with pytest.raises(SettingError, match=r"cuts 6 cells off, but the stamps cover only 5"):
        output_size(2, Setting(3, 2, padding=3))
    for given, kernel in [([1, 2], [[1.0]]), ([1, 2], [1, 2]), (np.ones((1, 1, 1)), np.ones((3, 3, 3)))]:
        with pytest.raises(SettingError, match="give both one dimension"):
            transposed_conv(given, kernel, Setting(3))
    with pytest.raises(SettingError, match="at least one"):
        transposed_conv([], [1], Setting(1))
