"""Two pictures three ways: one answered at once, one whose answer the browser fetches."""

import numpy as np
import streamlit as st

from app.components.three_ways import three_ways
from app.components.three_ways.data import AnswerData, PanelData
from app.ui.figures.images import png_address
from tests.components.app.runs import say_runs

_PIXELS = np.full((64, 64, 3), 120, np.uint8)

PANEL: PanelData = {
    "title": "A street",
    "picture": png_address(_PIXELS),
    "height": 64,
    "width": 64,
    "answer": None,
}
ANSWER: AnswerData = {
    "label": "building",
    "boxes": [
        {"sides": (8, 24, 24, 40), "name": "car"},
        {"sides": (30, 2, 60, 40), "name": "tree"},
        {"sides": (58, 50, 63, 60), "name": "person"},
    ],
    "mask": png_address(np.full((64, 64, 3), (0, 114, 178), np.uint8)),
    "outline": "M0 32h64",
    "names": [{"row": 50, "column": 32, "name": "road"}],
    "captions": ("One word.", "Three boxes.", "A class for each pixel."),
}


def ways_page() -> None:
    st.title("Ways")
    drawn: AnswerData = {**ANSWER, "label": "tumour", "captions": ("One.", "Two.", "Three.")}
    scan: PanelData = {**PANEL, "title": "A scan", "answer": drawn}
    three_ways("demo", [PANEL, scan], "ahead/ways", label="Label, boxes, mask")
    st.button("Run again")
    say_runs("ways")
