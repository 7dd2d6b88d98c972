"""Grids of numbers as pictures: each cell tinted by its size and sign, some of them framed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from app.components.ramp import RAMP
from app.ui.figures.images import figure_html, row_of_figures, svg_address

_CELL, _LARGE, _FEW = 34, 50, 5  # of a grid of few columns, cells are drawn larger
_PLUS, _MINUS = "#d08a00", "#2f6fd0"
_MOST_ZEROS, _MOST_SPOKEN = 450, 64


@dataclass(frozen=True, eq=False)
class NumberGrid:
    """One grid to draw: `values` (height, width), the `framed` (row, column) cells, and a `place` to mark.

    The place is in cells, as `lessons.upsampling.interpolation` has it: the centre of cell 0 is at 0.
    `about` stands below. Without `zeros` a cell that holds 0 stays empty.
    """

    title: str
    values: ArrayLike
    framed: Collection[tuple[int, int]] = ()
    place: tuple[float, float] | None = None
    about: str = ""
    zeros: bool = True
    rows: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", np.atleast_2d(np.asarray(self.values, np.float64)))


def grids_html(grids: Sequence[NumberGrid], widest: int = 340) -> str:
    """These grids side by side as HTML, none wider or higher than `widest` CSS pixels."""
    return row_of_figures(_figure(grid, widest) for grid in grids)


def painted(values: ArrayLike, largest: float | None = None, least: float | None = None) -> NDArray[np.uint8]:
    """A map (height, width) in the colours of the ramp, from its least value to its largest, or those given."""
    cells = np.asarray(values, np.float64)
    low = float(cells.min()) if least is None else least
    span = (float(cells.max()) if largest is None else largest) - low
    shares = (cells - low) / span if span > 0 else np.full_like(cells, 0.5)
    return RAMP[np.uint8(255 * shares.clip(0, 1))]


def squared(side: int) -> str:
    """A square's size, which no table breaks in two."""
    return f"{side}\u00a0×\u00a0{side}"


def number(value: float) -> str:
    """At most four decimals, with a true minus sign."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "−")


def _figure(grid: NumberGrid, widest: int) -> str:
    height, width = grid.rows.shape
    wide = min(width * (_LARGE if width <= _FEW else _CELL), widest, max(40, widest * width // height))
    style = f"width: {wide}px; max-width: 100%"
    return figure_html(grid.title, svg_address(_svg(grid)), _spoken(grid), style, grid.about)


def _svg(grid: NumberGrid) -> str:
    """White paper in both themes, as photographs have their own; one text for each number."""
    height, width = grid.rows.shape
    largest = float(np.abs(grid.rows).max()) or 1.0
    tints, texts, zeros = "", "", grid.zeros and grid.rows.size <= _MOST_ZEROS
    for (row, column), value in np.ndenumerate(grid.rows):
        x, y = column * _CELL, row * _CELL
        if value:
            colour, strength = (_PLUS if value > 0 else _MINUS), 0.12 + 0.48 * abs(value) / largest
            tints += f'<path d="M{x} {y}h{_CELL}v{_CELL}h-{_CELL}z" fill="{colour}" fill-opacity="{strength:.2f}"/>'
        if value or zeros:
            text = number(float(value))
            size, ink = min(13.0, 42 / len(text)), "#1f1e24" if value else "#8b8890"
            texts += (
                f'<text x="{x + _CELL / 2}" y="{y + 21}" font-size="{size:.1f}" fill="{ink}">{text}</text>'
            )
    lines = "".join(f"M{x * _CELL} 0v{height * _CELL}" for x in range(width + 1))
    lines += "".join(f"M0 {y * _CELL}h{width * _CELL}" for y in range(height + 1))
    side = _CELL - 4
    frames = "".join(f"M{x * _CELL + 2} {y * _CELL + 2}h{side}v{side}h-{side}z" for y, x in grid.framed)
    mark = ""
    if grid.place is not None:
        x, y = (_CELL * (at + 0.5) for at in reversed(grid.place))
        mark = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="#4b3fa8" stroke="#fff" stroke-width="2"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 {width * _CELL + 2} {height * _CELL + 2}">'
        "<style>text{font-family:sans-serif;text-anchor:middle}</style>"
        f'<path d="M0 0h{width * _CELL}v{height * _CELL}h-{width * _CELL}z" fill="#fff"/>{tints}'
        f'<path d="{lines}" stroke="#b9b6bf" fill="none"/>'
        f'<path d="{frames}" stroke="#1f1e24" stroke-width="2.5" fill="none"/>{texts}{mark}</svg>'
    )


def _spoken(grid: NumberGrid) -> str:
    height, width = grid.rows.shape
    sentence = f"{height} rows, {width} columns"
    if grid.rows.size <= _MOST_SPOKEN:
        rows = ("; ".join(", ".join(map(number, row)) for row in grid.rows.tolist()),)
        sentence += f": {rows[0]}"
    framed = ", ".join(f"row {row + 1} column {column + 1}" for row, column in list(grid.framed)[:25])
    return sentence + (f". Framed: {framed}." if framed else ".")
