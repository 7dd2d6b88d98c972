"""The checkerboard index: how much of a map's fine detail only depends on where a cell lies in the tile.

Doubling a map makes 2 × 2 new cells for each old one, and what differs between those four is the
upsampler's doing if it is the same all over the map. So: take the fine detail, average it over all upper
left cells, all upper right ones and so on, and ask how much of the detail these averages explain.

    detail   = map − the map blurred over one tile
    pattern  = detail, each cell replaced by the mean over all cells at the same place in their tile
    index    = Σ pattern² / Σ detail²          0: no pattern      1: nothing but the pattern

It is the share of variance explained of an analysis of variance (η²), with the place in the tile, row
and column modulo `period`, as the group. Pure noise of n cells scores about (period² − 1) / n, not 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons.upsampling.upsamplers import Start, upsampler

if TYPE_CHECKING:
    from torch import nn

Map = NDArray[np.float64]

ROUNDING = 1e-12
"""Detail whose mean square is below this share of the map's is what floating point left over."""


def detail(values: ArrayLike, period: int = 2) -> Map:
    """The map minus its blur, (…, height, width) with `period` − 1 cells fewer at each edge.

    The blur averages over one tile, twice, which makes a triangle: ¼, ½, ¼ for a period of 2. It takes
    away every pattern of that period and leaves every even slope.

    Raises:
        ValueError: the period is less than 2, or the map is too small for two tiles.
    """
    from scipy.ndimage import convolve1d

    cells = np.asarray(values, np.float64)
    least = 2 * period + 2 * (period - 1)
    if period < 2 or cells.ndim < 2 or min(cells.shape[-2:]) < least:
        raise ValueError(
            f"A map of shape {cells.shape} with a period of {period}: give a period of 2 or more, and at "
            f"least {least} rows and columns."
        )
    triangle = np.convolve(np.ones(period), np.ones(period)) / period**2
    blurred = convolve1d(convolve1d(cells, triangle, axis=-1), triangle, axis=-2)
    inside = (..., slice(period - 1, 1 - period), slice(period - 1, 1 - period))
    fine = (cells - blurred)[inside]
    return fine - fine.mean(axis=(-2, -1), keepdims=True)


def pattern(fine: Map, period: int = 2) -> Map:
    """Each cell of the detail replaced by the mean over all cells at the same place in their tile."""
    repeated = np.empty_like(fine)
    for row, column in np.ndindex(period, period):
        place = (..., slice(row, None, period), slice(column, None, period))
        repeated[place] = fine[place].mean(axis=(-2, -1), keepdims=True)
    return repeated


def checkerboard_index(values: ArrayLike, period: int = 2) -> float:
    """The share of the detail that the pattern explains, 0 to 1, over all channels together.

    `values` (height, width) or (channels, height, width). A map without detail, only rounding, scores 0.
    Errors as `detail`.
    """
    fine = detail(values, period)
    total = float((fine**2).sum())
    if (fine**2).mean() <= ROUNDING * float((np.asarray(values, np.float64) ** 2).mean()):
        return 0.0
    return float((pattern(fine, period) ** 2).sum()) / total


@dataclass(frozen=True)
class Decoded:
    """What a decoder makes of a map: float32 (channels, height, width), and its index."""

    values: NDArray[np.float32]
    index: float


def bare_decoder(name: str, inputs: int, stages: int, start: Start, seed: int = 0) -> "nn.Sequential":
    """`stages` times an upsampler to 8 channels and a ReLU, without the last ReLU: no skips, no norms."""
    from torch import nn

    layers: list[nn.Module] = []
    for stage in range(stages):
        layers += [upsampler(name).build(8 if stage else inputs, 8, start, seed + stage), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def decoded(
    name: str,
    features: ArrayLike,
    stages: int = 1,
    start: Start = "random",
    seed: int = 0,
    period: int | None = None,
) -> Decoded:
    """What `bare_decoder` at birth makes of a map (channels, height, width).

    The map is continued past its edges by its last cells and the result is cut back, so that no zeros
    from outside are mistaken for a pattern. The `period` of the index is the tile that one cell of the
    map becomes, 2 to the power of `stages`, unless given.
    """
    import torch
    from torch.nn import functional

    network = bare_decoder(name, len(np.asarray(features)), stages, start, seed)
    cells = torch.from_numpy(np.asarray(features, np.float32))[None]
    wide = 2 * 2**stages
    with torch.no_grad():
        values = network(functional.pad(cells, (2, 2, 2, 2), mode="replicate"))[0, :, wide:-wide, wide:-wide]
    return Decoded(values.numpy(), checkerboard_index(values.numpy(), period or 2**stages))


def in_trained(name: str, paths: Sequence[str], seeds: Sequence[int], period: int = 2) -> dict[str, float]:
    """The mean index of maps in a trained network, by path (see `lessons.models.serving.trace`), over scenes.

    "head" of a U-Net is its logits; "image" is the picture itself, to compare with.

    Raises:
        WeightsError: the network has no trained weights here.
        KeyError: the network has no such map.
    """
    from lessons.models.device import as_input
    from lessons.models.serving.trace import trace
    from lessons.models.weights import load
    from lessons.scenes import street_scene

    network, indices = load(name), {path: [] for path in paths}
    for seed in seeds:
        image = as_input(street_scene(seed).image[None])
        maps = {"image": image, **trace(network, image).activations}
        for path in paths:
            indices[path].append(checkerboard_index(maps[path][0].numpy(), period))
    return {path: float(np.mean(each)) for path, each in indices.items()}
