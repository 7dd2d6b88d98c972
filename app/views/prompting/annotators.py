"""What a room's labels of one object say: how far its people agree, where they do not, and a network with them."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import streamlit as st

from app.classroom import MOST_LABELS, SharedLabel
from app.ui.figures.grids import painted
from app.ui.figures.images import picture_html
from app.ui.figures.tables import table_html
from app.ui.kit.inert import inert
from app.ui.kit.lesson_text import LessonText
from app.views.prompting import networks
from app.views.prompting.jobs import Job
from lessons.models.fitting.prompt_targets import box_of
from lessons.prompting import export
from lessons.prompting.agreement import Agreement, agreement, pairwise_dice
from lessons.prompting.prompts import Box, Prompts

HOW = {"hand": "by hand", "prompts": "by prompts"}


@dataclass(frozen=True, eq=False)
class Seen:
    """What was shared of this task in this room when the learner last looked."""

    room: str
    task: str
    labels: tuple[SharedLabel, ...]


@dataclass(frozen=True, eq=False)
class Compared:
    """The labels of a room measured: of each, and of the network's answer, the Dice with the truth and with the others.

    `by_hand` is the agreement of the labels by hand in the part that is painted; None without one.
    """

    scores: tuple[tuple[float, float], ...]
    network: tuple[float, float] | None
    by_hand: Agreement | None


def show(words: LessonText, job: Job, seen: Seen) -> None:
    """How far the annotators agree, where they do not, and how each label and the network's compare with the others."""
    if not seen.labels:
        words.show_filled("lab-room-empty", room=inert(seen.room))
        return
    measured = compared(job, seen)
    said, parts = measured.by_hand, ["lab-room-few"]
    values: dict[str, object] = {
        "room": inert(seen.room),
        "labels": len(seen.labels),
        "people": len({label.annotator for label in seen.labels}),
        "hand": sum(label.way == "hand" for label in seen.labels),
        "most": MOST_LABELS,
    }
    if said is not None and len(said.dice) > 1:
        parts = ["lab-room-live"]
        values |= {"mean": _number(said.mean), "least": _number(float(said.dice.min()))}
        if measured.network:
            reached = measured.network[1] >= said.mean
            parts.append("lab-room-reached-live" if reached else "lab-room-below-live")
            values["network"] = _number(measured.network[1])
    words.show_filled(*parts, **values)
    st.html(_pictures(job, said) + _table(seen, measured))


@lru_cache(maxsize=64)
def compared(job: Job, seen: Seen) -> Compared:
    """Measure the labels, once for what was seen and not at every touch of the lab. Errors as the runner's."""
    masks = [export.from_run_lengths(label.mask["counts"], *label.mask["size"]) for label in seen.labels]
    by_hand = [mask for label, mask in zip(seen.labels, masks, strict=True) if label.way == "hand"]
    people = np.array([label.annotator for label in seen.labels if label.way == "hand"])
    if networks.ready():
        embedding = networks.embedded(job.picture).value
        boxed = networks.decoded(job.picture, embedding, Prompts((), Box(*box_of(job.target.mask)))).value
        masks.append(boxed.masks[boxed.best])
    drawn, against = np.stack(masks), np.stack([job.target.mask, *by_hand])
    # Most of the picture nobody marked, and what is in no mask changes no Dice.
    marked = drawn.any(axis=0) | against.any(axis=0)
    scores = []
    for place, row in enumerate(pairwise_dice(drawn[:, marked], against[:, marked])):
        mine = seen.labels[place].annotator if place < len(seen.labels) else 0
        others = row[1:][people != mine]
        scores.append((float(row[0]), float(others.mean()) if others.size else float("nan")))
    return Compared(
        tuple(scores[: len(seen.labels)]),
        scores[-1] if len(masks) > len(seen.labels) else None,
        agreement([mask[job.window] for mask in by_hand]) if by_hand else None,
    )


def _table(seen: Seen, measured: Compared) -> str:
    """The network first, then the labels; a long list scrolls in a frame of its own."""
    rows = [
        (
            f"Annotator {label.annotator}{' (you)' if label.own else ''}, {HOW[label.way]}",
            f"{label.seconds:.1f}\u00a0s",
            *map(_number, numbers),
        )
        for label, numbers in zip(seen.labels, measured.scores, strict=True)
    ]
    if measured.network:
        rows.insert(0, ("The network, from a box", "", *map(_number, measured.network)))
    header = ("Label", "Time", "Dice with the truth", "Mean Dice with the others by hand")
    return (
        '<div style="margin-top: 1.25rem; max-height: 30rem; overflow-y: auto">'
        f"{table_html(header, rows)}</div>"
    )


def _pictures(job: Job, said: Agreement | None) -> str:
    """The part of the street, its truth, and the share of annotators that marked each pixel."""
    shown = [
        picture_html("Picture", job.picture.pixels[job.window], "What was labelled."),
        picture_html("Truth", painted(job.target.mask[job.window], 1.0, 0.0), "Bright: the object."),
    ]
    if said is not None:
        about = "Bright: all annotators by hand marked it. Dark: none did."
        shown.append(picture_html("Agreement map", painted(said.share, 1.0, 0.0), about))
    return f'<div class="pw-pictures">{"".join(shown)}</div>'


def _number(value: float) -> str:
    return "nobody yet" if np.isnan(value) else f"{value:.3f}"
