"""The end of the network, run again: as the whole network without a change, and with the change that was asked for."""

from dataclasses import replace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.nn import functional

from lessons.dilation.pyramid import decode, maps_in, taps
from lessons.models.deeplabv3plus import DeepLabV3Plus
from lessons.models.serving.trace import trace


@pytest.fixture
def picture() -> Tensor:
    return torch.rand(1, 3, 67, 96, generator=torch.Generator().manual_seed(0))


def test_without_a_change_it_gives_the_logits_of_the_network(network: DeepLabV3Plus, picture: Tensor) -> None:
    assert torch.allclose(decode(network, maps_in(trace(network, picture))), network(picture), atol=1e-5)


@pytest.mark.parametrize("place", range(5))
def test_a_silenced_branch_is_one_whose_weights_behind_it_are_0(
    network: DeepLabV3Plus, picture: Tensor, place: int
) -> None:
    silent = decode(network, maps_in(trace(network, picture)), [place])
    mix = network.aspp.project[0]  # pyright: ignore
    mix.weight[:, 64 * place : 64 * (place + 1)] = 0
    assert torch.allclose(silent, network(picture), atol=1e-5)


def test_a_coarse_low_level_map_has_no_more_detail_than_the_pyramids(network: DeepLabV3Plus) -> None:
    picture = torch.rand(1, 3, 64, 96, generator=torch.Generator().manual_seed(0))
    maps = maps_in(trace(network, picture))
    changed = decode(network, maps, coarse=True)
    assert changed.shape == network(picture).shape and not torch.allclose(
        changed, network(picture), atol=1e-3
    )
    # Detail whose mean over each cell of the pyramid's map is 0 makes no difference any more.
    noise = torch.rand(maps.low_level.shape, generator=torch.Generator().manual_seed(1))
    means = functional.interpolate(functional.avg_pool2d(noise, 4), scale_factor=4)
    detailed = replace(maps, low_level=maps.low_level + noise - means)
    assert torch.allclose(decode(network, detailed, coarse=True), changed, atol=1e-4)
    assert not torch.allclose(decode(network, detailed), decode(network, maps), atol=1e-3)


@given(
    rate=st.integers(1, 9),
    height=st.integers(1, 20),
    width=st.integers(1, 20),
    at=st.tuples(st.integers(0, 19), st.integers(0, 19)),
)
def test_taps_are_what_a_convolution_reads(rate: int, height: int, width: int, at: tuple[int, int]) -> None:
    row, column = at[0] % height, at[1] % width
    grid = torch.zeros(1, 1, height, width, requires_grad=True)
    result = functional.conv2d(grid, torch.ones(1, 1, 3, 3), padding=rate, dilation=rate)
    result[0, 0, row, column].backward()
    assert grid.grad is not None
    assert {tuple(cell) for cell in grid.grad[0, 0].nonzero().tolist()} == set(
        taps(rate, row, column, height, width)
    )


def test_rate_0_is_the_cell_itself() -> None:
    assert taps(0, 3, 4, 8, 8) == ((3, 4),)
    with pytest.raises(ValueError, match="choose 0 or more"):
        taps(-1, 0, 0, 8, 8)
