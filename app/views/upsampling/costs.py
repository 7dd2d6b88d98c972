"""What seeing far costs, and what doubling a map costs: computed from the sizes, and measured on this computer."""

import streamlit as st

from app import wiring
from app.ui.figures.grids import squared
from app.ui.figures.tables import table
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from lessons.models import model
from lessons.upsampling import costs, exchange, stack_network, timing
from lessons.upsampling.exchange import DILATE, DOWNSAMPLE
from lessons.upsampling.upsamplers import UPSAMPLERS, Upsampler, upsampler


@section
@guard.answered
def downsample_or_dilate(words: LessonText) -> None:
    """The same field twice: once with strides, once with dilations."""
    words.show("exchange")
    if not predict("upsampling-exchange"):
        return
    words.show("exchange-touch")
    left, right = st.columns(2)
    size = left.slider(
        "Side of the picture, pixels", 32, 256, 128, 32, key="upsampling-side", persist_state="session"
    )
    channels = right.slider("Channels", 4, 32, 16, 4, key="upsampling-channels", persist_state="session")
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


@section
@guard.answered
def which_costs_what(words: LessonText) -> None:
    """Every way of doubling a map in one table."""
    words.show("costs")
    question = st.container()
    words.show("costs-touch")
    left, middle, right = st.columns(3)
    inputs = left.slider("Channels before", 4, 64, 32, 4, key="upsampling-inputs", persist_state="session")
    outputs = middle.slider("Channels after", 4, 64, 16, 4, key="upsampling-outputs", persist_state="session")
    size = right.slider("Cells a side", 8, 64, 32, 8, key="upsampling-map", persist_state="session")
    run = wiring.networks().runner.run
    rows = run(("upsampler costs", inputs, outputs, size), lambda: costs.table(inputs, outputs, size))
    milliseconds = run(
        ("upsampler times", inputs, outputs, size), lambda: costs.measured(inputs, outputs, size)
    )
    times = dict(zip([each.name for each in UPSAMPLERS], milliseconds, strict=True))
    with question:
        if not _asked(times):
            return
    table(
        (
            "Way of upsampling",
            "Parameters",
            "Multiply–adds",
            "ms, measured",
            "Index, random weights",
            "Index, even weights",
            "Boundary IoU of networks here",
        ),
        [
            (
                row.upsampler.title,
                f"{row.parameters:,}",
                f"{row.multiply_adds / 1e6:,.2f} million",
                f"{times[row.upsampler.name]:.2f}",
                f"{row.index:.3f}",
                f"{row.index_even:.3f}",
                "; ".join(f"{model(each.model).title} {each.boundary_iou:.3f}" for each in row.shipped)
                or "none",
            )
            for row in rows
        ],
    )
    fastest, slowest = (end(UPSAMPLERS, key=lambda each: times[each.name]) for end in (min, max))
    words.show_filled(
        "costs-live",
        "costs-name",
        "costs-honest",
        inputs=inputs,
        outputs=outputs,
        size=size,
        fastest=fastest.title,
        least=f"{times[fastest.name]:.2f}",
        slowest=slowest.title,
        most=f"{times[slowest.name]:.2f}",
    )
    show_code(Upsampler.parameters, Upsampler.multiply_adds, timing.milliseconds)


def _asked(times: dict[str, float]) -> bool:
    """Here the answer is what was measured."""
    transposed, bilinear = upsampler("transposed_k4"), upsampler("bilinear_conv")
    slower = max(transposed, bilinear, key=lambda each: times[each.name])
    return predict(
        "upsampling-costs",
        slower=slower.title,
        transposed=f"{times[transposed.name]:.2f}",
        bilinear=f"{times[bilinear.name]:.2f}",
    )
