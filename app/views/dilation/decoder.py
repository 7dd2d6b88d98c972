"""What the one early map gives the decoder of DeepLabV3+."""

from functools import cache, partial

import streamlit as st

from app.ui.figures.numbers import score
from app.ui.figures.street_pictures import choose_street
from app.ui.figures.tables import table
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from app.views.dilation import networks
from app.views.dilation.masks import HEADER, on_all, on_one, side_by_side
from lessons.dilation import pyramid
from lessons.metrics.pooled import PixelScores

_DETAIL = {"As it is": False, "As coarse as the pyramid's": True}


@section
@guard.answered
def what_the_decoder_adds(words: LessonText) -> None:
    """The mask with the early map as it is, and with that made as coarse as the pyramid's."""
    words.show("decoder")
    if not guard.ready(networks.DEEPLAB):
        st.info(guard.how_to_train(networks.DEEPLAB))
        return
    both = {title: partial(networks.operated, coarse=coarse) for title, coarse in _DETAIL.items()}
    if not predict("dilation-decoder", _outlines):
        return
    all_scores = {title: _detail_scores(coarse) for title, coarse in _DETAIL.items()}
    words.show("decoder-touch")
    left, right = st.columns(2, vertical_alignment="bottom")
    picture = choose_street("dilation-decoder-street", left)
    errors = right.toggle(
        "Show only the outlines, right and wrong", key="dilation-decoder-errors", persist_state="session"
    )
    masks = {title: mask_for(picture.pixels) for title, mask_for in both.items()}
    side_by_side(words, "dilation-decoder", picture, masks, errors)
    table(
        ("Early map", *HEADER),
        [(title, *on_one(masks[title], picture), *on_all(all_scores[title])) for title in both],
    )
    words.show("scores", "decoder-name", "decoder-so-what")
    show_code(pyramid.decode)


def _outlines() -> dict[str, str]:
    """The boundary IoU of all streets with the early map as it is, and with that made coarse."""
    return {
        name: score(_detail_scores(coarse).boundary_iou)
        for name, coarse in (("fine", False), ("coarse", True))
    }


@cache
def _detail_scores(coarse: bool) -> PixelScores:
    return networks.scores(partial(networks.operated, coarse=coarse))
