"""The tiny U-Net's code, line by line, and what its shapes and costs become."""

import streamlit as st

from app.ui.lesson_text import LessonText
from app.ui.show_code import show_code
from app.ui.tables import table
from lessons.models.tiny_unet import TinyUNet
from lessons.unet import blocks, padding, shapes


@st.fragment
def code_and_shapes(words: LessonText) -> None:
    """The source of the network, the lines that make and use each block, and a table of shapes and costs."""
    words.show("code-touch")
    st.code(blocks.source_of(TinyUNet), language="python", line_numbers=True, wrap_lines=True)
    of_block = blocks.block_lines(TinyUNet)
    size, depth, classes = _asked()
    rows = shapes.shapes(classes, size, depth) if depth > 1 else shapes.tiny_shapes(classes, size)
    table(
        ("Block", "Shape", "Parameters", "Multiply–adds", "Lines above"),
        [
            (
                row.name,
                f"{row.channels} × {row.height} × {row.width}",
                f"{row.parameters:,}",
                f"{row.multiply_adds:,}",
                _lines(of_block.get(row.name)) if depth == 1 else "",
            )
            for row in rows
        ],
    )
    words.show_filled(
        "code-live",
        "code-name",
        parameters=f"{sum(row.parameters for row in rows):,}",
        multiply_adds=f"{sum(row.multiply_adds for row in rows) / 1e6:,.1f} million",
        size=size,
        milliseconds=f"{_milliseconds(classes, size, depth):.1f}",
    )
    words.show("padding", "padding-touch")
    st.markdown(padding.padding_problem(size, depth).sentence)
    words.show("padding-name")
    show_code(shapes.shapes, padding.padding_problem)


def _asked() -> tuple[int, int, int]:
    left, middle, right = st.columns(3)
    size = left.number_input("Side in pixels", 16, 256, 64, key="unet-size", persist_state="session")
    depth = middle.number_input(
        "Poolings (1: the tiny U-Net)", 1, 4, 1, key="unet-depth", persist_state="session"
    )
    classes = right.number_input("num_classes", 2, 20, 3, key="unet-classes", persist_state="session")
    return int(size), int(depth), int(classes)


def _lines(found: blocks.BlockLines | None) -> str:
    if found is None:
        return ""
    made, used = (", ".join(map(str, lines)) for lines in (found.made, found.used))
    return f"made {made}; used {used}" if made else f"used {used}"


@st.cache_data(max_entries=256, show_spinner="Timing a forward pass")
def _milliseconds(classes: int, size: int, depth: int) -> float:
    from lessons.models.unet import UNet

    widths = (16, 24, 32, 64, 128)[: depth + 1]
    network = UNet(classes, widths=widths) if depth > 1 else TinyUNet(classes)
    return shapes.milliseconds(network.eval(), size)
