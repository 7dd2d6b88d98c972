"""A panoptic map against the truth, by every measure: mIoU, AP and PQ, with the counts they come from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import isnan, nan

from numpy.typing import ArrayLike

from lessons.flavours.average_precision import average_precisions
from lessons.flavours.encoding import VOID_CLASS, decode, instances_of
from lessons.flavours.instances import Instance, Matching, match
from lessons.flavours.kinds import THING_IDS
from lessons.flavours.quality import PanopticQuality, match_segments, panoptic_quality
from lessons.metrics.overlap import per_class_iou

THRESHOLDS = (0.5, 0.75)
"""The IoU thresholds of AP on the page, and the usual two."""


@dataclass(frozen=True, eq=False)
class Measures:
    """A panoptic map against the truth.

    `wrong` counts the pixels whose class differs, and `ious` holds the IoU of each class that is in
    either; both know classes only. `precision` holds the
    AP of each class at each IoU threshold; `matchings` the matches they come from, as positions in
    `objects` and `true_objects`. `quality` is PQ with its counts. The map has no scores, so all its
    objects are equally sure.
    """

    objects: tuple[Instance, ...]
    true_objects: tuple[Instance, ...]
    wrong: int
    ious: dict[int, float]
    precision: dict[float, dict[int, float]]
    matchings: dict[float, Matching]
    quality: PanopticQuality

    @property
    def miou(self) -> float:
        """The mean IoU over the classes in either map; NaN if there is none."""
        return _mean(self.ious.values())

    def average_precision(self, threshold: float) -> float:
        """AP at one threshold: the mean over the classes with a true object; NaN if there is none."""
        return _mean(self.precision[threshold].values())


def measure(
    panoptic: ArrayLike,
    truth: ArrayLike,
    thresholds: Sequence[float] = THRESHOLDS,
    things: Collection[int] = THING_IDS,
) -> Measures:
    """Every measure of a panoptic map (height, width) against the true one. Errors as `match_segments`."""
    quality = panoptic_quality([match_segments(panoptic, truth, things)])
    objects, true_objects = instances_of(panoptic, things), instances_of(truth, things)
    mask, true_mask = decode(panoptic)[0], decode(truth)[0]
    ious = per_class_iou(mask, true_mask, VOID_CLASS + 1, VOID_CLASS)
    return Measures(
        objects,
        true_objects,
        int((mask != true_mask)[true_mask != VOID_CLASS].sum()),
        {label: iou for label, iou in enumerate(ious) if not isnan(iou)},
        {at: average_precisions([(objects, true_objects)], at) for at in thresholds},
        {at: match(objects, true_objects, at) for at in thresholds},
        quality,
    )


def _mean(values: Collection[float]) -> float:
    return sum(values) / len(values) if values else nan
