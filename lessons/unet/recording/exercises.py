"""Records what the trained networks say, for two exercises: `python -m lessons.unet.recording.exercises`.

An exercise must be the same on every machine, so it shows predictions recorded once from the shipped
weights. Windows are cut from held-out scenes and chosen by numbers alone: those that show most clearly
what the exercise asks about. Run it again whenever the weights of `unet` or `unet_no_skips` change.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import ndimage
from torch import Tensor, nn
from tqdm import tqdm

from lessons.metrics.overlap import iou
from lessons.models.device import as_input
from lessons.models.weights import load
from lessons.scenes import CLASS_NAMES, Scene, street_scene

Mask = NDArray[np.int64]
Found = dict[str, Any]
EXERCISES = Path(__file__).parents[3] / "exercises"
SCENES = range(1000, 1300)
"""Held-out seeds whose windows are looked at; the manifest's scores come from others."""
WINDOW = 32
COARSEST = 3
COUNT = 12
SIDE = 24


def predicted(network: nn.Module, scene: Scene, *cut: int) -> Mask:
    """The network's mask (height, width) of a scene, with the skips of these levels set to zero."""

    def edit(level: int, skip: Tensor) -> Tensor:
        return torch.zeros_like(skip) if level in cut else skip

    with torch.inference_mode():
        logits = network(as_input(scene.image[None]), edit_skip=edit if cut else None)
    return logits.argmax(dim=1)[0].numpy()


def changes(before: Mask, after: Mask) -> tuple[float, float]:
    """The share of cells that changed: beside an edge of `before`, and everywhere else."""
    edge, changed = ndimage.maximum_filter(before, 3) != ndimage.minimum_filter(before, 3), before != after
    return float(changed[edge].mean()), float(changed[~edge].mean())


def cut_skips(unet: nn.Module, scene: Scene) -> Iterator[tuple[float, Found]]:
    """Windows of one scene with nothing cut, the finest skip, the coarsest and all, and how clear each is.

    Above 0, the finest cut spoils edges alone, the coarsest rather the inside of regions, and all both.
    """
    whole = predicted(unet, scene)
    cuts = {
        "finest": predicted(unet, scene, 0),
        "coarsest": predicted(unet, scene, COARSEST),
        "all": predicted(unet, scene, *range(COARSEST + 1)),
    }
    for top, left in product(range(0, len(whole) - WINDOW + 1, 8), repeat=2):
        window = slice(top, top + WINDOW), slice(left, left + WINDOW)
        if not 3 <= len(np.unique(whole[window])) <= 6:
            continue
        (fine_edge, fine_inner), (deep_edge, deep_inner), (all_edge, all_inner) = (
            changes(whole[window], cut[window]) for cut in cuts.values()
        )
        clear = min(
            fine_edge - 0.15,
            10 * (0.04 - fine_inner),
            deep_inner - 0.25,
            0.4 - deep_edge,
            all_edge - 0.6,
            all_inner - 0.3,
        )
        masks = {"nothing": whole, **cuts}
        yield clear, {name: rows(mask[window]) for name, mask in masks.items()}


def painted_without_skips(
    unet: nn.Module, no_skips: nn.Module, scene: Scene
) -> Iterator[tuple[float, Found]]:
    """Windows around one object each, which the network without skips draws as a rounder blob.

    Clear is a window in which rounding the truth off comes nearer to that blob than the truth and the
    U-Net's mask do. `bar` is the IoU halfway between; so what the lesson teaches is enough to pass it.
    """
    whole, blobs = predicted(unet, scene), predicted(no_skips, scene)
    for one in np.unique(scene.instance_ids)[1:]:
        places = np.argwhere(scene.instance_ids == one)
        if len(places) < 40 or np.ptp(places, axis=0).max() > SIDE - 3:
            continue
        corner = np.clip((places.min(axis=0) + places.max(axis=0) - SIDE) // 2 + 1, 0, len(whole) - SIDE)
        window = tuple(slice(start, start + SIDE) for start in corner)
        label = scene.mask[tuple(places[0])]
        objects = ((mask[window] == label).astype(np.int64) for mask in (scene.mask, whole, blobs))
        truth, skipped, blob = objects
        guess = rounded_off(truth)
        reached = iou(guess, blob, 1) if blob.sum() >= 40 else 0.0
        copied = max(iou(truth, blob, 1), iou(skipped, blob, 1))
        masks = {"truth": truth, "unet": whole[window], "no_skips": blob, "rounded": guess}
        clear = min(reached - copied - 0.06, reached - 0.6)
        facts = {"name": CLASS_NAMES[label], "bar": int(50 * (reached + copied)) / 100}
        yield clear, facts | {key: rows(mask) for key, mask in masks.items()}


def rounded_off(mask: Mask) -> Mask:
    """A mask of 0 and 1 in which every cell takes the majority of the 7 × 7 cells around it."""
    return (ndimage.uniform_filter(mask.astype(float), 7, mode="nearest") > 0.5).astype(np.int64)


def rows(mask: Mask) -> list[str]:
    """A mask as one text per row, one digit per cell."""
    return ["".join(map(str, row)) for row in mask.tolist()]


def clearest(windows_of: Callable[[Scene], Iterator[tuple[float, Found]]]) -> list[Found]:
    """The clearest window of each scene, the `COUNT` best of them; those with a clearness above 0 only."""
    best: list[tuple[float, Found]] = []
    for seed in tqdm(SCENES, unit="scene"):
        clear, window = max(windows_of(street_scene(seed)), key=lambda each: each[0], default=(0.0, {}))
        best.append((clear, {"seed": seed, **window}))
    best.sort(key=lambda each: -each[0])
    return [window for clear, window in best[:COUNT] if clear > 0]


def main() -> None:
    """Record both exercises."""
    parser = argparse.ArgumentParser(prog="python -m lessons.unet.recording.exercises", description=__doc__)
    parser.add_argument("--exercises", type=Path, default=EXERCISES, metavar="DIR", help="folder to write to")
    folder = parser.parse_args().exercises
    unet, no_skips = load("unet"), load("unet_no_skips")
    finders = {
        "which_skip_was_cut": lambda scene: cut_skips(unet, scene),
        "paint_no_skips": lambda scene: painted_without_skips(unet, no_skips, scene),
    }
    for name, windows_of in finders.items():
        text = json.dumps(windows := clearest(windows_of), indent=1) + "\n"
        (folder / name / "predictions.json").write_text(text, encoding="utf-8")
        print(f"{name}: {len(windows)} windows")


if __name__ == "__main__":
    main()
