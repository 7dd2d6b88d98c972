"""A page with a feature atlas whose maps are known."""

import numpy as np
import streamlit as st

from app.components.feature_atlas import feature_atlas, scaled
from tests.components.app.runs import say_runs


def waves(channels: int, height: int, width: int) -> np.ndarray:
    """Maps whose values are known: channel c is c + 1 times a plane wave turned by c."""
    row, column = np.mgrid[:height, :width] / max(height, width)
    angles = np.arange(channels)[:, None, None] * 0.37
    phase = 2 * np.pi * (2 + angles % 3) * (row * np.sin(angles) + column * np.cos(angles))
    return np.maximum(0, np.sin(phase) + 0.3) * (np.arange(channels)[:, None, None] + 1) / channels


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
    say_runs("atlas")
