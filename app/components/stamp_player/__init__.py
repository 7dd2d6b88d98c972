"""The stamp player: a transposed convolution stamped into its output one input cell at a time.

Python computes the output after every stamp and sends them all; the browser plays, steps and scrubs
through them without asking again. The numbers of input and kernel are edited in the browser; their
value is Python's, remembered under the player's key, and answered with new stamps.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from app.components.messages import Memory
from app.components.packing import pack
from app.components.stamp_player.data import PlayerHeader, PlayerMessage
from lessons.upsampling.transposed import Numbers, Setting, Stamp, output_size, overlap_counts, stamps

LARGEST = 99
"""Numbers go from -LARGEST to LARGEST, in steps of 0.01."""

_MOST_STAMPS = 16
_MOST_WEIGHTS = 25
_LONGEST_SIDE = 64


@dataclass(frozen=True, eq=False)
class StampNumbers:
    """The numbers a player holds: input and kernel, of one dimension or both of two. Do not change them."""

    given: Numbers
    kernel: Numbers


@dataclass(frozen=True)
class Veil:
    """What stands in place of the output until the learner has said what to expect.

    Who presses a button of the player lifts it, unless it is `locked`.
    """

    sentence: str
    locked: bool


@dataclass(frozen=True, eq=False)
class _PlayerState:
    """`first` are the numbers as the page set them, so that untouched ones can be told from edited ones."""

    first: StampNumbers
    edited: StampNumbers


def stamp_player(
    key: str,
    *,
    given: ArrayLike,
    kernel: ArrayLike,
    setting: Setting,
    sentence: Callable[[Stamp], str],
    summary: str,
    veil: Veil | None = None,
    label: str,
    on_change: Callable[[], None] | None = None,
) -> StampNumbers:
    """Show a transposed convolution to play and return the numbers it is made of now.

    Args:
        key: the player's name; one player per key on a page, its numbers are remembered under it.
        given: the input it starts with, one dimension or two, at most 16 cells.
        kernel: the kernel it starts with, of as many dimensions, `setting.kernel_size` on each side, at
            most 25 weights. When later runs bring other sizes, what the learner edited keeps its numbers
            where both have a cell.
        setting: stride and all else; one that has a result.
        sentence: what to say of one stamp, plain text, shown while it is the last one.
        summary: what to say of the whole output, plain text.
        veil: hides the output and `summary` until it is lifted.
        label: names the player for a screen reader.
        on_change: called without arguments after each accepted edit, before the script runs.

    Raises:
        SettingError: the setting has no result.
        ValueError: numbers or sizes that cannot be shown; the message says why.
    """
    first = StampNumbers(np.asarray(given, np.float64), np.asarray(kernel, np.float64))
    shape = [output_size(side, setting) for side in first.given.shape]
    _check(first, shape)
    remembered = _players.recall(key)
    if remembered is None:
        remembered = _players.start(key, _PlayerState(first, first))
    elif _shapes(remembered.value.edited) != _shapes(first):
        remembered = _players.push(key, _PlayerState(first, _fitted(remembered.value, first)))
    edited = remembered.value.edited
    every_stamp = list(stamps(edited.given, edited.kernel, setting))
    ones = stamps(np.ones_like(edited.given), np.ones_like(edited.kernel), setting)
    header: PlayerHeader = {
        "given": _rows(edited.given),
        "kernel": _rows(edited.kernel),
        "output": _plane(shape),
        "most": int(overlap_counts(edited.given.shape, setting).max()),
        "cells": [_plane(each.cell, 0) for each in every_stamp],
        "firsts": [_plane(each.first, 0) for each in every_stamp],
        "patches": [_rows(each.patch) for each in every_stamp],
        "sentences": [sentence(each) for each in every_stamp],
        "dilation": setting.dilation,
        "cut": [_plane(each, 0) for each in _cut(shape, first.given.shape, setting)],
        "setting": repr((setting, first.given.shape)),
        "summary": summary,
        "veil": veil and {"sentence": veil.sentence, "locked": veil.locked},
        "label": label,
        "largest": LARGEST,
        "revision": remembered.revision,
        "changes": remembered.changes,
    }
    outputs = np.stack([each.output for each in every_stamp])
    counts = np.stack([each.output for each in ones])
    data = pack(header, outputs.astype("<f8").tobytes(), counts.astype(np.uint8).tobytes())
    _players.show(key, data, on_change)
    return edited


def _accept(message: PlayerMessage, numbers: _PlayerState) -> _PlayerState | None:
    """The numbers after a browser's message, or None if they cannot be."""
    given, kernel = message["given"], message["kernel"]
    old = numbers.edited
    if not _can_be(given, old.given.size) or not _can_be(kernel, old.kernel.size):
        return None
    return replace(numbers, edited=StampNumbers(_as(given, old.given), _as(kernel, old.kernel)))


