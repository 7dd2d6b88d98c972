"""What travels between the prompt canvas's two halves. `data.d.ts` says the same to JavaScript."""

from collections.abc import Sequence
from typing import TypedDict

ClickData = tuple[int, int, bool]
"""Row, column, and whether the pixel is part of what is meant."""

BoxData = tuple[int, int, int, int]
"""Top, left, bottom and right; bottom and right are the first row and column after it."""


class CandidateData(TypedDict):
    """What stands beside one candidate's mask."""

    title: str
    caption: str


class AnswerData(TypedDict):
    """The candidates, which of them is the best, and the attention: its rows, its columns, pixels a square."""

    candidates: Sequence[CandidateData]
    best: int
    attention: tuple[int, int, float] | None


class CanvasHeader(TypedDict):
    """What Python sends in front of the picture (where it is `sent`), a bit per pixel of each mask, the attention.

    The prompts are `given` while they are those that the page began with.
    """

    shape: tuple[int, int]
    label: str
    picture: str
    sent: bool
    revision: int
    changes: int
    clicks: Sequence[ClickData]
    box: BoxData | None
    given: bool
    chosen: int | None
    most: int
    ahead: str | None
    answer: AnswerData | None


class CanvasMessage(TypedDict):
    """What the browser sends as `pointed`; `holds` is the digest of the picture it holds, or empty."""

    revision: int
    changes: int
    clicks: Sequence[ClickData]
    box: BoxData | None
    chosen: int | None
    holds: str


class CanvasAnswer(TypedDict):
    """What stands in front of the masks and the attention where they are fetched ahead of the rerun."""

    answer: AnswerData
