"""What the recorded trainings say of a class that is 1 % of the pixels: which loss finds it, when, at what price."""

from dataclasses import dataclass

from lessons.training.lab.pictures import watched
from lessons.training.recorded import RecordedRun, recorded

SPOT = 1
"""The class that is looked for."""


@dataclass(frozen=True)
class Outcome:
    """Over the eight watched pictures: the IoU of the spots, the share of their pixels that is missed, 0 to 1, and how
    many pixels are painted for one that is spot.
    """

    iou: float
    missed: float
    painted: float


def outcome(run: RecordedRun, at: int) -> Outcome:
    """How a recorded run did at its look `at`."""
    truth, marked = watched(run.settings.data).masks == SPOT, run.masks[at] == SPOT
    missed = float((truth & ~marked).sum() / truth.sum())
    return Outcome(run.looks[at].per_class_iou[SPOT], missed, float(marked.sum() / truth.sum()))


def outcomes(loss: str, weights: str = "none", step: int = -1) -> tuple[Outcome, ...]:
    """What came of this loss after that step, one for each seed; without a step, at the end."""
    runs = [
        run for run in recorded("tumour").runs if (run.settings.loss, run.settings.weights) == (loss, weights)
    ]
    places = [[look.step for look in run.looks].index(step) if step >= 0 else -1 for run in runs]
    return tuple(outcome(run, at) for run, at in zip(runs, places, strict=True))


EARLY = 120
"""The step at which the other trainings at this share ended; these went on ten times as long."""
_SHORT = {
    ("cross_entropy", "none"): "ce",
    ("cross_entropy", "inverse"): "weighted",
    ("focal", "none"): "focal",
    ("focal", "inverse"): "focal_weighted",
    ("dice", "none"): "dice",
    ("ce_dice", "none"): "ce_dice",
}


def numbers() -> dict[str, str]:
    """By a short name of the loss and what is told of it, such as "ce_missed": the least to the most of all seeds."""
    told = {}
    for (loss, weights), short in _SHORT.items():
        late = outcomes(loss, weights)
        told |= {
            f"{short}_early": _span([f"{each.iou:.2f}" for each in outcomes(loss, weights, EARLY)]),
            f"{short}_late": _span([f"{each.iou:.2f}" for each in late]),
            f"{short}_missed": _span([f"{100 * each.missed:.0f}" for each in late], " %"),
            f"{short}_painted": _span([f"{each.painted:.1f}" for each in late]),
        }
    return told | {"early": str(EARLY), "late": f"{recorded('tumour').runs[0].settings.steps:,}"}


def _span(values: list[str], unit: str = "") -> str:
    least, most = min(values, key=float), max(values, key=float)
    return f"{least}{unit}" if least == most else f"{least} to {most}{unit}"
