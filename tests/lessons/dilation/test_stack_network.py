"""The network of a stack looks where paths lead, and nowhere else."""

import pytest
import torch

from lessons.dilation.exchange import DILATE, DOWNSAMPLE
from lessons.dilation.presets import preset
from lessons.dilation.receptive import Stack, conv, path_map, pool
from lessons.dilation.stack_network import effective, measured, middle_share, network


@pytest.mark.parametrize(
    "stack",
    [DOWNSAMPLE, DILATE, preset("rates_222").trunk, preset("tiny_unet").trunk, (conv(2), pool(3, 2), conv())],
)
def test_no_gradient_where_no_path_leads(stack: Stack):
    field, paths = effective(stack), torch.from_numpy(path_map(stack))
    assert field.shape == paths.shape and field.max() == 1 and field.min() >= 0
    assert not field[paths == 0].any()
    # Many draws leave hardly a path that every ReLU and every maximum closes.
    assert (field[paths > 0] > 0).float().mean() > 0.9


def test_the_effective_field_fades_towards_the_rim():
    field = effective([conv()] * 6)
    assert field[6, 6] > 5 * field[0, 0] and field[4:9, 4:9].mean() > 2 * field.mean()


def test_it_is_repeatable_and_leaves_no_trace():
    state = torch.random.get_rng_state()
    first, again = effective(DILATE, draws=2), effective(DILATE, draws=2)
    assert torch.equal(first, again) and not torch.equal(first, effective(DILATE, draws=2, seed=9))
    assert torch.equal(state, torch.random.get_rng_state()) and not first.requires_grad


def test_a_stack_of_pools_picks_one_pixel_a_draw():
    assert network([pool()])(torch.rand(1, 3, 4, 4)).shape == (1, 3, 2, 2)
    assert effective([pool()], draws=1).sum() == 1


def test_full_size_costs_more_time():
    down, dilated = measured(DOWNSAMPLE, DILATE, size=96, repeats=3)
    assert 0 < down < dilated


def test_the_middle_quarter():
    assert middle_share(torch.ones(8, 8)) == 0.25 and middle_share(torch.ones(1, 1)) == 1
    spot = torch.zeros(9, 9)
    spot[4, 4] = 2
    assert middle_share(spot) == 1
    assert middle_share(effective([conv()] * 6)) > 0.5
