"""The DeepLabV3+ of this course with the same weights and other rates: what does its dilation buy?

A changed network is a copy; the weights in it are those of the network that came in.
"""

import copy
from collections.abc import Iterator
from typing import Literal, get_args

from torch import nn

from lessons.models.deeplabv3plus import DeepLabV3Plus

Form = Literal["dilated", "undilated", "strided"]
FORMS: tuple[Form, ...] = get_args(Form)


def in_form(network: DeepLabV3Plus, form: Form) -> DeepLabV3Plus:
    """The network as it is, `undilated` or `strided`."""
    match form:
        case "dilated":
            return network
        case "undilated":
            return undilated(network)
        case "strided":
            return strided(network)


def undilated(network: DeepLabV3Plus) -> DeepLabV3Plus:
    """The same weights, every dilation set to 1: maps of the same size, a smaller receptive field."""
    changed = copy.deepcopy(network)
    for convolution in _convolutions(changed):
        _dilate(convolution, 1)
    return changed


def strided(network: DeepLabV3Plus) -> DeepLabV3Plus:
    """The same weights, stride 2 in the last stage and every later dilation halved: as wide a field, half the map.

    The convolutions read just the pixels that they read before, and leave out every second cell
    (`lessons.dilation.exchange.without_strides`, the other way round).
    """
    changed = copy.deepcopy(network)
    last = changed.stages[-1]
    entry = next(_convolutions(last))
    entry.stride = (2, 2)
    for convolution in (*_convolutions(last), *_convolutions(changed.aspp)):
        _dilate(convolution, max(1, convolution.dilation[0] // 2))
    return changed


def _convolutions(part: nn.Module) -> Iterator[nn.Conv2d]:
    return (each for each in part.modules() if isinstance(each, nn.Conv2d))


def _dilate(convolution: nn.Conv2d, rate: int) -> None:
    """Spread the kernel's weights `rate` cells apart, padded such that the map keeps its size."""
    height, width = convolution.kernel_size
    convolution.dilation = (rate, rate)
    convolution.padding = (rate * (height // 2), rate * (width // 2))
