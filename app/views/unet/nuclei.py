"""Nuclei, U-Net's home ground: drawn ones, and those under the microscope where the server has them."""

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
from lessons.flavours.components import connected_components
from lessons.metrics.overlap import iou
from lessons.models import weights
from lessons.scenes.drawn_nuclei import drawn_nuclei
from lessons.scenes.nuclei import NUCLEI_CLASS_NAMES, NucleiError, load_nuclei
from lessons.unet import errors

NETWORK = "unet_nuclei"
_NUCLEUS = NUCLEI_CLASS_NAMES.index("nucleus")
_DRAWN, _MICROSCOPE = "Drawn", "Under the microscope"
_SEEDS = (1, 2, 3)
Labelled = tuple[NDArray[np.uint8], NDArray[np.integer]]


@section
@guard.answered
def home_ground(words: LessonText) -> None:
    """One picture of nuclei that the network never saw: its answer, the truth, and where they differ."""
    if not guard.ready(NETWORK):
        st.info(guard.how_to_train(NETWORK))
        return
    if not predict("unet-nuclei"):
        return
    words.show("nuclei-touch")
    kind, image, instance_ids = _chosen(_held_out(settings().nuclei))
    truth = (instance_ids > 0).astype(np.uint8)
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
        "nuclei-drawn" if kind == _DRAWN else "nuclei-microscope",
        "nuclei-score-live",
        "nuclei-name",
        iou=f"{iou(prediction, truth, _NUCLEUS):.3f}",
        wrong=f"{wrong.sum():,}",
        pixels=f"{wrong.size:,}",
        near=f"{near.sum():,}",
        nuclei=len(np.unique(instance_ids[instance_ids > 0])),
        regions=int(connected_components(prediction == _NUCLEUS).max()),
        pooled=f"{held_out['per_class_iou']['nucleus']:.3f}",
        each=f"{held_out['per_picture_iou']['nucleus']:.3f}",
        boundary=f"{held_out['boundary_iou']:.3f}",
        count=held_out["count"],
        training=weights.manifest()[NETWORK]["data"]["training"],
    )
    show_code(errors.error_map, iou)


def _chosen(microscope: Labelled | None) -> tuple[str, NDArray[np.uint8], NDArray[np.integer]]:
    """Which kind of picture the learner looks at, the picture and its nuclei by number."""
    kind = _DRAWN
    if microscope is not None:
        kinds = (_DRAWN, _MICROSCOPE)
        kind = st.segmented_control(
            "Nuclei", kinds, default=_DRAWN, required=True, key="unet-nuclei-kind", persist_state="session"
        )
    if microscope is None or kind == _DRAWN:
        number = st.slider("Picture", 1, len(_SEEDS), 1, key="unet-nuclei-drawn", persist_state="session")
        return _DRAWN, *_drawn(_SEEDS[number - 1])
    images, instance_ids = microscope
    number = st.slider("Picture", 1, len(images), 1, key="unet-nuclei", persist_state="session") - 1
    return _MICROSCOPE, images[number], instance_ids[number]


@lru_cache(maxsize=len(_SEEDS))
def _drawn(seed: int) -> Labelled:
    picture = drawn_nuclei(seed)
    return picture.image, picture.instance_ids


@lru_cache(maxsize=1)
def _held_out(path: str) -> Labelled | None:
    """The held-out pictures in the file at `path`, None if it has none; the rest, six times as much, is let go."""
    try:
        nuclei = load_nuclei(Path(path) if path else None).held_out()
    except NucleiError:
        return None  # the drawn ones are there; how to get the others is the operator's to read
    return nuclei.images.copy(), nuclei.instance_ids.copy()
