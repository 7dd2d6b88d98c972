"""Eight streets prepared in four ways for the trained U-Net, recorded by `lessons.training.recording.clinic`."""

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

from exercises._engine.variants import Mask, Picture, Variant
from lessons.scenes import CLASS_NAMES

WAYS = {
    "right": ("Nothing wrong: it prepared them as the training did", "Prepared rightly"),
    "bgr": ("It read the channels as blue, green, red (BGR) and left them so", "With red and blue exchanged"),
    "swapped": ("It took off the standard deviation and divided by the mean", "With mean and std exchanged"),
    "undivided": ("It did not divide by 255", "Without the division by 255"),
}


def draw(rng: random.Random) -> Variant:
    recorded = _recorded()
    batch, way = rng.choice(recorded["batches"]), rng.choice(tuple(WAYS))
    shown = batch[way]
    names = rng.sample(tuple(WAYS), len(WAYS))
    return Variant(
        fields={
            "usual_mean": _listed(recorded["mean"]),
            "usual_std": _listed(recorded["std"]),
            **{
                f"{part}_{place}": f"{shown[part][place]:.3f}"
                for part in ("mean", "std")
                for place in range(3)
            },
            "miou": f"{shown['miou']:.3f}",
            "right_miou": f"{batch['right']['miou']:.3f}",
            "right_mean": _listed(batch["right"]["mean"]),
        },
        answer=names.index(way),
        pictures=(
            Picture("Truth", _mask(batch["truth"]), CLASS_NAMES),
            Picture("Prediction", _mask(shown["mask"]), CLASS_NAMES),
        ),
        options=tuple((WAYS[name][0], _why(name, batch[name], shown)) for name in names),
    )


def _why(name: str, made: dict[str, Any], shown: dict[str, Any]) -> str:
    mean, std = _listed(made["mean"]), _listed(made["std"])
    numbers = f"{WAYS[name][1]} the means are {mean} and the standard deviations {std}"
    return f"{numbers}, as here." if made is shown else f"{numbers}; here they are others."


def _listed(values: list[float]) -> str:
    first, second, third = (f"{value:.3f}" for value in values)
    return f"{first}, {second} and {third}"


@cache
def _recorded() -> dict[str, Any]:
    return json.loads(Path(__file__).with_name("recorded.json").read_text(encoding="utf-8"))


def _mask(rows: list[str]) -> Mask:
    return tuple(tuple(map(int, row)) for row in rows)
