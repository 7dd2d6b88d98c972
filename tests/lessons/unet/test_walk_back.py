"""Every number of every layer is the sum that the walk shows, and the walk leads to the image."""

import random

import pytest
import torch
from torch import Tensor

from lessons.models.serving.trace import trace
from lessons.models.tiny_unet import TinyUNet
from lessons.models.unet import UNet
from lessons.unet.walk_back import Unit, cell_before, layers, walk_back
from lessons.unet.wiring import wiring
from tests.lessons.unet.small_networks import small_unet


def networks() -> list[UNet | TinyUNet]:
    torch.manual_seed(4)
    return [small_unet(), small_unet(skips=False), TinyUNet(3).eval()]


@pytest.mark.parametrize("which", range(3))
@pytest.mark.parametrize("size", [(64, 64), (37, 50)])
def test_the_sum_is_the_number_in_the_trace(which: int, size: tuple[int, int], picture: Tensor):
    network, image = networks()[which], picture[..., : size[0], : size[1]]
    traced, chance = trace(network, image), random.Random(which)
    for layer in layers(network):
        channels, height, width = traced.activations[layer].shape[1:]
        corners = [(0, 0), (height - 1, width - 1)]
        for row, column in [
            *corners,
            *((chance.randrange(height), chance.randrange(width)) for _ in range(4)),
        ]:
            place = Unit(layer, chance.randrange(channels), row, column)
            step = walk_back(traced, network, image, place)
            value = traced.activations[layer][0, place.channel, row, column].item()
            assert step.value == pytest.approx(value, abs=1e-5), place
            assert step.per_input.sum().item() + step.bias == pytest.approx(value, abs=1e-4)
            assert step.patch.shape == step.kernel.shape
            assert sum(count for _, count in step.sources) == len(step.patch)


def test_every_convolution_can_be_walked_through(unet: UNet, tiny: TinyUNet):
    for network in (unet, tiny):
        kinds = (torch.nn.Conv2d, torch.nn.ConvTranspose2d)
        every = {path for path, module in network.named_modules() if isinstance(module, kinds)}
        assert set(layers(network)) == every
        assert layers(network)[0] == "head"
    assert layers(tiny) == ("head", "merge", "up", "deepen", "enter")


def test_a_layer_comes_before_those_it_reads(unet: UNet):
    order = [*layers(unet), "image"]
    for layer, sources in wiring(unet).items():
        assert all(order.index(source.layer) > order.index(layer) for source in sources)


def test_every_cell_of_the_patch_is_the_number_one_walks_on_to(unet: UNet, picture: Tensor):
    """After normalisation and ReLU, if there are any, the earlier number is the cell of the patch."""
    traced, chance = trace(unet, picture), random.Random(0)
    for layer in layers(unet):
        channels, height, width = traced.activations[layer].shape[1:]
        for _ in range(10):
            at = Unit(layer, chance.randrange(channels), chance.randrange(height), chance.randrange(width))
            step = walk_back(traced, unet, picture, at)
            cell = tuple(chance.randrange(size) for size in step.patch.shape)
            before = cell_before(step, traced, picture, *cell)
            value = step.patch[cell].item()
            if before is None:
                outside = step.top + cell[1] in (-1, height) or step.left + cell[2] in (-1, width)
                assert layer == "encoder.0.first" or (outside and value == 0)
                continue
            norm = before.layer.replace("first", "first_norm").replace("second", "second_norm")
            handed_on = traced.activations[norm][0, before.channel, before.row, before.column].item()
            expected = handed_on if before.layer.startswith("up") else max(0.0, handed_on)
            assert value == pytest.approx(expected, abs=1e-6), (at, cell, before)


def test_the_walk_reaches_the_image_by_both_ways(unet: UNet, picture: Tensor):
    traced = trace(unet, picture)
    for share, expected in ((0, 5), (-1, 23)):
        place: Unit | None = Unit("head", 1, 33, 20)
        seen: list[str] = []
        while place:
            step, last = walk_back(traced, unet, picture, place), place
            seen.append(last.layer)
            channel = share % len(step.patch)
            middle = step.patch.shape[1] // 2
            place = cell_before(step, traced, picture, channel, middle, middle)
        assert seen[0] == "head" and seen[-1] == "encoder.0.first"
        # Always the first channel is the skip at the first fork, always the last is the way up.
        assert len(seen) == expected and ("up.0" in seen) is (share == -1)


def test_a_fork_names_skip_then_up(unet: UNet, picture: Tensor):
    step = walk_back(trace(unet, picture), unet, picture, Unit("decoder.0.first", 0, 1, 1))
    assert [(source.layer, count) for source, count in step.sources] == [("encoder.3.second", 8), ("up.0", 8)]


@pytest.mark.parametrize("place", [Unit("head", 4, 0, 0), Unit("up.0", 0, 8, 0), Unit("head", 0, -1, 0)])
def test_a_place_outside_is_refused(unet: UNet, picture: Tensor, place: Unit):
    with pytest.raises(ValueError, match="is outside"):
        walk_back(trace(unet, picture), unet, picture, place)


def test_what_cannot_be_walked_is_refused(unet: UNet, picture: Tensor):
    traced = trace(unet, picture)
    with pytest.raises(ValueError, match=r"no layer 'pool' to walk through; choose one of head, decoder\.3"):
        walk_back(traced, unet, picture, Unit("pool", 0, 0, 0))
    with pytest.raises(ValueError, match="transposed convolutions"):
        layers(small_unet(upsampling="bilinear"))
    with pytest.raises(IndexError, match="has no cell"):
        cell_before(walk_back(traced, unet, picture, Unit("head", 0, 0, 0)), traced, picture, 5, 0, 0)
