"""What travels between the two halves of `place`. `data.d.ts` says the same to JavaScript."""

from collections.abc import Sequence
from typing import TypedDict


class PlaceData(TypedDict):
    """The visit that answers, another one after a reload; and the page that it shows."""

    visit: str
    page: str


class LineData(TypedDict):
    """A line that opens and closes what stands below it, and whether it was open."""

    key: str
    open: bool


class PlaceMessage(TypedDict):
    """What the browser sends as `left`: the lines of the page as an earlier visit left them."""

    visit: str
    lines: Sequence[LineData]
