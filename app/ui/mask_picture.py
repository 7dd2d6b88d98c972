"""Masks as pictures: colour, letter and pattern per class, and outlines where two masks differ."""

import base64
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from typing import Any

import streamlit as st

from lessons.palette import ClassStyle, styles_for

Mask = Sequence[Sequence[int]]
_CELL = 32

# Every hatch is drawn in the ink of its class at low strength, so the letter stays readable.
_HATCHES = {
    "plain": "",
    "dots": '<circle cx="4" cy="4" r="1.3" fill="{ink}"/>',
    "diagonal": '<path d="M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6" stroke="{ink}"/>',
    "back-diagonal": '<path d="M-2 6 L2 10 M0 0 L8 8 M6 -2 L10 2" stroke="{ink}"/>',
    "horizontal": '<path d="M0 4 H8" stroke="{ink}"/>',
    "vertical": '<path d="M4 0 V8" stroke="{ink}"/>',
    "cross": '<path d="M0 0 L8 8 M0 8 L8 0" stroke="{ink}"/>',
    "grid": '<path d="M0 4 H8 M4 0 V8" stroke="{ink}"/>',
    "checks": '<path d="M0 0 H4 V4 H0 Z M4 4 H8 V8 H4 Z" fill="{ink}"/>',
    "rings": '<circle cx="4" cy="4" r="2.2" fill="none" stroke="{ink}"/>',
}


@dataclass(frozen=True)
class MaskPicture:
    """One mask to draw: `mask` is (height, width) class ids, `outlined` the (row, column) cells to mark."""

    title: str
    mask: Mask
    class_names: tuple[str, ...]
    outlined: Collection[tuple[int, int]] = ()


def differing_cells(one: Mask, other: Mask) -> tuple[tuple[int, int], ...]:
    """The (row, column) of every cell in which two masks of one shape differ."""
    return tuple(
        (y, x)
        for y, (row, other_row) in enumerate(zip(one, other, strict=True))
        for x, (cell, other_cell) in enumerate(zip(row, other_row, strict=True))
        if cell != other_cell
    )


def as_ids(value: Any, class_names: Sequence[str]) -> list[list[int]] | None:
    """`value` as a mask of class ids if it can be drawn as one: rows of ids, or rows of class names."""
    if not isinstance(value, list | tuple) or not value:
        return None
    rows: list[list[int]] = []
    for row in value:
        if not isinstance(row, list | tuple) or not row:
            return None
        ids = [class_names.index(cell) if cell in class_names else cell for cell in row]
        if not all(type(cell) is int and 0 <= cell < len(class_names) for cell in ids):
            return None
        rows.append(ids)
    return rows


def grid_text(value: Any) -> str:
    """A grid one row a line, so that rows line up; anything else as Python writes it."""
    if isinstance(value, list) and value and all(isinstance(row, list) for row in value):
        return "[\n" + "".join(f"    {row!r},\n" for row in value) + "]"
    return repr(value)


def mask_pictures(pictures: Sequence[MaskPicture], caption: str = "") -> None:
    """Draw these masks side by side as one element; on a phone they wrap."""
    figures = "".join(_figure(_frozen(picture)) for picture in pictures)
    below = f'<p class="pw-caption">{escape(caption)}</p>' if caption else ""
    st.html(f'<div class="pw-pictures">{figures}</div>{below}')


def _frozen(picture: MaskPicture) -> MaskPicture:
    """The same picture of tuples, so that one drawn before need not be drawn again."""
    return replace(picture, mask=tuple(tuple(row) for row in picture.mask), outlined=tuple(picture.outlined))


@lru_cache(maxsize=512)
def _figure(picture: MaskPicture) -> str:
    styles = styles_for(picture.class_names)
    encoded = base64.b64encode(_svg(picture, styles).encode()).decode()
    width = len(picture.mask[0]) * _CELL if picture.mask else _CELL
    return (
        f'<figure style="max-width: {min(width, 320)}px"><figcaption>{escape(picture.title)}</figcaption>'
        f'<img alt="{escape(_described(picture))}" src="data:image/svg+xml;base64,{encoded}"></figure>'
    )


def _svg(picture: MaskPicture, styles: Sequence[ClassStyle]) -> str:
    height, width = len(picture.mask), max((len(row) for row in picture.mask), default=0)
    hatches = "".join(
        f'<pattern id="h{i}" width="8" height="8" patternUnits="userSpaceOnUse" opacity="0.35">'
        f"{_HATCHES[style.pattern].format(ink=style.ink)}</pattern>"
        for i, style in enumerate(styles)
    )
    cells = "".join(
        _cell(y, x, label, styles) for y, row in enumerate(picture.mask) for x, label in enumerate(row)
    )
    marks = "".join(
        f'<rect x="{x * _CELL + 2}" y="{y * _CELL + 2}" width="{_CELL - 4}" height="{_CELL - 4}" '
        'fill="none" stroke="#fff" stroke-width="6"/>'
        f'<rect x="{x * _CELL + 2}" y="{y * _CELL + 2}" width="{_CELL - 4}" height="{_CELL - 4}" '
        'fill="none" stroke="#000" stroke-width="3"/>'
        for y, x in picture.outlined
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width * _CELL} {height * _CELL}">'
        f"<defs>{hatches}</defs>{cells}{marks}</svg>"
    )


def _cell(y: int, x: int, label: int, styles: Sequence[ClassStyle]) -> str:
    left, top = x * _CELL, y * _CELL
    box = f'x="{left}" y="{top}" width="{_CELL}" height="{_CELL}"'
    if not 0 <= label < len(styles):
        return f'<rect {box} fill="#fff" stroke="#888"/>{_letter(left, top, str(label), "#000", "#fff")}'
    style = styles[label]
    return (
        f'<rect {box} fill="{style.colour}" stroke="#fff" stroke-width="0.5"/>'
        f'<rect {box} fill="url(#h{label})"/>{_letter(left, top, style.letter, style.ink, style.colour)}'
    )


def _letter(left: int, top: int, text: str, ink: str, colour: str) -> str:
    plate = f'<rect x="{left + 8}" y="{top + 7}" width="{_CELL - 16}" height="{_CELL - 14}" rx="3" fill="{colour}"/>'
    return (
        f'{plate}<text x="{left + _CELL / 2}" y="{top + _CELL / 2 + 5}" font-size="14" font-weight="600" '
        f'font-family="sans-serif" text-anchor="middle" fill="{ink}">{escape(text)}</text>'
    )


def _described(picture: MaskPicture) -> str:
    names = picture.class_names
    rows = (
        ", ".join(names[label] if 0 <= label < len(names) else str(label) for label in row)
        for row in picture.mask
    )
    marked = f" {len(picture.outlined)} cells are outlined." if picture.outlined else ""
    return f"{picture.title}. " + "; ".join(f"row {y}: {row}" for y, row in enumerate(rows, 1)) + "." + marked
