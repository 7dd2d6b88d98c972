"""Objects with a mask each: how alike two are, which say the same twice, which objects were found."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Masks = Sequence[NDArray[np.bool_]] | NDArray[np.bool_]
"""Masks of one picture: bool (height, width) each, or all in one array (n, height, width)."""


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


def mask_ious(first: Masks, second: Masks) -> NDArray[np.float64]:
    """The IoU of every mask of `first` with every mask of `second`: (len(first), len(second)).

    Two empty masks have IoU 0.

    Raises:
        ValueError: the masks differ in size.
    """
    if not len(first) or not len(second):
        return np.zeros((len(first), len(second)))
    if len({mask.shape for mask in (*first, *second)}) > 1:
        raise ValueError("The masks differ in size; give masks of the same picture.")
    # float32 counts up to 2²⁴ pixels exactly, and its products take half the time.
    rows, columns = (np.array([mask.ravel() for mask in masks], np.float32) for masks in (first, second))
    shared = (rows @ columns.T).astype(np.float64)  # pixels in both: where both masks are 1, the product is 1
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
    overlaps: ArrayLike, scores: ArrayLike, threshold: float, labels: ArrayLike | None = None
) -> NDArray[np.int64]:
    """Non-maximum suppression in full: for each object the one that removed it, itself if it stays: (n,).

    `overlaps` (n, n) is the IoU of every two, of their boxes or of their masks. The surest object stays
    and removes every one whose IoU with it is above `threshold`; then the surest of those left does the
    same, and so on. Of equal scores the first goes first. With `labels` (n,) an object removes only
    those of its own class.
    """
    rivals = np.asarray(overlaps) > threshold
    if labels is not None:
        rivals &= np.equal.outer(np.asarray(labels), np.asarray(labels))
    remover = np.full(len(rivals), -1)
    for surest in _surest_first(scores):
        if remover[surest] < 0:
            remover[rivals[surest] & (remover < 0)] = surest
            remover[surest] = surest  # it stays, even an empty one, whose IoU with itself is 0
    return remover


def nms(
    overlaps: ArrayLike, scores: ArrayLike, threshold: float, labels: ArrayLike | None = None
) -> NDArray[np.int64]:
    """Non-maximum suppression: the positions of the objects that stay, surest first. Rules as `removed_by`."""
    order = _surest_first(scores)
    return order[removed_by(overlaps, scores, threshold, labels)[order] == order]


def _surest_first(scores: ArrayLike) -> NDArray[np.int64]:
    return np.argsort(-np.asarray(scores, dtype=np.float64), kind="stable")


def match(predictions: Sequence[Instance], truths: Sequence[Instance], threshold: float = 0.5) -> Matching:
    """Pair predictions with true objects of the same class whose IoU is at least `threshold`.

    The surest prediction chooses first, and takes the free object with the highest IoU; nobody is
    taken twice (Everingham and colleagues, 2010, *The Pascal Visual Object Classes Challenge*).
    """
    ious = mask_ious([p.mask for p in predictions], [t.mask for t in truths])
    same = np.equal.outer([p.label for p in predictions], [t.label for t in truths])
    allowed = np.where(same & (ious >= threshold) & (ious > 0), ious, 0.0)
    pairs = []
    for prediction in np.argsort([-p.score for p in predictions], kind="stable").tolist():
        if truths and allowed[prediction].any():
            truth = int(allowed[prediction].argmax())
            pairs.append((prediction, truth, float(ious[prediction, truth])))
            allowed[:, truth] = 0.0
    true_matches = {truth for _, truth, _ in pairs}
    predicted_matches = {prediction for prediction, _, _ in pairs}
    return Matching(
        pairs=tuple(pairs),
        extra=tuple(n for n in range(len(predictions)) if n not in predicted_matches),
        missed=tuple(n for n in range(len(truths)) if n not in true_matches),
    )
