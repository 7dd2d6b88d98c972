"""What masks score in a challenge: on the half that is shown while it is open, and on the half that decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lessons.challenge.archives import ArchiveError
from lessons.challenge.pictures import IGNORED, PictureSet
from lessons.metrics.score import MaskScore, score_pairs

Kind = Literal["miou", "class_iou", "boundary_miou"]
_TRIES = 100


@dataclass(frozen=True)
class Metric:
    """What counts: the mIoU, the IoU of the class `label` alone, or the boundary mIoU, over the pixels of a half."""

    kind: Kind
    label: int = 0

    def of(self, score: MaskScore) -> float:
        """This number among those of a prediction; NaN if no pixel is of a class that counts."""
        if self.kind == "class_iou":
            return score.per_class[self.label].iou
        return score.miou if self.kind == "miou" else score.boundary_miou

    def counts_in(self, truth: NDArray[np.integer]) -> bool:
        """Whether there is anything to score in this truth (height, width)."""
        return bool((truth == self.label if self.kind == "class_iou" else truth != IGNORED).any())

    def title(self, class_names: Sequence[str]) -> str:
        """What a page calls it."""
        if self.kind == "class_iou":
            return f"IoU of {class_names[self.label]}"
        return "mIoU" if self.kind == "miou" else "boundary mIoU"


@dataclass(frozen=True)
class PictureScore:
    """What one picture scores alone: NaN where the class that counts is not in it. `wrong` is a share of its pixels."""

    picture: int
    score: float
    wrong: float


@dataclass(frozen=True)
class Scores:
    """What masks score on the two halves; `pictures` are those of the public half only."""

    public: float
    hidden: float
    pictures: tuple[PictureScore, ...]


def score(
    masks: Sequence[NDArray[np.integer]],
    truths: Sequence[NDArray[np.integer]],
    public: Sequence[int],
    num_classes: int,
    metric: Metric,
) -> Scores:
    """Score masks against their truths, each (height, width); `public` are the places of the public half.

    Raises:
        ValueError: as `score_pairs`.
    """
    pairs = list(zip(masks, truths, strict=True))
    halves = [pairs[place] for place in public], [each for at, each in enumerate(pairs) if at not in public]
    of_public, of_hidden = (metric.of(score_pairs(half, num_classes, IGNORED)) for half in halves)
    alone = [score_pairs([pairs[place]], num_classes, IGNORED) for place in public]
    return Scores(
        of_public,
        of_hidden,
        tuple(
            PictureScore(place, metric.of(one), 1 - one.pixel_accuracy)
            for place, one in zip(public, alone, strict=True)
        ),
    )


def draw_halves(pictures: PictureSet, metric: Metric, seed: int) -> tuple[int, ...]:
    """The places of the public half, drawn so that there is something to score in both halves.

    Raises:
        ArchiveError: no such draw was found; says what to do.
    """
    count, rng = len(pictures.names), np.random.default_rng(seed)
    has_some = np.array([metric.counts_in(truth) for truth in pictures.truths])
    for _ in range(_TRIES):
        public = rng.permutation(count)[: count // 2]
        if has_some[public].any() and np.delete(has_some, public).any():
            return tuple(sorted(public.tolist()))
    raise ArchiveError(
        f"Too few pictures have something that the {metric.title(pictures.class_names)} counts, so that a half would "
        "be without; choose another metric, or more pictures."
    )
