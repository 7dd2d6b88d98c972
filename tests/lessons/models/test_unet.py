"""The U-Net's own promises: its levels, its skips, its ways up."""

from typing import Any

import pytest
import torch
from torch import nn

from lessons.models.unet import ConvBlock, UNet, doubling


def image(height: int, width: int, batch: int = 1) -> torch.Tensor:
    return torch.rand(batch, 3, height, width, generator=torch.Generator().manual_seed(1))


def test_it_has_the_parts_the_lesson_names():
    network: Any = UNet(8, widths=(4, 6, 8, 10, 12))
    assert [block.second.out_channels for block in network.encoder] == [4, 6, 8, 10, 12]
    assert [block.first.in_channels for block in network.encoder] == [3, 4, 6, 8, 10]
    assert [block.first.in_channels for block in network.decoder] == [20, 16, 12, 8]
    assert [block.second.out_channels for block in network.decoder] == [10, 8, 6, 4]
    assert len(network.up) == 4
    assert isinstance(network.head, nn.Conv2d) and network.head.kernel_size == (1, 1)
    for block in (*network.encoder, *network.decoder):
        assert isinstance(block, ConvBlock) and block.first.bias is None and block.second.bias is None
        assert isinstance(block.first_norm, nn.BatchNorm2d) and isinstance(block.second_norm, nn.BatchNorm2d)


def test_a_block_is_convolution_normalisation_relu_twice():
    block, features = ConvBlock(3, 5).eval(), image(9, 7)
    block.first_norm.running_mean = torch.linspace(-1, 1, 5)
    with torch.no_grad():
        middle = torch.relu(block.first_norm(block.first(features)))
        assert torch.equal(block(features), torch.relu(block.second_norm(block.second(middle))))


@pytest.mark.parametrize("levels", [1, 2, 3, 6])
@pytest.mark.parametrize("size", [(1, 1), (37, 50)])
def test_any_number_of_levels(levels: int, size: tuple[int, int]):
    with torch.no_grad():
        assert UNet(3, widths=(4,) * levels).eval()(image(*size)).shape == (1, 3, *size)


@pytest.mark.parametrize("skips", [True, False])
@pytest.mark.parametrize("upsampling", ["transposed", "bilinear", "nearest"])
def test_every_choice_of_the_constructor_works_and_learns(skips: bool, upsampling: Any):
    network = UNet(3, skips=skips, upsampling=upsampling, widths=(4, 4, 6, 6, 8))
    logits = network(image(33, 47, batch=2))
    assert logits.shape == (2, 3, 33, 47)
    logits.square().mean().backward()
    for name, parameter in network.named_parameters():
        assert parameter.grad is not None and parameter.grad.abs().sum() > 0, name


def test_an_unknown_upsampling_is_refused():
    wrong: Any = "bicubic"
    with pytest.raises(ValueError, match="'bicubic' is unknown; choose transposed, bilinear or nearest"):
        UNet(3, upsampling=wrong)


@pytest.mark.parametrize("upsampling", ["transposed", "bilinear", "nearest"])
def test_the_way_up_doubles_the_size(upsampling: Any):
    with torch.no_grad():
        assert doubling(6, 4, upsampling)(torch.rand(2, 6, 3, 5)).shape == (2, 4, 6, 10)


def test_edit_skip_sees_every_level_and_what_it_returns_is_used():
    network, seen = UNet(3, widths=(4, 5, 6, 7, 8)).eval(), {}

    def keep(level: int, skip: torch.Tensor) -> torch.Tensor:
        seen[level] = tuple(skip.shape)
        return skip

    picture = image(32, 48)
    with torch.no_grad():
        bare = network(picture)
        assert torch.equal(network(picture, edit_skip=keep), bare)
        assert seen == {0: (1, 4, 32, 48), 1: (1, 5, 16, 24), 2: (1, 6, 8, 12), 3: (1, 7, 4, 6)}
        for cut in seen:
            zeroed = network(picture, edit_skip=lambda level, skip, cut=cut: skip * (level != cut))
            assert not torch.equal(zeroed, bare), f"skip {cut} leads nowhere"


def test_without_skips_nothing_crosses():
    """Change the encoder's map after it was pooled: only a skip could carry that to the output."""
    for skips in (True, False):
        network = UNet(3, skips=skips, widths=(4, 4, 4, 4, 4)).eval()
        picture = image(32, 32)
        with torch.no_grad():
            bare = network(picture)
            cut = network(picture, edit_skip=lambda level, skip: torch.zeros_like(skip))
        assert torch.equal(bare, cut) is not skips


def test_after_the_concatenation_the_skip_comes_first():
    """The first convolution of a decoder block splits into a part for the skip and a part for the way up."""
    network, picture = UNet(3, widths=(4, 5, 6, 7, 8)).eval(), image(32, 32)
    captured: dict[str, torch.Tensor] = {}

    def keep(name: str, module: nn.Module) -> None:
        def hook(_: nn.Module, inputs: Any, result: Any) -> None:
            captured[name] = result

        module.register_forward_hook(hook)

    keep("skip", network.encoder[0])
    keep("up", network.up[3])
    first = network.decoder[3].first
    assert isinstance(first, nn.Conv2d)
    keep("sum", first)
    with torch.no_grad():
        network(picture)
        through_skip = torch.conv2d(captured["skip"], first.weight[:, :4], padding=1)
        through_up = torch.conv2d(captured["up"], first.weight[:, 4:], padding=1)
    torch.testing.assert_close(through_skip + through_up, captured["sum"], rtol=0, atol=1e-5)


def test_an_odd_picture_is_the_padded_one_cropped():
    network, odd = UNet(3).eval(), image(30, 33)
    padded = torch.nn.functional.pad(odd, (0, 15, 0, 2), mode="replicate")
    with torch.no_grad():
        assert torch.equal(network(odd), network(padded)[..., :30, :33])
