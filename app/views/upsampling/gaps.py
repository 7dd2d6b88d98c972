"""Gaps in the field: which cells of it dilated convolutions never read, and how a pyramid fills them."""

from functools import cache

import numpy as np
import streamlit as st

from app.ui.figures.grids import NumberGrid, grids_html, painted
from app.ui.figures.images import picture_html
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from lessons.upsampling.presets import preset
from lessons.upsampling.receptive import Counts, conv, path_counts, path_map, unread

_MOST_RATES, _LARGEST_RATE, _NUMBERS_UP_TO = 5, 8, 17
_PYRAMIDS = {"single": "rate_6", "pyramid": "aspp", "deeplab": "deeplabv3plus"}


@section
def gaps(words: LessonText) -> None:
    """The learner's dilations, the paths they leave, and what a pyramid does about it."""
    words.show("gaps")
    if not predict("upsampling-gaps"):
        return
    words.show("gaps-touch")
    typed = st.text_input(
        "Dilations of 3 × 3 convolutions, one behind the other",
        "2, 2, 2",
        max_chars=40,
        key="upsampling-rates",
        persist_state="session",
    )
    rates = _rates_in(typed)
    if rates is None:
        st.warning(
            f"Type 1 to {_MOST_RATES} whole numbers from 1 to {_LARGEST_RATE} with commas between, such as 1, 2, 5."
        )
        return
    paths = path_map([conv(dilation=rate) for rate in rates])
    side = len(paths)
    if side <= _NUMBERS_UP_TO:
        st.html(
            grids_html(
                [NumberGrid("Paths to each cell", paths, [(side // 2, side // 2)], zeros=False)], widest=420
            )
        )
    else:
        st.html(f'<div class="pw-pictures">{_map_html("Paths to each cell", paths, 420)}</div>')
    empty = unread(paths)
    words.show_filled(
        "gaps-live" if empty else "gaps-full",
        "gaps-name",
        rates=", ".join(map(str, rates)),
        unread=f"{100 * empty:.0f}\u00a0%",
        field=side,
    )
    pictures, shares = _pyramids()
    st.html(pictures)
    words.show_filled("gaps-pyramid-live", "gaps-so-what", **shares)
    show_code(path_counts, path_map, unread)


def _rates_in(typed: str) -> list[int] | None:
    pieces = [piece.strip() for piece in typed.replace(";", ",").split(",") if piece.strip()]
    if not 1 <= len(pieces) <= _MOST_RATES or not all(
        piece.isdecimal() and len(piece) < 3 for piece in pieces
    ):
        return None
    rates = [int(piece) for piece in pieces]
    return rates if all(1 <= rate <= _LARGEST_RATE for rate in rates) else None


@cache
def _pyramids() -> tuple[str, dict[str, str]]:
    """The paths of the three presets as HTML, and the share that each leaves unread."""
    maps = {name: path_map(*preset(stack).paths) for name, stack in _PYRAMIDS.items()}
    figures = "".join(_map_html(preset(_PYRAMIDS[name]).title, each, 220) for name, each in maps.items())
    shares = {name: f"{100 * unread(each):.0f}\u00a0%" for name, each in maps.items()}
    return f'<div class="pw-pictures">{figures}</div>', shares


def _map_html(title: str, paths: Counts, width: int) -> str:
    """The paths in the colours of the ramp, on a scale of their logarithm; white where there is none."""
    pixels = painted(np.log1p(paths))
    pixels[paths == 0] = 255
    about = f"{len(paths)} × {len(paths)} cells, {100 * unread(paths):.0f} % never read (white)"
    return picture_html(title, pixels, about, width)
