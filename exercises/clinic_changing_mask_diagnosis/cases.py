"""One street alone and in a batch, by the U-Net in four wrong ways, recorded by `lessons.training.recording.clinic`."""

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

from exercises._engine.variants import Mask, TaskPicture, Variant
from lessons.scenes import CLASS_NAMES

BUGS = {
    "training": (
        "It is still in training mode: batch normalisation uses the statistics of the batch",
        "Batch statistics depend on the neighbours and not on chance: the same batch gives the same mask.",
    ),
    "fresh": (
        "Its running statistics are still 0 and 1: they were never updated, or not loaded",
        "Unused running statistics make the mask bad, but neither neighbours nor chance have a part in it.",
    ),
    "dropout": (
        "Dropout is still on: half of the skip channels are set to 0 at random in each call",
        "Dropout draws anew in each call, so the same batch gives other masks, alike but for patches.",
    ),
    "mirrored": (
        "The augmentation is still on: pictures are mirrored at random, and the masks are not mirrored back",
        "Mirroring by chance makes the mask come out the wrong way round in about half of the calls.",
    ),
}


def draw(rng: random.Random) -> Variant:
    scene, bug = rng.choice(symptoms())
    symptom = scene[bug]
    again, alone = _percent(symptom["again"]), _percent(symptom["alone"])
    here = f"Here {again} change when the call is repeated and {alone} without the neighbours."
    names = rng.sample(tuple(BUGS), len(BUGS))
    return Variant(
        fields={"again": again, "alone": alone, "accuracy": _percent(symptom["accuracy"])},
        answer=names.index(bug),
        pictures=(
            TaskPicture("Alone", _mask(symptom["alone_mask"]), CLASS_NAMES),
            TaskPicture("In the batch", _mask(symptom["together_mask"]), CLASS_NAMES),
        ),
        options=tuple((BUGS[name][0], f"{BUGS[name][1]} {here}") for name in names),
    )


@cache
def symptoms() -> tuple[tuple[dict[str, Any], str], ...]:
    """The scenes with each bug. Of those mirrored by chance, only where one of the two masks was mirrored."""
    recorded = json.loads(Path(__file__).with_name("recorded.json").read_text(encoding="utf-8"))
    return tuple(
        (scene, bug)
        for scene in recorded["scenes"]
        for bug in BUGS
        if bug != "mirrored" or scene[bug]["alone"] > 0.1
    )


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _mask(rows: list[str]) -> Mask:
    return tuple(tuple(map(int, row)) for row in rows)
