"""The pyramid of DeepLabV3+: what each branch reads for one cell, what it makes of a street, and what each is worth."""

from collections.abc import Collection
from functools import cache, partial

import numpy as np
import streamlit as st

from app.components.picture_probe import Picture, Probed, picture_probe, probed
from app.ui.figures.grids import painted
from app.ui.figures.numbers import score
from app.ui.figures.street_pictures import choose_street, on_the_road
from app.ui.figures.tables import table
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from app.views.dilation import networks
from app.views.dilation.masks import ON_ALL, on_all, side_by_side
from lessons.dilation import pyramid
from lessons.dilation.presets import preset
from lessons.dilation.receptive import path_map, unread
from lessons.metrics.pooled import PixelScores
from lessons.models.deeplabv3plus import ASPP

_PROBE = "dilation-aspp"
_BRANCHES = ("1 × 1", "Rate 2", "Rate 4", "Rate 6", "Mean")
_RATES = (0, 2, 4, 6)


@section
@guard.answered
def branches(words: LessonText) -> None:
    """The five branches side by side, the cells that each reads for the chosen one."""
    words.show("aspp")
    if not guard.ready(networks.DEEPLAB):
        st.info(guard.how_to_train(networks.DEEPLAB))
        return
    words.show("aspp-touch")
    picture = choose_street("dilation-aspp-street", st.container())
    maps = pyramid.maps_in(networks.traced(picture.pixels))
    height, width = maps.branches[0].shape[-2:]
    cell = maps.height // height
    at = probed(_PROBE, maps.height, maps.width) or Probed(*on_the_road(maps.height, maps.width))
    row, column = at.row // cell, at.column // cell
    pictures = [
        Picture(
            "Street", picture.pixels, f"Framed: the cell, {cell} × {cell} pixels", _frame(row, column, cell)
        )
    ]
    read = {rate: pyramid.taps(rate, row, column, height, width) for rate in _RATES}
    outlines = ["".join(_frame(*tap, cell) for tap in taps) for taps in read.values()]
    captions = [f"{len(taps)} of {9 if rate else 1} on the map" for rate, taps in read.items()]
    for title, values, outline, caption in zip(
        _BRANCHES,
        maps.branches,
        [*outlines, f"M1 1h{maps.width - 2}v{maps.height - 2}h-{maps.width - 2}z"],
        [*captions, "Every cell of the map"],
        strict=True,
    ):
        mean = painted(values[0].mean(dim=0).numpy())
        pictures.append(Picture(title, mean.repeat(cell, axis=0).repeat(cell, axis=1), caption, outline))
    picture_probe(_PROBE, pictures, start=(at.row, at.column), label="Cell that is asked")
    shares = {
        name: f"{100 * unread(path_map(*preset(stack).paths)):.0f}\u00a0%" for name, stack in _STACKS.items()
    }
    words.show_filled("aspp-live", "aspp-name", **shares)
    show_code(pyramid.taps, ASPP.forward)


_STACKS = {"single": "rate_6", "pyramid": "aspp", "deeplab": networks.DEEPLAB}


@section
@guard.answered
def silenced(words: LessonText) -> None:
    """The mask with branches of the pyramid silenced, and what each of them is worth on eight streets."""
    words.show("silence")
    if not guard.ready(networks.DEEPLAB):
        st.info(guard.how_to_train(networks.DEEPLAB))
        return
    if not predict("dilation-silence", _dearest):
        return
    words.show("silence-touch")
    left, right = st.columns(2, vertical_alignment="bottom")
    picture = choose_street("dilation-silence-street", left)
    chosen = right.pills(
        "Silenced branches",
        _BRANCHES,
        selection_mode="multi",
        key="dilation-silenced",
        persist_state="session",
    )
    which = tuple(place for place, name in enumerate(_BRANCHES) if name in chosen)
    masks = {
        "All five": networks.operated(picture.pixels),
        "Without those": networks.operated(picture.pixels, which),
    }
    side_by_side(words, "dilation-silence", picture, masks)
    rows = {"None": _without(()), **{name: _without((place,)) for place, name in enumerate(_BRANCHES)}}
    table(
        ("Silenced", *ON_ALL),
        [(name, *on_all(each)) for name, each in rows.items()],
    )
    words.show("scores", "silence-name")
    show_code(pyramid.maps_in, pyramid.decode)


def _dearest() -> dict[str, str]:
    """The branch without which boundary IoU falls most, and from where to where it falls."""
    worth = [_without((place,)).boundary_iou for place in range(len(_BRANCHES))]
    return {
        "most": _BRANCHES[int(np.argmin(worth))],
        "whole": score(_without(()).boundary_iou),
        "least": score(min(worth)),
    }


@cache
def _without(which: Collection[int]) -> PixelScores:
    """What the mask scores on the streets of the page with these branches silenced."""
    return networks.scores(partial(networks.operated, silenced=which))


def _frame(row: int, column: int, cell: int) -> str:
    """The outline of one cell, an SVG path in pixels, a little inside it."""
    side = cell - 2
    return f"M{column * cell + 1} {row * cell + 1}h{side}v{side}h-{side}z"
