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
from app.components.picture_probe.content import (
    Ahead,
    Mark,
    Picture,
    Said,
    Scores,
    ahead_of,
    check,
    check_said,
    check_scores,
)

__all__ = [
    "Ahead",
    "Mark",
    "Picture",
    "Probed",
    "Said",
    "Scores",
    "ahead_of",
    "picture_probe",
    "probed",
    "push",
]

_MOST_PARTS = 8  # six pictures, words and scores

_component = browser_component("picture_probe")


@dataclass(frozen=True)
class Probed:
    """The chosen pixel, counted from 0."""

    row: int
    column: int


@dataclass(frozen=True)
class _Sent:
    """What the browser was last told; kept until a picture, a title or the box changes.

    The browser knows its own pixel. Telling it back would change the message, and the pictures
    would travel again. `left_out` are the digests of what it held already and was not sent.
    """

    content: str
    pixel: Probed
    changes: int
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Kept:
    """`has` are the digests of what the browser held when it last said something."""

    pixel: Probed
    revision: int
    changes: int
    height: int
    width: int
    sent: _Sent
    has: frozenset[str] = frozenset()


def picture_probe(
    key: str,
    pictures: Sequence[Picture],
    *,
    start: tuple[int, int],
    box: tuple[int, int, int, int] | None = None,
    said: Said | None = None,
    scores: Scores | None = None,
    ahead: Ahead | None = None,
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
        scores: the logits of each pixel. They stand as bars under the pictures, and follow the pointer too.
        ahead: where the browser may fetch one of the pictures for a pixel, before it tells Python.
        label: what is chosen, in a few words, such as "Pixel of the prediction to ask".
        on_change: called without arguments after each accepted choice, before the script runs.

    Raises:
        ValueError: the pictures, the start, the box, the words or the scores cannot be shown; the message
            says why.
    """
    height, width = check(pictures, start, box)
    parts = [_named(picture.pixels) for picture in pictures]
    shown: dict[str, Any] = {
        "shape": [height, width],
        "pictures": [
            {
                "title": picture.title,
                "caption": picture.caption,
                "outline": picture.outline,
                "marks": [[int(mark.row), int(mark.column), mark.text] for mark in picture.marks],
                "pixels": name,
            }
            for picture, (name, _) in zip(pictures, parts, strict=True)
        ],
        "box": None if box is None else [int(edge) for edge in box],
        "said": None,
        "scores": None,
        "ahead": None if ahead is None else [ahead.address, ahead.picture],
        "label": label,
    }
    if said is not None:
        check_said(said, len(pictures), height, width)
        parts.append(_named(said.which, "<u2"))
        shown["said"] = {"words": [list(each) for each in said.words], "which": parts[-1][0]}
    if scores is not None:
        check_scores(scores, height, width)
        parts.append(_named(scores.logits, "<f4"))
        shown["scores"] = {
            "names": list(scores.class_names),
            "colours": list(scores.colours),
            "logits": parts[-1][0],
        }
    content = digest(pack(shown))
    kept = state.recall(_name(key))
    if kept is None or (kept.height, kept.width) != (height, width):
        # A fresh revision is random: a browser that still shows a forgotten value must not take
        # the new one for its own.
        first = Probed(int(start[0]), int(start[1]))
        kept = _Kept(first, secrets.randbits(31), 0, height, width, _Sent(content, first, 0))
    if kept.sent.content != content:
        kept = replace(
            kept, sent=_Sent(content, kept.pixel, kept.changes, kept.has.intersection(dict(parts)))
        )
    state.remember(_name(key), kept)
    sent = [(name, b"" if name in kept.sent.left_out else part) for name, part in parts]
    header = shown | {
        "parts": [[name, len(part)] for name, part in sent],
        "row": kept.sent.pixel.row,
        "column": kept.sent.pixel.column,
        "revision": kept.revision,
        "changes": kept.sent.changes,
    }
    _component(
        key=_widget(key),
        data=pack(header, *(part for _, part in sent)),
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


def _named(numbers: np.ndarray, kind: str | None = None) -> tuple[str, bytes]:
    """The bytes of an array and their digest."""
    part = np.ascontiguousarray(numbers, dtype=kind).tobytes()
    return digest(part), part


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
    has = message.get("has")
    if not isinstance(has, list) or len(has) > _MOST_PARTS or not all(isinstance(each, str) for each in has):
        has = []
    accepted = replace(kept, pixel=Probed(row, column), changes=message["changes"], has=frozenset[str](has))
    if message.get("lacks") is True:  # a browser that lost what was left out asks for all of it
        accepted = replace(accepted, sent=replace(kept.sent, left_out=frozenset()))
    return accepted
