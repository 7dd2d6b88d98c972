"""What travels between the picture probe's two halves. `data.d.ts` says the same to JavaScript."""

from collections.abc import Sequence
from typing import NotRequired, TypedDict

BoxSides = tuple[int, int, int, int]
"""Top, left, bottom and right of a region; bottom and right are the first row and column after it."""


class PictureData(TypedDict):
    """One picture; `marks` are (row, column, text), `pixels` is the digest of its bytes."""

    title: str
    caption: str
    outline: str
    marks: Sequence[tuple[int, int, str]]
    pixels: str


class WordsData(TypedDict):
    """Texts for each picture; `which` is the digest of the bytes that say which of them hold where."""

    words: Sequence[Sequence[str]]
    which: str


class ScoresData(TypedDict):
    """The classes of the logits; `logits` is the digest of their bytes."""

    names: Sequence[str]
    colours: Sequence[str]
    logits: str


class ProbeContent(TypedDict):
    """What is shown; `shape` is (height, width), `ahead` an address and the picture that it brings.

    `tells` is whether Python wants to hear of the pixel.
    """

    shape: tuple[int, int]
    pictures: Sequence[PictureData]
    box: BoxSides | None
    said: WordsData | None
    scores: ScoresData | None
    ahead: tuple[str, int] | None
    label: str
    tells: bool


class ProbeHeader(ProbeContent):
    """What Python sends in front of the parts, each of which is (digest, length); of length 0 it is left out."""

    parts: Sequence[tuple[str, int]]
    row: int
    column: int
    revision: int
    changes: int


class ProbeMessage(TypedDict):
    """What the browser sends as `probed`: the pixel, the digests it holds, or that it lacks some."""

    revision: int
    changes: int
    row: int
    column: int
    has: NotRequired[Sequence[str]]
    lacks: NotRequired[bool]


class ProbeAnswer(TypedDict):
    """What stands in front of one picture that is fetched ahead of the rerun: its digest, and the box."""

    pixels: str
    box: BoxSides | None
