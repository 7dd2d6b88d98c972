"""Checkerboards: at birth, where they are plain to see, and in a trained network, where they are not."""

from functools import cache

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app import wiring
from app.ui.figures.grids import painted
from app.ui.figures.images import picture_html
from app.ui.figures.tables import table_html
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from lessons.models.serving.networks import LoadedNetwork
from lessons.scenes import street_scene
from lessons.upsampling.checkerboard import (
    Decoded,
    bare_decoder,
    checkerboard_index,
    decoded,
    detail,
    pattern,
)
from lessons.upsampling.upsamplers import STARTS, UPSAMPLERS, Start, upsampler

_CELLS, _BEFORE_LOGITS = 16, "up.3"
_STREETS = range(4)
_WHOLE, _CROP = slice(None), slice(56, 104)


@section
@guard.answered
def at_birth(words: LessonText) -> None:
    """An upsampler that nobody has trained, on a flat map and on a small street."""
    words.show("checkers")
    if not predict("upsampling-checkers"):
        return
    words.show("checkers-touch")
    left, middle, right = st.columns([2, 2, 1])
    name = left.selectbox(
        "Way of upsampling",
        [each.name for each in UPSAMPLERS],
        index=1,
        format_func=lambda each: upsampler(each).title,
        key="upsampling-checkers-name",
        persist_state="session",
    )
    start: Start = (
        middle.segmented_control(
            "Weights",
            STARTS,
            default="even",
            required=True,
            key="upsampling-checkers-start",
            persist_state="session",
        )
        or "even"
    )
    stages = (
        right.segmented_control(
            "Stages",
            (1, 2, 3),
            default=1,
            required=True,
            key="upsampling-checkers-stages",
            persist_state="session",
        )
        or 1
    )
    every = {each.name: _flat_and_street(each.name, stages, start) for each in UPSAMPLERS}
    flat, street = every[name]
    rows = [
        (upsampler(each).title, *(f"{result.index:.3f}" for result in pair)) for each, pair in every.items()
    ]
    st.html(
        '<div class="pw-pictures">'
        + _channel_html("Result for a flat map", flat)
        + _channel_html("Result for the street", street)
        + picture_html("The street before", _street_picture(), f"{_CELLS} × {_CELLS} cells")
        + "</div>"
        + table_html((f"Index, {start} weights, {_doublings(stages)}", "Flat map", "Street"), rows)
    )
    words.show_filled(
        "checkers-live",
        "checkers-index",
        "checkers-name",
        title=upsampler(name).title,
        start=start,
        stages=_doublings(stages),
        index=f"{flat.index:.3f}",
        street=f"{street.index:.3f}",
    )
    show_code(checkerboard_index, detail, pattern, bare_decoder)


@section
@guard.answered
def in_the_trained(words: LessonText) -> None:
    """The same index inside the trained U-Net."""
    words.show("checkers-trained")
    if not predict("upsampling-checkers-trained"):
        return
    if not guard.ready(guard.WITH_SKIPS):
        words.show("checkers-trained-missing", "checkers-so-what")
        return
    streets = [_in_the_network(seed) for seed in _STREETS]
    first_street, birth = streets[0], _decoded_map("transposed_k2", "flat", 1, "random")
    st.html(
        '<div class="pw-pictures">'
        + _channel_html("Right behind the last doubling", first_street["up"], _CROP)
        + _channel_html("In the logits", first_street["logits"], _CROP)
        + picture_html("The street there", street(_STREETS[0])[_CROP, _CROP], "The middle of it, enlarged")
        + "</div>"
    )
    mean = {name: float(np.mean([each[name].index for each in streets])) for name in first_street}
    words.show_filled(
        "checkers-trained-live",
        "checkers-trained-name",
        "checkers-so-what",
        scenes=f"{len(streets)} streets that it never saw",
        birth=f"{birth.index:.3f}",
        times=f"{birth.index / mean['logits']:.0f}",
        **{name: _small(index) for name, index in mean.items()},
    )


def _in_the_network(seed: int) -> dict[str, Decoded]:
    """The picture, the map behind the last doubling and the logits, each with its index, on a held-out street."""
    picture = street(seed)

    def work(prepared: LoadedNetwork) -> dict[str, Decoded]:
        trace = prepared.trace(picture)
        maps = {
            "image": prepared.ready(picture).cpu(),
            "up": trace.activations[_BEFORE_LOGITS],
            "logits": trace.logits,
        }
        values = {name: each[0].float().numpy() for name, each in maps.items()}
        return {name: Decoded(each, checkerboard_index(each)) for name, each in values.items()}

    return wiring.networks().run(guard.WITH_SKIPS, picture, "checkerboards", work)


def _flat_and_street(name: str, stages: int, start: Start) -> tuple[Decoded, Decoded]:
    return _decoded_map(name, "flat", stages, start), _decoded_map(name, "street", stages, start)


def _decoded_map(name: str, what: str, stages: int, start: Start) -> Decoded:
    image = _street() if what == "street" else np.ones((3, _CELLS, _CELLS))
    return wiring.networks().runner.run(
        ("checkerboard", name, what, stages, start), lambda: decoded(name, image, stages, start)
    )


@cache
def street(seed: int) -> NDArray[np.uint8]:
    """A held-out street, uint8 (128, 128, 3), drawn once. Do not change it."""
    return street_scene(seed).image


@cache
def _street() -> NDArray[np.float64]:
    """A street of a few cells: each the mean of a block of pixels, (3, rows, columns), from 0 to 1."""
    image = street(0) / 255
    side = len(image) // _CELLS
    return image.reshape(_CELLS, side, _CELLS, side, 3).mean(axis=(1, 3)).transpose(2, 0, 1)


def _street_picture() -> NDArray[np.uint8]:
    return np.round(255 * _street().transpose(1, 2, 0)).astype(np.uint8)


def _channel_html(title: str, result: Decoded, part: slice = _WHOLE) -> str:
    """The channel with the most detail: another may have been silenced by its ReLU. Of it, these rows and columns."""
    channel = int((detail(result.values) ** 2).mean(axis=(-2, -1)).argmax())
    about = f"Index {_small(result.index)}. Shown: channel {channel + 1}"
    return picture_html(title, painted(result.values[channel][part, part]), about)


def _doublings(stages: int) -> str:
    return f"{stages} doubling{'s' if stages > 1 else ''}"


def _small(value: float) -> str:
    """Three decimals, and for smaller numbers their first two digits."""
    return f"{value:.3f}" if value >= 0.01 or value < 1e-6 else f"{value:.2g}"
