"""The three answers from live models: a semantic network's logits and an instance model's detections."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons.flavours.answers import Flavours
from lessons.flavours.instances import Instance
from lessons.flavours.merging import DEFAULT_RULES, Decision, MergeRules, merge_panoptic


def semantic_mask(logits: ArrayLike) -> NDArray[np.uint8]:
    """The winning class of every pixel, uint8 (height, width), of logits (classes, height, width).

    Raises:
        ValueError: the logits do not have three dimensions.
    """
    scores = np.asarray(logits)
    if scores.ndim != 3:
        raise ValueError(
            f"The logits have {scores.ndim} dimensions; give classes × height × width of one picture."
        )
    return scores.argmax(axis=0).astype(np.uint8)


def detected_instances(
    masks: ArrayLike, labels: Sequence[int], scores: Sequence[float], threshold: float = 0.5
) -> tuple[Instance, ...]:
    """The objects of an instance model, surest first, numbered 1, 2, …

    `masks` (objects, height, width) says of each pixel how likely it is part of the object, 0 to 1 (or
    is already bool); it is part of the mask if that is at least `threshold`. `labels` holds ids of
    `CLASS_NAMES`. An object whose mask is empty is left out.

    Raises:
        ValueError: there are not as many masks as labels and scores.
    """
    likely = np.asarray(masks)
    if not len(likely) == len(labels) == len(scores):
        raise ValueError(
            f"There are {len(likely)} masks, {len(labels)} labels and {len(scores)} scores; give one of each."
        )
    inside = likely >= threshold
    order = np.argsort(-np.asarray(scores, dtype=np.float64), kind="stable").tolist()
    visible = [place for place in order if inside[place].any()]
    return tuple(
        Instance(inside[place], int(labels[place]), float(scores[place]), number)
        for number, place in enumerate(visible, start=1)
    )


def live_flavours(
    logits: ArrayLike, instances: Sequence[Instance], rules: MergeRules = DEFAULT_RULES
) -> tuple[Flavours, tuple[Decision, ...]]:
    """What the models say of one picture, and what the merge decided about each instance.

    The instance answer shows every object of at least the rules' score, whether or not it enters the
    panoptic map. Give the instances as `detected_instances` numbers them, so that "car #2" is the same
    car in both answers. Errors as `semantic_mask` and `merge_panoptic`.
    """
    mask = semantic_mask(logits)
    merged = merge_panoptic(mask, instances, rules)
    sure = tuple(instance for instance in instances if instance.score >= rules.min_score)
    return Flavours(mask, sure, merged.panoptic), merged.decisions
