"""The headline experiments: a question first, then what was recorded, and each training a button from the lab."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from app import state
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import Question, predict
from app.views.training import shows, told
from app.views.training.ranking import two_rankings


@dataclass(frozen=True)
class Experiment:
    """`show` draws what came out; the words `part` say it, with numbers that `told` reads from the recording."""

    title: str
    asked: Question
    show: Callable[[], None]
    part: str
    told: Callable[[], dict[str, str]]


EXPERIMENTS = (
    Experiment(
        "Collapse",
        Question(
            "training-collapse",
            "A network looks for bright spots in noisy pictures and learns with plain cross-entropy. In one run 20 % "
            "of the pixels are spot, in another 1 %. After 30 steps, how do mask and accuracy of the second differ?",
            ("Both are worse", "The mask is emptier, the accuracy higher", "They are about the same"),
            answer="The mask is emptier, the accuracy higher",
            because="A pixel in doubt is more likely background, and to say so everywhere is right 99 times in 100.",
        ),
        shows.collapse,
        "experiment-collapse",
        told.collapse,
    ),
    Experiment(
        "The rare classes",
        Question(
            "training-rare",
            "Networks that differ in the loss alone learn street scenes, all with the same few steps. Which of these "
            "has the highest IoU for persons?",
            ("Cross-entropy", "Focal, without weights", "Dice"),
            answer="Dice",
            because="Each class counts once in it, however few pixels it has.",
        ),
        partial(shows.recorded_view, shows.RARE),
        "experiment-rare",
        told.rare,
    ),
    Experiment(
        "Blurry boundaries",
        Question(
            "training-skips",
            "A U-Net of five levels, trained to the end with its skips and without. Where are the additional errors of "
            "the one without?",
            ("Along the outlines", "In the middle of large regions", "All over the picture"),
            answer="Along the outlines",
            because="Four poolings leave 8 × 8 cells of 128 × 128 pixels; only the skips still know where an edge was.",
        ),
        shows.boundaries,
        "experiment-skips",
        told.boundaries,
    ),
    Experiment(
        "Accuracy lies",
        Question(
            "training-ranking",
            "Two networks label the same streets, one with the higher pixel accuracy. Is it also ahead in mIoU, in the "
            "IoU of every class and along the outlines?",
            ("Yes, a better network is better", "Not always"),
            answer="Not always",
            because="Accuracy counts pixels, so the large classes decide it; mIoU counts classes.",
        ),
        two_rankings,
        "experiment-ranking",
        told.ranking,
    ),
    Experiment(
        "A checkerboard at birth",
        Question(
            "training-checkerboard",
            "Two U-Nets without skips differ in how they double their maps. Whose logits have a checkerboard before "
            "the first step of training?",
            ("The one with transposed convolutions", "The bilinear one", "Both", "Neither, it is learned"),
            answer="The one with transposed convolutions",
            because="Each of four new cells has random weights of its own, the same ones all over the map.",
        ),
        shows.checkerboard,
        "experiment-checkerboard",
        told.checkerboard,
    ),
    Experiment(
        "The learning-rate cliff",
        Question(
            "training-rate",
            "The same training with six learning rates from 0.003 to 1, each about three times the one before. How "
            "does the loss after 100 steps depend on the rate?",
            (
                "The higher the rate, the lower the loss",
                "The higher, the worse: first a slope, then a cliff",
                "It is about the same for all",
            ),
            answer="The higher, the worse: first a slope, then a cliff",
            because="Steps that are too large overshoot; at a rate of 1 they throw the weights about.",
        ),
        partial(shows.recorded_view, shows.RATE),
        "experiment-rate",
        told.rate,
    ),
    Experiment(
        "Four pictures by heart",
        Question(
            "training-four",
            "One network learns from four pictures only, another from 512. Whose loss is lower at the end?",
            ("That of four pictures", "That of 512 pictures"),
            answer="That of four pictures",
            because="It sees the same four again and again. Look at the pictures that it never learns from.",
        ),
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
    predict(chosen.asked)
    if state.recall(f"predict-{chosen.asked.key}") is None:
        return  # it would tell the answer
    chosen.show()
    words.show_filled(chosen.part, **chosen.told())
