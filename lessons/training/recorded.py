"""The recorded headline experiments, read from `assets/recorded`; torch is not needed.

Of each experiment there are NAME.json (settings, losses, scores, when and on what it was recorded) and
NAME.png, the masks of all looks: one row of eight watched pictures for each look, run after run. Some have
NAME-held-out.png, the last masks of held-out streets, one row for each run, and NAME-logits.png.
`python -m lessons.training.recording.headlines` makes them.
"""

import json
from dataclasses import dataclass
from functools import cache
from math import nan
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from lessons.models.pictures import HELD_OUT, Pictures, scene_pictures
from lessons.training.lab.look import Look
from lessons.training.lab.pictures import SHOWN, WATCHED_SEEDS
from lessons.training.lab.settings import Settings, from_query

FOLDER = Path(__file__).parents[2] / "assets" / "recorded"
STREETS = HELD_OUT[:40]
"""The seeds of the held-out streets."""


@dataclass(frozen=True, eq=False)
class RecordedRun:
    """One training: its `looks`, without weights, and its `masks` uint8 (looks, 8, height, width).

    `logits` float64 (looks, height, width) are those of one class in the first watched picture, where they
    are recorded, and `held_out` uint8 (40, height, width) the last masks of the held-out streets.
    """

    settings: Settings
    looks: tuple[Look, ...]
    masks: NDArray[np.uint8]
    logits: NDArray[np.float64] | None
    held_out: NDArray[np.uint8] | None


@dataclass(frozen=True, eq=False)
class Recording:
    """The runs of one experiment. `date` is ISO, `processor_seconds` what all of them took."""

    name: str
    date: str
    processor: str
    processor_seconds: float
    runs: tuple[RecordedRun, ...]


@cache
def recorded(name: str) -> Recording:
    """The recording of a headline experiment; it is shared, so do not change it."""
    content = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    rows = _rows(FOLDER / f"{name}.png", len(WATCHED_SEEDS))
    assert rows is not None
    maps = _rows(FOLDER / f"{name}-logits.png", 1)
    streets = _rows(FOLDER / f"{name}-held-out.png", len(STREETS))
    runs, first = [], 0
    for place, each in enumerate(content["runs"]):
        here = slice(first, first + len(each["looks"]))
        logits = None if maps is None else _logits(each["looks"], maps[here, 0])
        last_masks = None if streets is None else streets[place]
        runs.append(RecordedRun(*_run(each, rows[here]), rows[here], logits, last_masks))
        first = here.stop
    return Recording(name, content["date"], content["processor"], content["processor_seconds"], tuple(runs))


@cache
def held_out(data: str) -> Pictures:
    """The held-out streets with their truth; they are shared, so do not change them."""
    return scene_pictures(STREETS, int(data.removeprefix("scenes")))


def _rows(path: Path, count: int) -> NDArray[Any] | None:
    """A strip cut into its square pictures, (rows, count, side, side); None if there is no such file."""
    if not path.exists():
        return None
    with Image.open(path) as strip:
        pixels = np.array(strip)
    side = pixels.shape[1] // count
    return pixels.reshape(-1, side, count, side).swapaxes(1, 2)


def _logits(looks: list[dict[str, Any]], maps: NDArray[Any]) -> NDArray[np.float64]:
    """Maps of 16 bits, (looks, height, width), brought back to the range of each look's logits."""
    low, high = np.array([each["logits"] for each in looks]).T[:, :, None, None]
    return low + maps / (2**16 - 1) * (high - low)


def _run(content: dict[str, Any], masks: NDArray[np.uint8]) -> tuple[Settings, tuple[Look, ...]]:
    looks, before = [], 0
    for mask, each in zip(masks, content["looks"], strict=True):
        losses = tuple(content["losses"][before : each["step"]])
        before = each["step"]
        looks.append(
            Look(
                step=each["step"],
                seconds=each["processor_seconds"],
                processor_seconds=each["processor_seconds"],
                loss=losses[-1] if losses else nan,
                losses=losses,
                per_class_iou=tuple(nan if iou is None else iou for iou in each["per_class_iou"]),
                miou=each["miou"],
                pixel_accuracy=each["pixel_accuracy"],
                boundary_iou=each["boundary_iou"],
                predictions=mask[:SHOWN],
                weights=None,
            )
        )
    return from_query(content["settings"])[0], tuple(looks)
