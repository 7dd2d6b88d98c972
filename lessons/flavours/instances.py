"""Objects with a mask each: how alike two are, which boxes say the same twice, which objects were found."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, eq=False)
class Instance:
    """One object.

    `mask` bool (height, width) of the whole picture; `label` its class id; `score` how sure the
    model is, 0 to 1; `number` its id in the picture, 1, 2, …, or 0 if it was not given one.
    """

    mask: NDArray[np.bool_]
    label: int
    score: float = 1.0
    number: int = 0


@dataclass(frozen=True)
class Matching:
    """Which prediction found which true object, as positions in the two lists.

    `pairs` holds (prediction, truth, IoU); `extra` the predictions that found nothing, `missed` the
    true objects that nothing found.
    """

    pairs: tuple[tuple[int, int, float], ...]
    extra: tuple[int, ...]
    missed: tuple[int, ...]


def mask_ious(first: Sequence[Instance], second: Sequence[Instance]) -> NDArray[np.float64]:
    """The IoU of every mask of `first` with every mask of `second`: (len(first), len(second)).

    Two empty masks have IoU 0.

    Raises:
        ValueError: the masks differ in size.
    """
    if not first or not second:
        return np.zeros((len(first), len(second)))
    if len({instance.mask.shape for instance in (*first, *second)}) > 1:
        raise ValueError("The masks differ in size; give masks of the same picture.")
    rows, columns = (
        np.array([instance.mask.ravel() for instance in instances], dtype=np.float64)
        for instances in (first, second)
    )
    shared = rows @ columns.T  # pixels in both: where both masks are 1, the product is 1
    either = rows.sum(axis=1)[:, None] + columns.sum(axis=1) - shared
    return np.divide(shared, either, out=np.zeros_like(shared), where=either > 0)


def box_ious(first: ArrayLike, second: ArrayLike) -> NDArray[np.float64]:
    """The IoU of every box of `first` (n, 4) with every box of `second` (m, 4): (n, m).

    A box is (left, top, right, bottom) with right and bottom one past its last pixel, so it is
    right − left wide. Two boxes without area have IoU 0.
    """
    one, two = (np.asarray(boxes, dtype=np.float64).reshape(-1, 4) for boxes in (first, second))
    top_left = np.maximum(one[:, None, :2], two[None, :, :2])
    bottom_right = np.minimum(one[:, None, 2:], two[None, :, 2:])
    shared = (bottom_right - top_left).clip(min=0).prod(axis=2)
    areas = [(boxes[:, 2:] - boxes[:, :2]).prod(axis=1) for boxes in (one, two)]
    either = areas[0][:, None] + areas[1] - shared
    return np.divide(shared, either, out=np.zeros_like(shared), where=either > 0)


def removed_by(
    boxes: ArrayLike, scores: ArrayLike, threshold: float, labels: ArrayLike | None = None
) -> NDArray[np.int64]:
    """Non-maximum suppression, told in full: for each box the box that removed it, itself if it stays: (n,).

    The surest box stays and removes every box whose IoU with it is above `threshold`; then the surest
    of those left does the same, and so on. Of equal scores the first goes first. With `labels` (n,) a
    box removes only boxes of its own class.
    """
    sure = np.asarray(scores, dtype=np.float64)
    rivals = box_ious(boxes, boxes) > threshold
    if labels is not None:
        rivals &= np.equal.outer(np.asarray(labels), np.asarray(labels))
    remover = np.full(len(sure), -1)
    for box in np.argsort(-sure, kind="stable"):
        if remover[box] < 0:
            remover[rivals[box] & (remover < 0)] = box
            remover[box] = box  # it stays, even one without area, whose IoU with itself is 0
    return remover


def nms(
    boxes: ArrayLike, scores: ArrayLike, threshold: float, labels: ArrayLike | None = None
) -> NDArray[np.int64]:
    """Non-maximum suppression: the positions of the boxes that stay, surest first. Rules as `removed_by`."""
    sure = np.asarray(scores, dtype=np.float64)
    stays = removed_by(boxes, scores, threshold, labels) == np.arange(len(sure))
    order = np.argsort(-sure, kind="stable")
    return order[stays[order]]


def match(predictions: Sequence[Instance], truths: Sequence[Instance], threshold: float = 0.5) -> Matching:
    """Pair predictions with true objects of the same class whose IoU is at least `threshold`.

    The surest prediction chooses first, and takes the free object with the highest IoU; nobody is
    taken twice (Everingham and colleagues, 2010, *The Pascal Visual Object Classes Challenge*).
    """
    ious = mask_ious(predictions, truths)
    same = np.equal.outer([p.label for p in predictions], [t.label for t in truths])
    allowed = np.where(same & (ious >= threshold) & (ious > 0), ious, 0.0)
    pairs = []
    for prediction in np.argsort([-p.score for p in predictions], kind="stable").tolist():
        if truths and allowed[prediction].any():
            truth = int(allowed[prediction].argmax())
            pairs.append((prediction, truth, float(ious[prediction, truth])))
            allowed[:, truth] = 0.0
    found = {truth for _, truth, _ in pairs}
    useful = {prediction for prediction, _, _ in pairs}
    return Matching(
        pairs=tuple(pairs),
        extra=tuple(n for n in range(len(predictions)) if n not in useful),
        missed=tuple(n for n in range(len(truths)) if n not in found),
    )
