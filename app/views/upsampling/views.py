"""The two other ways to the numbers of a transposed convolution, one cell of the result at a time."""

import numpy as np
import streamlit as st

from app.components.picture_probe import Picture, picture_probe
from app.components.stamp_player import StampNumbers
from app.ui.figures.grids import NumberGrid, grids_html, number, painted
from app.ui.figures.numbers import tiny
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.show_code import show_code
from lessons.upsampling.equivalents import as_matrix, zero_stuffed
from lessons.upsampling.transposed import Setting, transposed_conv

_ROWS = 13  # of the matrix, as many as are drawn


@st.fragment
def other_views(words: LessonText, edited: StampNumbers, setting: Setting, hidden: bool) -> None:
    """One cell of the result in the stuffed input and in the matrix; `hidden` as long as its size is asked for."""
    words.show("views")
    if not predict("upsampling-views"):
        return
    if hidden:
        st.info("Say above how many cells the output will have. Then both views of it appear here.")
        words.show("views-name", "views-so-what")
        return
    words.show("views-touch")
    result = transposed_conv(edited.given, edited.kernel, setting)
    stuffed = zero_stuffed(edited.given, edited.kernel, setting)
    matrix = as_matrix(edited.given, edited.kernel, setting)
    plane = np.atleast_2d(result)
    height, width = plane.shape
    beside, figures = st.columns([1, 2])
    with beside:
        at = picture_probe(
            f"upsampling-views-{height}-{width}",
            [Picture("The result", painted(plane))],
            start=(height // 2, width // 2),
            label="Cell of the result",
        )
    kernel = np.atleast_2d(stuffed.kernel)
    apart = [setting.dilation if side > 1 else 1 for side in kernel.shape]
    window = [(at.row + apart[0] * tap[0], at.column + apart[1] * tap[1]) for tap in np.ndindex(kernel.shape)]
    row = at.row * width + at.column
    whole = matrix.convolution.toarray().T
    first = max(0, min(row - _ROWS // 2, len(whole) - _ROWS))
    rows = whole[first : first + _ROWS]
    grids = [
        NumberGrid("Stuffed with zeros", stuffed.stuffed, window),
        NumberGrid("Kernel, turned", stuffed.kernel),
        NumberGrid(
            "The matrix Cᵀ",
            rows,
            [(row - first, column) for column in range(rows.shape[1])],
            about=""
            if len(rows) == len(whole)
            else f"Rows {first + 1} to {first + len(rows)} of {len(whole)}",
        ),
    ]
    terms = [
        f"{number(weight)} · {number(value)}"
        for weight, value in zip(whole[row].tolist(), edited.given.ravel().tolist(), strict=True)
        if weight
    ]
    figures.html(
        grids_html(grids)
        + f'<p class="pw-caption">Row {row + 1} of Cᵀ times the input: {" + ".join(terms) or "no weight reaches it"} = '
        f"{number(float(plane[at.row, at.column]))}.</p>"
    )
    difference = max(np.abs(each.output - result).max() for each in (stuffed, matrix))
    words.show_filled(
        "views-live",
        "views-name",
        "views-so-what",
        stuffed=stuffed.stuffed.size,
        cells=edited.given.size,
        rows=f"{len(whole):,}",
        columns=whole.shape[1],
        entries=np.count_nonzero(whole),
        difference=tiny(difference),
    )
    show_code(zero_stuffed, as_matrix)
