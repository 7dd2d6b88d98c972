"""The annotator lab: one object labelled by hand and by prompts, against the clock and the exact truth."""

import time
from functools import partial

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app import state
from app.components.mask_painter import mask_painter
from app.components.prompt_canvas import prompt_canvas
from app.ui.figures.images import picture_html
from app.ui.figures.street_pictures import NEAR_OUTLINES
from app.ui.figures.tables import table
from app.ui.kit.disclosure import disclosed
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.rerun import rerun_fragment
from app.ui.kit.show_code import show_code
from app.ui.networks.guard import answered as where_it_can
from app.ui.networks.guard import how_to_train
from app.views.prompting import networks
from app.views.prompting import room as prompting_room
from app.views.prompting.answers import reply_to
from app.views.prompting.jobs import WINDOW, Job, Label, jobs
from lessons.metrics.overlap import dice, iou
from lessons.palette import styles_for
from lessons.prompting.agreement import agreement, pairwise_dice
from lessons.prompting.prompts import Prompts

WAYS = {"hand": "By hand", "prompts": "By prompts", "again": "By hand again"}
_DIFFERENCES = NEAR_OUTLINES[[0, 2, 1]]
"""Colours of what a label has right, too much and too little, as the error maps of the other lessons have them."""


@st.fragment
@where_it_can
def annotator_lab(words: LessonText) -> None:
    """Choose an object and a way, label it against the clock, and compare what was labelled."""
    predict("prompting-lab")
    words.show("lab-touch")
    prompting_room.arrive(len(jobs()))
    left, right = st.columns(2)
    number = left.selectbox(
        "Object",
        range(len(jobs())),
        format_func=lambda place: jobs()[place].title,
        key="prompting-job",
        persist_state="session",
    )
    way = right.segmented_control(
        "Label it",
        list(WAYS),
        format_func=WAYS.__getitem__,
        default="hand",
        required=True,
        key="prompting-way",
    )
    job, name = jobs()[number], f"prompting-lab-{number}-{way}"
    if way == "prompts" and not networks.ready():
        st.info(how_to_train(networks.NAME))
    elif (begun := state.recall(f"{name}-begun")) is None:
        if st.button("Begin", type="primary", key="prompting-begin"):
            state.remember(f"{name}-begun", (time.monotonic(), state.recall(f"{name}-turns", 0)))
            rerun_fragment()
    else:
        _label(words, job, way, name, *begun)
    begun = state.recall(f"{name}-begun") is not None
    _compared(words, job, number, begun)
    if not begun:
        # While the clock runs, what others drew would show where to paint.
        prompting_room.room(words, job, number, way, state.recall(f"{name}-label"))
    words.show("lab-name")
    show_code(agreement, pairwise_dice)


def _label(words: LessonText, job: Job, way: str, name: str, since: float, turn: int) -> None:
    """The tool, and Done. The clock stops at the last change, so that looking for the button costs nothing."""
    tool = f"{name}-{turn}"

    def changed() -> None:
        state.remember(f"{name}-touched", time.monotonic())

    mask = np.zeros(job.target.mask.shape, bool)
    if way == "prompts":
        words.show_filled("lab-prompts", name=job.target.name)
        pointed, reply = prompt_canvas(
            tool,
            _framed(job),
            partial(reply_to, job.picture, scored=False),
            start=Prompts(),
            label=f"{job.title}, to label by prompts",
            on_change=changed,
        )
        if reply is not None:
            mask = reply.mask(pointed.chosen)
    else:
        words.show_filled("lab-hand", name=job.target.name)
        painted = mask_painter(
            tool,
            prediction=np.zeros((WINDOW, WINDOW), int).tolist(),
            classes=styles_for(("background", job.target.name)),
            readouts=(),
            label=job.title,
            picture=job.picture.pixels[job.window],
            on_change=changed,
        )
        mask[job.window] = np.array(painted.prediction, bool)
    if st.button("Done", type="primary", key="prompting-done"):
        if not mask.any():
            words.show("lab-nothing")
            return
        seconds = state.recall(f"{name}-touched", time.monotonic()) - since
        state.remember(f"{name}-label", Label(mask, seconds))
        state.remember(f"{name}-turns", turn + 1)
        state.forget(f"{name}-begun")
        state.forget(f"{name}-touched")
        rerun_fragment()


def _compared(words: LessonText, job: Job, number: int, begun: bool) -> None:
    """Every label of this object against the truth, and against one another."""
    given = {
        title: label
        for way, title in WAYS.items()
        if (label := state.recall(f"prompting-lab-{number}-{way}-label")) is not None
    }
    if not given:
        if not begun:
            words.show("lab-empty")
        return
    rows = [
        (
            title,
            f"{label.seconds:.1f} s",
            f"{label.mask.sum():,} of {job.target.mask.sum():,}",
            f"{iou(label.mask, job.target.mask, 1):.3f}",
            _dice(label, job),
        )
        for title, label in given.items()
    ]
    table(("Label", "Time", "Pixels", "IoU with the truth", "Dice with the truth"), rows)
    if not begun and disclosed("lab-truth", "Where they differ from the truth", icon=":material/compare:"):
        words.show("lab-differences")
        shown = [
            picture_html(title, _beside(job, label), f"Dice {_dice(label, job)}")
            for title, label in given.items()
        ]
        st.html(f'<div class="pw-pictures">{"".join(shown)}</div>')
    if len(given) == 1:
        words.show("lab-one")
        return
    said = agreement([label.mask for label in given.values()])
    table(
        ("Dice between labels", *given),
        [(title, *(f"{value:.3f}" for value in line)) for title, line in zip(given, said.dice, strict=True)],
    )
    words.show_filled(
        "lab-agreement-live",
        labels=len(given),
        mean=f"{said.mean:.3f}",
        least=f"{said.dice.min():.3f}",
    )


def _dice(label: Label, job: Job) -> str:
    return f"{dice(label.mask, job.target.mask, 1):.3f}"


def _beside(job: Job, label: Label) -> NDArray[np.uint8]:
    """The part of the street in grey, and over it what the label has right, too much, and too little."""
    drawn, truth = label.mask[job.window], job.target.mask[job.window]
    grey = job.picture.pixels[job.window].mean(axis=2, keepdims=True)
    shown = np.repeat(40 + 0.35 * grey, 3, axis=2).astype(np.uint8)
    for where, colour in zip((drawn & truth, drawn & ~truth, truth & ~drawn), _DIFFERENCES, strict=True):
        shown[where] = colour
    return shown


def _framed(job: Job) -> NDArray[np.uint8]:
    """The street with a frame around the part in which the object lies; the network sees the street without it."""
    shown = job.picture.pixels.copy()
    rows, columns = job.window
    dashes = (np.arange(WINDOW) // 2 % 2 * 255).astype(np.uint8)[:, None]
    for line in (job.top, job.top + WINDOW - 1):
        shown[line, columns] = dashes
    for line in (job.left, job.left + WINDOW - 1):
        shown[rows, line] = dashes
    return shown
