"""A stamp player whose numbers are known; the page says what Python holds and how often it ran."""

import numpy as np
import streamlit as st

from app.components.stamp_player import Veil, stamp_player
from app.state import recall, remember
from lessons.upsampling.transposed import Setting

VEILS = {"no": None, "light": Veil("Guess or press Play.", False), "locked": Veil("Guess first.", True)}


def start_page() -> None:
    st.title("Start")


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
    runs = (recall("runs") or 0) + 1
    remember("runs", runs)
    st.text(f"input: {edited.given.ravel().tolist()}")
    st.text(f"kernel: {edited.kernel.ravel().tolist()}")
    st.text(f"runs: {runs}")


st.set_page_config(page_title="Stamp player", layout="wide")
st.navigation(
    [
        st.Page(start_page, title="Start", url_path="start", default=True),
        st.Page(player_page, title="Player", url_path="player"),
    ]
).run()
