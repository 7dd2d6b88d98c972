"""FCN's fusion, live: coarse scores, what finer maps add to them, and the masks of both FCNs."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app.components.picture_probe import Picture, picture_probe
from app.ui.figures.street_pictures import ChosenPicture, coloured, legend_html, on_the_road
from app.ui.figures.tables import table_html
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from app.views.unet import networks
from lessons.metrics.score import score_masks
from lessons.models import weights
from lessons.scenes import CLASS_NAMES
from lessons.unet import fusion

_COARSEST = 8  # pixels from one cell of the first scores to the next
_TITLES = ("FCN, coarse scores", "FCN, fused scores")
Mask = NDArray[np.int64]


@section
@guard.answered
def fused(words: LessonText, picture: ChosenPicture) -> None:
    """One picture through both FCNs: the scores that are added, stage by stage, and the two masks."""
    for name in (guard.FULLY_CONVOLUTIONAL, networks.FUSED):
        if not guard.ready(name):
            st.info(guard.how_to_train(name))
            return
    words.show("fusion-touch")
    height, width = picture.pixels.shape[:2]
    masks: dict[str, Mask] = dict(zip(_TITLES, networks.fcn_masks(picture), strict=True))
    pictures = []
    for place, stage in enumerate(networks.fused_scores(picture)):
        cells, step = stage.scores.argmax(dim=0).numpy(), _COARSEST // 2**place
        enlarged = cells.repeat(step, axis=0).repeat(step, axis=1)[:height, :width]
        added = "" if stage.added is None else "+ "
        pictures.append(Picture(f"{added}scores at 1/{step}", coloured(enlarged)))
    pictures += [Picture(title, coloured(mask)) for title, mask in masks.items()]
    last = (
        Picture("Picture", picture.pixels)
        if picture.truth is None
        else Picture("Truth", coloured(picture.truth))
    )
    at = picture_probe(
        "unet-fusion", [*pictures, last], start=on_the_road(height, width), label="Pixel to compare"
    )
    said = "; ".join(f"{title}: {CLASS_NAMES[mask[at.row, at.column]]}" for title, mask in masks.items())
    st.html(
        f'{legend_html()}<p class="pw-caption">At the chosen pixel: {said}.</p>{_scores_html(picture, masks)}'
    )
    words.show("fusion-name")
    show_code(fusion.fusion)


def _scores_html(picture: ChosenPicture, masks: dict[str, Mask]) -> str:
    """mIoU and boundary IoU: in this picture, where the truth is known, and over the held-out streets."""
    rows = []
    for name, (title, mask) in zip((guard.FULLY_CONVOLUTIONAL, networks.FUSED), masks.items(), strict=True):
        here = ("–", "–")
        if picture.truth is not None:
            score = score_masks(mask, picture.truth, len(CLASS_NAMES), width=1)
            here = (f"{score.miou:.3f}", f"{score.boundary_miou:.3f}")
        held_out = weights.scores(name)
        rows.append((title, *here, f"{held_out['miou']:.3f}", f"{held_out['boundary_iou']:.3f}"))
    count = weights.scores(networks.FUSED)["count"]
    header = (
        "Network",
        "mIoU here",
        "Boundary here",
        f"mIoU, {count} held-out",
        f"Boundary, {count} held-out",
    )
    return table_html(header, rows)
