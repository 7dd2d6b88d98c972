"""The presets are the encoders of the course's networks, layer by layer."""

from collections.abc import Iterable, Iterator
from itertools import chain

import pytest
from torch import nn

from lessons.dilation.presets import NETWORKS, PRESETS, RATES, Preset, preset
from lessons.dilation.receptive import StackLayer, growth, path_map, unread
from lessons.models import model
from lessons.models.deeplabv3plus import DeepLabV3Plus
from lessons.models.fcn import FCN
from lessons.models.tiny_unet import TinyUNet
from lessons.models.unet import UNet
from lessons.unet.receptive_field import field_size, layers_of

READERS = (nn.Conv2d, nn.MaxPool2d)


def pooled(pool: nn.Module, blocks: Iterable[nn.Module]) -> list[nn.Module]:
    """The blocks with the pooling between them."""
    return list(chain.from_iterable((pool, block) for block in blocks))[1:]


def encoders(name: str) -> Iterator[list[nn.Module]]:
    """The modules of every path through the real network's encoder."""
    network = model(name).build(8)
    match network:
        case TinyUNet():
            yield [network.enter, network.pool, network.deepen]
        case UNet():
            yield pooled(network.pool, network.encoder)
        case FCN():
            yield [*pooled(network.pool, network.stages), network.fc6, network.fc7]
        case DeepLabV3Plus():
            for branch in (network.aspp.near, *network.aspp.atrous):
                yield [*network.stages, branch]
        case _:
            raise AssertionError(name)


def stack_of(modules: Iterable[nn.Module]) -> tuple[StackLayer, ...]:
    """The real layers, with what each of them is."""
    modules = list(modules)
    parts = [part for module in modules for part in module.modules()]
    kinds = [
        "pool" if isinstance(part, nn.MaxPool2d) else "conv" for part in parts if isinstance(part, READERS)
    ]
    return tuple(
        StackLayer(layer.kernel, layer.stride, layer.dilation, layer.padding, kind=kind)  # pyright: ignore
        for layer, kind in zip(layers_of(modules), kinds, strict=True)
    )


@pytest.mark.parametrize("each", NETWORKS, ids=lambda each: each.name)
def test_the_layers_are_those_of_the_real_network(each: Preset):
    assert list(each.paths) == [stack_of(modules) for modules in encoders(each.name)]


@pytest.mark.parametrize("each", NETWORKS, ids=lambda each: each.name)
def test_the_numbers_are_those_of_the_real_network(each: Preset):
    for path, modules in zip(each.paths, encoders(each.name), strict=True):
        real = layers_of(modules)
        assert [row.field for row in growth(path)] == [field_size(real[: i + 1]) for i in range(len(real))]
    assert unread(path_map(*each.paths)) == 0


def test_the_fields_said_in_the_text():
    fields = {each.name: max(growth(path)[-1].field for path in each.paths) for each in NETWORKS}
    assert fields == {"tiny_unet": 8, "unet": 140, "fcn": 116, "deeplabv3plus": 247}


def test_rates_with_and_without_holes():
    left_out = {each.name: unread(path_map(*each.paths)) for each in RATES}
    assert left_out["rates_125"] == left_out["rates_1248"] == 0
    assert left_out["rates_222"] > 0.7 and left_out["rates_246"] > 0.7
    assert left_out["aspp"] < left_out["rate_6"] / 3


def test_names():
    assert len({each.name for each in PRESETS}) == len(PRESETS)
    assert preset("unet") in NETWORKS
    with pytest.raises(KeyError, match="choose one of tiny_unet"):
        preset("vgg")
