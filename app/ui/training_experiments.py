"""Experiments for the lab: a question first, then two runs that differ in one setting."""

from dataclasses import dataclass, replace

import streamlit as st

from app import state
from app.ui.lesson_text import LessonText
from app.ui.predict import Question, predict
from app.ui.training_choices import set_settings
from lessons.training.settings import Settings, difference


@dataclass(frozen=True)
class Experiment:
    """Two trainings to compare. `part` is the text that says how they came out in trials of ours."""

    title: str
    asked: Question
    one: Settings
    other: Settings
    part: str


_USUAL = Settings(seconds=60)
_DEEP = replace(_USUAL, network="unet", levels=5, loss="ce_dice")

EXPERIMENTS = (
    Experiment(
        "The rare classes",
        Question(
            "training-rare",
            "Two networks, the same in all but the loss: cross-entropy for one, Dice for the other. After a minute, "
            "which has the higher IoU for persons and signs?",
            ("Cross-entropy", "Dice", "About the same"),
            answer="Dice",
            because="Each class counts once in it, however few pixels it has.",
        ),
        replace(_USUAL, loss="cross_entropy"),
        replace(_USUAL, loss="dice"),
        "experiment-rare",
    ),
    Experiment(
        "A learning rate a hundred times as high",
        Question(
            "training-rate",
            "The learning rate is 0.01, and in the other run 1. What becomes of the second?",
            ("It learns faster", "It learns nothing", "It learns the same"),
            answer="It learns nothing",
            because="Each step overshoots; the weights are thrown about, and the masks with them.",
        ),
        replace(_USUAL, rate=0.01),
        replace(_USUAL, rate=1.0),
        "experiment-rate",
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
        replace(_USUAL, loss="ce_dice", pictures=4, augment=False),
        replace(_USUAL, loss="ce_dice", pictures=512, augment=False),
        "experiment-four",
    ),
    Experiment(
        "With and without skips",
        Question(
            "training-skips",
            "A U-Net of five levels, with its skips and without. Which has the higher boundary IoU after a minute?",
            ("With skips", "Without skips", "About the same"),
            answer="With skips",
            because="Four poolings leave 6 × 6 cells of 96 × 96 pixels; only the skips still know where an edge was.",
        ),
        _DEEP,
        replace(_DEEP, skips=False),
        "experiment-skips",
    ),
)


@st.fragment
def experiments(words: LessonText) -> None:
    """Choose an experiment, answer its question, and put either of its two runs into the lab."""
    words.show("experiments-touch")
    title = st.radio("Experiment", [each.title for each in EXPERIMENTS], key="training-experiment")
    chosen = next(each for each in EXPERIMENTS if each.title == title)
    predict(chosen.asked)
    st.caption(f"What differs: {'; '.join(difference(chosen.one, chosen.other))}.")
    left, right, _ = st.columns([1, 1, 2])
    for place, label, settings in ((left, "first", chosen.one), (right, "second", chosen.other)):
        if place.button(f"Set the lab to the {label} run", key=f"training-set-{label}"):
            set_settings(settings)
            st.rerun()
    if state.recall(f"predict-{chosen.asked.key}") is not None:  # it would tell the answer
        words.show(chosen.part)
