"""Nuclei under the microscope, U-Net's home ground: held-out pictures, predictions, truth and errors."""

from functools import lru_cache
from pathlib import Path

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app import wiring
from app.components.picture_probe import Picture, picture_probe
from app.settings import settings
from app.ui.figures.street_pictures import RIGHT_WRONG, coloured, legend_html
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from lessons.metrics.overlap import iou
from lessons.models import weights
from lessons.scenes.nuclei import NUCLEI_CLASS_NAMES, NucleiError, load_nuclei
from lessons.unet import errors

NETWORK = "unet_nuclei"
_NUCLEUS = NUCLEI_CLASS_NAMES.index("nucleus")


@section
@guard.answered
def home_ground(words: LessonText) -> None:
    """One held-out picture of nuclei: what the network makes of it, the truth, and where they differ."""
    try:
        images, masks = _held_out(settings().nuclei)
    except NucleiError as error:
        st.info(str(error))
        return
    if not guard.ready(NETWORK):
        st.info(guard.how_to_train(NETWORK))
        return
    if not predict("unet-nuclei"):
        return
    words.show("nuclei-touch")
    number = st.slider("Picture", 1, len(images), 1, key="unet-nuclei", persist_state="session") - 1
    image, truth = images[number], masks[number]
    prediction = guard.mask_of(wiring.networks().logits(NETWORK, image))
    wrong = errors.error_map(prediction, truth, len(NUCLEI_CLASS_NAMES))
    near = errors.boundary_error_map(prediction, truth, len(NUCLEI_CLASS_NAMES)) == 2
    at = picture_probe(
        "unet-nuclei",
        [
            Picture("Picture", image),
            Picture("Prediction", coloured(prediction, NUCLEI_CLASS_NAMES)),
            Picture("Truth", coloured(truth, NUCLEI_CLASS_NAMES)),
            Picture("Errors", RIGHT_WRONG[wrong]),
        ],
        start=(image.shape[0] // 2, image.shape[1] // 2),
        label="Pixel to compare",
    )
    predicted, true = (NUCLEI_CLASS_NAMES[mask[at.row, at.column]] for mask in (prediction, truth))
    here = f"At the chosen pixel the network says {predicted}, and the truth is {true}. Red is wrong."
    st.html(f'{legend_html(NUCLEI_CLASS_NAMES)}<p class="pw-caption">{here}</p>')
    held_out = weights.scores(NETWORK)
    words.show_filled(
        "nuclei-live",
        "nuclei-name",
        iou=f"{iou(prediction, truth, _NUCLEUS):.3f}",
        wrong=f"{wrong.sum():,}",
        pixels=f"{wrong.size:,}",
        near=f"{near.sum():,}",
        pooled=f"{held_out['per_class_iou']['nucleus']:.3f}",
        each=f"{held_out['per_picture_iou']['nucleus']:.3f}",
        count=held_out["count"],
        training=weights.manifest()[NETWORK]["data"]["training"],
    )
    show_code(errors.error_map, iou)


@lru_cache(maxsize=1)
def _held_out(path: str) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The held-out pictures and masks in the file at `path`; the rest of it, six times as much, is let go."""
    nuclei = load_nuclei(Path(path) if path else None).held_out()
    return nuclei.images.copy(), nuclei.masks
