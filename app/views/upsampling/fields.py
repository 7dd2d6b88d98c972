"""How far a cell can see: a stack of layers to build, its field on a picture, and the holes in it."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app import state, wiring
from app.components.picture_probe import Picture, Probed, picture_probe, probed
from app.ui.figures.grids import painted, squared
from app.ui.figures.tables import table
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from app.views.upsampling.checkers import street
from lessons.unet.receptive_field import Region, field_box, field_size
from lessons.upsampling.presets import PRESETS, Preset, preset
from lessons.upsampling.receptive import StackLayer, conv, growth, path_map, pool
from lessons.upsampling.stack_network import effective, middle_share, network

Stack = tuple[StackLayer, ...]

_STACK, _LOAD, _PROBE = "upsampling-stack", "upsampling-load", "upsampling-field"
_OWN = Preset("own", "Your own stack", (conv(), conv(dilation=2), conv(dilation=4)))
_KINDS = {"conv": "Convolution", "pool": "Pooling"}
_MOST_LAYERS, _LARGEST_FIELD, _LARGEST_NUMBER = 24, 320, 16
_NUMBER_WIDTH = 124  # CSS pixels; number fields below 120 lose their buttons


@section
@guard.answered
def how_far(words: LessonText) -> None:
    """The learner's stack, its growth layer by layer, and its field on a street."""
    words.show("field")
    if not predict("upsampling-field"):
        return
    words.show("field-touch")
    _build()
    built: Preset = state.recall(_STACK, _OWN)
    stack = max(built.paths, key=field_size)
    if not stack:
        st.info("The stack is empty: each cell sees its own pixel. Add a layer.")
        return
    if field_size(stack) > _LARGEST_FIELD:
        st.warning(
            f"One cell of this stack sees {field_size(stack)} pixels a side; this page draws up to {_LARGEST_FIELD}. "
            "Remove a layer."
        )
        return
    count = len(stack)
    if count > 1:
        count = st.slider(
            "Layers, from the picture on",
            1,
            count,
            count,
            key=f"upsampling-layers-{count}-{field_size(stack)}",
        )
    paths = built.paths if count == len(stack) else (stack[:count],)
    _growth(stack, built)
    middle = _on_the_picture(paths, stack[:count])
    last = growth(stack)[count - 1]
    words.show_filled(
        "field-live",
        "field-name",
        "field-so-what",
        field=last.field,
        jump=last.jump,
        middle=f"{100 * middle:.0f} %",
    )
    show_code(growth, field_size, path_map, network)


def _build() -> None:
    """Load a stack, or add layers to it and take them away."""
    st.selectbox(
        "Load a stack",
        [each.name for each in PRESETS],
        index=None,
        format_func=lambda name: preset(name).title,
        placeholder="Layers of a network of this course, or a row of dilations",
        key=_LOAD,
        on_change=_load,
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            "Next layer",
            tuple(_KINDS),
            default="conv",
            required=True,
            format_func=lambda kind: _KINDS[kind],
            key="upsampling-next-kind",
            persist_state="session",
        )
        for name, start in (("kernel", 3), ("stride", 1), ("dilation", 1)):
            st.number_input(
                f"Next {name}",
                1,
                _LARGEST_NUMBER,
                start,
                width=_NUMBER_WIDTH,
                key=f"upsampling-next-{name}",
                persist_state="session",
            )
    with st.container(horizontal=True):
        st.button("Add this layer", key="upsampling-add", on_click=_add)
        st.button("Remove the last layer", key="upsampling-remove", on_click=_change, args=(-1,))
        st.button("Empty the stack", key="upsampling-empty", on_click=_change, args=(0,))


def _load() -> None:
    name = state.recall(_LOAD)
    if name is not None:
        state.remember(_STACK, preset(name))


def _add() -> None:
    kernel, stride, dilation = (
        int(state.recall(f"upsampling-next-{name}", start))
        for name, start in (("kernel", 3), ("stride", 1), ("dilation", 1))
    )
    make_layer = conv if state.recall("upsampling-next-kind") != "pool" else pool
    stack = _now()
    if len(stack) < _MOST_LAYERS:
        _own((*stack, make_layer(kernel, stride, dilation)))


def _change(length: int) -> None:
    """Keep the layers before `length`, counted as a slice does."""
    _own(_now()[:length])


def _now() -> Stack:
    built: Preset = state.recall(_STACK, _OWN)
    return max(built.paths, key=field_size)


def _own(stack: Stack) -> None:
    state.remember(_STACK, Preset("own", "Your own stack", stack))
    state.remember(_LOAD, None)


def _growth(stack: Stack, built: Preset) -> None:
    rows = [
        (
            f"{place}. {_KINDS[each.layer.kind]} {squared(each.layer.kernel)}",
            str(each.layer.stride),
            str(each.layer.dilation),
            squared(each.field),
            str(each.jump),
        )
        for place, each in enumerate(growth(stack), start=1)
    ]
    aside = len(built.branches)
    named = built.title + (f"; the widest of {aside} side by side" if aside else "")
    table((named, "Stride", "Dilation", "Field", "Jump"), rows)


def _on_the_picture(paths: tuple[Stack, ...], stack: Stack) -> float:
    """Box, paths and influence of one cell on a street; how much of the influence the middle quarter has."""
    scene = street(0)
    size = len(scene)
    run = wiring.networks().runner.run
    counts = run(("paths", paths), lambda: path_map(*paths))
    heat = run(("effective", stack), lambda: effective(stack))
    jump = growth(stack)[-1].jump
    at = probed(_PROBE, size, size) or Probed(size // 2, size // 2)
    box = field_box(stack, at.row // jump, at.column // jump)
    picture_probe(
        _PROBE,
        [
            Picture("The field on the picture", scene),
            Picture(
                "Paths to each pixel",
                _overlay(scene, painted(np.log1p(counts)), box),
                "Brighter: more paths, on a logarithmic scale",
            ),
            Picture(
                "Where it really looks",
                _overlay(scene, painted(np.sqrt(heat.numpy()), 1, 0), box),
                f"Brighter: moves the cell more{' (widest branch)' if len(paths) > 1 else ''}, on a square root scale",
            ),
        ],
        start=(at.row, at.column),
        box=(box.top, box.left, box.bottom, box.right),
        label="Pixel whose cell is asked",
    )
    return middle_share(heat)


def _overlay(scene: NDArray[np.uint8], heat: NDArray[np.uint8], box: Region) -> NDArray[np.uint8]:
    """The heat map in its box, over a darkened picture; the part outside the picture is cut off."""
    pixels, inside = scene // 4, box.clipped(*scene.shape[:2])
    rows, columns = slice(inside.top, inside.bottom), slice(inside.left, inside.right)
    pixels[rows, columns] = heat[
        inside.top - box.top : inside.bottom - box.top, inside.left - box.left : inside.right - box.left
    ]
    return pixels
