"""Where a loss pulls: its gradient on one street, for a network before training and after."""

from functools import partial

import numpy as np
import streamlit as st
import torch
from torch import Tensor

from app import wiring
from app.components.picture_probe import Picture, picture_probe
from app.components.ramp import RAMP
from app.ui.figures.numbers import percent
from app.ui.figures.street_pictures import ChosenPicture, choose_street, coloured, legend_html, on_the_road
from app.ui.figures.tables import table_html
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from lessons.models import model
from lessons.models.serving.networks import LoadedNetwork
from lessons.scenes import CLASS_NAMES
from lessons.training.loss_pictures import GradientPicture, gradient_picture, pull_shares
from lessons.training.losses import LOSSES, class_weights, pixel_counts

_NETWORK = "tiny_unet"
_WEIGHTS = {
    "none": "None",
    "inverse": "1 / share",
    "sqrt": "1 / √share",
}
_BEFORE, _AFTER = "Before training", "After training"


@section
@guard.answered
def where_it_pulls(words: LessonText) -> None:
    """Choose a loss, its weights and a moment; see the pull at every pixel, and each class's share of it."""
    if not guard.ready(_NETWORK):
        st.info(guard.how_to_train(_NETWORK))
        return
    if not predict("training-pull"):
        return
    words.show("pull-touch")
    first, second, third = st.columns(3)
    picture = choose_street("training-pull-street", first)
    by_name = {each.name: each for each in LOSSES}
    loss = by_name[
        second.selectbox(
            "Loss",
            list(by_name),
            format_func=lambda name: by_name[name].title,
            key="training-pull-loss",
            persist_state="session",
        )
    ]
    class_name = third.selectbox(
        "Class of the last picture", CLASS_NAMES, CLASS_NAMES.index("person"), key="training-pull-class"
    )
    left, right = st.columns(2)
    kind = left.segmented_control(
        "Class weights",
        list(_WEIGHTS),
        default="none",
        required=True,
        format_func=_WEIGHTS.__getitem__,
        disabled=not loss.weighted,
        key="training-pull-weights",
        persist_state="session",
    )
    moment = right.segmented_control(
        "Tiny U-Net", (_BEFORE, _AFTER), default=_BEFORE, required=True, key="training-pull-moment"
    )
    assert picture.truth is not None  # a street has one
    truth = torch.from_numpy(picture.truth.astype(np.int64))[None]
    counts = pixel_counts(truth, len(CLASS_NAMES))
    weights = class_weights(counts, kind or "none") if loss.weighted else None
    logits = _logits(picture, moment or _BEFORE)
    gradient = gradient_picture(partial(loss, weights=weights), logits, truth)
    _pictures(picture, logits, gradient, class_name)
    pixels, pulls = (counts / counts.sum()).tolist(), pull_shares(gradient, truth)
    shares = zip(CLASS_NAMES, pixels, pulls, strict=True)
    rows = [(name, percent(share, 1), percent(pull, 1)) for name, share, pull in shares if share]
    rarest = min((index for index, share in enumerate(pixels) if share), key=pixels.__getitem__)
    left, right = st.columns(2)
    header = ("Class", "Share of the pixels", "Share of the pull")
    left.html(f"{legend_html()}{table_html(header, rows[::-1], close=True)}")
    with right:
        words.show_filled(
            "pull-live",
            "pull-so-what",
            rare=CLASS_NAMES[rarest].capitalize(),
            pixels=percent(pixels[rarest], 1),
            pull=percent(pulls[rarest], 1),
            loss=f"{gradient.loss:.3f}",
        )
    show_code(loss.function, class_weights, gradient_picture, pull_shares)


@section
def the_losses(words: LessonText) -> None:
    """What each loss of the list is, and who proposed it."""
    words.show("losses")
    show_code(*(each.function for each in LOSSES), label="The losses")


def _logits(picture: ChosenPicture, moment: str) -> Tensor:
    if moment == _AFTER:
        return wiring.networks().logits(_NETWORK, picture.pixels)

    def work(prepared: LoadedNetwork) -> Tensor:
        untrained = model(_NETWORK).build(len(CLASS_NAMES)).eval()
        with torch.no_grad():
            return untrained(prepared.ready(picture.pixels).cpu())

    return wiring.networks().run(_NETWORK, picture.pixels, "untrained", work)


def _pictures(picture: ChosenPicture, logits: Tensor, gradient: GradientPicture, class_name: str) -> None:
    assert picture.truth is not None
    strength = gradient.strength[0].numpy()
    signed = -gradient.of_class(CLASS_NAMES.index(class_name))[0].numpy()
    # The square root: the pull of a few pixels is a hundred times that of most.
    bright = np.sqrt(strength / max(float(strength.max()), 1e-12))
    balance = np.sign(signed) * np.sqrt(np.abs(signed) / max(float(np.abs(signed).max()), 1e-12))
    height, width = strength.shape
    at = picture_probe(
        "training-pull",
        [
            Picture("Picture", picture.pixels),
            Picture("Truth", coloured(picture.truth)),
            Picture("Prediction", coloured(logits[0].argmax(dim=0).numpy())),
            Picture("How hard it pulls", RAMP[np.uint8(255 * bright)]),
            Picture(f"Which way it pulls {class_name}", RAMP[np.uint8(127.5 + 127.5 * balance)]),
        ],
        start=on_the_road(height, width),
        label="Pixel to ask",
    )
    true = CLASS_NAMES[int(picture.truth[at.row, at.column])]
    share = strength[at.row, at.column] / max(float(strength.mean()), 1e-12)
    st.caption(
        f"At the chosen pixel the truth is {true}, and the pull is {share:.2f} times the mean pull of a pixel. "
        "Both maps show square roots, because a few pixels pull far harder than most."
    )
