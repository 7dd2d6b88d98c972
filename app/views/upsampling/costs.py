"""What doubling a map costs: computed from the sizes, and measured on this computer."""

import streamlit as st

from app import wiring
from app.ui.figures.recorded_skips import span, verdict
from app.ui.figures.tables import table
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from lessons.models import model
from lessons.unet.trials import skip_trials
from lessons.upsampling import costs, timing
from lessons.upsampling.upsamplers import UPSAMPLERS, Upsampler, upsampler

_FIRST = 32, 16, 32
"""The channels before and after and the cells a side that the page begins with."""
_LEVELS = 5


@section
@guard.answered
def which_costs_what(words: LessonText) -> None:
    """Every way of doubling a map in one table."""
    words.show("costs")
    if not predict("upsampling-costs", _slower):
        return
    words.show("costs-touch")
    left, middle, right = st.columns(3)
    inputs, outputs, size = _FIRST
    inputs = left.slider(
        "Channels before", 4, 64, inputs, 4, key="upsampling-inputs", persist_state="session"
    )
    outputs = middle.slider(
        "Channels after", 4, 64, outputs, 4, key="upsampling-outputs", persist_state="session"
    )
    size = right.slider("Cells a side", 8, 64, size, 8, key="upsampling-map", persist_state="session")
    rows = wiring.networks().runner.run(
        ("upsampler costs", inputs, outputs, size), lambda: costs.table(inputs, outputs, size)
    )
    times = _milliseconds(inputs, outputs, size)
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
        **_trained_alike(),
    )
    show_code(Upsampler.parameters, Upsampler.multiply_adds, timing.milliseconds)


def _slower() -> dict[str, str]:
    """Which of the two that are asked about is slower, as measured, for the sizes that the page begins with."""
    times, asked = _milliseconds(*_FIRST), (upsampler("transposed_k4"), upsampler("bilinear_conv"))
    slower = max(asked, key=lambda each: times[each.name])
    milliseconds = [f"{times[each.name]:.2f}" for each in asked]
    return {"slower": slower.title} | dict(zip(("transposed", "bilinear"), milliseconds, strict=True))


def _milliseconds(inputs: int, outputs: int, size: int) -> dict[str, float]:
    """What each way of upsampling takes, by its name."""
    measured = wiring.networks().runner.run(
        ("upsampler times", inputs, outputs, size), lambda: costs.measured(inputs, outputs, size)
    )
    return dict(zip([each.name for each in UPSAMPLERS], measured, strict=True))


def _trained_alike() -> dict[str, object]:
    """What the recorded trainings say of networks that differ in the upsampling alone."""
    trials = skip_trials()
    bilinear, transposed = (trials.boundary_ious(_LEVELS, True, each) for each in ("bilinear", "transposed"))
    gains = [one - other for one, other in zip(bilinear, transposed, strict=True)]
    return {
        "levels": _LEVELS,
        "steps": trials.steps,
        "streets": trials.pictures,
        "transposed": span(transposed),
        "bilinear": span(bilinear),
        "verdict": verdict(gains),
    }
