"""The score grid: a mask as the argmax of scores, one pixel's scores as bars to drag.

The browser draws and reports; the value is Python's. It is remembered under the grid's key, so it
survives a switch of pages, and every message is checked before it is believed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.components.data import class_data
from app.components.messages import Memory, is_index
from app.components.score_grid.data import GridData, GridMessage
from lessons.palette import ClassStyle

Logits = tuple[tuple[tuple[float, ...], ...], ...]
"""Scores as rows of pixels of classes: (height, width, num_classes), in steps of 0.1."""

_LARGEST_SIDE = 8
_MOST_CLASSES = 4


@dataclass(frozen=True)
class Scored:
    """What a score grid holds.

    `selected` is the (row, column) of the chosen pixel. `revision` changes whenever Python sets the
    scores; it says nothing else.
    """

    logits: Logits
    selected: tuple[int, int]
    revision: int


@dataclass(frozen=True)
class _GridState:
    logits: Logits
    selected: tuple[int, int]
    limit: float


def score_grid(
    key: str,
    *,
    logits: Sequence[Sequence[Sequence[float]]],
    classes: Sequence[ClassStyle],
    limit: float = 4.0,
    probabilities: bool = True,
    on_change: Callable[[], None] | None = None,
) -> Scored:
    """Show scores to drag and return what they are now.

    Args:
        key: the grid's name; one grid per key on a page, the value is remembered under it.
        logits: the scores it starts with, (height, width, num_classes), at most 8 × 8 pixels and 4
            classes, rounded to one decimal. Later runs return the learner's scores or what `push`
            set; logits of another shape start the grid anew.
        classes: the style of each class id, in order; see `lessons.palette.styles_for`.
        limit: scores go from -limit to limit.
        probabilities: whether what softmax makes of the scores stands below them.
        on_change: called without arguments after each accepted change, before the script runs.

    Raises:
        ValueError: the logits or classes cannot be shown; the message says why.
    """
    first = _as_logits(logits, limit)
    if _shape(first)[2] != len(classes):
        raise ValueError(f"Each pixel has {_shape(first)[2]} scores for {len(classes)} classes.")
    remembered = _grids.recall(key)
    if remembered is None or not _fits(remembered.value, first, limit):
        remembered = _grids.start(key, _GridState(first, (0, 0), limit))
    scores = remembered.value
    height, width, _ = _shape(scores.logits)
    data: GridData = {
        "height": height,
        "width": width,
        "classes": class_data(classes),
        "limit": _tenths(limit),
        "probabilities": probabilities,
        "tenths": [_tenths(value) for row in scores.logits for pixel in row for value in pixel],
        "selected": scores.selected,
        "revision": remembered.revision,
        "changes": remembered.changes,
    }
    _grids.show(key, data, on_change)
    return Scored(scores.logits, scores.selected, remembered.revision)


def push(key: str, *, logits: Sequence[Sequence[Sequence[float]]]) -> None:
    """Set the scores of a grid from Python; the browser shows them without a remount.

    Call it before `score_grid` in the script, or in a callback.

    Raises:
        ValueError: the grid was not shown yet, or the logits do not fit it.
    """
    remembered = _grids.recall(key)
    if remembered is None:
        raise ValueError(f"No score grid {key!r} was shown yet: give its first logits to score_grid.")
    old = remembered.value
    new = _as_logits(logits, old.limit)
    if _shape(new) != _shape(old.logits):
        raise ValueError(
            f"The score grid {key!r} has the shape {_shape(old.logits)}, the new logits {_shape(new)}: "
            "use another key for another size."
        )
    _grids.push(key, replace(old, logits=new))


def _accept(message: GridMessage, scores: _GridState) -> _GridState | None:
    """The scores after a browser's message, or None if they cannot be."""
    height, width, classes = _shape(scores.logits)
    tenths, (row, column) = message["tenths"], message["selected"]
    if len(tenths) != height * width * classes:
        return None
    if not (is_index(row, height) and is_index(column, width)):
        return None
    if max(map(abs, tenths)) > _tenths(scores.limit):
        return None
    values = iter(tenths)
    logits = tuple(
        tuple(tuple(next(values) / 10 for _ in range(classes)) for _ in range(width)) for _ in range(height)
    )
    return replace(scores, logits=logits, selected=(row, column))


_grids = Memory("score_grid", "scored", GridMessage, _accept)


def _fits(scores: _GridState, logits: Logits, limit: float) -> bool:
    return (_shape(scores.logits), scores.limit) == (_shape(logits), limit)


def _tenths(value: float) -> int:
    return round(value * 10)


def _as_logits(rows: Sequence[Sequence[Sequence[float]]], limit: float) -> Logits:
    logits = tuple(tuple(tuple(round(float(value), 1) for value in pixel) for pixel in row) for row in rows)
    height, width = len(logits), len(logits[0]) if logits else 0
    if not (1 <= height <= _LARGEST_SIDE and 1 <= width <= _LARGEST_SIDE):
        raise ValueError(f"A score grid has 1 to {_LARGEST_SIDE} rows and columns, not {height} × {width}.")
    classes = len(logits[0][0])
    pixels = [pixel for row in logits for pixel in row]
    if any(len(row) != width for row in logits) or any(len(pixel) != classes for pixel in pixels):
        raise ValueError("Every row must have the same length, and every pixel the same number of scores.")
    if not 2 <= classes <= _MOST_CLASSES:
        raise ValueError(f"A score grid takes 2 to {_MOST_CLASSES} classes, not {classes}.")
    if not all(-limit <= value <= limit for pixel in pixels for value in pixel):
        raise ValueError(f"Every score must lie between {-limit:g} and {limit:g}.")
    return logits


def _shape(logits: Logits) -> tuple[int, int, int]:
    return len(logits), len(logits[0]), len(logits[0][0])
