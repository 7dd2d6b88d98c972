"""The same weights with other rates: what stays, and what the maps then are."""

import pytest
import torch
from torch import Tensor, nn

from lessons.dilation.rates import strided, undilated
from lessons.models.deeplabv3plus import DeepLabV3Plus


@pytest.fixture
def picture() -> Tensor:
    return torch.rand(1, 3, 64, 96, generator=torch.Generator().manual_seed(0))


def dilations(network: nn.Module) -> list[int]:
    return [int(each.dilation[0]) for each in network.modules() if isinstance(each, nn.Conv2d)]


def last_map(network: DeepLabV3Plus, image: Tensor) -> Tensor:
    for stage in network.stages:
        image = stage(image)
    return image


@pytest.mark.parametrize("change", [undilated, strided])
def test_the_weights_are_the_same_and_the_network_is_a_copy(network: DeepLabV3Plus, change) -> None:
    before = dilations(network)
    changed = change(network)
    assert dilations(network) == before != dilations(changed)
    for name, weights in network.state_dict().items():
        assert torch.equal(weights, changed.state_dict()[name])


def test_without_dilation_every_map_keeps_its_size(network: DeepLabV3Plus, picture: Tensor) -> None:
    changed = undilated(network)
    assert set(dilations(changed)) == {1}
    assert last_map(changed, picture).shape == last_map(network, picture).shape
    assert changed(picture).shape == network(picture).shape


def test_with_a_stride_the_maps_are_the_old_ones_with_cells_left_out(
    network: DeepLabV3Plus, picture: Tensor
) -> None:
    changed = strided(network)
    before, after = last_map(network, picture), last_map(changed, picture)
    assert torch.allclose(after, before[..., ::2, ::2], atol=1e-5)
    for old, new in zip(network.aspp.atrous, changed.aspp.atrous, strict=True):
        assert torch.allclose(new(after), old(before)[..., ::2, ::2], atol=1e-5)
    assert changed(picture).shape == network(picture).shape
