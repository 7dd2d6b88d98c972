"""The DeepLabV3+ of this course: its blocks opened, and its masks with and without dilation."""

from functools import cache, partial

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app.components.feature_atlas import feature_atlas, scaled
from app.components.picture_probe import Picture, picture_probe
from app.ui.figures.numbers import score
from app.ui.figures.street_pictures import (
    NEAR_OUTLINES,
    ChosenPicture,
    choose_street,
    coloured,
    legend_html,
    on_the_road,
)
from app.ui.figures.tables import table
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from app.views.dilation import networks
from app.views.dilation.drawing import BLOCKS, network_html, titles
from lessons.dilation import pyramid, rates
from lessons.dilation.presets import preset
from lessons.dilation.rates import FORMS, Form
from lessons.metrics.pooled import PixelScores
from lessons.metrics.score import score_masks
from lessons.models.deeplabv3plus import ASPP, DeepLabV3Plus
from lessons.models.serving.trace import Trace
from lessons.models.serving.trace import trace as trace_once
from lessons.models.weights import manifest
from lessons.scenes import CLASS_NAMES
from lessons.unet.errors import boundary_error_map
from lessons.unet.receptive_field import field_size

_FORMS: dict[Form, str] = {
    "dilated": "As trained",
    "undilated": "Every rate set to 1",
    "strided": "A stride instead",
}
_FIRST_BLOCK = "aspp.project"


@section
@guard.answered
def inside(words: LessonText) -> None:
    """The drawing of the network, and all maps of the block that is chosen in it."""
    words.show("deeplab")
    fields = {name: max(map(field_size, preset(name).paths)) for name in (networks.DEEPLAB, "unet")}
    predict("dilation-deeplab", **fields)
    if not guard.ready(networks.DEEPLAB):
        st.info(guard.how_to_train(networks.DEEPLAB))
        return
    words.show("deeplab-touch")
    left, right = st.columns(2)
    picture = choose_street("dilation-inside-street", left)
    named = titles()
    block = right.selectbox(
        "Block",
        list(named),
        list(named).index(_FIRST_BLOCK),
        format_func=named.__getitem__,
        key="dilation-block",
        persist_state="session",
    )
    maps = _maps_of(networks.traced(picture.pixels), picture)
    drawing, atlas = st.columns([5, 6])
    drawing.html(network_html({path: each.shape for path, each in maps.items()}, block))
    with atlas:
        feature_atlas(f"dilation-atlas-{block}", scaled(maps[block], shared=False), label=named[block])
    channels, height, width = maps[block].shape
    words.show_filled(
        "deeplab-live",
        "deeplab-name",
        "deeplab-so-what",
        block=named[block],
        channels=channels,
        height=height,
        width=width,
        **_scores_in_the_manifest(),
    )
    show_code(DeepLabV3Plus.forward, ASPP.forward, trace_once)


@section
@guard.answered
def with_and_without(words: LessonText) -> None:
    """The masks of the same weights with their dilations, without, and with a stride in their place."""
    words.show("rates")
    if not guard.ready(networks.DEEPLAB):
        st.info(guard.how_to_train(networks.DEEPLAB))
        return
    whole, near = _falls()
    predict(
        "dilation-rates",
        more="Boundary IoU" if near > whole else "mIoU",
        whole=score(whole),
        near=score(near),
    )
    words.show("rates-touch")
    left, right = st.columns(2, vertical_alignment="bottom")
    picture = choose_street("dilation-rates-street", left)
    errors = right.toggle(
        "Show only the outlines, right and wrong", key="dilation-errors", persist_state="session"
    )
    masks = {title: networks.mask_in(form, picture.pixels) for form, title in _FORMS.items()}
    _side_by_side(words, "dilation-forms", picture, masks, errors)
    table(
        ("Rates", "mIoU, this street", "Boundary IoU, this street", "mIoU, all 8", "Boundary IoU, all 8"),
        [
            (title, *_on_one(masks[title], picture), *_on_all(_form_scores(form)))
            for form, title in _FORMS.items()
        ],
    )
    words.show_filled(
        "scores",
        "rates-live",
        "rates-name",
        "rates-honest",
        "rates-so-what",
        **_by_class("building"),
        **_by_class("person"),
    )
    show_code(rates.undilated, rates.strided)


