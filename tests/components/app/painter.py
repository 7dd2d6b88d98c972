"""A page with a painter and a score grid, longer than a phone's screen."""

import json

import streamlit as st

from app.components.mask_painter import mask_painter
from app.components.score_grid import score_grid
from lessons.palette import styles_for
from tests.components.app.runs import say_runs

_CLASSES = styles_for(["background", "road", "car"])
_ROWS = [[0] * 8 for _ in range(8)]


def painter_page() -> None:
    st.set_page_config(layout="centered")
    st.title("Painter")
    painted = mask_painter("painter", prediction=_ROWS, truth=[[2] * 8, *_ROWS[1:]], classes=_CLASSES)
    cells = {
        f"{row} {column}": value
        for row, line in enumerate(painted.prediction)
        for column, value in enumerate(line)
    }
    st.text(f"painted: {json.dumps([place for place, value in cells.items() if value])}")
    scored = score_grid("grid", logits=[[[1.0, 0.0, -1.0]] * 8] * 8, classes=_CLASSES)
    st.text(f"selected: {scored.selected}")
    for paragraph in range(40):
        st.write(f"Paragraph {paragraph} below, so that there is something to scroll to.")
    say_runs("painter")
