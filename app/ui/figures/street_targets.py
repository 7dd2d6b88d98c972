"""What a learner may have pointed at, where the truth is known: the objects and regions of a street."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.ui.figures.street_pictures import ChosenPicture
from lessons.flavours.kinds import THING_IDS
from lessons.metrics.overlap import iou
from lessons.models.fitting.prompt_targets import box_of, targets_of
from lessons.prompting.prompts import Prompts
from lessons.scenes import CLASS_NAMES

STUFF_IDS = frozenset(range(len(CLASS_NAMES))) - THING_IDS


@dataclass(frozen=True, eq=False)
class Target:
    """One object, or one connected region of a class: `mask` bool (height, width)."""

    name: str
    mask: NDArray[np.bool_]
    is_thing: bool


def targets(picture: ChosenPicture) -> tuple[Target, ...]:
    """All that can be asked for in a labelled picture, as the network was trained and is scored; else nothing."""
    if picture.truth is None or picture.instance_ids is None:
        return ()
    return _targets(picture)


def target_of(picture: ChosenPicture, prompts: Prompts) -> Target | None:
    """The object or region under the first positive click, or else the one the box fits best; None if unknown."""
    every = targets(picture)
    for click in prompts.clicks:
        if click.positive:
            return next((each for each in every if each.mask[click.row, click.column]), None)
    if prompts.box is None or not every:
        return None
    box = prompts.box
    around = np.zeros(every[0].mask.shape, bool)
    around[box.top : box.bottom, box.left : box.right] = True
    return max(every, key=lambda each: iou(around, _boxed(each.mask), 1))


def _boxed(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    top, left, bottom, right = box_of(mask)
    boxed = np.zeros_like(mask)
    boxed[top:bottom, left:right] = True
    return boxed


@lru_cache(maxsize=16)
def _targets(picture: ChosenPicture) -> tuple[Target, ...]:
    truth, ids = picture.truth, picture.instance_ids
    assert truth is not None and ids is not None
    objects = targets_of(truth, ids, STUFF_IDS)
    names = [CLASS_NAMES[int(np.bincount(truth[mask]).argmax())] for mask in objects.masks]
    return tuple(
        Target(name, mask, bool(is_thing))
        for name, mask, is_thing in zip(names, objects.masks, objects.things, strict=True)
    )
