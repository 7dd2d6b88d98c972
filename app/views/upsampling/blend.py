"""Bilinear interpolation of one value, and of the whole map around it."""

import numpy as np
import streamlit as st

from app.components.picture_probe import Picture, picture_probe
from app.ui.figures.grids import NumberGrid, grids_html, number, painted
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from lessons.upsampling.interpolation import bilinear, nearest, position, stretched

_MAPS = {
    2: np.array([[0.0, 8.0], [4.0, 16.0]]),
    3: np.array([[0.0, 8.0, 2.0], [4.0, 16.0, 6.0], [12.0, 1.0, 9.0]]),
}


@section
def one_value(words: LessonText) -> None:
    """A cell of the large map, and the four old cells it is made from."""
    words.show("blend")
    if not predict("upsampling-blend"):
        return
    words.show("blend-touch")
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    size = left.segmented_control(
        "Old map",
        tuple(_MAPS),
        default=2,
        required=True,
        format_func=lambda side: f"{side} × {side}",
        key="upsampling-blend-size",
        persist_state="session",
    )
    new = middle.slider(
        "Cells a side of the new map", 2, 12, 4, key="upsampling-blend-new", persist_state="session"
    )
    corners = right.toggle("`align_corners`", key="upsampling-blend-corners", persist_state="session")
    old = _MAPS[size or 2]
    large = stretched(old, new, new, align_corners=corners)
    beside, figures = st.columns([1, 2])
    with beside:
        at = picture_probe(
            f"upsampling-blend-{new}",
            [Picture(f"The new map, {new} × {new}", painted(large, old.max(), old.min()))],
            start=(1, 1),
            label="Cell of the new map",
        )
    blended = bilinear(old, at.row, at.column, new, new, corners)
    copied = nearest(old, at.row, at.column, new, new)
    shares = np.zeros_like(old)
    for each in blended.neighbours:
        shares[each.row, each.column] += each.weight
    # At the far edge two of the four are the same cell, and what counts for nothing needs no mark.
    used = [(int(row), int(column)) for row, column in np.argwhere(shares)]
    figures.html(
        grids_html(
            [
                NumberGrid(
                    "The old map", old, used, (blended.row, blended.column), "The dot: the new cell's place"
                ),
                NumberGrid("Its shares", shares, used),
                NumberGrid("The new map", large, [(at.row, at.column)]),
            ],
            widest=260,
        )
    )
    words.show_filled(
        "blend-live",
        "blend-name",
        "blend-so-what",
        row=at.row + 1,
        column=at.column + 1,
        at_row=number(blended.row + 1),
        at_column=number(blended.column + 1),
        sum=" + ".join(f"{number(shares[cell])} · {number(old[cell])}" for cell in used),
        value=number(blended.value),
        nearest=number(copied.value),
    )
    show_code(bilinear, position, nearest)
