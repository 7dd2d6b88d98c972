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
from lessons.training import tumour


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


COLLAPSE = Experiment(
    "Collapse",
    "training-collapse",
    experiment_figures.collapse,
    "experiment-collapse",
    experiment_numbers.collapse,
)
MORE = (
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


EXPERIMENTS = (COLLAPSE, *MORE)


@section
def collapse(words: LessonText) -> None:
    """The rarer the class, the longer it is not found: predict it, see it recorded, then ten times as long."""
    if _told_after_its_question(COLLAPSE, words):
        words.show_filled("experiment-tumour", **tumour.numbers())
        experiment_figures.ten_times_as_long()


@section
def more_experiments(words: LessonText) -> None:
    """Choose an experiment and answer its question; then see what was recorded, and run any of it in the lab."""
    words.show("more-experiments")
    title = st.radio("Experiment", [each.title for each in MORE], key="training-experiment")
    _told_after_its_question(next(each for each in MORE if each.title == title), words)


def _told_after_its_question(experiment: Experiment, words: LessonText) -> bool:
    if not predict(experiment.question):
        return False  # the figures would give the answer away
    experiment.draw()
    words.show_filled(experiment.part, **experiment.numbers())
    return True
