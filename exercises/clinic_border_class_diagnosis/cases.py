"""Four trainings on labels with ignored outlines, recorded by `lessons.training.recording.clinic`."""

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

from exercises._engine.variants import Mask, TaskPicture, Variant
from lessons.scenes import CLASS_NAMES

SKY, SIGN, OWN = CLASS_NAMES.index("sky"), CLASS_NAMES.index("sign"), len(CLASS_NAMES)
NAMES = (*CLASS_NAMES, "background")

BUGS = {
    "clipped": (
        "It was clipped to 7, the last class",
        "Clipped to 7 the ignored pixels are signs to the network, and it draws signs along the outlines.",
        SIGN,
    ),
    "own": (
        "It became a class of its own, 8",
        "With an output of its own the label 255 is learned like a class, and the prediction holds it as well.",
        OWN,
    ),
    "zero": (
        "It was replaced by 0",
        "As 0 the ignored pixels are sky to the network, and it draws sky along the outlines, on the ground too.",
        SKY,
    ),
    "right": (
        "It was left out of the loss, as it should be",
        "Left out of the loss the pixels teach nothing, and the regions on both sides grow together over the outline.",
        None,
    ),
}


def draw(rng: random.Random) -> Variant:
    recorded, bug = _recorded(), rng.choice(tuple(BUGS))
    run, place = recorded[bug], rng.randrange(len(recorded["labels"]))
    inside, outside = run["on_outlines"], run["elsewhere"]
    names = rng.sample(tuple(BUGS), len(BUGS))
    return Variant(
        fields={
            "sky": _percent(inside[SKY]),
            "sign": _percent(inside[SIGN]),
            "other": _percent(inside[OWN]),
            "sky_elsewhere": _percent(outside[SKY]),
            "sign_elsewhere": _percent(outside[SIGN]),
        },
        answer=names.index(bug),
        pictures=(
            TaskPicture("Labels", _mask(recorded["labels"][place]), NAMES),
            TaskPicture("Prediction", _mask(run["masks"][place]), NAMES),
        ),
        options=tuple((BUGS[name][0], _why(name, inside)) for name in names),
    )


def _why(name: str, inside: list[float]) -> str:
    _, why, label = BUGS[name]
    if label is None:
        sky, sign, other = (_percent(inside[each]) for each in (SKY, SIGN, OWN))
        return f"{why} Here sky has {sky} of them, sign {sign} and B {other}."
    return f"{why} Here that class has {_percent(inside[label])} of the ignored pixels."


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


@cache
def _recorded() -> dict[str, Any]:
    return json.loads(Path(__file__).with_name("recorded.json").read_text(encoding="utf-8"))


def _mask(rows: list[str]) -> Mask:
    return tuple(tuple(map(int, row)) for row in rows)
