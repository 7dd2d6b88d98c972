"""Everything in a picture: ask at a grid of points, keep what is sure and stable, drop what was said twice.

No prompt, so the network prompts itself (Kirillov et al., 2023, section 5 and appendix B).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lessons.flavours.instances import mask_ious, nms
from lessons.models.prompt_encoders import Embedding
from lessons.models.sam import SAM
from lessons.prompting.prompts import Click, Prompts
from lessons.prompting.segmenter import decode

_TOGETHER = 16  # prompts decoded at once: more would only need more memory


@dataclass(frozen=True)
class SegmentRules:
    """What it takes for a mask to stay.

    Of `per_side` × `per_side` clicks, a mask needs an expected IoU of `least_iou`, a stability of
    `least_stability`, and `least_pixels` pixels; of two with an IoU above `most_overlap` the less sure one goes.
    """

    per_side: int = 12
    least_iou: float = 0.5
    least_stability: float = 0.85
    least_pixels: int = 16
    most_overlap: float = 0.5


@dataclass(frozen=True, eq=False)
class Segment:
    """One mask, bool (height, width), with what the network expects of it and the click that gave it."""

    mask: NDArray[np.bool_]
    predicted_iou: float
    stability: float
    click: Click


@dataclass(frozen=True, eq=False)
class Everything:
    """The masks that stay, surest first, and how many there were: all `candidates`, the `sure`, and `stable` ones."""

    segments: tuple[Segment, ...]
    candidates: int
    sure: int
    stable: int


DEFAULT_RULES = SegmentRules()


def segment_everything(network: SAM, embedding: Embedding, rules: SegmentRules = DEFAULT_RULES) -> Everything:
    """All that a grid of clicks finds in one picture.

    Raises:
        ValueError: the grid has no points, or more than 32 on a side.
    """
    clicks = grid(embedding.height, embedding.width, rules.per_side)
    candidates, sure, stable = 0, 0, []
    for start in range(0, len(clicks), _TOGETHER):
        some = clicks[start : start + _TOGETHER]
        logits, iou, _ = decode(network, embedding, [Prompts((click,)) for click in some])
        steady = stability(logits)
        candidates += iou.size
        for place, candidate in np.argwhere(iou >= rules.least_iou):
            sure += 1
            mask = logits[place, candidate] > 0
            if steady[place, candidate] >= rules.least_stability and mask.sum() >= rules.least_pixels:
                scores = float(iou[place, candidate]), float(steady[place, candidate])
                stable.append(Segment(mask, *scores, some[place]))
    masks, scores = [each.mask for each in stable], [each.predicted_iou for each in stable]
    # Not the IoU of their boxes, as in SAM and in object detection: the box of a road contains every car.
    surest = nms(mask_ious(masks, masks), scores, rules.most_overlap)
    return Everything(tuple(stable[index] for index in surest), candidates, sure, len(stable))


def grid(height: int, width: int, per_side: int) -> tuple[Click, ...]:
    """One click in the middle of each of `per_side` × `per_side` equal cells of the picture, row by row.

    Raises:
        ValueError: `per_side` is not between 1 and 32.
    """
    if not 1 <= per_side <= 32:
        raise ValueError(f"The grid has {per_side} points on a side; give 1 to 32.")
    rows, columns = ((2 * np.arange(per_side) + 1) * length // (2 * per_side) for length in (height, width))
    return tuple(Click(int(row), int(column)) for row in rows for column in columns)


def stability(logits: NDArray[np.floating], offset: float = 1.0) -> NDArray[np.float64]:
    """How little each mask (…, height, width) changes when its threshold moves from `offset` to -`offset`: (…).

    The two masks contain each other, so their IoU is the smaller's share of the larger; 0 if both are empty.
    """
    smaller, larger = ((logits > bound).sum(axis=(-2, -1)) for bound in (offset, -offset))
    return smaller / np.maximum(larger, 1)
