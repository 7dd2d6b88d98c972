"""What travels between the feature atlas's two halves. `data.d.ts` says the same to JavaScript."""

from collections.abc import Sequence
from typing import TypedDict


class AtlasContent(TypedDict):
    """What is shown: the shape (channels, height, width); the values of level 0 and 255 and the extremes of each
    channel; a pixel (row, column) to mark; and the digest of the levels."""

    shape: tuple[int, int, int]
    ranges: Sequence[tuple[float, float, float, float]]
    label: str
    highlighted: tuple[int, int] | None
    pixels: str


class AtlasHeader(AtlasContent):
    """What Python sends in front of the ramp (256 colours) and the levels, a byte each."""

    channel: int | None
    revision: int
    changes: int


class AtlasMessage(TypedDict):
    """What the browser sends as `selected`."""

    revision: int
    changes: int
    channel: int | None
