"""The end of a DeepLabV3+ run again: its pyramid with branches silenced, its decoder with or without detail.

The encoder never sees what is changed here, so its maps are computed once (`maps_in`) and only what comes after them
runs again (`decode`). A silenced branch is not a network without one: the weights behind it have never met zeros there.
"""

from collections.abc import Collection
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from lessons.models.deeplabv3plus import DeepLabV3Plus
from lessons.models.serving.trace import Trace

Cell = tuple[int, int]


@dataclass(frozen=True)
class Maps:
    """What the encoder and the five branches made of one picture of `height` × `width` pixels.

    `branches` are float32 (1, channels, h, w): the 1 × 1, the dilated ones from the smallest rate on, and the mean
    of the whole picture, the same in every cell. `low_level` is the early map with the detail, (1, channels, 4h, 4w).
    """

    branches: tuple[Tensor, ...]
    low_level: Tensor
    height: int
    width: int

    def on(self, device: torch.device) -> "Maps":
        """The same maps on this device, where the network is."""
        return Maps(
            tuple(each.to(device) for each in self.branches),
            self.low_level.to(device),
            self.height,
            self.width,
        )


def maps_in(trace: Trace) -> Maps:
    """These maps of a traced DeepLabV3+, without computing anything again."""
    made = trace.activations
    dilated = sorted(path for path in made if path.startswith("aspp.atrous.") and path.count(".") == 2)
    near = made["aspp.near"]
    mean = torch.relu(made["aspp.everywhere"]).expand(-1, -1, *near.shape[-2:])
    branches = (near, *(made[path] for path in dilated), mean)
    return Maps(branches, made["low_level"], trace.logits.shape[-2], trace.logits.shape[-1])


@torch.no_grad()
def decode(
    network: DeepLabV3Plus, maps: Maps, silenced: Collection[int] = (), coarse: bool = False
) -> Tensor:
    """Run what comes after the branches: logits (1, classes, height, width).

    Every number of the branches that are `silenced`, counted from 0, is 0. With `coarse` the low-level map is first
    made as coarse as the pyramid's: the mean over each cell of that, stretched again.
    """
    stacked = torch.cat(
        [torch.zeros_like(each) if place in silenced else each for place, each in enumerate(maps.branches)],
        dim=1,
    )
    fine = maps.low_level
    features = network.aspp.project(stacked)
    if coarse:
        means = functional.adaptive_avg_pool2d(fine, features.shape[-2:])
        fine = functional.interpolate(means, size=fine.shape[-2:], mode="bilinear")
    features = functional.interpolate(features, size=fine.shape[-2:], mode="bilinear")
    logits = network.head(network.refine(torch.cat([fine, features], dim=1)))
    return functional.interpolate(logits, size=(maps.height, maps.width), mode="bilinear")


def taps(rate: int, row: int, column: int, height: int, width: int) -> tuple[Cell, ...]:
    """The cells of a map (height, width) that a 3 × 3 kernel with this dilation reads for one cell.

    Those outside the map are left out: padding stands there, and it says nothing. Rate 0 is a 1 × 1 kernel.

    Raises:
        ValueError: the rate is below 0.
    """
    if rate < 0:
        raise ValueError(f"The rate is {rate}; choose 0 or more.")
    steps = (-rate, 0, rate) if rate else (0,)
    read = ((row + down, column + across) for down in steps for across in steps)
    return tuple((y, x) for y, x in read if 0 <= y < height and 0 <= x < width)
