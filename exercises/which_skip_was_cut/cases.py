"""Pieces of the trained U-Net's predictions with skips cut, recorded by `lessons.unet.recording.exercises`."""

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

from exercises._engine.variants import Mask, TaskPicture, Variant
from lessons.scenes import CLASS_NAMES

CUTS = {
    "finest": (
        "Level 0, the finest",
        "Without the finest skip the edges fray and thin things go, but the inside of regions stays as it was.",
    ),
    "coarsest": (
        "Level 3, the coarsest",
        "Without the coarsest skip whole patches inside of regions change, while the finer skips still hold "
        "many of the outlines.",
    ),
    "all": (
        "All four",
        "Without any skip neither the outlines nor the inside of regions can be relied on.",
    ),
}


def draw(rng: random.Random) -> Variant:
    window, cut = rng.choice(_windows()), rng.choice(tuple(CUTS))
    before, after = _mask(window["nothing"]), _mask(window[cut])
    edges, inner = (f"{100 * share:.0f} %" for share in changes(before, after))
    here = f"Here {edges} of the cells beside an edge changed, and {inner} of all others."
    return Variant(
        answer=tuple(CUTS).index(cut),
        pictures=(
            TaskPicture("Nothing cut", before, CLASS_NAMES),
            TaskPicture("After the cut", after, CLASS_NAMES),
        ),
        options=tuple((text, f"{why} {here}") for text, why in CUTS.values()),
    )


def changes(before: Mask, after: Mask) -> tuple[float, float]:
    """The share of cells that changed: of those with another class among their 8 neighbours, and of the others."""
    counts = {True: [0, 0], False: [0, 0]}
    for y, row in enumerate(before):
        for x, label in enumerate(row):
            near = {other for line in before[max(y - 1, 0) : y + 2] for other in line[max(x - 1, 0) : x + 2]}
            counted = counts[len(near) > 1]
            counted[0] += label != after[y][x]
            counted[1] += 1
    (edge, edges), (inner, others) = counts[True], counts[False]
    return edge / edges, inner / others


@cache
def _windows() -> tuple[dict[str, Any], ...]:
    recorded = Path(__file__).with_name("predictions.json").read_text(encoding="utf-8")
    return tuple(json.loads(recorded))


def _mask(rows: list[str]) -> Mask:
    return tuple(tuple(map(int, row)) for row in rows)
