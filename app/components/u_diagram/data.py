"""What travels between the U diagram's two halves. `data.d.ts` says the same to JavaScript."""

from collections.abc import Sequence
from typing import Literal, TypedDict

Side = Literal["input", "down", "bottom", "up", "output"]


class BlockData(TypedDict):
    """One block of the U; see `Block`."""

    name: str
    title: str
    channels: int
    height: int
    width: int
    side: Side
    level: int


class SkipData(TypedDict):
    """One skip connection; see `Skip`."""

    name: str
    level: int
    states: Sequence[str]


class DiagramData(TypedDict):
    """What Python sends; `states` are the states of the skips, in order."""

    blocks: Sequence[BlockData]
    skips: Sequence[SkipData]
    label: str
    block: str
    states: Sequence[str]
    revision: int
    changes: int


class DiagramMessage(TypedDict):
    """What the browser sends as `chosen`."""

    revision: int
    changes: int
    block: str
    states: Sequence[str]
