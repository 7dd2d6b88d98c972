"""What the three ways are sent. `data.d.ts` says the same to JavaScript. Nothing comes back."""

from collections.abc import Sequence
from typing import TypedDict


class BoxData(TypedDict):
    """A box (left, top, right, bottom) in pixels of the picture, and the name of what is in it."""

    sides: tuple[int, int, int, int]
    name: str


class NameData(TypedDict):
    """A name on the mask, its middle at the centre of the pixel (row, column)."""

    row: int
    column: int
    name: str


class AnswerData(TypedDict):
    """The three answers for one picture; `captions` has a sentence for each.

    `mask` is the address of the coloured mask, `outline` the path of an SVG along its edges.
    """

    label: str
    boxes: Sequence[BoxData]
    mask: str
    outline: str
    names: Sequence[NameData]
    captions: tuple[str, str, str]


class PanelData(TypedDict):
    """One picture; `picture` is the address of its pixels. Its answer is null if it has to be fetched."""

    title: str
    picture: str
    height: int
    width: int
    answer: AnswerData | None


class WaysData(TypedDict):
    """The pictures, and where the browser fetches the answers that are missing: an address relative to the app."""

    panels: Sequence[PanelData]
    address: str
    label: str


class WaysAnswer(TypedDict):
    """What that address answers: the missing answers, in the order of their pictures."""

    answers: Sequence[AnswerData]
