"""Coarse predictions of streets in which a class is missing, and four numbers that are all called mean IoU."""

import random

import numpy as np
from numpy.typing import NDArray

from exercises._engine.variants import Variant
from lessons.metrics.averages import mean_with_absent_as, micro_iou
from lessons.metrics.confusion import confusion_matrix
from lessons.metrics.overlap import iou_of, mean_of_present
from lessons.scenes import CLASS_NAMES, street_scene

SEEDS = (
    *(1071, 1096, 1109, 1123, 1129, 1154, 1185, 1211, 1265, 1350),
    *(1363, 1369, 1380, 1410, 1435, 1438, 1442, 1448, 1461, 1471),
)
"""Held-out streets that lack a class at 64 pixels, and in which the four numbers are far apart."""
RULES = {
    "present": "The mean over the classes that are in the truth or the prediction",
    "zero": "The mean over all eight classes, with 0 for a class that is in neither mask",
    "one": "The mean over all eight classes, with 1 for a class that is in neither mask",
    "micro": "All right pixels over the sum of all unions",
}


def draw(rng: random.Random) -> Variant:
    truth = street_scene(rng.choice(SEEDS), 64).mask
    confusion = confusion_matrix(coarse(truth, rng.choice((2, 3, 4))), truth, len(CLASS_NAMES))
    scores = scores_of(confusion)
    rule = rng.choice(tuple(RULES))
    names = rng.sample(tuple(RULES), len(RULES))
    return Variant(
        fields={"rows": _rows(confusion), "score": f"{scores[rule]:.3f}"},
        answer=names.index(rule),
        options=tuple((RULES[name], _why(name, scores, rule, confusion)) for name in names),
    )


def coarse(mask: NDArray[np.uint8], step: int) -> NDArray[np.uint8]:
    """The mask with each block of `step` × `step` cells given the class of its upper left one."""
    size = len(mask)
    return mask[::step, ::step].repeat(step, axis=0).repeat(step, axis=1)[:size, :size]


def scores_of(confusion: NDArray[np.int64]) -> dict[str, float]:
    """The number that each rule makes."""
    ious = iou_of(confusion)
    return {
        "present": mean_of_present(ious),
        "zero": mean_with_absent_as(ious, 0.0),
        "one": mean_with_absent_as(ious, 1.0),
        "micro": micro_iou(confusion),
    }


def _rows(confusion: NDArray[np.int64]) -> str:
    rows = zip(CLASS_NAMES, iou_of(confusion), confusion.sum(axis=1), confusion.sum(axis=0), strict=True)
    return "\n".join(
        f"| {name} | {'none' if np.isnan(iou) else f'{iou:.3f}'} | {true} | {predicted} |"
        for name, iou, true, predicted in rows
    )


def _why(name: str, scores: dict[str, float], rule: str, confusion: NDArray[np.int64]) -> str:
    present = int((~np.isnan(iou_of(confusion))).sum())
    missing = len(CLASS_NAMES) - present
    how = {
        "present": f"The mean of the {present} IoUs that there are",
        "zero": f"The same sum divided by {len(CLASS_NAMES)} instead of {present}",
        "one": f"The same sum plus {missing}, divided by {len(CLASS_NAMES)}",
        "micro": "Right pixels over unions, each added up over all classes first,",
    }[name]
    sentence = f"{how} is {scores[name]:.3f}."
    return sentence if name == rule else f"{sentence} The report says {scores[rule]:.3f}."
