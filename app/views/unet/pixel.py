"""Ask a pixel of the prediction: its scores, its receptive field, and the numbers behind them."""

import streamlit as st

from app import state
from app.components.picture_probe import Picture, Probed, Scores, picture_probe, probed
from app.ui.figures.numbers import number
from app.ui.figures.pixel_numbers import largest_products, product_html
from app.ui.figures.street_pictures import ChosenPicture, coloured, on_the_road
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.rerun import rerun_fragment
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from app.views.unet import field as unet_field
from app.views.unet import networks
from lessons.palette import styles_for
from lessons.scenes import CLASS_NAMES
from lessons.unet import effective_field, pixel, receptive_field, walk_back

_PROBE, _WAY = "unet-pixel", "unet-walk"
_COLOURS = tuple(style.colour for style in styles_for(CLASS_NAMES))


@section
def ask_a_pixel(words: LessonText, picture: ChosenPicture) -> None:
    """One pixel of the prediction: its scores, what it could see, what it looked at, and how it was computed."""
    if not predict("unet-pixel"):
        return
    words.show("pixel-touch")
    _answer(words, picture)
    _how_it_was_computed(words, picture)


@st.fragment
@guard.answered
def _answer(words: LessonText, picture: ChosenPicture) -> None:
    """All that runs again for a pixel. The browser draws the scores, and fetches what it looked at, before this."""
    logits, at = networks.traced(picture).logits, _selected_pixel(picture)
    answer = pixel.ask(logits, at.row, at.column, CLASS_NAMES)
    field = unet_field.field_picture(networks.current(), picture, logits, at.row, at.column)
    picture_probe(
        _PROBE,
        [
            Picture("Picture: what it could see", picture.pixels),
            Picture("Prediction", coloured(guard.mask_of(logits))),
            Picture("What it looked at", field.pixels),
        ],
        start=(at.row, at.column),
        box=unet_field.edges(field.box),
        ahead=unet_field.fields_ahead(picture, place=2),
        scores=Scores(CLASS_NAMES, _COLOURS, logits[0].numpy()),
        label="Pixel of the prediction to ask",
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


@st.fragment
@guard.answered
def _how_it_was_computed(words: LessonText, picture: ChosenPicture) -> None:
    """The numbers behind the winner's logit, and the way on from one of them."""
    words.show("pixel-name")
    show_code(pixel.ask, receptive_field.field_box, effective_field.effective_field)
    words.show("walk", "walk-touch")
    if not networks.can_walk_back():
        words.show("walk-blended")
        return
    source = networks.current_name(), picture.digest
    walk_source, way = state.recall(_WAY, (("", ""), ()))
    if walk_source != source:
        way = (_logit(picture),)
    step = networks.step_back(picture, way[-1])
    cells = largest_products(step, 8)
    cell_choice = st.selectbox(
        "Cell, the largest products first",
        cells,
        format_func=lambda cell: (
            f"channel {cell[0] + 1}, patch row {cell[1] + 1}, column {cell[2] + 1}: "
            f"{number(float(step.patch[cell]), 3)} × "
            f"{number(float(step.kernel[cell]), 3)} = {number(float(step.products[cell]), 3, signed=True)}"
        ),
        key=f"unet-walk-{way[-1]}",
    )
    st.html(product_html(step, cell_choice))
    here = float(step.per_input[cell_choice[0]])
    words.show_filled(
        "walk-live",
        layer=way[-1].layer,
        channel=way[-1].channel + 1,
        row=way[-1].row + 1,
        column=way[-1].column + 1,
        here=number(here, 3, signed=True),
        others=number(float(step.per_input.sum()) - here, 3, signed=True),
        inputs=len(step.per_input) - 1,
        products=f"{step.products.numel():,}",
        sum=number(step.value - step.bias, 3),
        bias=number(step.bias, 3),
        value=number(step.value, 3),
    )
    before = networks.cell_before(picture, step, cell_choice)
    onward, anew = st.columns(2)
    if onward.button("Walk on from this cell", key="unet-walk-on", disabled=before is None):
        state.remember(_WAY, (source, (*way, before)))
        rerun_fragment()
    if anew.button("Begin at the pixel asked above", key="unet-walk-anew"):
        state.remember(_WAY, (source, (_logit(picture),)))
        rerun_fragment()
    words.show("walk-name")
    show_code(walk_back.walk_back)


def _selected_pixel(picture: ChosenPicture) -> Probed:
    height, width = picture.pixels.shape[:2]
    return probed(_PROBE, height, width) or Probed(*on_the_road(height, width))


def _logit(picture: ChosenPicture) -> walk_back.Unit:
    """The winner's logit at the pixel asked, where every walk begins."""
    at = _selected_pixel(picture)
    scores = networks.traced(picture).logits[0, :, at.row, at.column]
    return walk_back.Unit("head", int(scores.argmax()), at.row, at.column)
