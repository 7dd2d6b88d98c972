"""The box holds every pixel that matters, is as small as it can be, and agrees with gradients."""

import random
from itertools import product

import pytest
import torch
from torch import nn

from lessons.models.tiny_unet import TinyUNet
from lessons.models.unet import UNet
from lessons.unet.effective_field import effective_field, forward_pass
from lessons.unet.receptive_field import (
    LayerGeometry,
    Region,
    deepest_path,
    encoder_path,
    field_box,
    field_size,
    layers_of,
)
from tests.lessons.unet.small_networks import small_unet


def measured_box(network: nn.Module, size: int, row: int, column: int) -> Region:
    """The box of the non-zero gradient: with positive weights and no ReLU nothing can cancel."""
    image = torch.ones(1, 1, size, size, requires_grad=True)
    (gradient,) = torch.autograd.grad(network(image)[0, 0, row, column], image)
    rows, columns = gradient[0, 0].nonzero().unbind(dim=1)
    return Region(int(rows.min()), int(columns.min()), int(rows.max()) + 1, int(columns.max()) + 1)


def positive(*modules: nn.Module) -> nn.Sequential:
    network = nn.Sequential(*modules)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.fill_(0.5)
    return network


def stack(chance: random.Random) -> nn.Sequential:
    layers: list[nn.Module] = []
    for _ in range(chance.randint(1, 5)):
        match chance.choice(["convolution", "pool", "up", "bilinear", "nearest"]):
            case "convolution":
                kernel, dilation = chance.choice([1, 2, 3, 5]), chance.choice([1, 2])
                padding, stride = chance.randint(0, kernel // 2), chance.choice([1, 1, 2])
                layers.append(nn.Conv2d(1, 1, kernel, stride, padding=padding, dilation=dilation))
            case "pool":
                # An average has a gradient everywhere in its window, where a maximum picks one cell.
                layers.append(nn.Conv2d(1, 1, 2, stride=2))
            case "up":
                kernel = chance.choice([2, 3, 4])
                layers.append(nn.ConvTranspose2d(1, 1, kernel, stride=2, padding=(kernel - 1) // 2))
            case mode:
                layers.append(nn.Upsample(scale_factor=2, mode=mode))
    return positive(*layers)


@pytest.mark.parametrize("seed", range(60))
def test_the_box_is_the_measured_field_of_random_stacks(seed: int):
    chance, size = random.Random(seed), 64
    network = stack(chance)
    side = network(torch.zeros(1, 1, size, size)).shape[-1]
    layers = layers_of(network)
    places = [0, side - 1, side // 2, side // 2 + 1, chance.randrange(side)]
    for row, column in zip(places, places[::-1], strict=True):
        expected = measured_box(network, size, row, column)
        box = field_box(layers, row, column).clipped(size, size)
        assert box.top <= expected.top and box.left <= expected.left, (layers, row, column)
        assert box.bottom >= expected.bottom and box.right >= expected.right, (layers, row, column)
        # Where a dilated kernel's first cell falls outside the map, the true field begins a gap later.
        if all(layer.dilation == 1 for layer in layers):
            assert box == expected, (layers, row, column)


@pytest.mark.parametrize("dilation", [2, 4])
def test_far_from_the_edge_dilation_is_exact_too(dilation: int):
    network = positive(
        nn.Conv2d(1, 1, 3, padding=1),
        nn.Conv2d(1, 1, 2, stride=2),
        nn.Conv2d(1, 1, 3, padding=dilation, dilation=dilation),
        nn.Upsample(scale_factor=2, mode="bilinear"),
    )
    for row, column in ((30, 31), (33, 32)):
        assert field_box(layers_of(network), row, column) == measured_box(network, 64, row, column)


def test_the_formula_by_hand():
    three, pool = LayerGeometry(3, padding=1), LayerGeometry(2, stride=2)
    assert field_size([three]) == 3 and field_size([three, three]) == 5
    assert field_size([three, three, pool, three, three]) == 5 + 1 + 2 * 4
    assert field_size([LayerGeometry(3, dilation=4)]) == 9
    with pytest.raises(ValueError, match="differs from cell to cell"):
        field_size([LayerGeometry(2, 2, transposed=True)])


def test_what_the_encoder_sees_grows_and_both_formulas_agree():
    network = UNet(8)
    sizes = [field_size(encoder_path(network, level)) for level in range(5)]
    assert sizes == [5, 14, 32, 68, 140]
    for level, size in enumerate(sizes):
        assert field_box(encoder_path(network, level), 3, 5).size == (size, size)


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
@pytest.mark.parametrize("upsampling", ["transposed", "bilinear", "nearest"])
def test_no_gradient_outside_the_box(depth: int, upsampling: str):
    torch.manual_seed(depth)
    network = UNet(2, widths=(3,) * (depth + 1), upsampling=upsampling).eval()  # pyright: ignore[reportArgumentType]
    # Only the second normalisation is made to let everything through, so that ReLU hides less.
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.constant_(module.bias, 1.0)
    size = 16 * 2**depth
    for row, column in [(size // 2, size // 2), (size // 2 + 1, 3)]:
        box = field_box(deepest_path(network), row, column).clipped(size, size)
        field = effective_field(forward_pass(network, torch.rand(1, 3, size, size)), row, column, 1)
        inside = field[box.top : box.bottom, box.left : box.right]
        assert inside.max() == 1 and field.min() >= 0
        assert torch.count_nonzero(field) == torch.count_nonzero(inside)
        touched = field.nonzero()
        reach = (touched.amax(dim=0) - touched.amin(dim=0) + 1).tolist()
        assert all(seen >= 0.5 * side for seen, side in zip(reach, box.size, strict=True)), (reach, box)


def test_the_tiny_unets_box(tiny: TinyUNet):
    path = deepest_path(tiny)
    image = torch.rand(1, 3, 32, 32, generator=torch.Generator().manual_seed(1))
    for row, column in product((10, 11), (16, 17)):
        box = field_box(path, row, column)
        field = effective_field(forward_pass(tiny, image), row, column, 0)
        outside = field.clone()
        outside[box.top : box.bottom, box.left : box.right] = 0
        assert not outside.any() and field.max() == 1
    # 3 × 3 at full size around it, which reads 2 cells at half size, which see 4, 8 pixels, and 2 more.
    assert field_box(path, 10, 16).size == (10, 10)


def test_the_skipless_twin_has_the_same_box(unet: UNet):
    assert deepest_path(small_unet(skips=False)) == deepest_path(unet)
