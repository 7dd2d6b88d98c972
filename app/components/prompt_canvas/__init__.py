"""The prompt canvas: a picture to click and to drag boxes on, and the masks that answer, in the browser.

The browser draws and reports; the prompts are Python's, remembered under the canvas's key. The
picture travels until the browser says that it holds it; from then on an answer is three masks of
one bit per pixel and the attention, a few kilobytes.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypedDict, TypeVar

import numpy as np

from app.components.messages import Memory, Remembered, fits, is_index
from app.components.packing import digest, pack
from app.components.prompt_canvas.data import (
    AnswerData,
    BoxData,
    CanvasAnswer,
    CanvasHeader,
    CanvasMessage,
    ClickData,
)
from lessons.prompting.prompts import MOST_CLICKS, Box, Click, Prompts

_MOST_CANDIDATES = 3
_LARGEST_SIDE = 1024


@dataclass(frozen=True, eq=False)
class Candidate:
    """One mask that answers the prompts: bool (height, width), with a title and a line below it."""

    mask: np.ndarray
    title: str
    caption: str


@dataclass(frozen=True, eq=False)
class Answered:
    """What the canvas shows for some prompts.

    `best` is the place of the candidate that is shown first. `attention` is uint8 (rows, columns, 3),
    colours over the picture, one for each square of `cell` × `cell` pixels; None shows none.
    """

    candidates: Sequence[Candidate]
    best: int
    attention: np.ndarray | None = None
    cell: float = 1


_Answer = TypeVar("_Answer", bound=Answered)


@dataclass(frozen=True)
class Pointed:
    """What the learner has pointed at. `chosen` is the candidate chosen for it, None the best one.

    `changes` numbers the learner's changes; it starts at 0 with every new picture.
    """

    prompts: Prompts
    chosen: int | None
    changes: int


@dataclass(frozen=True)
class _CanvasState:
    """`start` is what the page began with; `picture` the digest of the picture, `held` of the one a browser holds."""

    prompts: Prompts
    start: Prompts
    chosen: int | None
    picture: str
    height: int
    width: int
    held: str = ""


def prompt_canvas(
    key: str,
    picture: np.ndarray,
    answer: Callable[[Prompts], _Answer],
    *,
    start: Prompts,
    label: str,
    ahead: str | None = None,
    on_change: Callable[[], None] | None = None,
) -> tuple[Pointed, _Answer | None]:
    """Show a picture to point at, and what `answer` makes of the prompts on it.

    Returns what was pointed at and the answer that is shown for it; None where nothing is pointed at.

    Args:
        key: the canvas's name; the prompts are remembered under it, for this picture.
        picture: uint8 (height, width, 3), at most 1024 a side. Another one starts anew.
        answer: called once with the prompts, where there are any; up to 3 masks of the picture's size.
        start: the prompts of a picture that is shown for the first time. The learner's first click or box takes
            their place; a first click that says "not part of it" corrects them.
        label: what the picture is, in a few words.
        ahead: where the browser may fetch the answer before it tells Python, relative to the app. It takes
            `?prompts=…`, which `asked_for` reads, and answers with what `ahead_of` packs.
        on_change: called without arguments after each accepted change, before the script runs.

    Raises:
        ValueError: the picture, the start or an answer cannot be shown; the message says why.
    """
    height, width = _check(picture)
    pixels = np.ascontiguousarray(picture).tobytes()
    name = digest(pixels, bytes(f"{height}x{width}", "ascii"))
    remembered = _canvases.recall(key)
    if remembered is None or remembered.value.picture != name:
        held = remembered.value.held if remembered else ""
        remembered = _canvases.start(key, _CanvasState(start, start, None, name, height, width, held))
    choice = remembered.value
    prompts = choice.prompts
    current = answer(prompts) if prompts.clicks or prompts.box else None
    header: CanvasHeader = {
        "shape": (height, width),
        "label": label,
        "picture": name,
        "sent": choice.held != name,
        "revision": remembered.revision,
        "changes": remembered.changes,
        "clicks": [(click.row, click.column, click.positive) for click in prompts.clicks],
        "box": _sides(prompts.box),
        "given": prompts == choice.start,
        "chosen": choice.chosen,
        "most": MOST_CLICKS,
        "ahead": ahead,
        "answer": None,
    }
    parts = [pixels] if header["sent"] else []
    if current is not None:
        header["answer"] = _describe(current, height, width)
        parts += _parts(current)
    _canvases.show(key, pack(header, *parts), on_change)
    return _pointed_prompts(remembered), current


class _Question(TypedDict):
    """What a browser asks about ahead of its rerun."""

    clicks: Sequence[ClickData]
    box: BoxData | None


def asked_for(text: str, height: int, width: int) -> Prompts:
    """The prompts that a browser asks about ahead of its rerun, on a picture of this size.

    Raises:
        LookupError: they are none, or lie outside the picture.
    """
    try:
        message = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LookupError("These are no prompts.") from error
    prompts = _prompts(message["clicks"], message["box"], height, width) if fits(message, _Question) else None
    if prompts is None or not (prompts.clicks or prompts.box):
        raise LookupError("These are no prompts.")
    return prompts


def ahead_of(answer: Answered, height: int, width: int) -> bytes:
    """The answer as the browser reads it where it comes without a rerun."""
    header: CanvasAnswer = {"answer": _describe(answer, height, width)}
    return pack(header, *_parts(answer))


def push(key: str, prompts: Prompts) -> None:
    """Set the prompts from Python; the browser shows them without a remount.

    Call it before `prompt_canvas` in the script, or in a callback.

    Raises:
        ValueError: the canvas was not shown yet, or a prompt is outside its picture.
    """
    remembered = _canvases.recall(key)
    if remembered is None:
        raise ValueError(f"No prompt canvas {key!r} was shown yet: give its first prompts to prompt_canvas.")
    choice = remembered.value
    clicks = [(click.row, click.column, click.positive) for click in prompts.clicks]
    if _prompts(clicks, _sides(prompts.box), choice.height, choice.width) is None:
        raise ValueError(
            f"The prompts are outside the picture of {choice.height} × {choice.width}, or too many."
        )
    _canvases.push(key, replace(choice, prompts=prompts, chosen=None))


def _accept(message: CanvasMessage, choice: _CanvasState) -> _CanvasState | None:
    """The choice after a browser's message, or None if it cannot be."""
    prompts = _prompts(message["clicks"], message["box"], choice.height, choice.width)
    chosen, held = message["chosen"], message["holds"]
    if prompts is None or len(held) > 64:
        return None
    if chosen is not None and not is_index(chosen, _MOST_CANDIDATES):
        return None
    return replace(choice, prompts=prompts, chosen=chosen, held=held)


