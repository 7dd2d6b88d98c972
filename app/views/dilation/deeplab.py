"""The DeepLabV3+ of this course: its blocks opened, and its masks with and without dilation."""

from functools import cache, partial

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app.components.feature_atlas import feature_atlas, scaled
from app.ui.figures.numbers import score
from app.ui.figures.street_pictures import (
    ChosenPicture,
    choose_street,
)
from app.ui.figures.tables import table
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from app.views.dilation import networks
from app.views.dilation.drawing import BLOCKS, network_html, titles
from app.views.dilation.masks import HEADER, on_all, on_one, side_by_side
from lessons.dilation import rates
from lessons.dilation.presets import preset
from lessons.dilation.rates import FORMS, Form
from lessons.metrics.pooled import PixelScores
from lessons.models.deeplabv3plus import ASPP, DeepLabV3Plus
from lessons.models.serving.trace import Trace
from lessons.models.serving.trace import trace as trace_once
from lessons.models.weights import manifest
from lessons.scenes import CLASS_NAMES
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
    if not predict("dilation-deeplab", _fields):
        return
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


def papers(words: LessonText) -> None:
    """Which DeepLab brought which part."""
    words.show("papers")


@section
@guard.answered
def with_and_without(words: LessonText) -> None:
    """The masks of the same weights with their dilations, without, and with a stride in their place."""
    words.show("rates")
    if not guard.ready(networks.DEEPLAB):
        st.info(guard.how_to_train(networks.DEEPLAB))
        return
    if not predict("dilation-rates", _falls):
        return
    words.show("rates-touch")
    left, right = st.columns(2, vertical_alignment="bottom")
    picture = choose_street("dilation-rates-street", left)
    errors = right.toggle(
        "Show only the outlines, right and wrong", key="dilation-errors", persist_state="session"
    )
    masks = {title: networks.mask_in(form, picture.pixels) for form, title in _FORMS.items()}
    side_by_side(words, "dilation-forms", picture, masks, errors)
    table(
        ("Rates", *HEADER),
        [
            (title, *on_one(masks[title], picture), *on_all(_form_scores(form)))
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


def _fields() -> dict[str, int]:
    """How many pixels a side the deepest cell of the network sees, and that of the U-Net."""
    return {name: max(map(field_size, preset(name).paths)) for name in (networks.DEEPLAB, "unet")}


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


@cache
def _form_scores(form: Form) -> PixelScores:
    return networks.scores(partial(networks.mask_in, form))


def _by_class(name: str) -> dict[str, str]:
    """The IoU of one class in each form, on the streets of the page."""
    place = CLASS_NAMES.index(name)
    return {f"{name}_{form}": score(_form_scores(form).per_class_iou[place]) for form in FORMS}


def _falls() -> dict[str, str]:
    """By how much mIoU and boundary IoU fall when every rate is set to 1, on the streets of the page."""
    before, after = _form_scores("dilated"), _form_scores("undilated")
    whole, near = before.miou - after.miou, before.boundary_iou - after.boundary_iou
    more = "Boundary IoU" if near > whole else "mIoU"
    return {"more": more, "whole": score(whole), "near": score(near)}
