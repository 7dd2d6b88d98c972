"""The headline experiments: a question first, then what was recorded, and each training a button from the lab."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.views.training import experiment_figures, experiment_numbers
from app.views.training.ranking import two_rankings
from app.views.training.recorded import recorded_runs


@dataclass(frozen=True)
class Experiment:
    """`question` is the key of its question, `draw` shows what came out, and the words `part` explain it.

    `numbers` are what these words are filled with, read from the recording.
    """

    title: str
    question: str
    draw: Callable[[], None]
    part: str
    numbers: Callable[[], dict[str, str]]


EXPERIMENTS = (
    Experiment(
        "Collapse",
        "training-collapse",
        experiment_figures.collapse,
        "experiment-collapse",
        experiment_numbers.collapse,
    ),
    Experiment(
        "The rare classes",
        "training-rare",
        partial(recorded_runs, experiment_figures.RARE),
        "experiment-rare",
        experiment_numbers.rare,
    ),
    Experiment(
        "Blurry boundaries",
        "training-skips",
        experiment_figures.boundaries,
        "experiment-skips",
        experiment_numbers.boundaries,
    ),
    Experiment(
        "Accuracy lies",
        "training-ranking",
        two_rankings,
        "experiment-ranking",
        experiment_numbers.ranking,
    ),
    Experiment(
        "A checkerboard at birth",
        "training-checkerboard",
        experiment_figures.checkerboard,
        "experiment-checkerboard",
        experiment_numbers.checkerboard,
    ),
    Experiment(
        "The learning-rate cliff",
        "training-rate",
        partial(recorded_runs, experiment_figures.RATE),
        "experiment-rate",
        experiment_numbers.rate,
    ),
    Experiment(
        "Four pictures by heart",
        "training-four",
        partial(recorded_runs, experiment_figures.FOUR),
        "experiment-four",
        experiment_numbers.four,
    ),
)


@section
def experiments(words: LessonText) -> None:
    """Choose an experiment and answer its question; then see what was recorded, and run any of it in the lab."""
    words.show("experiments-touch")
    title = st.radio("Experiment", [each.title for each in EXPERIMENTS], key="training-experiment")
    experiment = next(each for each in EXPERIMENTS if each.title == title)
    if not predict(experiment.question):
        return  # the figures would give the answer away
    experiment.draw()
    words.show_filled(experiment.part, **experiment.numbers())
