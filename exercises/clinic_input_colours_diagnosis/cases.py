"""Eight streets prepared in four ways for the trained U-Net, recorded by `lessons.training.recording.clinic`."""

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

from exercises._engine.variants import Mask, TaskPicture, Variant
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
    answer_run = batch[way]
    names = rng.sample(tuple(WAYS), len(WAYS))
    return Variant(
        fields={
            "usual_mean": _in_words(recorded["mean"]),
            "usual_std": _in_words(recorded["std"]),
            **{
                f"{part}_{place}": f"{answer_run[part][place]:.3f}"
                for part in ("mean", "std")
                for place in range(3)
            },
            "miou": f"{answer_run['miou']:.3f}",
            "right_miou": f"{batch['right']['miou']:.3f}",
            "right_mean": _in_words(batch["right"]["mean"]),
        },
        answer=names.index(way),
        pictures=(
            TaskPicture("Truth", _mask(batch["truth"]), CLASS_NAMES),
            TaskPicture("Prediction", _mask(answer_run["mask"]), CLASS_NAMES),
        ),
        options=tuple((WAYS[name][0], _why(name, batch[name], answer_run)) for name in names),
    )


def _why(name: str, option_run: dict[str, Any], answer_run: dict[str, Any]) -> str:
    mean, std = _in_words(option_run["mean"]), _in_words(option_run["std"])
    numbers = f"{WAYS[name][1]} the means are {mean} and the standard deviations {std}"
    return f"{numbers}, as here." if option_run is answer_run else f"{numbers}; here they are others."


def _in_words(values: list[float]) -> str:
    first, second, third = (f"{value:.3f}" for value in values)
    return f"{first}, {second} and {third}"


@cache
def _recorded() -> dict[str, Any]:
    return json.loads(Path(__file__).with_name("recorded.json").read_text(encoding="utf-8"))


def _mask(rows: list[str]) -> Mask:
    return tuple(tuple(map(int, row)) for row in rows)
