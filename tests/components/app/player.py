"""A stamp player whose numbers are known; the page says what Python holds and how often it ran."""

import numpy as np
import streamlit as st

from app.components.stamp_player import Veil, stamp_player
from lessons.upsampling.transposed import Setting
from tests.components.app.runs import say_runs

VEILS = {"no": None, "light": Veil("Guess or press Play.", False), "locked": Veil("Guess first.", True)}


def player_page() -> None:
    st.title("Player")
    veil = st.radio("Veil", tuple(VEILS), horizontal=True)
    padding = st.number_input("Padding", value=0, key="padding")
    cells = st.number_input("Cells", value=2, key="cells")
    kernel = st.number_input("Kernel size", value=3, key="kernel")
    edited = stamp_player(
        "demo",
        given=np.arange(1.0, cells**2 + 1).reshape(cells, cells),
        kernel=np.ones((kernel, kernel)),
        setting=Setting(kernel, 2, padding),
        sentence=lambda stamp: f"Cell {stamp.cell} holds {stamp.value:g}.",
        summary="This is the sum.",
        veil=VEILS[veil],
        label="Demo",
    )
    st.text(f"input: {edited.given.ravel().tolist()}")
    st.text(f"kernel: {edited.kernel.ravel().tolist()}")
    say_runs("player")
