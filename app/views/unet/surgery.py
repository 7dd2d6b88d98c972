"""Skip surgery: what a cut does to the mask at once, what each costs each class, and a network that never had any."""

from math import isnan

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app.components.picture_probe import Picture, picture_probe
from app.ui.figures.numbers import number, percent
from app.ui.figures.street_pictures import (
    NEAR_OUTLINES,
    STREETS,
    ChosenPicture,
    coloured,
    legend_html,
    on_the_road,
)
from app.ui.figures.tables import table_html
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from app.views.unet import networks
from lessons.metrics.overlap import mean_iou
from lessons.metrics.score import MaskScore, score_masks
from lessons.models.serving.trace import Trace
from lessons.scenes import CLASS_NAMES
from lessons.unet import errors, surgery

Mask = NDArray[np.int64]


def effect(words: LessonText, picture: ChosenPicture, trace: Trace, states: tuple[str, ...]) -> None:
    """Beside the drawing: what its skips, as they are set, do to the mask and to each class's IoU."""
    whole, cut = guard.mask_of(trace.logits), networks.operated(picture, as_edits(states))
    titles = ("Every skip kept", "Skips as set")
    height, width = picture.pixels.shape[:2]
    at = picture_probe(
        "unet-cut",
        [Picture(title, coloured(mask)) for title, mask in zip(titles, (whole, cut), strict=True)],
        start=on_the_road(height, width),
        label="Pixel to compare",
    )
    before, after = (CLASS_NAMES[mask[at.row, at.column]] for mask in (whole, cut))
    here = f"At the chosen pixel: {before}, now {after}."
    changed = words.line("surgery-changed", changed=percent(float((whole != cut).mean())))
    st.html(f'<p class="pw-caption">{here} {changed}</p>{_by_class_html(picture, whole, cut)}{legend_html()}')


def as_edits(states: tuple[str, ...]) -> list[surgery.Edit]:
    """The states of the drawing's skips, as the surgery knows them."""
    return [edit for state in states for edit in surgery.EDITS if edit == state]


def _by_class_html(picture: ChosenPicture, whole: Mask, cut: Mask) -> str:
    """The IoU of each class in this picture before and after, where the truth is known."""
    if picture.truth is None:
        return ""
    before, after = (score_masks(mask, picture.truth, len(CLASS_NAMES), width=1) for mask in (whole, cut))
    rows = [
        (name, _number(one.iou), _number(two.iou), _change(one.iou, two.iou))
        for name, one, two in zip(CLASS_NAMES, before.per_class, after.per_class, strict=True)
        if one.present or two.present
    ]
    for title, one, two in (
        ("mean (mIoU)", before.miou, after.miou),
        ("outlines (boundary)", before.boundary_miou, after.boundary_miou),
    ):
        rows.append((title, _number(one), _number(two), _change(one, two)))
    return table_html(("IoU here", "Kept", "As set", "Change"), rows, close=True)


def _number(value: float) -> str:
    return "–" if isnan(value) else f"{value:.2f}"


def _change(before: float, after: float) -> str:
    difference = round(after, 2) - round(before, 2)
    return "–" if isnan(difference) else number(difference, 2, signed=True).replace("+0.00", "0")


@section
@guard.answered
def each_cut(words: LessonText) -> None:
    """Ask which skip costs persons the most; then what cutting each one alone costs each class."""
    if not predict("unet-surgery"):
        return
    whole, *cuts = networks.scores_without_each_skip()
    if not cuts:
        return
    losses = np.array([whole.per_class_iou]) - [each.per_class_iou for each in cuts]
    rows = []
    for label, name in enumerate(CLASS_NAMES):
        dearest = int(losses[:, label].argmax())
        cells = [
            f"{each.per_class_iou[label]:.2f}{' ◂' if level == dearest else ''}"
            for level, each in enumerate(cuts)
        ]
        rows.append((name, f"{whole.per_class_iou[label]:.2f}", *cells))
    header = ("IoU, pooled", "None cut", *(f"Skip {level} cut" for level in range(len(cuts))))
    caption = words.line("surgery-each", streets=len(STREETS))
    st.html(f'{table_html(header, rows, close=True)}<p class="pw-caption">{caption}</p>')
    dearest_for = {name: f"skip {losses[:, CLASS_NAMES.index(name)].argmax()}" for name in ("person", "sign")}
    words.show_filled("surgery-each-live", "surgery-name", **dearest_for)
    show_code(surgery.edited, surgery.scores_without_each)


@section
@guard.answered
def twin(words: LessonText, picture: ChosenPicture) -> None:
    """The network with its skips, with every skip cut, and the one trained without: masks and errors."""
    if not guard.ready(guard.WITHOUT):
        st.info(guard.how_to_train(guard.WITHOUT))
        return
    if not networks.has_twin():
        words.show("twin-opened")
        return
    words.show("twin-touch")
    trace = networks.traced(picture)
    cuts: list[surgery.Edit] = ["zero"] * len(surgery.maps_in(trace).skips)
    masks = {
        "With skips": guard.mask_of(trace.logits),
        "With skips, all cut": networks.operated(picture, cuts),
        "Trained without": networks.without_skips(picture),
    }
    pictures = [Picture(title, coloured(mask)) for title, mask in masks.items()]
    if picture.truth is None:
        pictures.append(Picture("Picture", picture.pixels))
    else:
        pictures += [
            Picture(
                f"Errors: {title[0].lower()}{title[1:]}",
                NEAR_OUTLINES[errors.boundary_error_map(mask, picture.truth, len(CLASS_NAMES))],
            )
            for title, mask in masks.items()
        ]
    height, width = picture.pixels.shape[:2]
    at = picture_probe("unet-twin", pictures, start=on_the_road(height, width), label="Pixel to compare")
    said = "; ".join(f"{title}: {CLASS_NAMES[mask[at.row, at.column]]}" for title, mask in masks.items())
    st.html(
        f'{legend_html()}<p class="pw-caption">At the chosen pixel: {said}.</p>'
        f"{_networks_html(words, picture, masks)}"
    )
    if picture.truth is not None:
        bare = masks["Trained without"]
        near = errors.share_near_outlines(bare, picture.truth, len(CLASS_NAMES))
        words.show_filled(
            "twin-live",
            near="no wrong pixel" if isnan(near) else f"{percent(near)} of its wrong pixels",
            miou=f"{mean_iou(bare, picture.truth, len(CLASS_NAMES)):.3f}",
        )
    words.show("twin-name")
    show_code(surgery.decode, errors.boundary_error_map)


def _networks_html(words: LessonText, picture: ChosenPicture, masks: dict[str, Mask]) -> str:
    if picture.truth is None:
        return ""
    scored: dict[str, MaskScore] = {
        title: score_masks(mask, picture.truth, len(CLASS_NAMES), width=1) for title, mask in masks.items()
    }
    rows = [(title, f"{each.miou:.3f}", f"{each.boundary_miou:.3f}") for title, each in scored.items()]
    caption = f'<p class="pw-caption">{words.line("twin-errors")}</p>'
    return caption + table_html(("Network, this picture", "mIoU", "Boundary mIoU, 1 px"), rows)
