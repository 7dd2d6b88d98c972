"""Curves of real trainings, as `lessons.training.recording.headlines` recorded them, and what each of them shows."""

import random
from math import isfinite

import numpy as np

from exercises._engine.variants import TaskChart, Variant
from lessons.training.headlines import HEADLINES
from lessons.training.lab.look import Look
from lessons.training.lab.pictures import watched
from lessons.training.recorded import RecordedRun, recorded

_MEAN_OF = 10
"""Steps: the loss of a single batch says more of the batch than of the network."""
_PLACES = {
    "cliff": [("rate", place) for place, run in enumerate(HEADLINES["rate"].runs) if run.rate >= 1],
    "by_heart": [("four", place) for place, run in enumerate(HEADLINES["four"].runs) if run.pictures == 4],
    "fat": [
        ("collapse", place)
        for place, run in enumerate(HEADLINES["collapse"].runs)
        if run.data == "spots1"
        and (run.loss, run.weights) in (("cross_entropy", "inverse"), ("dice", "none"))
    ],
    "healthy": [
        *(("four", place) for place, run in enumerate(HEADLINES["four"].runs) if run.pictures == 512),
        *(("rate", place) for place, run in enumerate(HEADLINES["rate"].runs) if run.rate == 0.01),
    ],
}
"""The experiments and the places of their runs, by what they show."""

_OPTIONS = {
    "cliff": (
        "The learning rate is far too high",
        "Then the loss would stay high or jump about, because each step overshoots.",
    ),
    "by_heart": (
        "It learns a few pictures by heart (overfitting)",
        "Then the loss would come near zero, while the scores on other pictures stand still.",
    ),
    "fat": (
        "It paints the rarest class far too large",
        "Then the loss would fall, and at the end the pixel accuracy too, with an IoU of the rarest class next to 0.",
    ),
    "healthy": (
        "Nothing is wrong: it learns, and has not finished",
        "Then the loss would fall and the scores on other pictures would rise with it, most of all the mIoU.",
    ),
}


def draw(rng: random.Random) -> Variant:
    sign = rng.choice(tuple(_PLACES))
    name, place = rng.choice(_PLACES[sign])
    run = recorded(name).runs[place]
    first, last = run.looks[1], run.looks[-1]
    names = rng.sample(tuple(_OPTIONS), len(_OPTIONS))
    evidence = (
        f"Here the loss goes from {_loss(first)} to {_loss(last)}, the pixel accuracy to {last.pixel_accuracy:.3f} and "
        f"the mIoU from {first.miou:.3f} to {last.miou:.3f}."
    )
    return Variant(
        fields={
            "loss_name": run.settings.in_words("loss"),
            "steps": run.settings.steps,
            "rarest": _rarest_name(run),
        },
        charts=(
            TaskChart("Loss", (("loss, mean of ten steps", _losses(run)),)),
            TaskChart("Scores on other pictures", _scores(run)),
        ),
        answer=names.index(sign),
        options=tuple((_OPTIONS[each][0], f"{_OPTIONS[each][1]} {evidence}") for each in names),
    )


def _losses(run: RecordedRun) -> tuple[tuple[float, float], ...]:
    losses = [loss for look in run.looks for loss in look.losses]
    starts = range(0, len(losses), _MEAN_OF)
    return tuple((at + _MEAN_OF, round(float(np.mean(losses[at : at + _MEAN_OF])), 4)) for at in starts)


def _scores(run: RecordedRun) -> tuple[tuple[str, tuple[tuple[float, float], ...]], ...]:
    rarest = _rarest(run)
    values = {
        "pixel accuracy": lambda look: look.pixel_accuracy,
        "mIoU": lambda look: look.miou,
        f"IoU of {_rarest_name(run)}": lambda look: look.per_class_iou[rarest],
    }
    return tuple(
        (name, tuple((look.step, round(value(look), 4)) for look in run.looks if isfinite(value(look))))
        for name, value in values.items()
    )


def _rarest_name(run: RecordedRun) -> str:
    return run.settings.class_names[_rarest(run)]


def _rarest(run: RecordedRun) -> int:
    """The class with the fewest pixels in the watched pictures."""
    counts = np.bincount(watched(run.settings.data).masks.ravel(), minlength=len(run.settings.class_names))
    return int(counts.argmin())


def _loss(look: Look) -> str:
    return f"{float(np.mean(look.losses[-_MEAN_OF:])):.3f}"
