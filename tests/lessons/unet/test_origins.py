"""The two parts add up to what the network computed, and the shares say which pulled harder."""

import pytest
import torch
from torch import Tensor

from lessons.models.serving.trace import trace
from lessons.models.unet import UNet
from lessons.models.weights import available, load
from lessons.unet.origins import Origins, origins
from lessons.unet.surgery import edited
from tests.lessons.unet.small_networks import small_unet


def whole(split: Origins) -> Tensor:
    return split.skip_part + split.up_part + split.shift[:, None, None]


@pytest.mark.parametrize("upsampling", ["transposed", "bilinear"])
@pytest.mark.parametrize("level", range(4))
def test_the_parts_add_up_to_the_whole(picture: Tensor, level: int, upsampling: str):
    network = small_unet(upsampling=upsampling)
    split = origins(network, trace(network, picture), level)
    assert split.total.shape == ((5, 6, 7, 8)[level], 64 // 2**level, 64 // 2**level)
    assert split.skip_part.abs().max() > 1e-3 and split.up_part.abs().max() > 1e-3
    torch.testing.assert_close(whole(split), split.total, rtol=0, atol=1e-5)


@pytest.mark.skipif("unet" not in available(), reason="the U-Net's weights are not here yet")
@pytest.mark.parametrize("level", range(4))
def test_they_add_up_in_the_trained_network_too(picture: Tensor, level: int):
    network = load("unet")
    assert isinstance(network, UNet)
    split = origins(network, trace(network, picture), level)
    torch.testing.assert_close(whole(split), split.total, rtol=0, atol=1e-5)
    assert 0.02 < split.skip_share.mean() < 0.98, "a trained U-Net uses both ways"


def test_without_the_skip_only_the_way_up_is_left(unet: UNet, picture: Tensor):
    zero = edited(("zero",) * 4)
    cut = trace(unet, picture, edit_skip=zero)
    for level in range(4):
        split = origins(unet, cut, level, zero)
        assert not split.skip_part.any() and not split.skip_share.any()
        torch.testing.assert_close(whole(split), split.total, rtol=0, atol=1e-5)


@pytest.mark.parametrize("level", range(4))
def test_the_parts_are_what_the_network_makes_of_each_half(unet: UNet, picture: Tensor, level: int):
    """Run the network's own layers on one half, the other set to 0: only the shift comes on top."""
    traced = trace(unet, picture)
    split, block = origins(unet, traced, level), unet.decoder[3 - level]
    skip, up = traced.activations[f"encoder.{level}"], traced.activations[f"up.{3 - level}"]
    halves = {"skip_part": [skip, torch.zeros_like(up)], "up_part": [torch.zeros_like(skip), up]}
    for name, half in halves.items():
        convolved = block.get_submodule("first")(torch.cat(half, dim=1))
        alone = block.get_submodule("first_norm")(convolved)[0] - split.shift[:, None, None]
        torch.testing.assert_close(getattr(split, name), alone, rtol=0, atol=1e-5)


def test_shares_by_hand():
    skip = torch.tensor([[[3.0, 0.0, 0.0, -1.0]], [[1.0, 0.0, 2.0, 0.0]]])
    up = torch.tensor([[[0.0, 0.0, 2.0, 1.0]], [[4.0, 0.0, 0.0, 0.0]]])
    split = Origins(0, skip, up, torch.zeros(2), skip + up)
    assert torch.allclose(split.skip_share, torch.tensor([[4 / 8, 0.5, 2 / 4, 1 / 2]]))
    lone = Origins(0, skip, 3 * up, torch.ones(2), skip + 3 * up)
    assert torch.allclose(lone.skip_share, torch.tensor([[4 / 16, 0.5, 2 / 8, 1 / 4]]))


def test_what_has_no_skip_has_no_origins(unet: UNet, picture: Tensor):
    bare = small_unet(skips=False)
    with pytest.raises(ValueError, match="built without skips"):
        origins(bare, trace(bare, picture), 0)
    for level in (-1, 4):
        with pytest.raises(ValueError, match=f"no skip {level}; choose 0 to 3"):
            origins(unet, trace(unet, picture), level)
