"""A room of the annotator lab: what a class labels of one object, how far its people agree, and a network with them."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st
from numpy.typing import NDArray

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
from lessons.metrics import dice
from lessons.models.prompt_targets import box_of
from lessons.prompting import export
from lessons.prompting.agreement import agreement, pairwise_dice
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
            state.remember(_SEEN, _Seen(word, task, labels))
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
    size = list(job.target.mask.shape)
    labels = [each for each in seen.labels if each.mask["size"] == size]
    masks = [export.from_run_lengths(each.mask["counts"], *each.mask["size"]) for each in labels]
    people = [each.annotator for each in labels if each.way == "hand"]
    by_hand = [mask for each, mask in zip(labels, masks, strict=True) if each.way == "hand"]
    counts = {"room": inert(seen.room), "labels": len(labels), "hand": len(people), "most": MOST_LABELS}
    counts["people"] = len({each.annotator for each in labels})
    if not labels:
        words.show_filled("lab-room-empty", **counts)
        return
    rows = [
        (
            f"Annotator {each.annotator}{' (you)' if each.own else ''}, {_HOW[each.way]}",
            f"{each.seconds:.1f}\u00a0s",
            f"{dice(mask, job.target.mask, 1):.3f}",
            _number(with_others(mask, by_hand, [one != each.annotator for one in people])),
        )
        for each, mask in zip(labels, masks, strict=True)
    ]
    network = float("nan")
    if networks.ready():
        boxed = networks.answered(job.picture, Prompts((), Box(*box_of(job.target.mask)))).value
        mask = boxed.masks[boxed.best]
        network = with_others(mask, by_hand, [True] * len(by_hand))
        rows.append(
            ("The network, from a box", "", f"{dice(mask, job.target.mask, 1):.3f}", _number(network))
        )
    if len(by_hand) < 2:
        words.show_filled("lab-room-few", **counts)
    else:
        said = agreement(by_hand)
        values = {"mean": f"{said.mean:.3f}", "least": f"{said.dice.min():.3f}", "network": f"{network:.3f}"}
        parts = ["lab-room-live"]
        if networks.ready():
            parts.append("lab-room-reached-live" if network >= said.mean else "lab-room-below-live")
        words.show_filled(*parts, **counts, **values)
    header = ("Label", "Time", "Dice with the truth", "Mean Dice with the others by hand")
    st.html(_pictures(job, by_hand) + table_html(header, rows))


def with_others(mask: NDArray[np.bool_], labels: list[NDArray[np.bool_]], others: list[bool]) -> float:
    """The mean Dice of a mask, bool (height, width), with those labels that are others'; NaN if there are none."""
    chosen = [label for label, other in zip(labels, others, strict=True) if other]
    return float(pairwise_dice(mask[None], np.stack(chosen)).mean()) if chosen else float("nan")


def _pictures(job: Job, by_hand: list[NDArray[np.bool_]]) -> str:
    """The part of the street, its truth, and the share of annotators that marked each pixel."""
    shown = [
        picture_html("Picture", job.picture.pixels[job.window], "What was labelled."),
        picture_html("Truth", painted(job.target.mask[job.window], 1.0, 0.0), "Bright: the object."),
    ]
    if by_hand:
        share = agreement(by_hand).share[job.window]
        about = "Bright: all annotators by hand marked it. Dark: none did."
        shown.append(picture_html("Agreement map", painted(share, 1.0, 0.0), about))
    return f'<div class="pw-pictures">{"".join(shown)}</div>'


def _number(value: float) -> str:
    return "nobody yet" if np.isnan(value) else f"{value:.3f}"
