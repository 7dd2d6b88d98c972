"""Masks of one street beside each other, and what they score."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app.components.picture_probe import Picture, picture_probe
from app.ui.figures.numbers import score
from app.ui.figures.street_pictures import NEAR_OUTLINES, ChosenPicture, coloured, legend_html, on_the_road
from app.ui.kit.lesson_text import LessonText
from app.views.dilation.networks import STREETS
from lessons.metrics.pooled import PixelScores
from lessons.metrics.score import score_masks
from lessons.scenes import CLASS_NAMES
from lessons.unet.errors import boundary_error_map

ON_ALL = f"mIoU, all {STREETS}", f"Boundary IoU, all {STREETS}"
"""What `on_all` gives, as the columns of a table."""
HEADER = ("mIoU, this street", "Boundary IoU, this street", *ON_ALL)
"""What `on_one` and `on_all` give."""


def side_by_side(
    words: LessonText,
    key: str,
    picture: ChosenPicture,
    masks: dict[str, NDArray[np.int64]],
    errors: bool = False,
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


def _truth(picture: ChosenPicture) -> NDArray[np.uint8]:
    assert picture.truth is not None  # a street has one
    return picture.truth


def on_one(mask: NDArray[np.int64], picture: ChosenPicture) -> tuple[str, str]:
    """mIoU and boundary IoU of a mask of this street."""
    scores = score_masks(mask, _truth(picture), len(CLASS_NAMES), width=1)
    return score(scores.miou), score(scores.boundary_miou)


def on_all(scores: PixelScores) -> tuple[str, str]:
    """mIoU and boundary IoU of all streets of the page."""
    return score(scores.miou), score(scores.boundary_iou)
