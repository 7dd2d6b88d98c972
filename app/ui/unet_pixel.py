"""Ask a pixel of the prediction: its scores, its receptive field, and the numbers behind them."""

import numpy as np
import streamlit as st
from torch import Tensor

from app import state
from app.components.feature_atlas.shared import RAMP
from app.components.picture_probe import Picture, picture_probe
from app.ui import unet_networks as networks
from app.ui.lesson_text import LessonText
from app.ui.predict import Question, predict
from app.ui.rerun import rerun_fragment
from app.ui.show_code import show_code
from app.ui.street_pictures import Chosen, coloured
from app.ui.tables import table
from lessons.models.trace import Trace
from lessons.scenes import CLASS_NAMES
from lessons.unet import pixel, receptive_field, walk_back

_WAY = "unet-walk"


@st.fragment
def ask_a_pixel(words: LessonText, ask: Question, picture: Chosen) -> None:
    """One pixel of the prediction: its scores, what it could see, what it looked at, and how it was computed."""
    predict(ask)
    words.show("pixel-touch")
    trace = networks.traced(picture)
    mask = networks.mask_of(trace.logits)
    at = picture_probe(
        "unet-pixel",
        [Picture("Picture", picture.pixels), Picture("Prediction", coloured(mask))],
        start=(70, 64),
        label="Pixel of the prediction to ask",
    )
    answer = pixel.ask(trace.logits, at.row, at.column, CLASS_NAMES)
    rows = sorted(zip(CLASS_NAMES, answer.logits, answer.probs, strict=True), key=lambda row: -row[1])
    seen = networks.field(picture, at.row, at.column, answer.winner)
    reach = networks.box(picture, at.row, at.column)
    table(
        ("Class", "Logit", "Softmax"),
        [(name, f"{logit:.2f}", f"{prob:.4f}") for name, logit, prob in rows],
    )
    words.show_filled(
        "pixel-live",
        row=at.row + 1,
        column=at.column + 1,
        winner=CLASS_NAMES[answer.winner],
        runner_up=CLASS_NAMES[answer.runner_up],
        margin=f"{answer.margin:.2f}",
        probability=f"{answer.probs[answer.winner]:.3f}",
    )
    picture_probe(
        "unet-field",
        [
            Picture("What it could see", picture.pixels),
            Picture("What it looked at", RAMP[np.uint8(255 * np.sqrt(seen))]),
        ],
        start=(at.row, at.column),
        box=(reach.top, reach.left, reach.bottom, reach.right),
        label="Receptive field",
    )
    words.show("pixel-name")
    show_code(pixel.ask, receptive_field.field_box, receptive_field.effective_field)
    _walk(words, picture, trace, walk_back.Place("head", answer.winner, at.row, at.column))


def _walk(words: LessonText, picture: Chosen, trace: Trace, start: walk_back.Place) -> None:
    """The numbers behind one number, and the way on from one of them."""
    words.show("walk", "walk-touch")
    begun, way = state.recall(_WAY, (None, ()))
    here = (picture.name, start)
    way = way if begun == here and way else (start,)
    step = networks.step_back(picture, way[-1])
    flat = step.products.flatten().abs().argsort(descending=True)[:8].tolist()
    _, high, wide = step.products.shape
    cells = [(index // (high * wide), index // wide % high, index % wide) for index in flat]
    chosen = st.selectbox(
        "Cell, the largest products first",
        cells,
        format_func=lambda cell: (
            f"channel {cell[0] + 1}, patch row {cell[1] + 1}, column {cell[2] + 1}: {step.patch[cell]:.3f} × "
            f"{step.kernel[cell]:.3f} = {step.products[cell]:+.3f}"
        ),
        key=f"unet-walk-{way[-1]}",
    )
    table(
        ("Input", "Patch", "Kernel", "Adds"),
        [
            (
                _name(chosen[0]),
                _numbers(step.patch[chosen[0]]),
                _numbers(step.kernel[chosen[0]]),
                f"{step.per_input[chosen[0]]:+.3f}",
            ),
            (
                f"The other {len(step.per_input) - 1}",
                "",
                "",
                f"{float(step.per_input.sum() - step.per_input[chosen[0]]):+.3f}",
            ),
            ("Bias", "", "", f"{step.bias:+.3f}"),
            ("Sum", "", "", f"{step.value:+.3f}"),
        ],
    )
    words.show_filled(
        "walk-live",
        layer=way[-1].layer,
        channel=way[-1].channel + 1,
        row=way[-1].row + 1,
        column=way[-1].column + 1,
        products=f"{step.products.numel():,}",
        sum=f"{step.value - step.bias:.3f}",
        bias=f"{step.bias:.3f}",
        value=f"{step.value:.3f}",
    )
    before = networks.cell_before(picture, step, chosen)
    onward, back = st.columns(2)
    if onward.button("Walk on from this cell", key="unet-walk-on", disabled=before is None):
        state.remember(_WAY, (here, (*way, before)))
        rerun_fragment()
    if back.button("Back to the logit", key="unet-walk-back", disabled=len(way) == 1):
        state.remember(_WAY, (here, (start,)))
        rerun_fragment()
    words.show("walk-name")
    show_code(walk_back.walk_back)


def _name(channel: int) -> str:
    return f"Channel {channel + 1}"


def _numbers(square: Tensor) -> str:
    """A small square of numbers, row by row."""
    return " / ".join(" ".join(f"{value:.2f}" for value in row) for row in square.tolist())
