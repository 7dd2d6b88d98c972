"""Which way of upsampling costs what: computed, measured, and what the trained networks here score.

The boundary IoU of a network is not the merit of its upsampling alone: the networks differ in much else.
Where no trained network uses a way of upsampling, there is no such number.
"""

from dataclasses import dataclass
from pathlib import Path

from lessons.models import MODELS
from lessons.models.weights import WEIGHTS, manifest
from lessons.upsampling.checkerboard import decoded
from lessons.upsampling.upsamplers import UPSAMPLERS, Upsampler


@dataclass(frozen=True)
class Shipped:
    """A network whose trained weights are here; its boundary IoU on `scenes` held-out scenes."""

    model: str
    boundary_iou: float
    scenes: int


@dataclass(frozen=True)
class UpsamplerCost:
    """One row of the table: what doubling one map takes, and what it does to a flat map at birth.

    `index` is the checkerboard index with random weights, `index_even` with all weights from one channel
    to another the same, so that only the overlap counts. `shipped` may be empty.
    """

    upsampler: Upsampler
    parameters: int
    multiply_adds: int
    index: float
    index_even: float
    shipped: tuple[Shipped, ...]


def shipped(name: str, folder: Path = WEIGHTS) -> tuple[Shipped, ...]:
    """The trained networks that double their maps by this upsampler, as the manifest has them.

    Raises:
        WeightsError: the manifest cannot be read.
    """
    rows = manifest(folder)
    users = [each.name for each in MODELS if each.upsampler == name and each.name in rows]
    scored = [(model, rows[model]["held_out"]) for model in users]
    return tuple(Shipped(model, score["boundary_iou"], score["count"]) for model, score in scored)


def table(inputs: int, outputs: int, size: int, folder: Path = WEIGHTS) -> tuple[UpsamplerCost, ...]:
    """Every upsampler doubling one map (inputs, size, size) to (outputs, 2 · size, 2 · size).

    Raises:
        ValueError: a number is less than 1.
        WeightsError: the manifest cannot be read.
    """
    import numpy as np

    if min(inputs, outputs, size) < 1:
        raise ValueError("Channels and size count things; give at least 1 of each.")
    flat = np.ones((3, 8, 8))
    return tuple(
        UpsamplerCost(
            upsampler=each,
            parameters=each.parameters(inputs, outputs),
            multiply_adds=each.multiply_adds(inputs, outputs, size, size),
            index=decoded(each.name, flat).index,
            index_even=decoded(each.name, flat, start="even").index,
            shipped=shipped(each.name, folder),
        )
        for each in UPSAMPLERS
    )


def measured(inputs: int, outputs: int, size: int, repeats: int = 5) -> tuple[float, ...]:
    """The milliseconds that each of `UPSAMPLERS` takes for that map, taken in turns; size as in `table`."""
    import torch

    from lessons.upsampling.timing import milliseconds

    networks = [each.build(inputs, outputs) for each in UPSAMPLERS]
    return milliseconds(networks, torch.zeros(1, inputs, size, size), repeats)
