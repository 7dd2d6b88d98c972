"""A room of the annotator lab: what a class labels of one object, how far its people agree, and a network with them."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from app import state, wiring
from app.classroom import (
    MOST_LABELS,
    RecordsError,
    SharedLabel,
    TooLargeError,
    UnknownLearnerError,
    room_word,
)
from app.ui import prompting_networks as networks
from app.ui.inert import inert
from app.ui.learner import current, ensure
from app.ui.lesson_text import LessonText
from app.ui.tables import table_html
from app.ui.unet_networks import answered as where_it_can
from app.ui.upsampling_grids import painted, picture_html
from lessons.models.prompt_targets import box_of
from lessons.prompting import export
from lessons.prompting.agreement import Agreement, agreement, pairwise_dice
from lessons.prompting.prompts import Box, Prompts

if TYPE_CHECKING:  # the lab shows the room, and so imports this module
    from app.ui.prompting_lab import Job, Label

log = logging.getLogger("pixelwise")

_ROOM, _OBJECT, _ARRIVED, _SEEN = "prompting-room", "prompting-job", "prompting-arrived", "prompting-seen"
_HOW = {"hand": "by hand", "prompts": "by prompts"}
_LONGEST = 24 * 60 * 60.0  # seconds
_LONGEST_ROOM = 60


@dataclass(frozen=True, eq=False)
class _Seen:
    """What was shared of this task in this room when the learner last looked."""

    room: str
    task: str
    labels: tuple[SharedLabel, ...]


def arrive(objects: int) -> None:
    """Take the room and the object from the address, once a visit. Call it before their fields are drawn."""
    if state.recall(_ARRIVED):
        return
    state.remember(_ARRIVED, True)
    if word := st.query_params.get("room", ""):
        state.remember(_ROOM, word[:_LONGEST_ROOM])
    asked = st.query_params.get("object", "")
    if asked in [str(number + 1) for number in range(objects)]:
        state.remember(_OBJECT, int(asked) - 1)
    elif asked:
        st.warning(f"The address names an object that is not here; choose one of the {objects} below.")


def task_of(job: Job) -> str:
    """What everybody calls this object: its street, its class and where it is."""
    return f"{job.picture.name}-{job.target.name}-{job.top}-{job.left}".lower().replace(" ", "-")


@st.fragment
@where_it_can
def room(words: LessonText, job: Job, number: int, way: str, label: Label | None) -> None:
    """The room's name, a button that shares the label of this way, and what is shared of this object."""
    words.show("lab-room")
    typed = st.text_input(
        "Room",
        key=_ROOM,
        max_chars=_LONGEST_ROOM,
        placeholder="The word your instructor says",
        persist_state="session",
    )
    if not (typed or "").strip():
        for name in ("room", "object"):
            st.query_params.pop(name, None)
        words.show("lab-room-none")
        return
    try:
        word = room_word(typed)
    except RecordsError as refused:
        st.error(str(refused))
        return
    address = {"room": word, "object": str(number + 1)}
    if {name: st.query_params.get(name) for name in address} != address:
        st.query_params.update(address)
    how, task = "prompts" if way == "prompts" else "hand", task_of(job)
    with st.container(horizontal=True):
        shares = st.button(
            f"Share my label {_HOW[how]}", type="primary", key="prompting-share", disabled=label is None
        )
        looks = st.button("Refresh the room", icon=":material/refresh:", key="prompting-refresh")
    try:
        if shares and label is not None and _share(word, task, how, label):
            st.success(f"Shared in the room {inert(word)}. Others see it when they refresh.")
            looks = True
        if looks:
            labels = wiring.records().shared_labels(word, task, current().learner)
            size = list(job.target.mask.shape)
            state.remember(
                _SEEN, _Seen(word, task, tuple(each for each in labels if each.mask["size"] == size))
            )
    except UnknownLearnerError as error:
        st.error(f"Not shared. {error}")
    except RecordsError:
        log.exception("a room could not be used")
        st.error("The records cannot be reached. Your label is still here; try again in a moment.")
    seen = state.recall(_SEEN)
    if seen is None or (seen.room, seen.task) != (word, task):
        words.show("lab-room-link")
        return
    _shown(words, job, seen)


def _share(word: str, task: str, how: str, label: Label) -> bool:
    """Whether the label is in the room now. What cannot be shared is said in one sentence."""
    learner = ensure(current())
    if learner is None:
        st.warning("A label needs a cookie to be yours. Allow cookies for this address and reload the page.")
        return False
    mask = export.coco(label.mask)["segmentation"]
    try:
        wiring.records().share_label(learner, word, task, how, mask, min(max(label.seconds, 0.0), _LONGEST))
    except TooLargeError as error:
        st.error(str(error))
        return False
    return True


def _shown(words: LessonText, job: Job, seen: _Seen) -> None:
    """How far the annotators agree, where they do not, and how each label and the network's compare with the others."""
    if not seen.labels:
        words.show_filled("lab-room-empty", room=inert(seen.room))
        return
    compared = _compared(job, seen)
    rows = [
        (
            f"Annotator {label.annotator}{' (you)' if label.own else ''}, {_HOW[label.way]}",
            f"{label.seconds:.1f}\u00a0s",
            *map(_number, numbers),
        )
        for label, numbers in zip(seen.labels, compared.scores, strict=True)
    ]
    if compared.network:
        rows.append(("The network, from a box", "", *map(_number, compared.network)))
    said, parts = compared.by_hand, ["lab-room-few"]
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
        if compared.network:
            parts.append(
                "lab-room-reached-live" if compared.network[1] >= said.mean else "lab-room-below-live"
            )
            values["network"] = _number(compared.network[1])
    words.show_filled(*parts, **values)
    header = ("Label", "Time", "Dice with the truth", "Mean Dice with the others by hand")
    st.html(_pictures(job, said) + table_html(header, rows))


@dataclass(frozen=True, eq=False)
class _Compared:
    """The labels of a room measured: of each, and of the network's answer, the Dice with the truth and with the others.

    `by_hand` is the agreement of the labels by hand in the part that is painted; None without one.
    """

    scores: tuple[tuple[float, float], ...]
    network: tuple[float, float] | None
    by_hand: Agreement | None


@lru_cache(maxsize=64)
def _compared(job: Job, seen: _Seen) -> _Compared:
    """Kept for what was seen, so that it is measured once and not at every touch of the lab."""
    masks = [export.from_run_lengths(label.mask["counts"], *label.mask["size"]) for label in seen.labels]
    by_hand = [mask for label, mask in zip(seen.labels, masks, strict=True) if label.way == "hand"]
    people = np.array([label.annotator for label in seen.labels if label.way == "hand"])
    if networks.ready():
        boxed = networks.answered(job.picture, Prompts((), Box(*box_of(job.target.mask)))).value
        masks.append(boxed.masks[boxed.best])
    drawn, against = np.stack(masks), np.stack([job.target.mask, *by_hand])
    # Most of the picture nobody marked, and what is in no mask changes no Dice.
    marked = drawn.any(axis=0) | against.any(axis=0)
    scores = []
    for place, row in enumerate(pairwise_dice(drawn[:, marked], against[:, marked])):
        mine = seen.labels[place].annotator if place < len(seen.labels) else 0
        others = row[1:][people != mine]
        scores.append((float(row[0]), float(others.mean()) if others.size else float("nan")))
    return _Compared(
        tuple(scores[: len(seen.labels)]),
        scores[-1] if len(masks) > len(seen.labels) else None,
        agreement([mask[job.window] for mask in by_hand]) if by_hand else None,
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
