"""What a room's labels of one object say: how far its people agree, where they do not, and a network with them."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import streamlit as st

from app.classroom import MOST_LABELS, SharedLabel
from app.ui.figures.grids import painted
from app.ui.figures.images import picture_html
from app.ui.figures.label_jobs import LabelJob
from app.ui.figures.tables import table_html
from app.ui.kit.inert import inert
from app.ui.kit.lesson_text import LessonText
from app.views.prompting import networks
from lessons.models.fitting.prompt_targets import box_of
from lessons.prompting import export
from lessons.prompting.agreement import Agreement, agreement, pairwise_dice
from lessons.prompting.prompts import Box, Prompts

HOW = {"hand": "by hand", "prompts": "by prompts"}


@dataclass(frozen=True, eq=False)
class SharedView:
    """The labels of one object in one room, as they were when the learner last refreshed it."""

    room: str
    task: str
    labels: tuple[SharedLabel, ...]


@dataclass(frozen=True, eq=False)
class RoomComparison:
    """The labels of a room measured: of each, and of the network's answer, the Dice with the truth and with the others.

    `by_hand` is the agreement of the labels by hand in the part that is painted; None without one.
    """

    scores: tuple[tuple[float, float], ...]
    network: tuple[float, float] | None
    by_hand: Agreement | None


def show(words: LessonText, job: LabelJob, view: SharedView) -> None:
    """How far the annotators agree, where they do not, and how each label and the network's compare with the others."""
    if not view.labels:
        words.show_filled("lab-room-empty", room=inert(view.room))
        return
    comparison = compare_labels(job, view)
    agreement_by_hand, parts = comparison.by_hand, ["lab-room-few"]
    values: dict[str, object] = {
        "room": inert(view.room),
        "labels": len(view.labels),
        "people": len({label.annotator for label in view.labels}),
        "hand": sum(label.way == "hand" for label in view.labels),
        "most": MOST_LABELS,
    }
    if agreement_by_hand is not None and len(agreement_by_hand.dice) > 1:
        parts = ["lab-room-live"]
        values |= {
            "mean": _number(agreement_by_hand.mean),
            "least": _number(float(agreement_by_hand.dice.min())),
        }
        if comparison.network:
            reached = comparison.network[1] >= agreement_by_hand.mean
            parts.append("lab-room-reached-live" if reached else "lab-room-below-live")
            values["network"] = _number(comparison.network[1])
    words.show_filled(*parts, **values)
    st.html(_pictures(job, agreement_by_hand) + _table(view, comparison))


@lru_cache(maxsize=64)
def compare_labels(job: LabelJob, view: SharedView) -> RoomComparison:
    """Measure the labels. Kept, so that touching the lab measures nothing again. Errors as the runner's."""
    masks = [export.from_run_lengths(label.mask["counts"], *label.mask["size"]) for label in view.labels]
    by_hand = [mask for label, mask in zip(view.labels, masks, strict=True) if label.way == "hand"]
    people = np.array([label.annotator for label in view.labels if label.way == "hand"])
    if networks.ready():
        embedding = networks.embedded(job.picture).value
        boxed = networks.decoded(job.picture, embedding, Prompts((), Box(*box_of(job.target.mask)))).value
        masks.append(boxed.masks[boxed.best])
    all_masks, references = np.stack(masks), np.stack([job.target.mask, *by_hand])
    # Most of the picture nobody marked, and what is in no mask changes no Dice.
    marked = all_masks.any(axis=0) | references.any(axis=0)
    scores = []
    for place, row in enumerate(pairwise_dice(all_masks[:, marked], references[:, marked])):
        mine = view.labels[place].annotator if place < len(view.labels) else 0
        others = row[1:][people != mine]
        scores.append((float(row[0]), float(others.mean()) if others.size else float("nan")))
    return RoomComparison(
        tuple(scores[: len(view.labels)]),
        scores[-1] if len(masks) > len(view.labels) else None,
        agreement([mask[job.window] for mask in by_hand]) if by_hand else None,
    )


def _table(view: SharedView, comparison: RoomComparison) -> str:
    """The network first, then the labels; a long list scrolls in a frame of its own."""
    rows = [
        (
            f"Annotator {label.annotator}{' (you)' if label.own else ''}, {HOW[label.way]}",
            f"{label.seconds:.1f}\u00a0s",
            *map(_number, numbers),
        )
        for label, numbers in zip(view.labels, comparison.scores, strict=True)
    ]
    if comparison.network:
        rows.insert(0, ("The network, from a box", "", *map(_number, comparison.network)))
    header = ("Label", "Time", "Dice with the truth", "Mean Dice with the others by hand")
    return (
        '<div style="margin-top: 1.25rem; max-height: 30rem; overflow-y: auto">'
        f"{table_html(header, rows)}</div>"
    )


def _pictures(job: LabelJob, agreement_by_hand: Agreement | None) -> str:
    """The part of the street, its truth, and the share of annotators that marked each pixel."""
    figures = [
        picture_html("Picture", job.picture.pixels[job.window], "What was labelled."),
        picture_html("Truth", painted(job.target.mask[job.window], 1.0, 0.0), "Bright: the object."),
    ]
    if agreement_by_hand is not None:
        about = "Bright: all annotators by hand marked it. Dark: none did."
        figures.append(picture_html("Agreement map", painted(agreement_by_hand.share, 1.0, 0.0), about))
    return f'<div class="pw-pictures">{"".join(figures)}</div>'


def _number(value: float) -> str:
    return "nobody yet" if np.isnan(value) else f"{value:.3f}"
