"""What seeing far costs: computed from the sizes, and measured on this computer."""

import streamlit as st

from app import wiring
from app.ui.figures.grids import squared
from app.ui.figures.tables import table
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from lessons.dilation import exchange, stack_network
from lessons.dilation.exchange import DILATE, DOWNSAMPLE


@section
@guard.answered
def downsample_or_dilate(words: LessonText) -> None:
    """The same field twice: once with strides, once with dilations."""
    words.show("exchange")
    if not predict("dilation-exchange"):
        return
    words.show("exchange-touch")
    left, right = st.columns(2)
    size = left.slider(
        "Side of the picture, pixels", 32, 256, 128, 32, key="dilation-side", persist_state="session"
    )
    channels = right.slider("Channels", 4, 32, 16, 4, key="dilation-channels", persist_state="session")
    small, large = (exchange.cost(stack, size, channels) for stack in (DOWNSAMPLE, DILATE))
    fast, slow = wiring.networks().runner.run(
        ("exchange", size, channels),
        lambda: stack_network.measured(DOWNSAMPLE, DILATE, size=size, channels=channels),
    )
    rows = [
        (
            name,
            squared(each.side),
            squared(each.field),
            f"{each.parameters:,}",
            f"{each.multiply_adds / 1e6:,.1f} million",
            f"{milliseconds:.1f}",
        )
        for name, each, milliseconds in (
            ("Downsample three times", small, fast),
            ("Dilate instead", large, slow),
        )
    ]
    table(("Stack", "Result", "Field", "Parameters", "Multiply–adds", "ms, measured"), rows)
    words.show_filled(
        "exchange-live",
        "exchange-name",
        "exchange-so-what",
        field=small.field,
        parameters=f"{small.parameters:,}",
        small=small.side,
        large=large.side,
        few=f"{small.multiply_adds / 1e6:,.1f} million",
        many=f"{large.multiply_adds / 1e6:,.1f} million",
        times=f"{large.multiply_adds / small.multiply_adds:.0f}",
        fast=f"{fast:.1f}",
        slow=f"{slow:.1f}",
    )
    show_code(exchange.without_strides, exchange.cost)
