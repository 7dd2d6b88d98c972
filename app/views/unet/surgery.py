"""Skip surgery: the mask of the U-Net with its skips edited, beside the twin that was trained without."""

from math import isnan

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app import state
from app.components.picture_probe import Picture, picture_probe
from app.components.u_diagram import push
from app.ui.figures.numbers import percent
from app.ui.figures.street_pictures import NEAR_OUTLINES, ChosenPicture, coloured, legend_html, on_the_road
from app.ui.figures.tables import table_html
from app.ui.kit.lesson_text import LessonText
from app.ui.networks import guard
from app.views.unet import networks
from lessons.metrics.overlap import mean_iou
from lessons.metrics.score import score_masks
from lessons.models.serving.trace import Trace
from lessons.scenes import CLASS_NAMES
from lessons.unet import errors, surgery

DIAGRAM = "unet-u"
"""The drawing whose arrows are the skips."""

_SKIP = "unet-skip-"


def surgery_lab(words: LessonText, picture: ChosenPicture, trace: Trace, states: tuple[str, ...]) -> None:
    """The masks of the U-Net, of the same with its skips edited, and of the one trained without."""
    _skips_again(states)
    edits: list[surgery.Edit] = [edit for state in states for edit in surgery.EDITS if edit == state]
    masks = {"U-Net, skips as set above": networks.operated(picture, edits)}
    if networks.has_twin():
        masks["Trained without skips"] = networks.without_skips(picture)
    pictures = [Picture("Picture", picture.pixels)]
    pictures += [Picture(title, coloured(mask)) for title, mask in masks.items()]
    if picture.truth is not None:
        pictures.append(Picture("Truth", coloured(picture.truth)))
        pictures += [
            Picture(
                f"Errors: {title}",
                NEAR_OUTLINES[errors.boundary_error_map(mask, picture.truth, len(CLASS_NAMES))],
            )
            for title, mask in masks.items()
        ]
    height, width = picture.pixels.shape[:2]
    probed = picture_probe(
        "unet-surgery", pictures, start=on_the_road(height, width), label="Pixel to compare"
    )
    answers = [f"{title}: {CLASS_NAMES[mask[probed.row, probed.column]]}" for title, mask in masks.items()]
    here = "At the chosen pixel: " + "; ".join(answers) + "."
    st.html(f'{legend_html()}<p class="pw-caption">{here}</p>{_scores_html(words, picture, masks)}')
    if picture.truth is not None:
        mask, untouched = masks["U-Net, skips as set above"], guard.mask_of(trace.logits)
        near = errors.share_near_outlines(mask, picture.truth, len(CLASS_NAMES))
        words.show_filled(
            "surgery-perfect" if isnan(near) else "surgery-live",
            miou=f"{mean_iou(mask, picture.truth, len(CLASS_NAMES)):.3f}",
            untouched=f"{mean_iou(untouched, picture.truth, len(CLASS_NAMES)):.3f}",
            near=percent(near),
        )


def _skips_again(states: tuple[str, ...]) -> None:
    """The skips of the drawing once more, beside what they do to the mask.

    What the drawing says is part of a widget's name: a browser that has not heard of it yet reports the
    old choice of an old widget, and so cannot take back what was just chosen in the drawing.
    """
    for level, (column, chosen) in enumerate(zip(st.columns(len(states)), states, strict=True)):
        column.selectbox(
            f"Skip {level}",
            surgery.EDITS,
            surgery.EDITS.index(chosen),
            key=f"{_SKIP}{level}-{chosen}",
            on_change=_take_skip,
            args=(states, level),
        )


def _take_skip(states: tuple[str, ...], level: int) -> None:
    key = f"{_SKIP}{level}-{states[level]}"
    chosen = state.recall(key)
    if chosen == states[level]:  # a rerun that was cut short lets an untouched widget seem changed
        return
    if chosen not in surgery.EDITS:  # nobody can choose it, but a browser can be made to send it
        return
    state.forget(key)  # if the drawing comes back to this choice, so does a fresh widget
    push(DIAGRAM, skips=[*states[:level], chosen, *states[level + 1 :]])


def _scores_html(words: LessonText, picture: ChosenPicture, masks: dict[str, NDArray[np.int64]]) -> str:
    if picture.truth is None:
        return ""
    rows = []
    for title, mask in masks.items():
        score = score_masks(mask, picture.truth, len(CLASS_NAMES), width=1)
        rows.append((title, f"{score.miou:.3f}", f"{score.boundary_miou:.3f}"))
    caption = f'<p class="pw-caption">{words.line("surgery-errors")}</p>'
    return caption + table_html(("Network, this picture", "mIoU", "Boundary mIoU"), rows)
