"""Three pages with a picture probe: one asks for scores, one reads words, one only compares."""

import numpy as np
import streamlit as st

from app.components.picture_probe import Mark, Picture, Said, Scores, picture_probe, push
from app.components.ramp import RAMP
from tests.components.app.runs import say_runs


def demo_logits() -> np.ndarray:
    """Three classes; at the top left corner all of them tie, and further on each wins somewhere."""
    row, column = np.mgrid[:96, :128]
    planes = [row / 10 - column / 17, column / 13 - row / 8, -(row + column) / 300]
    return np.stack(planes).astype(np.float32)


def probe_page() -> None:
    st.title("Probe")
    boxed = st.checkbox("Box", value=True, key="boxed")
    other = st.checkbox("Another heat map", key="other")
    if st.button("Go to the corner"):
        push("demo", 0, 0)
    row, column = np.mgrid[:96, :128]
    photo = np.stack([row * 2, column * 2 - 1, (row + column) % 255], axis=-1).clip(0, 255).astype(np.uint8)
    blocks = (
        np.array([[70, 130, 180], [128, 64, 128], [107, 142, 35]])[(row // 24 + column // 32) % 3]
    ).astype(np.uint8)
    spread = 40 if other else 15
    heat = RAMP[(255 * np.exp(-((row - 48) ** 2 + (column - 60) ** 2) / (2 * spread**2))).astype(np.uint8)]
    probed = picture_probe(
        "demo",
        [
            Picture("Photo", photo),
            Picture("Prediction", blocks),
            Picture("Effective receptive field", heat, "bright: the answer depends on it"),
        ],
        start=(48, 60),
        box=(20, 30, 70, 150) if boxed else None,
        scores=Scores(("road", "car", "sky"), ("#0072B2", "#E69F00", "#56B4E9"), demo_logits()),
        label="Pixel of the prediction",
    )
    st.text(f"pixel: {probed.row} {probed.column}")
    say_runs("probe")


def reader_page() -> None:
    st.title("Reader")
    shifted = st.checkbox("Shift the words", key="shifted")
    row, column = np.mgrid[:96, :128]
    which = (2 * (row >= 48) + (column >= 64)).astype(np.uint16)
    which = (which + shifted) % 4
    words = [(f"class {n}", f"Truth: object {n}\nModels: object {n + 1}") for n in range(4)]
    probed = picture_probe(
        "reader",
        [
            Picture("Semantic", np.full((96, 128, 3), 90, np.uint8), outline="M0 48h128M64 0v96"),
            Picture(
                "Instance",
                np.full((96, 128, 3), 200, np.uint8),
                marks=[Mark(10, 20, "C1"), Mark(80, 100, "C2")],
            ),
        ],
        start=(10, 10),
        said=Said(words, which.astype(np.uint16)),
        label="Pixel to ask",
    )
    st.text(f"pixel: {probed.row} {probed.column}")
    say_runs("reader")


def comparer_page() -> None:
    st.title("Comparer")
    pictures = [Picture(title, np.full((96, 128, 3), 120, np.uint8)) for title in ("One", "Other")]
    probed = picture_probe("comparer", pictures, start=(10, 10), label="Pixel to compare", tells=False)
    st.text(f"pixel: {probed.row} {probed.column}")
    say_runs("comparer")
