"""The clinic's trainings as they were recorded: small files that a page shows without training anything.

For each bug there is a JSON file with the loss of every step and the scores at some of them, and a PNG with the
masks at those steps: one row for each, first with the bug, then with the cure, one column for each picture.
"""

import json
from dataclasses import dataclass
from functools import cache
from math import nan
from pathlib import Path

import numpy as np
from PIL import Image

from lessons.training.lab.look import Look
from lessons.training.lab.pictures import watched

FOLDER = Path(__file__).parents[2] / "assets" / "recorded" / "clinic"
LOOKS = (0, 5, 10, 20, 30, 50, 75, 100, 125, 150, 175, 200)
"""The steps after which a recorded training was looked at; a run of as many steps as the last of them."""


@dataclass(frozen=True, eq=False)
class ClinicRecording:
    """A training that was recorded on `day`, on `device`, and its looks. Only what is stored is in them."""

    day: str
    device: str
    processor_seconds: float
    looks: tuple[Look, ...]


@cache
def recorded(bug: str, cured: bool, folder: Path = FOLDER) -> ClinicRecording:
    """The recorded training with this bug or with its cure.

    Raises:
        OSError: it is not there; `python -m lessons.training.recording.clinic` makes it.
    """
    about = json.loads((folder / f"{bug}.json").read_text(encoding="utf-8"))
    run, steps = about["cured" if cured else "broken"], about["looks"]
    with Image.open(folder / f"{bug}.png") as file:
        rows = np.vsplit(np.asarray(file), 2 * len(steps))[cured * len(steps) :][: len(steps)]
    looks, done = [], 0
    for step, score, row in zip(steps, run["scores"], rows, strict=True):
        losses = tuple(run["losses"][done:step])
        masks = np.stack(np.hsplit(row, len(watched("scenes64").masks)))
        loss, done = (losses or (nan,))[-1], step
        looks.append(Look(step, nan, nan, loss, losses, (), score, nan, nan, masks, None))
    return ClinicRecording(about["recorded"], about["device"], run["processor_seconds"], tuple(looks))
