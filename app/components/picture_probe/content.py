"""What a picture probe shows: its pictures, and what is told of each of their pixels."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.components.packing import digest, pack
from app.components.picture_probe.data import ProbeAnswer

_MOST_PICTURES = 6
_LARGEST_SIDE = 1024


@dataclass(frozen=True)
class Mark:
    """A short text on a picture, its middle at the centre of the pixel (row, column)."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, eq=False)
class Picture:
    """One picture of a probe: `pixels` is uint8 (height, width, 3); `caption` stands below it.

    `outline` is the path of an SVG, in pixels from the top left corner, drawn light on dark over the
    picture; `marks` stand on it.
    """

    title: str
    pixels: np.ndarray
    caption: str = ""
    outline: str = ""
    marks: Sequence[Mark] = ()


@dataclass(frozen=True, eq=False)
class Said:
    """What each picture says of every pixel, told while the pointer is over it.

    `words[which[row, column]]` has one text for each picture, lines apart by a line end; `which` is
    uint16 (height, width).
    """

    words: Sequence[Sequence[str]]
    which: np.ndarray


@dataclass(frozen=True, eq=False)
class Scores:
    """The logits of every pixel, drawn as bars beside what softmax and argmax make of them.

    `logits` is float32 (classes, height, width), `class_names` and `colours` (CSS) go with its classes.
    """

    class_names: Sequence[str]
    colours: Sequence[str]
    logits: np.ndarray


@dataclass(frozen=True)
class Ahead:
    """Where the browser may fetch one picture for the pixel it chose, ahead of the rerun that brings it too.

    `address` is relative to the app and takes `?row=…&column=…`; it answers with what `ahead_of` packs.
    `picture` counts the probe's pictures from 0.
    """

    address: str
    picture: int


def ahead_of(pixels: np.ndarray, box: tuple[int, int, int, int] | None) -> bytes:
    """What such an address answers: the picture uint8 (height, width, 3) and the box of one pixel."""
    part = np.ascontiguousarray(pixels).tobytes()
    header: ProbeAnswer = {"pixels": digest(part), "box": box}
    return pack(header, part)


def check(
    pictures: Sequence[Picture], start: tuple[int, int], box: tuple[int, int, int, int] | None
) -> tuple[int, int]:
    """The (height, width) of all pictures; raises ValueError if they, the start or the box cannot be shown."""
    if not 1 <= len(pictures) <= _MOST_PICTURES:
        raise ValueError(f"A probe shows 1 to {_MOST_PICTURES} pictures, not {len(pictures)}.")
    shape = pictures[0].pixels.shape
    for picture in pictures:
        if picture.pixels.dtype != np.uint8 or picture.pixels.ndim != 3 or picture.pixels.shape[2] != 3:
            raise ValueError(
                f"The picture {picture.title!r} must be uint8 (height, width, 3), "
                f"not {picture.pixels.dtype} {picture.pixels.shape}."
            )
        if picture.pixels.shape != shape:
            raise ValueError(
                f"All pictures must have the same size: {pictures[0].title!r} is {shape[:2]}, "
                f"{picture.title!r} is {picture.pixels.shape[:2]}."
            )
    height, width = shape[:2]
    if not (1 <= height <= _LARGEST_SIDE and 1 <= width <= _LARGEST_SIDE):
        raise ValueError(f"A picture has 1 to {_LARGEST_SIDE} rows and columns, not {height} × {width}.")
    row, column = start
    if not (0 <= row < height and 0 <= column < width):
        raise ValueError(f"The pixel {tuple(start)} is outside the pictures of {height} × {width}.")
    if box is not None and not (box[0] < box[2] and box[1] < box[3]):
        raise ValueError(
            f"A box is (top, left, bottom, right) with top < bottom and left < right, not {box}."
        )
    return height, width


def check_words(said: Said, pictures: int, height: int, width: int) -> None:
    """Raises ValueError if the words do not fit so many pictures of this size."""
    if said.which.dtype != np.uint16 or said.which.shape != (height, width):
        raise ValueError(
            f"Which words hold where must be uint16 {(height, width)}, not {said.which.dtype} {said.which.shape}."
        )
    if any(len(each) != pictures for each in said.words):
        raise ValueError(f"Every pixel needs one text for each of the {pictures} pictures.")
    if int(said.which.max()) >= len(said.words):
        raise ValueError(f"A pixel asks for words {said.which.max()}, but there are {len(said.words)}.")


def check_scores(scores: Scores, height: int, width: int) -> None:
    """Raises ValueError if the scores do not fit pictures of this size, or have no names."""
    classes = len(scores.class_names)
    if scores.logits.dtype != np.float32 or scores.logits.shape != (classes, height, width):
        raise ValueError(
            f"The logits must be float32 {(classes, height, width)}, not {scores.logits.dtype} "
            f"{scores.logits.shape}."
        )
    if classes < 2 or len(scores.colours) != classes:
        raise ValueError(
            f"There are {classes} classes and {len(scores.colours)} colours; give a colour to two or more classes."
        )
