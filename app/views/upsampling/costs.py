"""What doubling a map costs: computed from the sizes, and measured on this computer."""

import streamlit as st

from app import wiring
from app.ui.figures.tables import table
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from lessons.models import model
from lessons.upsampling import costs, timing
from lessons.upsampling.upsamplers import UPSAMPLERS, Upsampler, upsampler


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
