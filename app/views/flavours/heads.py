"""How a box of any size becomes the small grid that both heads look at: the two heads drawn, and RoIAlign to move."""

from html import escape

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app.components.ramp import RAMP
from app.ui.figures.images import figure_html, row_of_figures, svg_address
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from lessons.flavours.roi_align import (
    Box,
    bilinear,
    example_features,
    pooled_cells,
    roi_align,
    roi_pool,
    sample_points,
)

BINS, SAMPLES = 2, 2
PIXELS = 16
"""How many pixels of a picture a side of one cell stands for, in what the page says."""
_HEIGHT = 2.6
_CELL = 40
_STYLE = (
    "<style>text{font:14px sans-serif;text-anchor:middle}.u{fill:none;stroke:#000;stroke-width:6}"
    ".o{fill:none;stroke:#fff;stroke-width:3}.d{stroke-dasharray:7 4}.p{fill:#fff;stroke:#000;stroke-width:2}"
    ".n{font-weight:700;font-size:17px}.r{stroke-width:4;paint-order:stroke}</style>"
)


@section
def box_to_grid(words: LessonText) -> None:
    """A box to move over a feature map, cut up by RoIPool and by RoIAlign."""
    words.show("align", "align-touch")
    grid = example_features()
    places = st.columns(3)
    left = places[0].slider(
        "Left side of the box", 0.0, 5.0, 2.6, 0.1, key="flavours-roi-left", persist_state="session"
    )
    top = places[1].slider(
        "Top of the box", 0.0, 3.0, 1.5, 0.1, key="flavours-roi-top", persist_state="session"
    )
    width = places[2].slider(
        "Width of the box", 1.5, 4.0, 3.0, 0.1, key="flavours-roi-width", persist_state="session"
    )
    # Sliders count in tenths, and 2.6 + 2.6 is not quite 5.2.
    box = (left, top, round(left + width, 1), round(top + _HEIGHT, 1))
    pooled, aligned = roi_pool(grid, box, BINS), roi_align(grid, box, BINS, SAMPLES)
    st.html(
        row_of_figures(
            [
                _figure("RoIPool: the box rounded", _pool_svg(grid, box), _spoken("RoIPool", pooled)),
                _figure("RoIAlign: the box as it is", _align_svg(grid, box), _spoken("RoIAlign", aligned)),
                _figure(f"What a head gets, {BINS} × {BINS}", _result_svg(pooled, aligned), "", widest=150),
            ]
        )
    )
    rounded = _outer(pooled_cells(box, BINS))
    off = max(abs(side - other) for side, other in zip(box, rounded, strict=True))
    further = (round(left + 0.1, 1), top, round(box[2] + 0.1, 1), box[3])
    words.show_filled(
        "align-live",
        "align-name",
        off=f"{off:.1f}",
        pixels=f"{off * PIXELS:.0f}",
        cell=PIXELS,
        pool_change=_largest_change(roi_pool(grid, further, BINS), pooled),
        align_change=_largest_change(roi_align(grid, further, BINS, SAMPLES), aligned),
    )
    show_code(roi_align, bilinear, roi_pool)


def heads_html(words: LessonText) -> str:
    """From the picture to the three answers of the two heads, as boxes with arrows between them."""
    steps = [
        _step("Picture", "any size"),
        _step("Encoder", "feature maps, coarser and coarser"),
        _step("Proposals", "boxes of any size"),
    ]
    heads = [
        (_step("RoIAlign", "7 × 7 for each box"), _step("Box head", "a class, and the box corrected")),
        (
            _step("RoIAlign", "14 × 14 for each box that stays"),
            _step("Mask head", "28 × 28 cells, in or out"),
        ),
    ]
    arrow = '<span aria-hidden="true">→</span>'
    rows = "".join(f"<li>{first}{arrow}{second}</li>" for first, second in heads)
    return (
        f'<figure class="pw-flow" role="group" aria-label="{escape(words.line("align-drawing"))}">'
        f"{arrow.join(steps)}{arrow}<ul>{rows}</ul></figure>"
    )


def _step(name: str, about: str) -> str:
    return f"<div><strong>{escape(name)}</strong>{escape(about)}</div>"


