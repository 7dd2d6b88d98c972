"""The picture probe: equally sized pictures side by side, one pixel chosen in all of them.

The browser draws and reports; the value is Python's, remembered under the probe's key.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from app import state
from app.components import browser_component
from app.components.messages import is_index, is_next, receive
from app.components.packing import digest, pack

_MOST_PICTURES = 6
_LARGEST_SIDE = 1024

_component = browser_component("picture_probe")


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


@dataclass(frozen=True)
class Probed:
    """The chosen pixel, counted from 0."""

    row: int
    column: int


@dataclass(frozen=True)
class _Sent:
    """What the browser was last told; kept until a picture, a title or the box changes.

    The browser knows its own pixel. Telling it back would change the message, and the pictures
    would travel again.
    """

    content: str
    pixel: Probed
    changes: int


@dataclass(frozen=True)
class _Kept:
    pixel: Probed
    revision: int
    changes: int
    height: int
    width: int
    sent: _Sent


def picture_probe(
    key: str,
    pictures: Sequence[Picture],
    *,
    start: tuple[int, int],
    box: tuple[int, int, int, int] | None = None,
    said: Said | None = None,
    label: str,
    on_change: Callable[[], None] | None = None,
) -> Probed:
    """Show pictures with a crosshair at the same pixel of each, and return the chosen pixel.

    Args:
        key: the probe's name; the pixel is remembered under it.
        pictures: 1 to 6 pictures, all uint8 of the same (height, width, 3), at most 1024 a side.
            Pictures of another size start the probe anew.
        start: (row, column) of the pixel chosen first.
        box: (top, left, bottom, right) of a region to outline; bottom and right are the first row
            and column after it. It may reach beyond the picture and is drawn as far as it shows.
        said: what the pictures say of each pixel. The crosshair then follows the pointer, and the
            words under the pictures with it, without a word to Python; a click chooses.
        label: what is chosen, in a few words, such as "Pixel of the prediction to ask".
        on_change: called without arguments after each accepted choice, before the script runs.

    Raises:
        ValueError: the pictures, the start, the box or the words cannot be shown; the message says why.
    """
    height, width = _check(pictures, start, box)
    parts = [np.ascontiguousarray(picture.pixels).tobytes() for picture in pictures]
    shown: dict[str, Any] = {
        "shape": [height, width],
        "pictures": [
            {
                "title": picture.title,
                "caption": picture.caption,
                "outline": picture.outline,
                "marks": [[int(mark.row), int(mark.column), mark.text] for mark in picture.marks],
                "pixels": digest(part),
            }
            for picture, part in zip(pictures, parts, strict=True)
        ],
        "box": None if box is None else [int(edge) for edge in box],
        "said": None,
        "label": label,
    }
    if said is not None:
        _check_said(said, len(pictures), height, width)
        parts.append(np.ascontiguousarray(said.which, dtype="<u2").tobytes())
        shown["said"] = {"words": [list(each) for each in said.words], "which": digest(parts[-1])}
    content = digest(pack(shown))
    kept = state.recall(_name(key))
    if kept is None or (kept.height, kept.width) != (height, width):
        # A fresh revision is random: a browser that still shows a forgotten value must not take
        # the new one for its own.
        first = Probed(int(start[0]), int(start[1]))
        kept = _Kept(first, secrets.randbits(31), 0, height, width, _Sent(content, first, 0))
    if kept.sent.content != content:
        kept = replace(kept, sent=_Sent(content, kept.pixel, kept.changes))
    state.remember(_name(key), kept)
    header = shown | {
        "row": kept.sent.pixel.row,
        "column": kept.sent.pixel.column,
        "revision": kept.revision,
        "changes": kept.sent.changes,
    }
    _component(
        key=_widget(key),
        data=pack(header, *parts),
        on_probed_change=partial(receive, _name(key), _widget(key), "probed", _accept, on_change),
    )
    return kept.pixel


def probed(key: str, height: int, width: int) -> Probed | None:
    """The pixel chosen so far in pictures of this size, for pictures that follow from it; None if none is."""
    kept = state.recall(_name(key))
    return kept.pixel if kept and (kept.height, kept.width) == (height, width) else None


def push(key: str, row: int, column: int) -> None:
    """Choose a pixel from Python; the browser shows it without a remount.

    Call it before `picture_probe` in the script, or in a callback.

    Raises:
        ValueError: the probe was not shown yet, or the pixel is outside its pictures.
    """
    kept = state.recall(_name(key))
    if kept is None:
        raise ValueError(f"No picture probe {key!r} was shown yet: give its first pixel to picture_probe.")
    if not (0 <= row < kept.height and 0 <= column < kept.width):
        raise ValueError(
            f"The pixel {(row, column)} is outside the pictures of {kept.height} × {kept.width}."
        )
    pixel = Probed(int(row), int(column))
    sent = replace(kept.sent, pixel=pixel, changes=0)
    state.remember(_name(key), replace(kept, pixel=pixel, revision=kept.revision + 1, changes=0, sent=sent))


def _name(key: str) -> str:
    return f"picture_probe:{key}"


def _widget(key: str) -> str:
    return f"picture_probe_widget:{key}"


def _accept(message: Any, kept: _Kept) -> _Kept | None:
    """What is kept after a browser's message, or None if it is malformed, late or a repetition."""
    if not is_next(message, kept.revision, kept.changes):
        return None
    row, column = message.get("row"), message.get("column")
    if not is_index(row, kept.height) or not is_index(column, kept.width):
        return None
    return replace(kept, pixel=Probed(row, column), changes=message["changes"])


def _check(
    pictures: Sequence[Picture], start: tuple[int, int], box: tuple[int, int, int, int] | None
) -> tuple[int, int]:
    """The (height, width) of all pictures."""
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


def _check_said(said: Said, pictures: int, height: int, width: int) -> None:
    if said.which.dtype != np.uint16 or said.which.shape != (height, width):
        raise ValueError(
            f"Which words hold where must be uint16 {(height, width)}, not {said.which.dtype} {said.which.shape}."
        )
    if any(len(each) != pictures for each in said.words):
        raise ValueError(f"Every pixel needs one text for each of the {pictures} pictures.")
    if int(said.which.max()) >= len(said.words):
        raise ValueError(f"A pixel asks for words {said.which.max()}, but there are {len(said.words)}.")
