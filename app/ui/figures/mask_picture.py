"""Masks as pictures: colour, letter and pattern per class, and outlines where two masks differ."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import Any

import streamlit as st

from app.ui.figures.images import figure_html, row_of_figures, svg_address
from lessons.palette import ClassStyle, styles_for

Mask = Sequence[Sequence[int]]
_CELL = 32
# In CSS pixels; a title needs some room even above a mask of one cell.
_WIDEST, _NARROWEST = 320, 160

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
    st.html(pictures_html(pictures, caption))


def pictures_html(pictures: Sequence[MaskPicture], caption: str = "") -> str:
    """The HTML of these pictures and their caption, for a page that shows them and a table in one element."""
    return row_of_figures((_figure(_frozen(picture)) for picture in pictures), caption)


def _frozen(picture: MaskPicture) -> MaskPicture:
    """The same picture made of tuples, which can be hashed, so that `_figure` keeps what it drew."""
    return replace(picture, mask=tuple(tuple(row) for row in picture.mask), outlined=tuple(picture.outlined))


@lru_cache(maxsize=512)
def _figure(picture: MaskPicture) -> str:
    styles = styles_for(picture.class_names)
    address = svg_address(_svg(picture, styles))
    width = min(len(picture.mask[0]) * _CELL if picture.mask else _CELL, _WIDEST)
    frame = f"max-width: {max(width, _NARROWEST)}px"
    return figure_html(picture.title, address, _described(picture), f"max-width: {width}px", frame=frame)


def _svg(picture: MaskPicture, styles: Sequence[ClassStyle]) -> str:
    """One path per class and one text per row, so that even a large mask stays a small picture."""
    mask = picture.mask
    height, width = len(mask), max((len(row) for row in mask), default=0)
    regions = "".join(_region(mask, label, style) for label, style in enumerate(styles))
    lines = "".join(f"M{x * _CELL} 0v{height * _CELL}" for x in range(1, width))
    lines += "".join(f"M0 {y * _CELL}h{width * _CELL}" for y in range(1, height))
    letters = "".join(_letters(y, row, styles) for y, row in enumerate(mask))
    outline = _squares(picture.outlined, inset=3)
    marks = f'<path d="{outline}" class="o"/><path d="{outline}" class="i"/>' if outline else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width * _CELL} {height * _CELL}">{_SVG_STYLE}'
        f'{regions}<path d="{lines}" stroke="#fff"/>{letters}{marks}</svg>'
    )


_SVG_STYLE = (
    "<style>text{font:600 14px sans-serif;text-anchor:middle}.o,.i{fill:none;stroke:#fff;stroke-width:6}"
    ".i{stroke:#000;stroke-width:3}</style>"
)


def _region(mask: Mask, label: int, style: ClassStyle) -> str:
    """All cells of one class, by runs: its colour, its hatch, and a plain plate under each letter."""
    path = ""
    for y, row in enumerate(mask):
        start = 0
        for here, run in groupby(row):
            length = len(list(run))
            if here == label:
                path += f"M{start * _CELL} {y * _CELL}h{length * _CELL}v{_CELL}h-{length * _CELL}z"
            start += length
    if not path:
        return ""
    square = f'width="{_CELL}" height="{_CELL}"'
    return (
        f'<pattern id="h{label}" width="8" height="8" patternUnits="userSpaceOnUse" opacity="0.35">'
        f"{_HATCHES[style.pattern].format(ink=style.ink)}</pattern>"
        f'<pattern id="c{label}" {square} patternUnits="userSpaceOnUse"><rect {square} fill="{style.colour}"/>'
        f'<rect {square} fill="url(#h{label})"/><rect x="8" y="8" width="16" height="16" fill="{style.colour}"/>'
        f'</pattern><path d="{path}" fill="url(#c{label})"/>'
    )


def _squares(cells: Collection[tuple[int, int]], inset: int = 0) -> str:
    """The path of these cells, each smaller by `inset` on every side."""
    side = _CELL - 2 * inset
    return "".join(f"M{x * _CELL + inset} {y * _CELL + inset}h{side}v{side}h-{side}z" for y, x in cells)


def _letters(y: int, row: Sequence[int], styles: Sequence[ClassStyle]) -> str:
    """The letters of one row, one text per ink; an id that is no class shows as a question mark."""
    inks: dict[str, list[tuple[int, str]]] = {}
    for x, label in enumerate(row):
        known = 0 <= label < len(styles)
        ink, letter = (styles[label].ink, styles[label].letter) if known else ("#888888", "?")
        inks.setdefault(ink, []).append((x * _CELL + _CELL // 2, letter))
    return "".join(
        f'<text x="{" ".join(str(left) for left, _ in letters)}" y="{y * _CELL + 21}" fill="{ink}">'
        f"{escape(''.join(letter for _, letter in letters))}</text>"
        for ink, letters in inks.items()
    )


def _described(picture: MaskPicture) -> str:
    names = picture.class_names
    rows = (
        ", ".join(names[label] if 0 <= label < len(names) else str(label) for label in row)
        for row in picture.mask
    )
    marked = f" {len(picture.outlined)} cells are outlined." if picture.outlined else ""
    return "; ".join(f"row {y}: {row}" for y, row in enumerate(rows, 1)) + "." + marked
