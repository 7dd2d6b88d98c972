"""One object as a network trained without skips draws it, recorded by `lessons.unet.recording.exercises`."""

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

from exercises._engine.variants import Condition, Mask, TaskPicture, Variant
from lessons.metrics.overlap import iou
from lessons.scenes import CLASS_NAMES

OBJECT = 1


def draw(rng: random.Random) -> Variant:
    window = rng.choice(_windows())
    truth = _mask(window["truth"])
    return Variant(
        fields={"name": window["name"], "bar": f"{window['bar']:.2f}"},
        pictures=(TaskPicture("The U-Net's prediction", _mask(window["unet"]), CLASS_NAMES),),
        start=truth,
        truth=truth,
        class_names=("background", window["name"]),
    )


def conditions(mask: Mask, variant: Variant) -> tuple[Condition, ...]:
    window = _window(variant)
    score, bar = iou(mask, _mask(window["no_skips"]), OBJECT), window["bar"]
    return (
        Condition(
            f"IoU of at least {bar:.2f} with the {window['name']} of the network without skips",
            score >= bar,
            f"IoU {score:.2f}, needs at least {bar:.2f}",
        ),
    )


def specimens(variant: Variant) -> tuple[tuple[Mask, ...], tuple[Mask, ...]]:
    window = _window(variant)
    label = CLASS_NAMES.index(window["name"])
    of_unet = tuple(tuple(int(cell == label) for cell in row) for row in _mask(window["unet"]))
    truth = _mask(window["truth"])
    right = (_mask(window["no_skips"]), _mask(window["rounded"]))
    wrong = (truth, of_unet, tuple((0,) * len(row) for row in truth), tuple((1,) * len(row) for row in truth))
    return right, wrong


def _window(variant: Variant) -> dict[str, Any]:
    """What was recorded of this task: its truth tells which it is."""
    return next(window for window in _windows() if _mask(window["truth"]) == variant.truth)


@cache
def _windows() -> tuple[dict[str, Any], ...]:
    recorded = Path(__file__).with_name("predictions.json").read_text(encoding="utf-8")
    return tuple(json.loads(recorded))


def _mask(rows: list[str]) -> Mask:
    return tuple(tuple(map(int, row)) for row in rows)
