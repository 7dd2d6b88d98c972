"""Dilating instead of downsampling reads the same pixels with the same weights, and costs what torch counts."""

import hypothesis.strategies as st
import numpy as np
import pytest
import torch
from hypothesis import given as drawn
from hypothesis import settings
from torch.utils.flop_counter import FlopCounterMode

from lessons.dilation.exchange import DILATE, DOWNSAMPLE, cost, sides, without_strides
from lessons.dilation.receptive import StackLayer, conv, path_map, pool
from lessons.dilation.stack_network import network

LAYERS = st.one_of(
    st.builds(conv, st.sampled_from([1, 3, 5]), st.integers(1, 2), st.integers(1, 3)),
    st.builds(pool, st.integers(2, 3)),
)
STACKS = st.lists(LAYERS, min_size=1, max_size=4)


@drawn(STACKS)
def test_the_same_paths_to_the_same_pixels(stack: list[StackLayer]):
    spread = without_strides(stack)
    assert all(layer.stride == 1 for layer in spread)
    np.testing.assert_array_equal(path_map(stack), path_map(spread))


@settings(max_examples=30)
@drawn(STACKS)
def test_every_so_manieth_cell_of_the_dilated_map_is_the_strided_map(stack: list[StackLayer]):
    """With the same weights and no padding the small map is the large one, thinned out."""
    spread, side = without_strides(stack), path_map(stack).shape[0] + 7
    small, large = (network(each, 2, seed=3, padded=False) for each in (stack, spread))
    picture = torch.rand(1, 3, side, side, generator=torch.Generator().manual_seed(0))
    jump = cost(stack, 10 * side).jump
    with torch.no_grad():
        expected, thinned = small(picture), large(picture)[..., ::jump, ::jump]
    assert thinned.shape == expected.shape
    torch.testing.assert_close(thinned, expected, rtol=1e-3, atol=1e-5)


@settings(max_examples=30)
@drawn(STACKS, st.integers(24, 40))
def test_the_costs_are_torchs(stack: list[StackLayer], size: int):
    try:
        expected = sides(stack, size)
    except ValueError as error:
        assert "larger picture" in str(error)
        return
    stacked = network(stack, channels=4)
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        result = stacked(torch.zeros(1, 3, size, size))
    price = cost(stack, size, channels=4)
    assert result.shape[-2:] == (price.side, price.side) and price.side == expected[-1]
    assert price.parameters == sum(parameter.numel() for parameter in stacked.parameters())
    assert 2 * price.multiply_adds == counter.get_total_flops()


def test_the_comparison_of_the_lesson():
    down, dilated = cost(DOWNSAMPLE, 128), cost(DILATE, 128)
    assert [layer.dilation for layer in DILATE] == [1, 2, 4, 8]
    assert down.field == dilated.field == 31 and down.parameters == dilated.parameters
    assert (down.side, down.jump, dilated.side, dilated.jump) == (16, 8, 128, 1)
    assert dilated.multiply_adds / down.multiply_adds == pytest.approx(22.67, abs=0.01)


def test_bad_numbers_get_a_sentence():
    for bad in [lambda: cost((), 8), lambda: cost(DILATE, 0), lambda: cost(DILATE, 8, 0)]:
        with pytest.raises(ValueError, match="Give a layer or more"):
            bad()
    with pytest.raises(ValueError, match="Layer 2 reads 2 cells"):
        sides((pool(), pool()), 3)
