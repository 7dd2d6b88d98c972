"""The headline experiments: a question first, then what was recorded, and each training a button from the lab."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from app import state
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.views.training import shows, told
from app.views.training.ranking import two_rankings


@dataclass(frozen=True)
class Experiment:
    """`question` is the key of its question, `show` draws what came out, and the words `part` say it.

    `told` reads the numbers of these words from the recording.
    """

    title: str
    question: str
    show: Callable[[], None]
    part: str
    told: Callable[[], dict[str, str]]


EXPERIMENTS = (
    Experiment(
        "Collapse",
        "training-collapse",
        shows.collapse,
        "experiment-collapse",
        told.collapse,
    ),
    Experiment(
        "The rare classes",
        "training-rare",
        partial(shows.recorded_view, shows.RARE),
        "experiment-rare",
        told.rare,
    ),
    Experiment(
        "Blurry boundaries",
        "training-skips",
        shows.boundaries,
        "experiment-skips",
        told.boundaries,
    ),
    Experiment(
        "Accuracy lies",
        "training-ranking",
        two_rankings,
        "experiment-ranking",
        told.ranking,
    ),
    Experiment(
        "A checkerboard at birth",
        "training-checkerboard",
        shows.checkerboard,
        "experiment-checkerboard",
        told.checkerboard,
    ),
    Experiment(
        "The learning-rate cliff",
        "training-rate",
        partial(shows.recorded_view, shows.RATE),
        "experiment-rate",
        told.rate,
    ),
    Experiment(
        "Four pictures by heart",
        "training-four",
        partial(shows.recorded_view, shows.FOUR),
        "experiment-four",
        told.four,
    ),
)


@st.fragment
def experiments(words: LessonText) -> None:
    """Choose an experiment and answer its question; then see what was recorded, and run any of it in the lab."""
    words.show("experiments-touch")
    title = st.radio("Experiment", [each.title for each in EXPERIMENTS], key="training-experiment")
    chosen = next(each for each in EXPERIMENTS if each.title == title)
    predict(chosen.question)
    if state.recall(f"predict-{chosen.question}") is None:
        return  # it would tell the answer
    chosen.show()
    words.show_filled(chosen.part, **chosen.told())