_canvases = Memory("prompt_canvas", "pointed", CanvasMessage, _accept)


def _pointed_prompts(remembered: Remembered[_CanvasState]) -> Pointed:
    return Pointed(remembered.value.prompts, remembered.value.chosen, remembered.changes)


def _prompts(clicks: Sequence[ClickData], box: BoxData | None, height: int, width: int) -> Prompts | None:
    """The prompts that a message holds, or None if they are too many, or lie outside the picture."""
    if len(clicks) > MOST_CLICKS:
        return None
    if not all(is_index(row, height) and is_index(column, width) for row, column, _ in clicks):
        return None
    points = tuple(Click(row, column, positive) for row, column, positive in clicks)
    if box is None:
        return Prompts(points, None)
    limits = (height, width, height, width)
    if not all(is_index(side, limit + 1) for side, limit in zip(box, limits, strict=True)):
        return None
    if not (box[0] < box[2] and box[1] < box[3]):
        return None
    return Prompts(points, Box(*box))


def _sides(box: Box | None) -> BoxData | None:
    return None if box is None else (int(box.top), int(box.left), int(box.bottom), int(box.right))


def _parts(answer: Answered) -> list[bytes]:
    """What follows the header of an answer."""
    attention = [] if answer.attention is None else [np.ascontiguousarray(answer.attention).tobytes()]
    return [*(_bits(each.mask) for each in answer.candidates), *attention]


def _bits(mask: np.ndarray) -> bytes:
    return np.packbits(mask.reshape(-1), bitorder="little").tobytes()


def _describe(answer: Answered, height: int, width: int) -> AnswerData:
    """The header of an answer, checked."""
    count = len(answer.candidates)
    if not 1 <= count <= _MOST_CANDIDATES or not 0 <= answer.best < count:
        raise ValueError(
            f"An answer has 1 to {_MOST_CANDIDATES} candidates and names one of them as its best."
        )
    for each in answer.candidates:
        if each.mask.dtype != np.bool_ or each.mask.shape != (height, width):
            raise ValueError(
                f"The mask of {each.title!r} must be bool {(height, width)}, not {each.mask.dtype} {each.mask.shape}."
            )
    attention = answer.attention
    if attention is not None and (
        attention.dtype != np.uint8 or attention.ndim != 3 or attention.shape[2] != 3
    ):
        raise ValueError(
            f"The attention must be uint8 (rows, columns, 3), not {attention.dtype} {attention.shape}."
        )
    return {
        "candidates": [{"title": each.title, "caption": each.caption} for each in answer.candidates],
        "best": int(answer.best),
        "attention": None
        if attention is None
        else (attention.shape[0], attention.shape[1], round(answer.cell, 4)),
    }


def _check(picture: np.ndarray) -> tuple[int, int]:
    """The (height, width) of the picture."""
    if picture.dtype != np.uint8 or picture.ndim != 3 or picture.shape[2] != 3:
        raise ValueError(
            f"The picture must be uint8 (height, width, 3), not {picture.dtype} {picture.shape}."
        )
    height, width = picture.shape[:2]
    if not (1 <= height <= _LARGEST_SIDE and 1 <= width <= _LARGEST_SIDE):
        raise ValueError(f"A picture has 1 to {_LARGEST_SIDE} rows and columns, not {height} × {width}.")
    return height, width
