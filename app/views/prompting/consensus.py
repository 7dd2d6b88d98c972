"""Simulated annotators: how far two of them agree, and how far each agrees with what most of the others drew."""

import streamlit as st

from app import state
from app.ui.figures.grids import painted
from app.ui.figures.images import picture_html, row_of_figures
from app.ui.figures.label_jobs import jobs
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from lessons.prompting.agreement import pairwise_dice, simulated_hands, yardstick

_FEW, _GROUP = 3, "prompting-group"


@section
def yardstick_not_ceiling(words: LessonText) -> None:
    """Asked, and then simulated."""
    words.show("consensus")
    if predict("prompting-consensus"):
        consensus_simulated(words)


def consensus_simulated(words: LessonText) -> None:
    """The answer: hands that stray, their agreement, and their consensus's."""
    words.show("consensus-touch")
    left, right = st.columns(2)
    people = left.select_slider("People", (_FEW, 5, 7, 9), 5, key="prompting-people")
    strays = right.slider("How far a hand strays, in pixels", 0.5, 2.0, 1.25, 0.25, key="prompting-strays")
    if st.button("Another group of people", icon=":material/refresh:", key="prompting-another"):
        state.remember(_GROUP, state.recall(_GROUP, 0) + 1)
    job = jobs()[0]
    truth = job.target.mask[job.window]
    hands = simulated_hands(truth, people, strays, seed=state.recall(_GROUP, 0))
    measured, with_truth = yardstick(hands), float(pairwise_dice(hands, truth[None]).mean())
    share = hands.mean(axis=0)
    figures = [
        picture_html("Picture", job.picture.pixels[job.window], f"{job.title}, outlined by {people} hands."),
        picture_html(
            "One of them", painted(hands[0].astype(float), 1.0, 0.0), "Bright: marked by the first."
        ),
        picture_html("All of them", painted(share, 1.0, 0.0), "Bright: all marked it. Dark: none did."),
        picture_html("Most of them", painted((share > 0.5).astype(float), 1.0, 0.0), "Their consensus."),
    ]
    st.html(row_of_figures(figures))
    words.show_filled(
        "consensus-live",
        people=people,
        two_people=f"{measured.two_people:.3f}",
        others=f"{measured.with_the_others:.3f}",
        truth=f"{with_truth:.3f}",
    )
    if people == _FEW:
        words.show("consensus-few")
    words.show("consensus-name")
    show_code(simulated_hands, yardstick)
