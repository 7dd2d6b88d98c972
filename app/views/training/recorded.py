"""Recorded trainings on the page: scrubbed at once, and each of them a button away from the lab."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite, nan
from typing import Literal

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app.ui.figures.charts import ACCENT, QUIET, by_step, line, mark
from app.ui.figures.images import picture_html
from app.ui.figures.numbers import day
from app.ui.figures.street_pictures import coloured, legend_html
from app.ui.figures.tables import table_html
from app.views.training.choices import set_settings
from app.views.training.figures import side_by_side
from lessons.training.lab.look import Look
from lessons.training.lab.pictures import SHOWN, WATCHED_SEEDS, sample_pictures
from lessons.training.lab.settings import Settings
from lessons.training.recorded import RecordedRun, Recording, recorded
from lessons.upsampling.checkerboard import checkerboard_index

_WIDTH, _SMOOTHED, _RIM = 300, 10, 8
_COLOURS = (ACCENT, "#E69F00", "#009E73", "#D55E00", "#56B4E9", QUIET)
_DASHES: tuple[Literal["solid", "dashed", "dotted"], ...] = ("solid", "dashed", "dotted")


@dataclass(frozen=True)
class View:
    """How a recording is shown. `group` and `title` name a run's group and the run in it.

    One group of runs is chosen at a time, its masks are shown and `columns` are the scores in its table;
    of groups of one run all runs are in the table. `curve` is the score that is drawn by step, `start` the
    place of the look that is shown first, and `figure` what stands behind a run's masks, as HTML.
    """

    name: str
    choice: str
    group: Callable[[Settings], str]
    title: Callable[[Settings], str]
    columns: tuple[str, ...]
    curve: str
    start: int = -1
    figure: Callable[[RecordedRun, int], str] = lambda run, at: ""


def loss_title(settings: Settings) -> str:
    """The loss of a run and its class weights, if it has any."""
    weights = "" if settings.weights == "none" else f", {settings.in_words('weights')}"
    return f"{settings.in_words('loss').capitalize()}{weights}"


def recorded_runs(view: View) -> None:
    """Choose a group and a step; see masks, scores and curves as they were recorded, and set the lab to a run."""
    recording = recorded(view.name)
    groups: dict[str, list[RecordedRun]] = {}
    for run in recording.runs:
        groups.setdefault(view.group(run.settings), []).append(run)
    places, names = iter(st.columns(2)), list(groups)
    group = names[0]
    if len(names) > 1:
        group = next(places).select_slider(view.choice, names, key=f"recorded-group-{view.name}")
    steps = [look.step for look in recording.runs[0].looks]
    step = next(places).select_slider(
        "After step", steps, steps[view.start], key=f"recorded-step-{view.name}"
    )
    runs, at = groups[group], steps.index(step)
    table_runs = runs if len(runs) > 1 else recording.runs
    titles = {id(run): view.title(run.settings) for run in table_runs}
    rows = [
        (titles[id(run)], *(_score_text(score_of(run, at, name)) for name in view.columns))
        for run in table_runs
    ]
    strips = "".join(
        strip_html(
            titles[id(run)], [coloured(mask, run.settings.class_names) for mask in run.looks[at].predictions]
        )
        + view.figure(run, at)
        for run in runs
    )
    st.html(
        f'<div class="pw-pictures">{_pictures_and_truth_html(runs[0].settings)}{strips}</div>'
        f"{legend_html(runs[0].settings.class_names)}"
    )
    left, right = st.columns(2)
    left.html(table_html((f"After step {step}", *view.columns), rows))
    with right:
        _chart(view, table_runs, [titles[id(run)] for run in table_runs], at)
    st.caption(recorded_on(recording))
    set_the_lab([run.settings for run in runs], [titles[id(run)] for run in runs], f"{view.name}-{group}")


def set_the_lab(settings: Sequence[Settings], titles: Sequence[str], key: str) -> None:
    """A button that puts one of these trainings into the lab, to be run live."""
    chosen = settings[0]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if len(settings) > 1:
            chosen = settings[
                st.selectbox(
                    "Train one yourself",
                    range(len(settings)),
                    format_func=titles.__getitem__,
                    key=f"recorded-live-{key}",
                )
            ]
        if st.button("Set the lab to this run", key=f"recorded-set-{key}", icon=":material/science:"):
            set_settings(chosen)
            st.rerun()


def recorded_on(recording: Recording) -> str:
    """When and on what it was recorded, and what its scores are over."""
    steps = recording.runs[0].looks[-1].step
    return (
        f"Recorded on {day(recording.date)}, {recording.processor}: {len(recording.runs)} trainings of {steps} "
        f"steps, {recording.processor_seconds:.0f} s of the processor. The scores are over "
        f"{len(WATCHED_SEEDS)} pictures that no training saw, of which {SHOWN} are shown."
    )


def score_of(run: RecordedRun, at: int, name: str) -> float:
    """One score of a run at its look `at`, by the name that stands over its column."""
    look, names = run.looks[at], run.settings.class_names
    if name.removeprefix("IoU ") in names:
        return look.per_class_iou[names.index(name.removeprefix("IoU "))]
    if name.startswith("painted "):
        return float((run.masks[at] == names.index(name.removeprefix("painted "))).mean())
    if name == "checkerboard index":
        return logit_index(run, at)
    scores = {
        "pixel accuracy": look.pixel_accuracy,
        "mIoU": look.miou,
        "boundary IoU": look.boundary_iou,
        "loss": _last_losses(look),
    }
    return scores[name]


def logit_index(run: RecordedRun, at: int) -> float:
    """The checkerboard index of the recorded logits, without a rim where the zeros around the picture show."""
    assert run.logits is not None
    return checkerboard_index(run.logits[at, _RIM:-_RIM, _RIM:-_RIM])


def _last_losses(look: Look) -> float:
    """The mean loss of the last steps: that of one batch says more of the batch than of the network."""
    return float(np.mean(look.losses[-_SMOOTHED:])) if look.losses else nan


def strip_html(title: str, pictures: Sequence[NDArray[np.uint8]]) -> str:
    """Pictures side by side as one figure."""
    return picture_html(title, side_by_side(pictures), "", _WIDTH)


def _pictures_and_truth_html(settings: Settings) -> str:
    pictures = sample_pictures(settings.data)
    truth = [coloured(mask, settings.class_names) for mask in pictures.masks]
    return strip_html("Pictures it never learns from", list(pictures.images)) + strip_html("Truth", truth)


def _score_text(value: float) -> str:
    return f"{value:.3f}" if isfinite(value) else "–"


def _chart(view: View, runs: Sequence[RecordedRun], titles: Sequence[str], at: int) -> None:
    series = [
        line(
            title,
            _points(run, view.curve),
            _COLOURS[place % len(_COLOURS)],
            width=2,
            dash=_DASHES[place % len(_DASHES)],
        )
        for place, (run, title) in enumerate(zip(runs, titles, strict=True))
    ]
    series[0]["markLine"] = mark(runs[0].looks[at].step)
    last = "; ".join(
        f"{title} {_score_text(score_of(run, -1, view.curve))}"
        for run, title in zip(runs, titles, strict=True)
    )
    described = f"{view.curve} by step. At the end: {last}."
    until = max(run.looks[-1].step for run in runs)
    options = by_step(f"By step: {view.curve}", series, until) | {
        "legend": {"bottom": 0, "itemWidth": 22},
        "grid": {"left": 48, "right": 16, "top": 36, "bottom": 64},
        "yAxis": {"type": "value", "min": 0},
    }
    st.echarts_chart(options, height=300, alt=described)


def _points(run: RecordedRun, curve: str) -> list[list[float]]:
    """The score at each look; of the loss the mean of every few steps."""
    if curve != "loss":
        points = [[look.step, score_of(run, place, curve)] for place, look in enumerate(run.looks)]
    else:
        losses = [loss for look in run.looks for loss in look.losses]
        starts = range(0, len(losses), _SMOOTHED)
        points = [
            [start + _SMOOTHED / 2, float(np.mean(losses[start : start + _SMOOTHED]))] for start in starts
        ]
    return [[step, round(value, 4)] for step, value in points if isfinite(value)]
