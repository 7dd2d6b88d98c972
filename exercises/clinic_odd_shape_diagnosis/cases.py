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
    actual = batch["results"][answer]
    return Variant(
        fields={
            "logits": _shape(batch["logits"]),
            "shape": _shape(actual["shape"]),
            "largest": actual["largest"],
            "accuracy": _accuracy(actual),
        },
        answer=answer,
        options=tuple(
            (f"`masks = logits.argmax(dim={dimension})`", _why(batch, dimension, actual))
            for dimension in range(len(MEANINGS))
        ),
    )


def _why(batch: dict[str, Any], dimension: int, actual: dict[str, Any]) -> str:
    other = batch["results"][dimension]
    begins = f"Over dimension {dimension} argmax says {MEANINGS[dimension]}"
    if other is actual:
        return f"{begins}: the shape {_shape(other['shape'])} and values up to {other['largest']}, as here."
    if other["shape"] != actual["shape"]:
        return f"{begins}: the shape would be {_shape(other['shape'])}, and here it is {_shape(actual['shape'])}."
    shares = f"{_accuracy(other)} of the pixels would be right, and here it is {_accuracy(actual)}"
    return f"{begins}: the shape would be the same, but {shares}."


def _shape(numbers: list[int]) -> str:
    return f"({', '.join(map(str, numbers))})"


def _accuracy(result: dict[str, Any]) -> str:
    share = result["accuracy"]
    return "cannot be counted: the truth has another shape" if share is None else f"{100 * share:.1f} %"


@cache
def _recorded() -> dict[str, Any]:
    return json.loads(Path(__file__).with_name("recorded.json").read_text(encoding="utf-8"))
