"""Records what the bug clinic and its exercises show: `python -m lessons.training.recording.clinic`.

An exercise must be the same on every machine, and a page must not wait: so they show what really ran, once. Run it
again when the drawing of the scenes, the weights of `unet` or the clinic's functions change.
"""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from lessons.training import clinic
from lessons.training.lab.clinic_parts import ROAD
from lessons.training.lab.clinic_trials import TRIALS
from lessons.training.recording.clinic_runs import record
from lessons.training.recording.networks import colours, companions, dimensions
from lessons.training.recording.planted_bugs import (
    CURVES,
    OUTLINES,
    ROADS,
    WINDOW,
    accuracy,
    held_out,
    train,
)

Entry = dict[str, Any]
EXERCISES = Path(__file__).parents[3] / "exercises"
ROAD_STEPS, CURVE_STEPS, OUTLINE_STEPS = (1, 10, 50, 150), (1, 20, 50, 100, 200), 400


def roads() -> Entry:
    """Four trainings to find the road: losses, predicted share, and the masks of eight pictures."""
    images, truth = held_out()
    entry: Entry = {
        "truth": [rows(mask[::2, ::2] == ROAD) for mask in truth[:8]],
        "truth_share": round(float((truth == ROAD).mean()), 4),
    }
    for name, bug in ROADS.items():
        network, losses = train(bug, ROAD_STEPS[-1])
        masks = clinic.predicted(network, images)[:, 0].numpy() > 0
        entry[name] = {
            "losses": {str(step): losses[step - 1] for step in ROAD_STEPS},
            "share": round(float(masks.mean()), 4),
            "masks": [rows(mask[::2, ::2]) for mask in masks[:8]],
        }
    return entry


def outlines() -> Entry:
    """Four trainings on labels with ignored outlines: a window of eight predictions each, 8 = ignored."""
    images, truth = held_out()
    labels = OUTLINES["right"].target(truth).numpy()
    labels[labels == clinic.IGNORE_INDEX] = 8
    windows = [richest(mask == 8) for mask in labels]
    entry: Entry = {"labels": [rows(mask[at]) for mask, at in zip(labels[:8], windows, strict=False)]}
    for name, bug in OUTLINES.items():
        network, losses = train(bug, OUTLINE_STEPS)
        masks = clinic.masks(clinic.predicted(network, images)).numpy()
        entry[name] = {
            "losses": {str(step): losses[step - 1] for step in (1, 20, OUTLINE_STEPS)},
            "masks": [rows(mask[at]) for mask, at in zip(masks[:8], windows, strict=False)],
            "on_outlines": shares(masks[labels == 8]),
            "elsewhere": shares(masks[labels != 8]),
        }
    return entry


def curves() -> Entry:
    """Four trainings, each from three seeds: losses, accuracies, a probe of the loss, how far the weights moved."""
    entry: Entry = {}
    # One pixel that is as right as can be: what its loss is tells what the loss function is.
    sure, label = torch.zeros(1, 8, 1, 1), torch.zeros(1, 1, 1, dtype=torch.long)
    sure[0, 0] = 20.0
    for name, bug in CURVES.items():
        entry[name] = []
        for seed in range(3):
            accuracies: dict[str, float] = {}
            first: list[torch.Tensor] = []

            def watch(step: int, network: torch.nn.Module) -> None:
                if step in CURVE_STEPS:
                    accuracies[str(step)] = round(accuracy(network), 4)  # noqa: B023
                    first.append(torch.cat([each.detach().flatten() for each in network.parameters()]))  # noqa: B023

            _, losses = train(bug, CURVE_STEPS[-1], seed, watch)
            entry[name].append(
                {
                    "losses": {str(step): losses[step - 1] for step in CURVE_STEPS},
                    "accuracies": accuracies,
                    "probe": bug.loss(sure, label).item(),
                    "moved": float((first[-1] - first[0]).abs().mean()),
                }
            )
    return entry


def richest(mask: NDArray[np.bool_]) -> tuple[slice, slice]:
    """The window with the most cells of a mask in it."""
    corners = [
        (y, x) for y in range(0, len(mask) - WINDOW + 1, 4) for x in range(0, len(mask) - WINDOW + 1, 4)
    ]
    y, x = max(corners, key=lambda at: int(mask[at[0] : at[0] + WINDOW, at[1] : at[1] + WINDOW].sum()))
    return slice(y, y + WINDOW), slice(x, x + WINDOW)


def shares(labels: NDArray[np.int64]) -> list[float]:
    """The share of each id from 0 to 8."""
    return (np.bincount(labels, minlength=9) / len(labels)).round(4).tolist()


def rows(mask: NDArray[Any]) -> list[str]:
    """A mask as one text per row, one digit per cell."""
    return ["".join(map(str, row)) for row in mask.astype(int).tolist()]


RECORDS: dict[str, Callable[[], Entry]] = {
    "clinic_odd_shape_diagnosis": dimensions,
    "clinic_input_colours_diagnosis": colours,
    "clinic_changing_mask_diagnosis": companions,
    "clinic_road_target_diagnosis": roads,
    "clinic_flat_loss_diagnosis": curves,
    "clinic_border_class_diagnosis": outlines,
}


def main() -> None:
    """Record all of them, or those that are named."""
    names = (*TRIALS, *RECORDS)
    parser = argparse.ArgumentParser(prog="python -m lessons.training.recording.clinic", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"bugs or exercises: {', '.join(names)}")
    options = parser.parse_args()
    torch.set_num_threads(1)
    for name in options.names or names:
        if name in TRIALS:
            record(name)
        else:
            text = json.dumps(RECORDS[name](), indent=1) + "\n"
            (EXERCISES / name / "recorded.json").write_text(text, encoding="utf-8")
        print(f"{name}: recorded", flush=True)


if __name__ == "__main__":
    main()
