"""Trainings whose loss falls well, slowly or not at all, recorded by `lessons.training.recording.clinic`."""

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

from exercises._engine.variants import Variant

STEPS = ("1", "20", "50", "100", "200")

BUGS = {
    "twice": (
        "The logits go through a softmax before the cross-entropy, which has a softmax of its own",
        "With a softmax too many a right pixel still costs 1.274, and gradients are small.",
        "probe",
    ),
    "slow": (
        "The learning rate is a hundred times too small",
        "With a rate too small the loss function is in order and the weights move, but by less than 0.01 on average.",
        "moved",
    ),
    "forgets": (
        "The gradients are set to zero between `backward()` and `step()`",
        "Without gradients no step changes anything: the weights stay, and so does every prediction.",
        "moved",
    ),
    "right": (
        "Nothing: it learns as it should",
        "In a healthy training the loss function says 0.000 to a right pixel and the loss falls well below 1.274.",
        "loss",
    ),
}


def draw(rng: random.Random) -> Variant:
    bug = rng.choice(tuple(BUGS))
    run = rng.choice(_recorded()[bug])
    explanations = {
        "probe": f"Here the loss function says {run['probe']:.3f}.",
        "moved": f"Here a weight moved by {_moved(run['moved'])}.",
        "loss": f"Here the loss function says {run['probe']:.3f}, and the loss ended at {run['losses']['200']:.3f}.",
    }
    names = rng.sample(tuple(BUGS), len(BUGS))
    return Variant(
        fields={
            **{f"loss_{step}": f"{run['losses'][step]:.3f}" for step in STEPS},
            **{f"accuracy_{step}": f"{100 * run['accuracies'][step]:.1f} %" for step in STEPS},
            "probe": f"{run['probe']:.3f}",
            "moved": _moved(run["moved"]),
        },
        answer=names.index(bug),
        options=tuple((BUGS[name][0], f"{BUGS[name][1]} {explanations[BUGS[name][2]]}") for name in names),
    )


def _moved(distance: float) -> str:
    return f"{distance:.4f}" if distance else "exactly 0"


@cache
def _recorded() -> dict[str, Any]:
    return json.loads(Path(__file__).with_name("recorded.json").read_text(encoding="utf-8"))
