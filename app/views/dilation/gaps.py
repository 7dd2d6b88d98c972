"""Gaps in the field: which cells of it dilated convolutions never read."""

import numpy as np
import streamlit as st

from app import state
from app.ui.figures.grids import NumberGrid, grids_html, painted
from app.ui.figures.images import picture_html
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from lessons.dilation.receptive import Counts, conv, path_counts, path_map, unread

_FIRST = (2, 2, 2)
_LAST = "dilation-last-rates"
_MOST_RATES, _LARGEST_RATE, _NUMBERS_UP_TO = 5, 8, 17


@section
def gaps(words: LessonText) -> None:
    """The learner's dilations, and the paths they leave. What is typed wrong leaves the last map standing."""
    words.show("gaps")
    if not predict("dilation-gaps"):
        return
    words.show("gaps-touch")
    typed = st.text_input(
        "Dilations of 3 × 3 convolutions, one behind the other",
        _listed(_FIRST),
        max_chars=40,
        key="dilation-rates",
        persist_state="session",
    )
    rates, last = _rates_in(typed), state.recall(_LAST, _FIRST)
    if rates is None:
        st.warning(
            f"Type 1 to {_MOST_RATES} whole numbers from 1 to {_LARGEST_RATE} with commas between, such as 1, 2, 5. "
            + words.line("gaps-kept", rates=_listed(last))
        )
    rates = rates or last
    state.remember(_LAST, rates)
    paths = path_map([conv(dilation=rate) for rate in rates])
    side = len(paths)
    figure, told = st.columns(2)
    if side <= _NUMBERS_UP_TO:
        figure.html(
            grids_html(
                [NumberGrid("Paths to each cell", paths, [(side // 2, side // 2)], zeros=False)], widest=420
            )
        )
    else:
        figure.html(f'<div class="pw-pictures">{_map_html("Paths to each cell", paths, 420)}</div>')
    empty = unread(paths)
    with told:
        words.show_filled(
            "gaps-live" if empty else "gaps-full",
            "gaps-name",
            "gaps-so-what",
            rates=_listed(rates),
            unread=f"{100 * empty:.0f}\u00a0%",
            field=side,
        )
    show_code(path_counts, path_map, unread)


def _rates_in(typed: str) -> tuple[int, ...] | None:
    pieces = [piece.strip() for piece in typed.replace(";", ",").split(",") if piece.strip()]
    if not 1 <= len(pieces) <= _MOST_RATES or not all(
        piece.isdecimal() and len(piece) < 3 for piece in pieces
    ):
        return None
    rates = tuple(int(piece) for piece in pieces)
    return rates if all(1 <= rate <= _LARGEST_RATE for rate in rates) else None


def _listed(rates: tuple[int, ...]) -> str:
    return ", ".join(map(str, rates))


def _map_html(title: str, paths: Counts, width: int) -> str:
    """The paths in the colours of the ramp, on a scale of their logarithm; white where there is none."""
    pixels = painted(np.log1p(paths))
    pixels[paths == 0] = 255
    about = f"{len(paths)} × {len(paths)} cells, {100 * unread(paths):.0f} % never read (white)"
    return picture_html(title, pixels, about, width)