_players = Memory("stamp_player", "edited", PlayerMessage, _accept)


def _can_be(values: Sequence[float], count: int) -> bool:
    return len(values) == count and all(abs(each) <= LARGEST for each in values)


def _as(values: Sequence[float], like: Numbers) -> Numbers:
    return np.round(np.array(values, np.float64).reshape(like.shape), 2)


def _check(first: StampNumbers, shape: Sequence[int]) -> None:
    for what, numbers, most in (
        ("input", first.given, _MOST_STAMPS),
        ("kernel", first.kernel, _MOST_WEIGHTS),
    ):
        if numbers.ndim not in (1, 2) or not 1 <= numbers.size <= most:
            raise ValueError(
                f"The {what} of a player has one dimension or two and 1 to {most} cells, not {numbers.shape}."
            )
        if not np.all(np.abs(numbers) <= LARGEST):
            raise ValueError(f"Every number of the {what} must lie between -{LARGEST} and {LARGEST}.")
    if max(shape) > _LONGEST_SIDE:
        raise ValueError(f"An output of {max(shape)} cells is too long to draw; at most {_LONGEST_SIDE} are.")


def _shapes(edited: StampNumbers) -> tuple[tuple[int, ...], ...]:
    return edited.given.shape, edited.kernel.shape


def _fitted(numbers: _PlayerState, first: StampNumbers) -> StampNumbers:
    """What the learner edited, in the sizes of `first`."""
    return StampNumbers(
        _carried(numbers.edited.given, numbers.first.given, first.given),
        _carried(numbers.edited.kernel, numbers.first.kernel, first.kernel),
    )


def _carried(edited: Numbers, untouched: Numbers, fresh: Numbers) -> Numbers:
    """The fresh numbers; those that were edited where both have a cell."""
    if edited.ndim != fresh.ndim or np.array_equal(edited, untouched):
        return fresh
    both = tuple(slice(min(sides)) for sides in zip(edited.shape, fresh.shape, strict=True))
    fresh = fresh.copy()
    fresh[both] = edited[both]
    return fresh


def _cut(
    shape: Sequence[int], given: Sequence[int], setting: Setting
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """How many cells that stamps reach lie outside the output, before it and after it, on each side."""
    covered = [
        (side - 1) * setting.stride + setting.dilation * (setting.kernel_size - 1) + 1 for side in given
    ]
    after = tuple(max(0, reach - setting.padding - side) for reach, side in zip(covered, shape, strict=True))
    return (setting.padding,) * len(shape), after


def _plane(sides: Sequence[int], single: int = 1) -> list[int]:
    """Rows and columns, where one dimension is a single row."""
    return [single, *sides] if len(sides) == 1 else [*sides]


def _rows(numbers: Numbers) -> list[list[float]]:
    return np.atleast_2d(numbers).tolist()


def edited(key: str) -> StampNumbers | None:
    """The numbers a player holds by now, for figures that follow from them; None if it was not shown yet."""
    remembered = _players.recall(key)
    return remembered.value.edited if remembered else None
