"""What travels between the two halves of `place`. `data.d.ts` says the same to JavaScript."""

from collections.abc import Sequence
from typing import TypedDict


class PlaceData(TypedDict):
    """The visit that answers, another one after a reload; the page that it shows, and the part that is asked for.

    A part is `section-NAME` or `exercise-ID`, or empty.
    """

    visit: str
    page: str
    part: str


class LineData(TypedDict):
    """A line that opens and closes what stands below it, and whether it was open."""

    key: str
    open: bool


class PlaceMessage(TypedDict):
    """What the browser sends as `left`: the lines of the page as an earlier visit left them."""

    visit: str
    lines: Sequence[LineData]