def _figure(title: str, svg: str, spoken: str, widest: int = 400) -> str:
    frame = f"max-width: {widest}px; flex: 1 1 {widest * 3 // 4}px"
    return figure_html(title, svg_address(svg), spoken, frame=frame)


def _spoken(name: str, values: NDArray[np.float64]) -> str:
    rows = "; ".join(", ".join(f"{value:.2f}" for value in row) for row in values.tolist())
    return f"{name} gives {rows}."


def _outer(cells: tuple[list[tuple[int, int]], list[tuple[int, int]]]) -> Box:
    """The box around all bins."""
    rows, columns = cells
    return columns[0][0], rows[0][0], columns[-1][1], rows[-1][1]


def _largest_change(after: NDArray[np.float64], before: NDArray[np.float64]) -> str:
    return f"{np.abs(after - before).max():.2f}"


def _svg(width: float, height: float, content: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width * _CELL:g} {height * _CELL:g}">'
        f"{_STYLE}{content}</svg>"
    )


def _map(grid: NDArray[np.float64], marks: str) -> str:
    """The cells in the colours of the ramp, the marks on them, and over these each cell's number, struck by none."""
    levels = (255 * grid / grid.max()).astype(np.uint8)
    cells, numbers = [], []
    for (row, column), value in np.ndenumerate(grid):
        colour = RAMP[levels[row, column]]
        fill, ink = f"#{bytes(colour.tolist()).hex()}", "#000" if colour.mean() > 118 else "#fff"
        x, y = column * _CELL, row * _CELL
        cells.append(f'<path d="M{x} {y}h{_CELL}v{_CELL}h-{_CELL}z" fill="{fill}"/>')
        place = f'x="{x + _CELL / 2}" y="{y + _CELL / 2 + 5}"'
        numbers.append(f'<text class="r" {place} fill="{ink}" stroke="{fill}">{value:.1f}</text>')
    return "".join([*cells, marks, *numbers])


def _lines(box: Box, more: str = "") -> str:
    """A box in cells, dark under light."""
    left, top, right, bottom = (_CELL * side for side in box)
    d = f"M{left:g} {top:g}H{right:g}V{bottom:g}H{left:g}z"
    return "".join(f'<path class="{look} {more}" d="{d}"/>' for look in ("u", "o"))


def _pool_svg(grid: NDArray[np.float64], box: Box) -> str:
    rows, columns = pooled_cells(box, BINS)
    bins = "".join(_lines((x[0], y[0], x[1], y[1])) for y in rows for x in columns)
    return _svg(grid.shape[1], grid.shape[0], _map(grid, bins + _lines(box, "d")))


def _align_svg(grid: NDArray[np.float64], box: Box) -> str:
    left, top, right, bottom = box
    wide, high = (right - left) / BINS, (bottom - top) / BINS
    bins = "".join(
        _lines((left + j * wide, top + i * high, left + (j + 1) * wide, top + (i + 1) * high))
        for i in range(BINS)
        for j in range(BINS)
    )
    ys, xs = sample_points(box, BINS, SAMPLES)
    points = "".join(
        f'<circle class="p" cx="{x * _CELL:.1f}" cy="{y * _CELL:.1f}" r="5"/>' for y in ys for x in xs
    )
    return _svg(grid.shape[1], grid.shape[0], _map(grid, bins + points))


def _result_svg(pooled: NDArray[np.float64], aligned: NDArray[np.float64]) -> str:
    """The two small grids, one over the other, each under its name."""
    cells = []
    for at, (name, values) in enumerate((("RoIPool", pooled), ("RoIAlign", aligned))):
        y0 = at * 3 * _CELL
        cells.append(f'<text x="{2 * _CELL}" y="{y0 + 26}" fill="#7a7a85" class="n">{name}</text>')
        for (row, column), value in np.ndenumerate(values):
            x, y = (column * 2) * _CELL, y0 + _CELL * (1 + row)
            cells.append(
                f'<path d="M{x} {y}h{2 * _CELL}v{_CELL}h-{2 * _CELL}z" fill="#fff" stroke="#000"/>'
                f'<text x="{x + _CELL}" y="{y + 26}" class="n">{value:.2f}</text>'
            )
    return _svg(4, 6, "".join(cells))
