"""Paths counted by hand are the gradients of torch's own layers with weights of one."""

import hypothesis.strategies as st
import numpy as np
import pytest
import torch
from hypothesis import given as drawn
from hypothesis import settings
from numpy.typing import NDArray
from torch import nn

from lessons.dilation.receptive import (
    StackLayer,
    conv,
    growth,
    path_counts,
    path_map,
    pool,
    unread,
)

LAYERS = st.one_of(
    st.builds(conv, st.sampled_from([1, 2, 3, 5]), st.sampled_from([1, 1, 2, 3]), st.integers(1, 4)),
    st.builds(pool, st.integers(1, 3)),
)


def gradient(stack: list[StackLayer]) -> NDArray[np.float64]:
    """How often each pixel of the field counts for the one cell that sees it all."""
    layers = [nn.Conv2d(1, 1, s.kernel, s.stride, 0, s.dilation, bias=False).double() for s in stack]
    network = nn.Sequential(*layers)
    for parameter in network.parameters():
        nn.init.ones_(parameter)
    side = growth(stack)[-1].field
    picture = torch.ones(1, 1, side, side, dtype=torch.float64, requires_grad=True)
    result = network(picture)
    assert result.shape == (1, 1, 1, 1)
    (found,) = torch.autograd.grad(result.sum(), picture)
    return found[0, 0].numpy()


@settings(max_examples=50)
@drawn(st.lists(LAYERS, min_size=1, max_size=4))
def test_the_paths_are_the_gradient(stack: list[StackLayer]):
    paths, expected = path_map(stack), gradient(stack)
    assert paths.dtype == np.int64
    np.testing.assert_array_equal(paths, expected)
    np.testing.assert_array_equal(np.outer(path_counts(stack), path_counts(stack)), paths)
    assert unread(paths) == np.mean(expected == 0)


@drawn(st.lists(LAYERS, min_size=1, max_size=6))
def test_growth_follows_the_recurrence(stack: list[StackLayer]):
    """Field, jump and the first cell's centre as Araujo et al. give them, one layer after the other."""
    field, jump, centre = 1, 1, 0.0
    for row, layer in zip(growth(stack), stack, strict=True):
        field += layer.dilation * (layer.kernel - 1) * jump
        centre += (layer.dilation * (layer.kernel - 1) / 2 - layer.padding) * jump
        jump *= layer.stride
        assert (row.layer, row.field, row.jump) == (layer, field, jump)
        assert row.start == centre - (field - 1) / 2


def test_branches_side_by_side_add_up():
    near, far = [conv(1)], [conv(dilation=2)]
    assert path_map(near, far).tolist() == [
        [1, 0, 1, 0, 1],
        [0, 0, 0, 0, 0],
        [1, 0, 2, 0, 1],
        [0, 0, 0, 0, 0],
        [1, 0, 1, 0, 1],
    ]
    torch.manual_seed(0)
    image = torch.ones(1, 1, 5, 5, requires_grad=True)
    wide = nn.functional.conv2d(image, torch.ones(1, 1, 3, 3), padding=2, dilation=2) + image
    (found,) = torch.autograd.grad(wide[0, 0, 2, 2], image)
    np.testing.assert_array_equal(path_map(near, far), found[0, 0].numpy())


@pytest.mark.parametrize(
    ("rates", "holes"),
    [
        ((2, 2, 2), True),
        ((2, 4, 6), True),  # a factor in common: only every second cell
        ((2, 3), True),  # none in common, and still ± 4 is out of reach
        ((1, 2, 9), True),
        ((1, 2, 3), False),
        ((1, 2, 5), False),
        ((1, 2, 4, 8), False),
        ((1, 3, 9), False),
    ],
)
def test_which_rates_leave_holes(rates: tuple[int, ...], holes: bool):
    stack = [conv(dilation=rate) for rate in rates]
    assert (unread(path_map(stack)) > 0) == holes == bool((gradient(stack) == 0).any())


def test_a_shared_factor_reads_one_cell_in_so_many():
    counts = path_counts([conv(dilation=3), conv(dilation=6)])
    assert counts.nonzero()[0].tolist() == list(range(0, 19, 3))


def test_by_hand():
    rows = growth([conv(), pool(), conv(stride=2), conv(dilation=2)])
    assert [(row.field, row.jump, row.start) for row in rows] == [
        (3, 1, -1),
        (4, 2, -1),
        (8, 4, -3),
        (24, 4, -11),
    ]
    assert path_counts([]).tolist() == [1] and path_counts([conv(), conv()]).tolist() == [1, 2, 3, 2, 1]


@pytest.mark.parametrize(
    "make", [lambda: conv(0), lambda: conv(3, 0), lambda: pool(2, 0), lambda: pool(2, 1, 0)]
)
def test_impossible_layers_say_so(make):
    with pytest.raises(ValueError, match="choose 1 or more"):
        make()


def test_no_branch_is_refused():
    with pytest.raises(ValueError, match="give one or more"):
        path_map()
