"""Argmax over each of the four dimensions of the U-Net's logits, recorded by `lessons.training.recording.clinic`."""

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

from exercises._engine.variants import Variant

MEANINGS = (
    "for each class, which picture scores highest",
    "for each pixel, which class scores highest",
    "for each column, which row scores highest",
    "for each row, which column scores highest",
)


def draw(rng: random.Random) -> Variant:
    batch = rng.choice(_recorded()["batches"])
    answer = rng.randrange(len(MEANINGS))
    shown = batch["results"][answer]
    return Variant(
        fields={
            "logits": _shape(batch["logits"]),
            "shape": _shape(shown["shape"]),
            "largest": shown["largest"],
            "accuracy": _accuracy(shown),
        },
        answer=answer,
        options=tuple(
            (f"`masks = logits.argmax(dim={dimension})`", _why(batch, dimension, shown))
            for dimension in range(len(MEANINGS))
        ),
    )


def _why(batch: dict[str, Any], dimension: int, shown: dict[str, Any]) -> str:
    made = batch["results"][dimension]
    begins = f"Over dimension {dimension} argmax says {MEANINGS[dimension]}"
    if made is shown:
        return f"{begins}: the shape {_shape(made['shape'])} and values up to {made['largest']}, as here."
    if made["shape"] != shown["shape"]:
        return (
            f"{begins}: the shape would be {_shape(made['shape'])}, and here it is {_shape(shown['shape'])}."
        )
    shares = f"{_accuracy(made)} of the pixels would be right, and here it is {_accuracy(shown)}"
    return f"{begins}: the shape would be the same, but {shares}."


def _shape(numbers: list[int]) -> str:
    return f"({', '.join(map(str, numbers))})"


def _accuracy(result: dict[str, Any]) -> str:
    share = result["accuracy"]
    return "cannot be counted: the truth has another shape" if share is None else f"{100 * share:.1f} %"


@cache
def _recorded() -> dict[str, Any]:
    return json.loads(Path(__file__).with_name("recorded.json").read_text(encoding="utf-8"))
