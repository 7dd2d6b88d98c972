"""The arena: what the page takes for one picture, from the masks of every network to the table and the maps."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from time import perf_counter

import numpy as np
import torch

from lessons.models.device import pick_device
from lessons.models.serving.networks import Networks
from lessons.models.serving.runner import Runner
from lessons.practice import arena, library
from lessons.scenes import CLASS_NAMES, street_scene
from tests.bench.rows import Row, processor_seconds

_CLASSES = len(CLASS_NAMES)


def rows() -> list[Row]:
    """One thread on the CPU, 128 px, networks loaded and warm; every picture is a new one.

    What is computed is told in processor time: one thread computes at a time, so without other work that is the
    clock's.
    """
    torch.set_num_threads(1)
    names = [each.model.name for each in arena.standings()]
    networks = Networks(Runner(), pick_device("cpu"))
    streets = iter(range(1, 1000))

    def forwards() -> list[np.ndarray]:
        picture = street_scene(next(streets), 128).image
        return [networks.logits(name, picture)[0].argmax(dim=0).numpy() for name in names]

    scene = street_scene(0, 128)
    masks = [networks.logits(name, scene.image)[0].argmax(dim=0).numpy() for name in names]
    rows = [
        _row(f"arena, a new picture → masks of {len(names)} networks, its drawing included", forwards, 500.0),
        _row("arena, the same picture again → masks", lambda: _again(networks, names, scene.image), 20.0),
        _row(
            "arena, scores of every mask",
            lambda: [arena.score_mask(mask, scene.mask, _CLASSES) for mask in masks],
        ),
        _row("arena, majority and agreement", lambda: _agreed(masks)),
        _row("arena, mIoU of each with each other", lambda: arena.pairwise_miou(masks, _CLASSES)),
    ]
    library.smp()
    slowest, building = _beside(networks)
    rows += [
        Row("arena, the slowest forward while the library builds a network", 1000 * slowest, "ms"),
        Row("… / the building, which it would wait for in one queue", slowest / building, "", bar=0.6),
    ]
    networks.runner.close()
    return [*rows, _row("library, Unet with resnet34 at 256 px: built, run, timed", _built)]


def _again(networks: Networks, names: list[str], picture: np.ndarray) -> list[np.ndarray]:
    return [networks.logits(name, picture)[0].argmax(dim=0).numpy() for name in names]


def _agreed(masks: list[np.ndarray]) -> object:
    return arena.majority(masks, _CLASSES), arena.agreement(masks, _CLASSES)


def _beside(networks: Networks) -> tuple[float, float]:
    """Seconds: the slowest of another visitor's forwards of new pictures meanwhile, and the building."""
    streets, times = count(1000), [0.0]
    began = perf_counter()
    with ThreadPoolExecutor(1) as visitor:
        building = visitor.submit(networks.runner.run, "library", _built, long=True)
        while not building.done():
            picture = street_scene(next(streets), 128).image
            start = perf_counter()
            networks.logits("unet", picture)
            times.append(perf_counter() - start)
    return max(times), perf_counter() - began


def _built() -> object:
    return library.facts("Unet", "resnet34")


def _row(name: str, work: Callable[[], object], bar: float | None = None) -> Row:
    times = 3 if work is _built else 10
    least = min(processor_seconds(work)[0] for _ in range(times))
    return Row(name, 1000 * least, "ms", "processor time", bar=bar)
