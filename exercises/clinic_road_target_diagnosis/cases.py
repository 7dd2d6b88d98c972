"""Four trainings to find the road, recorded by `lessons.training.recording.clinic`; three of them have a bug."""

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

from exercises._engine.variants import Mask, TaskPicture, Variant

NAMES = ("background", "road")
STEPS = ("1", "10", "50", "150")

BUGS = {
    "white": (
        "The targets were 0 and 255, as in the mask files, instead of 0 and 1",
        "With a target of 255 a larger logit always lowers the loss, so it falls below 0 without end and every "
        "pixel becomes road.",
    ),
    "empty": (
        "All targets were 0: the masks had been divided by 255 twice, in whole numbers",
        "With nothing but zeros to learn, the loss falls to 0 at once and no pixel becomes road.",
    ),
    "inverted": (
        "The targets were inverted: 1 where there is no road",
        "Inverted targets are as easy to learn, so the loss falls as it should, and the mask is the truth inside out.",
    ),
    "right": (
        "Nothing: the targets were 0 and 1, and the network is still learning",
        "With right targets the loss falls slowly towards 0 and the mask comes to look like the truth.",
    ),
}


def draw(rng: random.Random) -> Variant:
    recorded = _recorded()
    bug, place = rng.choice(tuple(BUGS)), rng.randrange(len(recorded["truth"]))
    run = recorded[bug]
    truth = [_mask(rows) for rows in recorded["truth"]]
    losses = {step: _short(run["losses"][step]) for step in STEPS}
    here = f"Here it went from {losses['1']} to {losses['150']}, and {_percent(run['share'])} became road."
    names = rng.sample(tuple(BUGS), len(BUGS))
    return Variant(
        fields={
            **{f"loss_{step}": text for step, text in losses.items()},
            "share": _percent(run["share"]),
            "truth_share": _percent(recorded["truth_share"]),
        },
        answer=names.index(bug),
        pictures=(
            TaskPicture("Truth", truth[place], NAMES),
            TaskPicture("Prediction", _mask(run["masks"][place]), NAMES),
        ),
        options=tuple((BUGS[name][0], f"{BUGS[name][1]} {here}") for name in names),
    )


def _short(loss: float) -> str:
    return f"{loss:,.3f}" if abs(loss) < 100 else f"{loss:,.0f}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


@cache
def _recorded() -> dict[str, Any]:
    return json.loads(Path(__file__).with_name("recorded.json").read_text(encoding="utf-8"))


def _mask(rows: list[str]) -> Mask:
    return tuple(tuple(map(int, row)) for row in rows)
