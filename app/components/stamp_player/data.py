"""What travels between the stamp player's two halves. `data.d.ts` says the same to JavaScript."""

from collections.abc import Sequence
from typing import TypedDict

Plane = Sequence[Sequence[float]]
"""Rows of numbers; one dimension is a single row."""

Place = Sequence[int]
"""Row and column, or rows and columns."""


class VeilData(TypedDict):
    """What stands in place of the output, and whether it is the learner who lifts it."""

    sentence: str
    locked: bool


class PlayerHeader(TypedDict):
    """What Python sends in front of the output after each stamp, float64, and the counts after each, a byte.

    For each stamp: its input cell, where it begins in the output, its numbers, and a sentence. `cut` is how
    many cells that stamps reach lie before and after the output; `most` is the largest count.
    """

    given: Plane
    kernel: Plane
    output: Place
    most: int
    cells: Sequence[Place]
    firsts: Sequence[Place]
    patches: Sequence[Plane]
    sentences: Sequence[str]
    dilation: int
    cut: Sequence[Place]
    setting: str
    summary: str
    veil: VeilData | None
    label: str
    largest: int
    revision: int
    changes: int


class PlayerMessage(TypedDict):
    """What the browser sends as `edited`: all numbers, row by row."""

    revision: int
    changes: int
    given: Sequence[float]
    kernel: Sequence[float]
