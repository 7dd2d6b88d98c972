"""Panoptic Quality: one score for stuff and things together (Kirillov and colleagues, 2019).

A predicted segment and a true one of the same class match if their IoU is above 0.5. No segment can
match two others, because segments do not overlap and two shares above one half do not fit in one
whole: so the matches need no choosing. Then, class by class,

    PQ =   sum of the IoUs of the matches / number of matches        SQ, segmentation quality
         × matches / (matches + ½ extra + ½ missed)                  RQ, recognition quality
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import fsum, nan
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lessons.flavours.encoding import PER_CLASS, VOID, segment_ids
from lessons.flavours.kinds import THING_IDS
from lessons.metrics.masks import check_same_shape

_APART = VOID + PER_CLASS
"""Larger than every id, so that a pair of ids fits in one number."""


class Match(NamedTuple):
    """Two segments that match, by their panoptic ids."""

    predicted: int
    true: int
    iou: float


@dataclass(frozen=True)
class SegmentMatching:
    """One picture's segments: the matches, the predicted ids that match nothing, the true ids that do not."""

    matches: tuple[Match, ...]
    extra: tuple[int, ...]
    missed: tuple[int, ...]


@dataclass(frozen=True)
class ClassQuality:
    """One class: how many segments match, are extra (false positives) or missed (false negatives)."""

    label: int
    matches: int
    extra: int
    missed: int
    iou_sum: float

    @property
    def sq(self) -> float:
        """Segmentation quality: the mean IoU of the matches; 0 if nothing matches."""
        return self.iou_sum / self.matches if self.matches else 0.0

    @property
    def rq(self) -> float:
        """Recognition quality: the F1 score of the segments."""
        return self.matches / (self.matches + self.extra / 2 + self.missed / 2)

    @property
    def pq(self) -> float:
        """Panoptic quality, SQ × RQ."""
        return self.sq * self.rq


@dataclass(frozen=True)
class PanopticQuality:
    """The classes with a segment that matches, is extra or is missed, by class id."""

    classes: tuple[ClassQuality, ...]

    def mean(self, of: str = "pq", labels: Collection[int] | None = None) -> float:
        """The mean of "pq", "sq" or "rq" over the classes, or those in `labels`; NaN if there is none.

        The mean PQ is not the mean SQ times the mean RQ.
        """
        values = [getattr(c, of) for c in self.classes if labels is None or c.label in labels]
        return sum(values) / len(values) if values else nan


def match_segments(
    prediction: ArrayLike,
    truth: ArrayLike,
    things: Collection[int] = THING_IDS,
    forgive_blank: bool = False,
) -> SegmentMatching:
    """Match the segments of two panoptic maps (height, width).

    Where the truth is void nobody knows better, so those pixels count for nothing, and a predicted
    segment more than half in them is not extra. A pixel that the prediction leaves void counts as
    wrong; with `forgive_blank` it too counts for nothing, and a true segment more than half left
    blank is not missed, as torchmetrics does with `allow_unknown_preds_category`.

    Raises:
        ValueError: the maps differ in size or hold an id out of range.
    """
    predicted, true = segment_ids(prediction, things), segment_ids(truth, things)
    check_same_shape(predicted, true)
    pairs, pixels = np.unique(predicted.astype(np.int64) * _APART + true, return_counts=True)
    shared = {
        divmod(pair, _APART): count for pair, count in zip(pairs.tolist(), pixels.tolist(), strict=True)
    }
    size_predicted, size_true = Counter[int](), Counter[int]()
    for (segment, other), count in shared.items():
        size_predicted[segment] += count
        size_true[other] += count
    unknown = {segment: shared.get((segment, VOID), 0) for segment in size_predicted}
    blank = {segment: shared.get((VOID, segment), 0) if forgive_blank else 0 for segment in size_true}

    matches = []
    for (segment, other), both in shared.items():
        if segment // PER_CLASS == other // PER_CLASS and VOID not in (segment, other):
            either = size_predicted[segment] - unknown[segment] + size_true[other] - blank[other] - both
            if both / either > 0.5:
                matches.append(Match(segment, other, both / either))
    settled = {match.predicted for match in matches} | {VOID}
    true_matches = {match.true for match in matches} | {VOID}
    return SegmentMatching(
        matches=tuple(matches),
        extra=tuple(s for s in size_predicted if s not in settled and 2 * unknown[s] <= size_predicted[s]),
        missed=tuple(s for s in size_true if s not in true_matches and 2 * blank[s] <= size_true[s]),
    )


def panoptic_quality(pictures: Sequence[SegmentMatching]) -> PanopticQuality:
    """PQ over one or more pictures: their matches are added up class by class before dividing."""
    matches = [match for picture in pictures for match in picture.matches]
    hits = Counter(match.true // PER_CLASS for match in matches)
    extra = Counter(segment // PER_CLASS for picture in pictures for segment in picture.extra)
    missed = Counter(segment // PER_CLASS for picture in pictures for segment in picture.missed)
    return PanopticQuality(
        tuple(
            ClassQuality(
                label,
                hits[label],
                extra[label],
                missed[label],
                fsum(match.iou for match in matches if match.true // PER_CLASS == label),
            )
            for label in sorted({*hits, *extra, *missed})
        )
    )
