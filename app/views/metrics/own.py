"""Score your own files: pairs of a predicted and a true mask, read, scored and shown; nothing is written anywhere."""

import threading
from dataclasses import dataclass, replace
from math import isnan
from statistics import fmean

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app import state
from app.ui.figures.tables import table_html
from app.ui.kit.inert import inert
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.rerun import rerun_fragment
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.kit.uploads import uploads
from app.ui.kit.waiting import waited_for
from lessons.metrics.files import classes_in, decode_mask
from lessons.metrics.masks import as_mask, check_same_shape
from lessons.metrics.score import HEADER, MaskScore, absent_classes, in_rows, score_pairs, text_of

_OWN = "metrics-own"
_SIDES = "prediction", "truth"
_MOST_PAIRS = 8
_MOST_PIXELS = 2048 * 2048
_MOST_BYTES = 6_000_000  # of all files of a visit together
_IGNORED = 255
_one_at_a_time = threading.Lock()  # so that masks of several visits do not fill every processor at once


@dataclass(frozen=True)
class _File:
    """One mask file as it came."""

    name: str
    data: bytes


@dataclass(frozen=True)
class _Own:
    """What a visit has sent: its files by side, in order, how many were read, and what to say of the last."""

    prediction: tuple[_File, ...] = ()
    truth: tuple[_File, ...] = ()
    read: int = 0
    refusal: str = ""

    @property
    def pairs(self) -> tuple[tuple[_File, _File], ...]:
        """The predictions that have their truth."""
        return tuple(zip(self.prediction, self.truth, strict=False))


@dataclass(frozen=True)
class _Scored:
    """The scores of these pairs: pooled, and of each alone; or why there are none."""

    own: _Own
    ignores: bool
    pooled: MaskScore | None = None
    alone: tuple[MaskScore, ...] = ()
    refusal: str = ""


@section
def own_files(words: LessonText) -> None:
    """Two fields for files, the pairs so far, and their scores as the command line has them."""
    words.show_filled(
        "own", pairs=_MOST_PAIRS, pixels=f"{_MOST_PIXELS:,}", megabytes=f"{_MOST_BYTES / 1e6:.0f}"
    )
    own: _Own = state.recall(_OWN, _Own())
    for side, place in zip(_SIDES, st.columns(2), strict=True):
        # A field of its own for each file: the files that were read are listed below.
        file = place.file_uploader(
            f"{side.capitalize()} {len(getattr(own, side)) + 1}",
            ["png", "npy"],
            key=f"{_OWN}-{side}-{own.read}",
        )
        if file is not None:
            uploads.let_go(file.file_id)
            state.remember(_OWN, _with_file(own, side, _File(file.name, file.getvalue())))
            rerun_fragment()
    if own.refusal:
        st.error(inert(own.refusal))
    if not (own.prediction or own.truth):
        words.show("own-empty")
        return
    ignores = st.checkbox(
        f"Leave out pixels whose true id is {_IGNORED}: nobody has said what they are",
        value=True,
        key=f"{_OWN}-ignore",
    )
    _waiting_line(own)
    if own.pairs:
        _results(words, own, ignores)
    if st.button("Start again", key=f"{_OWN}-again", icon=":material/delete:"):
        state.remember(_OWN, _Own(read=own.read + 1))
        rerun_fragment()


def _with_file(own: _Own, side: str, file: _File) -> _Own:
    """The files with this one more; or as they were, with one sentence on why it cannot be used."""
    own = replace(own, read=own.read + 1, refusal="")
    files: tuple[_File, ...] = getattr(own, side)
    together = sum(len(each.data) for each in (*own.prediction, *own.truth, file))
    if len(files) == _MOST_PAIRS:
        return replace(own, refusal=f"There are {_MOST_PAIRS} pairs, and no more are taken; start again.")
    if together > _MOST_BYTES:
        return replace(
            own,
            refusal=f"{file.name} would make {together / 1e6:.1f} MB of files, and {_MOST_BYTES / 1e6:.0f} MB are the "
            "most; save masks as PNG or as arrays of uint8, or start again.",
        )
    try:
        mask = _mask(file, side)
        others: tuple[_File, ...] = own.truth if side == "prediction" else own.prediction
        if len(files) < len(others):
            other = _mask(others[len(files)], "other mask")
            check_same_shape(*((mask, other) if side == "prediction" else (other, mask)))
    except ValueError as error:
        return replace(own, refusal=str(error))
    return replace(own, **{side: (*files, file)})


def _mask(file: _File, side: str) -> NDArray[np.integer]:
    return as_mask(decode_mask(file.name, file.data, _MOST_PIXELS), f"{side} {file.name}")


def _waiting_line(own: _Own) -> None:
    """Which files still wait for their partner."""
    for side, other in (_SIDES, _SIDES[::-1]):
        waiting: list[_File] = list(getattr(own, side)[len(own.pairs) :])
        if waiting:
            names = ", ".join(inert(each.name) for each in waiting)
            st.markdown(f"Waiting for {'its' if len(waiting) == 1 else 'their'} {other}: {names}.")


def _results(words: LessonText, own: _Own, ignores: bool) -> None:
    scored: _Scored | None = state.recall(f"{_OWN}-scored")
    if scored is None or (scored.own.pairs, scored.ignores) != (own.pairs, ignores):
        scored = waited_for("Scoring your masks.", lambda: _score(own, ignores))
        state.remember(f"{_OWN}-scored", scored)
    if scored.pooled is None:
        st.warning(inert(scored.refusal))
        return
    rows = in_rows(scored.pooled)
    st.html(f'<div style="max-height: 30rem; overflow-y: auto">{table_html(HEADER, rows)}</div>')
    absent = absent_classes(scored.pooled)
    sentence = f" In neither mask, so in no mean: {', '.join(map(str, absent))}." if absent else ""
    st.markdown(f"Pixel accuracy: {text_of(scored.pooled.pixel_accuracy)}.{sentence}")
    if len(scored.alone) > 1:
        st.html(
            table_html(("Each picture alone", "mIoU", "boundary mIoU", "Pixel accuracy"), _each_alone(scored))
        )
        words.show("own-pooled")
    show_code(score_pairs)


def _each_alone(scored: _Scored) -> list[tuple[str, ...]]:
    """A row for each pair, and the means of the columns."""
    values = [(each.miou, each.boundary_miou, each.pixel_accuracy) for each in scored.alone]
    rows = [
        (f"{prediction.name} with {truth.name}", *map(text_of, row))
        for (prediction, truth), row in zip(scored.own.pairs, values, strict=True)
    ]
    means = ([each for each in column if not isnan(each)] for column in zip(*values, strict=True))
    return [
        *rows,
        ("mean of the pictures", *(text_of(fmean(each) if each else float("nan")) for each in means)),
    ]


def _score(own: _Own, ignores: bool) -> _Scored:
    """Score all pairs, as the command line does."""
    ignored = _IGNORED if ignores else None
    with _one_at_a_time:
        try:
            masks = [(_mask(one, "prediction"), _mask(other, "truth")) for one, other in own.pairs]
            classes = classes_in(masks, ignored)
            alone = tuple(_without_matrix(score_pairs([pair], classes, ignored)) for pair in masks)
            return _Scored(own, ignores, _without_matrix(score_pairs(masks, classes, ignored)), alone)
        except ValueError as error:
            return _Scored(own, ignores, refusal=str(error))


def _without_matrix(score: MaskScore) -> MaskScore:
    """What is kept for the visit: a matrix of a thousand classes would take megabytes."""
    return replace(score, confusion=np.empty((0, 0), np.int64))
