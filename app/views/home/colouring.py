"""A small street to finish: the first mask that a learner paints, and what it taught them."""

import streamlit as st

from app import state
from app.components.mask_painter import mask_painter
from app.ui.figures.numbers import percent
from app.ui.shell import menu
from lessons import COURSE
from lessons.argmax import street
from lessons.metrics.confusion import pixel_accuracy
from lessons.palette import styles_for

_FINISHED = "home-finished"
_ENOUGH = 0.95
"""The share of pixels that fit the truth from which the street counts as coloured: up to four may differ."""


@st.fragment
def finish_it() -> None:
    """The half-done mask, its truth, and what it was good for once all of it is painted."""
    st.markdown(
        "The second grid is the truth: a small street, eight pixels high. In the first, somebody stopped halfway. "
        "Choose a class, paint the rest, and watch two scores that will follow you through the course."
    )
    painting = mask_painter(
        "home-street",
        prediction=street.HALF_DONE,
        truth=street.TRUTH,
        classes=styles_for(street.CLASS_NAMES),
        readouts=("pixel_accuracy", "miou"),
        label="Your mask",
    )
    share = pixel_accuracy(painting.prediction, street.TRUTH)
    painted = {label for row in painting.prediction for label in row}
    if share >= _ENOUGH and len(painted) == len(street.CLASS_NAMES):
        state.remember(_FINISHED, share)
    _reward()


def _reward() -> None:
    """What the finished colouring showed, and what comes next; it stays, whatever is painted over later."""
    share = state.recall(_FINISHED)
    if share is None:
        return
    following = COURSE[0]
    st.success(
        f"**You have made a mask.** {percent(share)} of its pixels fit the truth. That is semantic segmentation: every "
        "pixel gets a class, and none stays blank. Next, a network does it: "
        f"see how its scores become a mask in *{following.title}*.",
        icon=":material/check_circle:",
    )
    st.page_link(
        menu.view(following.slug), label=f"Go on to {following.title}", icon=":material/arrow_forward:"
    )
