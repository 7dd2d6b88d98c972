"""The picture probe: equally sized pictures side by side, one pixel chosen in all of them.

The browser draws and reports; the value is Python's, remembered under the probe's key.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.components.messages import Memory, is_index
from app.components.packing import digest, pack
from app.components.picture_probe.content import (
    Ahead,
    Mark,
    Picture,
    Said,
    Scores,
    ahead_of,
    check,
    check_scores,
    check_words,
)
from app.components.picture_probe.data import ProbeContent, ProbeHeader, ProbeMessage

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
_LONGEST_DIGEST = 64


@dataclass(frozen=True)
class Probed:
    """The chosen pixel, counted from 0."""

    row: int
    column: int


@dataclass(frozen=True)
class _SentPictures:
    """The browser's last message from here; it stays the same until a picture, a title or the box changes.

    The browser knows its own pixel. Sending it back would change the message, and the pictures
    would travel again. `left_out` are the digests of what it held already and was not sent.
    """

    content: str
    pixel: Probed
    changes: int
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _ProbeState:
    """`has` are the digests of what the browser held when it last said something."""

    pixel: Probed
    height: int
    width: int
    sent: _SentPictures
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
    tells: bool = True,
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
        tells: False where nothing follows from the pixel, and the pictures are only to be compared. No pixel is chosen
            then: the crosshair is there while the learner points, and the start is what is returned.
        on_change: called without arguments after each accepted choice, before the script runs.

    Raises:
        ValueError: the pictures, the start, the box, the words or the scores cannot be shown; the message
            says why.
    """
    height, width = check(pictures, start, box)
    parts = [_named(picture.pixels) for picture in pictures]
    content: ProbeContent = {
        "shape": (height, width),
        "pictures": [
            {
                "title": picture.title,
                "caption": picture.caption,
                "outline": picture.outline,
                "marks": [(int(mark.row), int(mark.column), mark.text) for mark in picture.marks],
                "pixels": name,
            }
            for picture, (name, _) in zip(pictures, parts, strict=True)
        ],
        "box": None if box is None else (int(box[0]), int(box[1]), int(box[2]), int(box[3])),
        "said": None,
        "scores": None,
        "ahead": None if ahead is None else (ahead.address, ahead.picture),
        "label": label,
        "tells": tells,
    }
    if said is not None:
        check_words(said, len(pictures), height, width)
        parts.append(_named(said.which, "<u2"))
        content["said"] = {"words": [list(each) for each in said.words], "which": parts[-1][0]}
    if scores is not None:
        check_scores(scores, height, width)
        parts.append(_named(scores.logits, "<f4"))
        content["scores"] = {
            "names": list(scores.class_names),
            "colours": list(scores.colours),
            "logits": parts[-1][0],
        }
    digest_now = digest(pack(content))
    remembered = _probes.recall(key)
    if remembered is None or (remembered.value.height, remembered.value.width) != (height, width):
        first = Probed(int(start[0]), int(start[1]))
        remembered = _probes.start(
            key, _ProbeState(first, height, width, _SentPictures(digest_now, first, 0))
        )
    choice = remembered.value
    if choice.sent.content != digest_now:
        left_out = choice.has.intersection(dict(parts))
        choice = replace(choice, sent=_SentPictures(digest_now, choice.pixel, remembered.changes, left_out))
        _probes.update(key, choice)
    sent = [(name, b"" if name in choice.sent.left_out else part) for name, part in parts]
    header: ProbeHeader = {
        **content,
        "parts": [(name, len(part)) for name, part in sent],
        "row": choice.sent.pixel.row,
        "column": choice.sent.pixel.column,
        "revision": remembered.revision,
        "changes": choice.sent.changes,
    }
    _probes.show(key, pack(header, *(part for _, part in sent)), on_change)
    return choice.pixel


def probed(key: str, height: int, width: int) -> Probed | None:
    """The pixel chosen so far in pictures of this size, for pictures that follow from it; None if none is."""
    remembered = _probes.recall(key)
    if remembered is None or (remembered.value.height, remembered.value.width) != (height, width):
        return None
    return remembered.value.pixel


def push(key: str, row: int, column: int) -> None:
    """Choose a pixel from Python; the browser shows it without a remount.

    Call it before `picture_probe` in the script, or in a callback.

    Raises:
        ValueError: the probe was not shown yet, or the pixel is outside its pictures.
    """
    remembered = _probes.recall(key)
    if remembered is None:
        raise ValueError(f"No picture probe {key!r} was shown yet: give its first pixel to picture_probe.")
    choice = remembered.value
    if not (0 <= row < choice.height and 0 <= column < choice.width):
        raise ValueError(
            f"The pixel {(row, column)} is outside the pictures of {choice.height} × {choice.width}."
        )
    pixel = Probed(int(row), int(column))
    _probes.push(key, replace(choice, pixel=pixel, sent=replace(choice.sent, pixel=pixel, changes=0)))


def _named(numbers: np.ndarray, kind: str | None = None) -> tuple[str, bytes]:
    """The bytes of an array and their digest."""
    part = np.ascontiguousarray(numbers, dtype=kind).tobytes()
    return digest(part), part


def _accept(message: ProbeMessage, choice: _ProbeState) -> _ProbeState | None:
    """The choice after a browser's message, or None if it cannot be."""
    row, column, has = message["row"], message["column"], message.get("has", [])
    if not is_index(row, choice.height) or not is_index(column, choice.width):
        return None
    if len(has) > _MOST_PARTS or any(len(each) > _LONGEST_DIGEST for each in has):
        return None
    accepted = replace(choice, pixel=Probed(row, column), has=frozenset(has))
    if message.get("lacks"):  # a browser that lost what was left out asks for all of it
        accepted = replace(accepted, sent=replace(choice.sent, left_out=frozenset()))
    return accepted


_probes = Memory("picture_probe", "probed", ProbeMessage, _accept)
