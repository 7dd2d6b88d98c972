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
from app.ui.figures.label_jobs import WINDOW, Label, LabelJob, jobs
from app.ui.figures.street_pictures import NEAR_OUTLINES
from app.ui.figures.tables import table
from app.ui.kit.disclosure import disclosed
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.rerun import rerun_fragment
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from app.views.prompting import networks
from app.views.prompting import room as prompting_room
from app.views.prompting.answers import reply_to
from lessons.metrics.overlap import dice, iou
from lessons.palette import styles_for
from lessons.prompting.agreement import agreement, pairwise_dice
from lessons.prompting.prompts import Prompts

WAYS = {"hand": "By hand", "prompts": "By prompts", "again": "By hand again"}
_DIFFERENCES = NEAR_OUTLINES[[0, 2, 1]]
"""Colours of what a label has right, too much and too little, as the error maps of the other lessons have them."""


@section
@guard.answered
def annotator_lab(words: LessonText) -> None:
    """Choose an object and a way, label it against the clock, and compare what was labelled."""
    if not predict("prompting-lab"):
        return
    words.show("lab-touch")
    prompting_room.arrive(len(jobs()))
    left, right = st.columns(2)
    number = left.selectbox(
        "Object",
        range(len(jobs())),
        state.recall("prompting-job", 0),  # set by the address too; see `room`
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
        st.info(guard.how_to_train(networks.NAME))
    elif (clock := state.recall(f"{name}-begun")) is None:
        if st.button("Begin", type="primary", key="prompting-begin"):
            state.remember(f"{name}-begun", (time.monotonic(), state.recall(f"{name}-turns", 0)))
            rerun_fragment()
    else:
        _label(words, job, way, name, *clock)
    is_running = state.recall(f"{name}-begun") is not None
    _comparison(words, job, number, is_running)
    if not is_running:
        # While the clock runs, what others drew would show where to paint.
        prompting_room.room(words, job, number, way, state.recall(f"{name}-label"))
    words.show("lab-name")
    show_code(agreement, pairwise_dice)


def _label(words: LessonText, job: LabelJob, way: str, name: str, since: float, turn: int) -> None:
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
        painting = mask_painter(
            tool,
            prediction=np.zeros((WINDOW, WINDOW), int).tolist(),
            classes=styles_for(("background", job.target.name)),
            readouts=(),
            label=job.title,
            picture=job.picture.pixels[job.window],
            on_change=changed,
        )
        mask[job.window] = np.array(painting.prediction, bool)
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


def _comparison(words: LessonText, job: LabelJob, number: int, is_running: bool) -> None:
    """Every label of this object against the truth, and against one another."""
    labels = {
        title: label
        for way, title in WAYS.items()
        if (label := state.recall(f"prompting-lab-{number}-{way}-label")) is not None
    }
    if not labels:
        if not is_running:
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
        for title, label in labels.items()
    ]
    table(("Label", "Time", "Pixels", "IoU with the truth", "Dice with the truth"), rows)
    if not is_running and disclosed(
        "lab-truth", "Where they differ from the truth", icon=":material/compare:"
    ):
        words.show("lab-differences")
        figures = [
            picture_html(title, _beside(job, label), f"Dice {_dice(label, job)}")
            for title, label in labels.items()
        ]
        st.html(f'<div class="pw-pictures">{"".join(figures)}</div>')
    if len(labels) == 1:
        words.show("lab-one")
        return
    result = agreement([label.mask for label in labels.values()])
    table(
        ("Dice between labels", *labels),
        [
            (title, *(f"{value:.3f}" for value in line))
            for title, line in zip(labels, result.dice, strict=True)
        ],
    )
    words.show_filled(
        "lab-agreement-live",
        labels=len(labels),
        mean=f"{result.mean:.3f}",
        least=f"{result.dice.min():.3f}",
    )


def _dice(label: Label, job: LabelJob) -> str:
    return f"{dice(label.mask, job.target.mask, 1):.3f}"


def _beside(job: LabelJob, label: Label) -> NDArray[np.uint8]:
    """The part of the street in grey, and over it what the label has right, too much, and too little."""
    label_mask, truth = label.mask[job.window], job.target.mask[job.window]
    grey = job.picture.pixels[job.window].mean(axis=2, keepdims=True)
    pixels = np.repeat(40 + 0.35 * grey, 3, axis=2).astype(np.uint8)
    for where, colour in zip(
        (label_mask & truth, label_mask & ~truth, truth & ~label_mask), _DIFFERENCES, strict=True
    ):
        pixels[where] = colour
    return pixels


def _framed(job: LabelJob) -> NDArray[np.uint8]:
    """The street with a frame around the part in which the object lies; the network sees the street without it."""
    pixels = job.picture.pixels.copy()
    rows, columns = job.window
    dashes = (np.arange(WINDOW) // 2 % 2 * 255).astype(np.uint8)[:, None]
    for line in (job.top, job.top + WINDOW - 1):
        pixels[line, columns] = dashes
    for line in (job.left, job.left + WINDOW - 1):
        pixels[rows, line] = dashes
    return pixels
