"""Panoptic segmentation by merging: objects from an instance model, the rest from a semantic one.

An instance model lets masks overlap, and a semantic model cannot count. A panoptic map needs exactly one
answer per pixel, so somebody has to decide. These are the rules of Kirillov and colleagues (2019,
*Panoptic Segmentation*; the stuff rule from *Panoptic Feature Pyramid Networks* of the same year).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons.flavours.encoding import PER_CLASS, VOID, VOID_CLASS
from lessons.flavours.instances import Instance
from lessons.flavours.kinds import THING_IDS
from lessons.metrics.masks import as_mask


@dataclass(frozen=True)
class MergeRules:
    """What it takes to enter the map.

    An object needs a score of at least `min_score`, at most the share `max_covered` of its pixels taken
    by surer objects, and `min_area` pixels left. A class of stuff needs `min_stuff_area` pixels.
    """

    min_score: float = 0.5
    max_covered: float = 0.5
    min_area: int = 8
    min_stuff_area: int = 64


@dataclass(frozen=True)
class Decision:
    """What became of one object: `number` in the map, 0 if it is left out, and why in a sentence.

    `area` is the pixels of its mask, `free` those that no surer object had taken.
    """

    number: int
    area: int
    free: int
    reason: str


@dataclass(frozen=True, eq=False)
class Merged:
    """The panoptic map int32 (height, width), and one decision for each instance, in the order given."""

    panoptic: NDArray[np.int32]
    decisions: tuple[Decision, ...]


DEFAULT_RULES = MergeRules()


def merge_panoptic(
    semantic: ArrayLike,
    instances: Sequence[Instance],
    rules: MergeRules = DEFAULT_RULES,
    things: Collection[int] = THING_IDS,
) -> Merged:
    """Merge a semantic mask (height, width) and instances into one panoptic map.

    1. The objects, surest first, each take the pixels of their mask that are still free, unless the
       rules leave them out. Of equal scores the first goes first.
    2. Each class of stuff takes the pixels the semantic mask gives it that are still free, if enough are.
    3. What nobody took is void. A pixel that the semantic mask calls a thing, and where no object is,
       stays void too: nobody knows which object it would be part of.

    The number in the map is the instance's place in the list, counted from 1.

    Raises:
        ValueError: a mask of an instance has another size, an instance is not a thing, or there are
            more than 999.
    """
    labels = as_mask(semantic, "semantic mask")
    _check(labels, instances, things)
    panoptic = np.full(labels.shape, VOID, dtype=np.int32)
    decisions: dict[int, Decision] = {}
    for place in sorted(range(len(instances)), key=lambda n: -instances[n].score):
        instance = instances[place]
        free = instance.mask & (panoptic == VOID)
        area, left = int(instance.mask.sum()), int(free.sum())
        reason = _left_out(instance.score, area, left, rules)
        if not reason:
            panoptic[free] = instance.label * PER_CLASS + place + 1
        number = 0 if reason else place + 1
        decisions[place] = Decision(
            number, area, left, reason or f"It takes {left:,} of its {area:,} pixels."
        )
    for label in np.unique(labels).tolist():
        region = (labels == label) & (panoptic == VOID)
        if label not in things and label != VOID_CLASS and region.sum() >= rules.min_stuff_area:
            panoptic[region] = label * PER_CLASS
    return Merged(panoptic, tuple(decisions[place] for place in range(len(instances))))


def _left_out(score: float, area: int, free: int, rules: MergeRules) -> str:
    """Why an object stays out of the map; empty if it enters."""
    if score < rules.min_score:
        return f"Its score {score:.2f} is below {rules.min_score:.2f}."
    if area - free > rules.max_covered * area:
        return f"Surer objects cover {(area - free) / area:.0%} of it, more than {rules.max_covered:.0%}."
    if free < max(rules.min_area, 1):
        return f"It has {free} free pixels, fewer than {max(rules.min_area, 1)}."
    return ""


def _check(labels: NDArray, instances: Sequence[Instance], things: Collection[int]) -> None:
    if len(instances) >= PER_CLASS:
        raise ValueError(f"There are {len(instances)} instances; give at most {PER_CLASS - 1}.")
    for instance in instances:
        if instance.mask.shape != labels.shape:
            raise ValueError(
                "An instance's mask and the semantic mask differ in size; give the same picture's."
            )
        if instance.label not in things:
            raise ValueError(f"Class {instance.label} is stuff; give only instances of things.")
