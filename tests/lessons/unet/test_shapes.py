"""The tables agree with what torch builds and counts."""

from itertools import pairwise

import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from lessons.models.serving.trace import trace
from lessons.models.tiny_unet import TinyUNet
from lessons.models.unet import UNet
from lessons.unet.shapes import BlockRow, milliseconds, shapes, tiny_shapes


def check(rows: tuple[BlockRow, ...], network: nn.Module, size: int) -> None:
    image = torch.rand(1, 3, size, size)
    activations = trace(network.eval(), image).activations
    pools = 0
    for row in rows:
        kind, _, number = row.name.partition(" ")
        if kind == "concat":
            continue
        if kind == "pool":
            path = f"pool[{pools}]" if pools else "pool"
            pools += 1
        else:
            path = f"{kind}.{number}" if number else kind
            module = network.get_submodule(path)
            assert row.parameters == sum(each.numel() for each in module.parameters()), row
        assert tuple(activations[path].shape[1:]) == (row.channels, row.height, row.width), row
    assert sum(row.parameters for row in rows) == sum(each.numel() for each in network.parameters())
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        network(image)
    assert 2 * sum(row.multiply_adds for row in rows) == counter.get_total_flops()
    for before, row in pairwise(rows):
        assert row.inputs == before.channels


@pytest.mark.parametrize("depth", [1, 2, 4])
@pytest.mark.parametrize("size", [32, 45])
@pytest.mark.parametrize("widths", [(16, 24, 32, 64, 128), (3, 5, 4, 7, 6)])
def test_the_unets_table(depth: int, size: int, widths: tuple[int, ...]):
    check(shapes(3, size, depth, widths), UNet(3, widths=widths[: depth + 1]), size)


@pytest.mark.parametrize("size", [64, 33])
@pytest.mark.parametrize("num_classes", [1, 3])
def test_the_tiny_unets_table(size: int, num_classes: int):
    check(tiny_shapes(num_classes, size), TinyUNet(num_classes), size)


def test_the_lessons_own_example():
    rows = {row.name: row for row in tiny_shapes(3, 64)}
    assert (rows["concat"].channels, rows["head"].channels, rows["head"].height) == (32, 3, 64)
    assert rows["up"].parameters == 2 * 2 * 32 * 16 + 16


def test_the_default_is_the_network_of_the_page():
    assert sum(row.parameters for row in shapes(8, 128)) == sum(each.numel() for each in UNet(8).parameters())


def test_numbers_that_count_nothing_are_refused():
    for wrong in ((0, 64, 4), (3, 0, 4), (3, 64, 0)):
        with pytest.raises(ValueError, match="at least 1"):
            shapes(*wrong)
    with pytest.raises(ValueError, match="6 poolings has 7 levels"):
        shapes(3, 64, 6)
    with pytest.raises(ValueError, match="at least 1"):
        tiny_shapes(0, 64)


def test_the_time_is_measured():
    network = UNet(3, widths=(4, 4)).eval()
    small, large = milliseconds(network, 16), milliseconds(network, 128)
    assert 0 < small < large < 5000
