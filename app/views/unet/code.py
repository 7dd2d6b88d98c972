"""The code of the tiny U-Net and of the deeper ones, linked to what each block's shapes and costs become."""

import inspect
from collections.abc import Sequence
from functools import cache

import streamlit as st
from torch import nn

from app import wiring
from app.components.code_editor import code_editor
from app.components.linked_code import Row, linked_code
from app.ui.exercise.playground import show_mask_of
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from lessons.models.tiny_unet import TinyUNet
from lessons.models.unet import ConvBlock, UNet
from lessons.scenes import CLASS_NAMES
from lessons.unet import blocks, padding, shapes, worked_example

_COLUMNS = ("Block", "Shape", "Parameters", "Multiply–adds")
_LARGEST_SIDE, _MOST_POOLINGS, _MOST_CLASSES = 256, len(shapes.WIDTHS) - 1, 20


@section
def tiny_to_run(words: LessonText) -> None:
    """The tiny U-Net in NumPy, in an editor; Run executes it in the sandbox and draws what comes out."""
    words.show("run-touch")
    program = inspect.getsource(worked_example)
    edited = code_editor("unet-run", text=program, starter=program, label="The tiny U-Net", action="Run")
    show_mask_of(edited.text, CLASS_NAMES)
    words.show("run-name")


@section
def code_and_shapes(words: LessonText) -> None:
    """The source of the network, each line linked to its blocks, and their shapes and costs."""
    words.show("code-touch")
    size, depth, classes = _ask_sizes()
    refusal = _refusal(size, depth, classes)
    if refusal:
        st.warning(refusal)
        return
    rows = shapes.shapes(classes, size, depth) if depth > 1 else shapes.tiny_shapes(classes, size)
    _linked(rows, depth)
    _costs(words, rows, size, depth, classes)
    words.show("code-name", "padding", "padding-touch")
    st.markdown(padding.padding_problem(size, depth).sentence)
    words.show("padding-name")
    show_code(*([ConvBlock] if depth > 1 else []), shapes.shapes, padding.padding_problem)


def _linked(rows: Sequence[shapes.BlockRow], depth: int) -> None:
    source, lines = _source(depth)
    name = "UNet" if depth > 1 else "TinyUNet"
    linked_code(
        f"unet-{name}", source, _COLUMNS, [_row(each, lines) for each in rows], label=f"Source of {name}"
    )


@guard.answered
def _costs(words: LessonText, rows: Sequence[shapes.BlockRow], size: int, depth: int, classes: int) -> None:
    words.show_filled(
        "code-live",
        parameters=f"{sum(row.parameters for row in rows):,}",
        multiply_adds=f"{sum(row.multiply_adds for row in rows) / 1e6:,.1f} million",
        size=size,
        milliseconds=f"{_milliseconds(classes, size, depth):.1f}",
    )


def _ask_sizes() -> tuple[int, int, int]:
    """Side, poolings and classes as the learner set them; any whole number, so that the page can answer."""
    left, middle, right = st.columns(3)
    size = left.number_input("Side in pixels", value=64, key="unet-size", persist_state="session")
    depth = middle.number_input(
        "Poolings (1: the tiny U-Net)", value=1, key="unet-depth", persist_state="session"
    )
    classes = right.number_input("num_classes", value=3, key="unet-classes", persist_state="session")
    return int(size), int(depth), int(classes)


def _refusal(size: int, depth: int, classes: int) -> str | None:
    """Why no such network is built or run here, or None."""
    if size < 1:
        return f"A picture has at least 1 pixel on each side; set the side to 1 to {_LARGEST_SIDE}."
    if size > _LARGEST_SIDE:
        return f"This server times pictures up to {_LARGEST_SIDE} pixels wide; set the side to 1 to {_LARGEST_SIDE}."
    if depth < 1:
        return f"Without a pooling there is no U; set the poolings to 1 to {_MOST_POOLINGS}."
    if depth > _MOST_POOLINGS:
        return (
            f"The U-Net of this page has {len(shapes.WIDTHS)} levels, so at most {_MOST_POOLINGS} poolings lie "
            f"between them; set the poolings to 1 to {_MOST_POOLINGS}."
        )
    if not 2 <= classes <= _MOST_CLASSES:
        return (
            "Segmentation chooses between classes, so there are at least 2, and this page draws the line at "
            f"{_MOST_CLASSES}; set num_classes to 2 to {_MOST_CLASSES}."
        )
    return None


def _network(classes: int, depth: int) -> nn.Module:
    return UNet(classes, widths=shapes.WIDTHS[: depth + 1]) if depth > 1 else TinyUNet(classes)


@cache
def _source(depth: int) -> tuple[str, dict[str, blocks.BlockLines]]:
    network = _network(_MOST_CLASSES, depth)
    return blocks.source_of(network), blocks.block_lines(network)


def _row(row: shapes.BlockRow, lines: dict[str, blocks.BlockLines]) -> Row:
    # The network has one pooling and one concatenation in its code, however often they run.
    block_lines = lines.get(row.name) or lines[row.name.partition(" ")[0]]
    shape = f"{row.channels} × {row.height} × {row.width}"
    cells = (shape, f"{row.parameters:,}", f"{row.multiply_adds:,}")
    return Row(row.name, cells, block_lines.made, block_lines.used)


def _milliseconds(classes: int, size: int, depth: int) -> float:
    """How long a forward of this network takes here; measured once, in turn with all other forwards."""
    return wiring.networks().runner.run(
        ("milliseconds", classes, size, depth),
        lambda: shapes.milliseconds(_network(classes, depth).eval(), size),
    )