@section
@guard.answered
def what_the_decoder_adds(words: LessonText) -> None:
    """The mask with the early map as it is, and with that made as coarse as the pyramid's."""
    words.show("decoder")
    if not guard.ready(networks.DEEPLAB):
        st.info(guard.how_to_train(networks.DEEPLAB))
        return
    both = {title: partial(networks.operated, coarse=coarse) for title, coarse in _DETAIL.items()}
    all_scores = {title: _detail_scores(coarse) for title, coarse in _DETAIL.items()}
    fine, coarse = (score(each.boundary_iou) for each in all_scores.values())
    predict("dilation-decoder", fine=fine, coarse=coarse)
    words.show("decoder-touch")
    left, right = st.columns(2, vertical_alignment="bottom")
    picture = choose_street("dilation-decoder-street", left)
    errors = right.toggle(
        "Show only the outlines, right and wrong", key="dilation-decoder-errors", persist_state="session"
    )
    masks = {title: mask_for(picture.pixels) for title, mask_for in both.items()}
    _side_by_side(words, "dilation-decoder", picture, masks, errors)
    table(
        (
            "Low-level map",
            "mIoU, this street",
            "Boundary IoU, this street",
            "mIoU, all 8",
            "Boundary IoU, all 8",
        ),
        [(title, *_on_one(masks[title], picture), *_on_all(all_scores[title])) for title in both],
    )
    words.show("scores", "decoder-name", "decoder-so-what")
    show_code(pyramid.decode)


_DETAIL = {"As it is": False, "As coarse as the pyramid's": True}


def _side_by_side(
    words: LessonText, key: str, picture: ChosenPicture, masks: dict[str, NDArray[np.int64]], errors: bool
) -> None:
    """The street, its truth and the masks, or their errors near outlines, with one pixel chosen in all."""
    truth = _truth(picture)
    shown = {
        title: NEAR_OUTLINES[boundary_error_map(mask, truth, len(CLASS_NAMES))] if errors else coloured(mask)
        for title, mask in masks.items()
    }
    pictures = [Picture("Street", picture.pixels), Picture("Truth", coloured(truth))]
    pictures += [Picture(title, pixels) for title, pixels in shown.items()]
    at = picture_probe(key, pictures, start=on_the_road(*truth.shape), label="Pixel to compare")
    answers = [f"truth: {CLASS_NAMES[truth[at.row, at.column]]}"]
    answers += [f"{title.lower()}: {CLASS_NAMES[mask[at.row, at.column]]}" for title, mask in masks.items()]
    legend = f'<p class="pw-caption">{words.line("errors-legend")}</p>' if errors else legend_html()
    st.html(f'{legend}<p class="pw-caption">At the chosen pixel, {"; ".join(answers)}.</p>')


def _maps_of(trace: Trace, picture: ChosenPicture) -> dict[str, NDArray[np.float32]]:
    """The map of every block of the drawing, (channels, height, width)."""
    image = (picture.pixels.transpose(2, 0, 1) / 255).astype(np.float32)
    return {
        block.path: image if block.path == "image" else trace.activations[block.path][0].numpy()
        for block in BLOCKS
    }


def _scores_in_the_manifest() -> dict[str, object]:
    held_out = manifest()[networks.DEEPLAB]["held_out"]
    return {
        "count": held_out["count"],
        "miou": score(held_out["miou"]),
        "boundary": score(held_out["boundary_iou"]),
    }


def _truth(picture: ChosenPicture) -> NDArray[np.uint8]:
    assert picture.truth is not None  # a street has one
    return picture.truth


def _on_one(mask: NDArray[np.int64], picture: ChosenPicture) -> tuple[str, str]:
    scores = score_masks(mask, _truth(picture), len(CLASS_NAMES), width=1)
    return score(scores.miou), score(scores.boundary_miou)


def _on_all(scores: PixelScores) -> tuple[str, str]:
    return score(scores.miou), score(scores.boundary_iou)


@cache
def _form_scores(form: Form) -> PixelScores:
    return networks.scores(partial(networks.mask_in, form))


@cache
def _detail_scores(coarse: bool) -> PixelScores:
    return networks.scores(partial(networks.operated, coarse=coarse))


def _by_class(name: str) -> dict[str, str]:
    """The IoU of one class in each form, on the streets of the page."""
    place = CLASS_NAMES.index(name)
    return {f"{name}_{form}": score(_form_scores(form).per_class_iou[place]) for form in FORMS}


def _falls() -> tuple[float, float]:
    """By how much mIoU and boundary IoU fall when every rate is set to 1, on the streets of the page."""
    before, after = _form_scores("dilated"), _form_scores("undilated")
    return before.miou - after.miou, before.boundary_iou - after.boundary_iou
