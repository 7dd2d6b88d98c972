"""The mask painter: a small mask to paint, in the browser, with its metrics moving along.

The browser draws and reports; the value is Python's. It is remembered under the painter's key, so
it survives a switch of pages, and every message is checked before it is believed.
"""

import base64
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import index
from typing import Literal, get_args

import numpy as np

from app.components.data import class_data
from app.components.mask_painter.data import PainterData, PainterMessage, Readout, ReadoutValues
from app.components.messages import Memory, Remembered
from lessons.metrics.boundary import per_class_boundary_iou
from lessons.metrics.confusion import pixel_accuracy
from lessons.metrics.overlap import mean_iou, per_class_dice, per_class_iou
from lessons.palette import ClassStyle

Mask = tuple[tuple[int, ...], ...]
"""Rows of class ids; 1 to 32 rows and columns, ids from 0 to 9."""

READOUTS: tuple[Readout, ...] = get_args(Readout)
"""What can be read beside the grids. `painted_cells` counts the prediction's cells that are not of
class 0; all others compare the prediction with the truth."""

_PER_CLASS = {"iou": per_class_iou, "dice": per_class_dice, "boundary_iou": per_class_boundary_iou}

_LARGEST_SIDE = 32
_MOST_CLASSES = 10


@dataclass(frozen=True)
class Painted:
    """What a painter holds.

    `revision` changes whenever Python sets the masks; it says nothing else. `strokes` counts what
    the learner did since then: strokes, and also undo, redo and clear.
    """

    prediction: Mask
    truth: Mask | None
    revision: int
    strokes: int


@dataclass(frozen=True)
class _PainterState:
    prediction: Mask
    truth: Mask | None
    num_classes: int
    paint_truth: bool


def mask_painter(
    key: str,
    *,
    prediction: Sequence[Sequence[int]],
    classes: Sequence[ClassStyle],
    truth: Sequence[Sequence[int]] | None = None,
    paint_truth: bool = False,
    show: Literal["beside", "overlay"] = "beside",
    readouts: Sequence[Readout] = ("iou", "dice", "pixel_accuracy", "miou"),
    label: str = "Prediction",
    picture: np.ndarray | None = None,
    on_change: Callable[[], None] | None = None,
) -> Painted:
    """Show a mask to paint and return what it holds now.

    Args:
        key: the painter's name; one painter per key on a page, the value is remembered under it.
        prediction: the mask it starts with. Later runs return what the learner painted, or what
            `push` set; a mask of another size or with other classes starts the painter anew.
        classes: the style of each class id, in order; see `lessons.palette.styles_for`.
        truth: a second mask to start with, of the same shape; cells that differ are outlined.
        paint_truth: whether the learner may paint the truth too.
        show: the truth "beside" the prediction, or as an "overlay" of outlines on it.
        readouts: which of `READOUTS` to show. Without a truth only `painted_cells` can be.
        label: what stands above the painted grid.
        picture: uint8 (height, width, 3), drawn under the cells: class 0 is clear, the others let it
            shine through.
        on_change: called without arguments after each accepted stroke, before the script runs.

    Raises:
        ValueError: a mask, a class list or an option that cannot be shown; the message says why.
        TypeError: a mask holds something other than integers.
    """
    if not 1 <= len(classes) <= _MOST_CLASSES:
        raise ValueError(f"A painter takes 1 to {_MOST_CLASSES} classes, not {len(classes)}.")
    first = _as_mask(prediction, len(classes))
    first_truth = None if truth is None else _as_mask(truth, len(classes))
    _check_options(first, first_truth, paint_truth, show, readouts)
    if picture is not None and (picture.dtype != np.uint8 or picture.shape != (*_shape(first), 3)):
        raise ValueError(
            f"The picture under the mask must be uint8 {(*_shape(first), 3)}, not {picture.dtype} {picture.shape}."
        )
    remembered = _painters.recall(key)
    if remembered is None or not _fits(remembered.value, first, first_truth, len(classes)):
        remembered = _painters.start(key, _PainterState(first, first_truth, len(classes), paint_truth))
    else:
        remembered = _painters.update(key, replace(remembered.value, paint_truth=paint_truth))
    painted = _painted_masks(remembered)
    visible: tuple[Readout, ...] = tuple(
        name for name in readouts if painted.truth is not None or name == "painted_cells"
    )
    data: PainterData = {
        "height": len(first),
        "width": len(first[0]),
        "classes": class_data(classes),
        "label": label,
        "picture": None if picture is None else base64.b64encode(picture.tobytes()).decode(),
        "show": show,
        "paint_truth": paint_truth,
        "readouts": visible,
        "prediction": _as_text(painted.prediction),
        "truth": None if painted.truth is None else _as_text(painted.truth),
        "revision": painted.revision,
        "changes": painted.strokes,
        "authoritative": {
            "changes": painted.strokes,
            "values": _values(painted.prediction, painted.truth, len(classes), visible),
        },
    }
    _painters.show(key, data, on_change)
    return painted


def is_shown(key: str) -> bool:
    """Whether this visit has seen the painter `key`, so that `push` can set it."""
    return _painters.recall(key) is not None


