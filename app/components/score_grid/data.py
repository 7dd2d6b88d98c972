"""What travels between the score grid's two halves. `data.d.ts` says the same to JavaScript."""

from collections.abc import Sequence
from typing import TypedDict

from app.components.data import ClassData


class GridData(TypedDict):
    """What Python sends. Scores are whole tenths, by row, column and class; `selected` is (row, column)."""

    height: int
    width: int
    classes: Sequence[ClassData]
    limit: int
    probabilities: bool
    tenths: Sequence[int]
    selected: tuple[int, int]
    revision: int
    changes: int


class GridMessage(TypedDict):
    """What the browser sends as `scored`."""

    revision: int
    changes: int
    tenths: Sequence[int]
    selected: tuple[int, int]
