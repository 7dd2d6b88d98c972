"""The pages. Every one says what Python got back, so that a test can wait for it."""

from collections import defaultdict

import numpy as np
import streamlit as st

from app.components.feature_atlas import feature_atlas, scaled
from app.components.picture_probe import Mark, Picture, Said, Scores, picture_probe
from app.components.picture_probe import push as push_pixel
from app.components.ramp import RAMP
from app.components.u_diagram import Block, Skip, u_diagram
from app.components.u_diagram import push as push_choice
from app.state import recall, remember

STATES = ("keep", "zero", "blur", "shuffle", "swap")


def _runs(name: str) -> int:
    counts = recall("runs") or defaultdict(int)
    counts[name] += 1
    remember("runs", counts)
    return counts[name]


def waves(channels: int, height: int, width: int) -> np.ndarray:
    """Maps whose values are known: channel c is c + 1 times a plane wave turned by c."""
    row, column = np.mgrid[:height, :width] / max(height, width)
    angles = np.arange(channels)[:, None, None] * 0.37
    phase = 2 * np.pi * (2 + angles % 3) * (row * np.sin(angles) + column * np.cos(angles))
    return np.maximum(0, np.sin(phase) + 0.3) * (np.arange(channels)[:, None, None] + 1) / channels


def start_page() -> None:
    st.title("Start")


def atlas_page() -> None:
    st.title("Atlas")
    channels = st.radio("Channels", [3, 64, 256], index=1, key="channels", horizontal=True)
    shared = st.checkbox("Shared scale", key="shared")
    marked = st.checkbox("Mark a pixel", key="marked")
    st.button("Rerun")
    side = {3: 128, 64: 64, 256: 16}[channels]
    atlas = feature_atlas(
        "demo",
        scaled(waves(channels, side, side), shared=shared),
        label="Encoder level 1",
        highlighted=(side // 4, side // 2) if marked else None,
    )
    st.text(f"channel: {atlas.channel}")
    st.text(f"runs: {_runs('atlas')}")


def diagram_page() -> None:
    st.title("Diagram")
    tiny = st.checkbox("Tiny", key="tiny")
    if st.button("Put the skips back"):
        push_choice("demo", selected="bottom", skips=("keep",) * (1 if tiny else 4))
    widths = (16, 32) if tiny else (16, 32, 64, 96, 128)
    deepest = len(widths) - 1
    size = 64 if tiny else 128
    down = [
        Block(f"down{n}", f"Encoder {n + 1}", w, size >> n, size >> n, "down", n)
        for n, w in enumerate(widths[:-1])
    ]
    up = [
        Block(f"up{n}", f"Decoder {n + 1}", w, size >> n, size >> n, "up", n)
        for n, w in enumerate(widths[:-1])
    ]
    bottom = Block("bottom", "Bottleneck", widths[-1], size >> deepest, size >> deepest, "bottom", deepest)
    blocks = [
        Block("image", "Picture", 3, size, size, "input", 0),
        *down,
        bottom,
        *reversed(up),
        Block("logits", "Logits", 8, size, size, "output", 0),
    ]
    skips = [Skip(f"skip{n}", n, "keep", STATES) for n in range(deepest)]
    chosen = u_diagram("demo", blocks, skips, selected="bottom", label="U-Net")
    st.text(f"chosen: {chosen.block} {' '.join(chosen.skips)}")
    st.text(f"runs: {_runs('diagram')}")


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
        push_pixel("demo", 0, 0)
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
    st.text(f"runs: {_runs('probe')}")


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
    st.text(f"runs: {_runs('reader')}")