def push(
    key: str,
    *,
    prediction: Sequence[Sequence[int]] | None = None,
    truth: Sequence[Sequence[int]] | None = None,
) -> None:
    """Set the masks of a painter from Python; the browser shows them without a remount.

    Call it before `mask_painter` in the script, or in a callback. Strokes that were under way
    towards the old masks are ignored, and undo starts afresh.

    Raises:
        ValueError: the painter was not shown yet, or a mask does not fit it.
    """
    remembered = _painters.recall(key)
    if remembered is None:
        raise ValueError(f"No painter {key!r} was shown yet: give its first masks to mask_painter.")
    old = remembered.value
    new_prediction = old.prediction if prediction is None else _as_mask(prediction, old.num_classes)
    new_truth = old.truth if truth is None else _as_mask(truth, old.num_classes)
    if _shape(new_prediction) != _shape(old.prediction):
        raise ValueError(
            f"The painter {key!r} has the shape {_shape(old.prediction)}, the new mask "
            f"{_shape(new_prediction)}: use another key for another size."
        )
    if (old.truth is None) != (new_truth is None) or (
        new_truth is not None and _shape(new_truth) != _shape(old.prediction)
    ):
        raise ValueError(f"The new truth does not fit the painter {key!r}.")
    _painters.push(key, replace(old, prediction=new_prediction, truth=new_truth))


def _accept(message: PainterMessage, masks: _PainterState) -> _PainterState | None:
    """The masks after a browser's message, or None if they cannot be."""
    shape = _shape(masks.prediction)
    prediction = _from_text(message["prediction"], shape, masks.num_classes)
    if prediction is None:
        return None
    truth = masks.truth
    if masks.paint_truth and truth is not None:
        truth = _from_text(message["truth"], shape, masks.num_classes)
        if truth is None:
            return None
    return replace(masks, prediction=prediction, truth=truth)


_painters = Memory("mask_painter", "painted", PainterMessage, _accept)


def _painted_masks(remembered: Remembered[_PainterState]) -> Painted:
    masks = remembered.value
    return Painted(masks.prediction, masks.truth, remembered.revision, remembered.changes)


def _as_text(mask: Mask) -> str:
    """A digit for each cell, rows joined by "/"."""
    return "/".join("".join(map(str, row)) for row in mask)


def _from_text(text: str | None, shape: tuple[int, int], num_classes: int) -> Mask | None:
    height, width = shape
    if text is None or len(text) != height * (width + 1) - 1:
        return None
    rows = text.split("/")
    digits = "0123456789"[:num_classes]
    if len(rows) != height or any(len(row) != width or row.strip(digits) for row in rows):
        return None
    return tuple(tuple(map(int, row)) for row in rows)


def _as_mask(rows: Sequence[Sequence[int]], num_classes: int) -> Mask:
    mask = tuple(tuple(index(value) for value in row) for row in rows)
    height, width = len(mask), len(mask[0]) if mask else 0
    if not (1 <= height <= _LARGEST_SIDE and 1 <= width <= _LARGEST_SIDE):
        raise ValueError(
            f"A mask to paint has 1 to {_LARGEST_SIDE} rows and columns, not {height} × {width}."
        )
    if any(len(row) != width for row in mask):
        raise ValueError("Every row of a mask must have the same length.")
    if any(not 0 <= value < num_classes for row in mask for value in row):
        raise ValueError(f"Every value of this mask must be a class id from 0 to {num_classes - 1}.")
    return mask


def _check_options(
    prediction: Mask,
    truth: Mask | None,
    paint_truth: bool,
    show: str,
    readouts: Sequence[str],
) -> None:
    if truth is not None and _shape(truth) != _shape(prediction):
        raise ValueError(
            f"The prediction has the shape {_shape(prediction)} and the truth {_shape(truth)}: "
            "they must be equal."
        )
    if show not in ("beside", "overlay"):
        raise ValueError(f'show must be "beside" or "overlay", not {show!r}.')
    if paint_truth and (truth is None or show == "overlay"):
        raise ValueError("To paint the truth, give one and show it beside the prediction.")
    unknown = sorted(set(readouts) - set(READOUTS))
    if unknown:
        raise ValueError(f"Unknown readouts {unknown}; there are {', '.join(READOUTS)}.")


def _fits(masks: _PainterState, prediction: Mask, truth: Mask | None, num_classes: int) -> bool:
    return (
        masks.num_classes == num_classes
        and _shape(masks.prediction) == _shape(prediction)
        and (masks.truth is None) == (truth is None)
    )


def _shape(mask: Mask) -> tuple[int, int]:
    return len(mask), len(mask[0])


@lru_cache(maxsize=256)
def _values(
    prediction: Mask, truth: Mask | None, num_classes: int, readouts: tuple[Readout, ...]
) -> ReadoutValues:
    """The readouts by the lesson's own functions; None where one is undefined."""
    values: ReadoutValues = {}
    if "painted_cells" in readouts:
        values["painted_cells"] = sum(value != 0 for row in prediction for value in row)
    if truth is None:
        return values
    for name in readouts:
        if name == "pixel_accuracy":
            values[name] = pixel_accuracy(prediction, truth)
        elif name == "miou":
            values[name] = mean_iou(prediction, truth, num_classes)
        elif name != "painted_cells":
            per_class = _PER_CLASS[name](prediction, truth, num_classes)
            values[name] = [None if math.isnan(value) else value for value in per_class]
    return values
