"""The clinic's real trainings: recorded with the bug in it and, for whoever mended the code, healed; or healed live."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from app import state, wiring
from app.ui.figures.charts import ACCENT, QUIET, by_step, line, mark
from app.ui.figures.numbers import day
from app.ui.figures.street_pictures import legend_html
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.show_code import show_code
from app.views.training.figures import loss_points, pictures_html, row_html
from app.views.training.runs import begin, rerun_once_ended
from lessons.training.clinic_recorded import ClinicRecording, recorded
from lessons.training.engine import Engine
from lessons.training.lab.clinic_run import ClinicRun, clinic_settings
from lessons.training.lab.clinic_trials import TRIALS, Masks, Trial
from lessons.training.lab.look import Look, Watched
from lessons.training.lab.pictures import SHOWN, WATCHED_SEEDS, watched
from lessons.training.lab.pool import Gone
from lessons.training.lab.run import Run
from lessons.waiting import Full

_DATA = "scenes64"
_HALF = 450  # CSS pixels of a row of pictures, so that two stand side by side
_AGAIN = 0.5  # seconds from look to look of a live run


@st.fragment
def symptom_and_cure(words: LessonText, bug: str, healed: bool) -> None:
    """The recorded training with the bug, its masks and its curve; once `healed`, beside it the one with the cure."""
    trial, part = TRIALS[bug], f"clinic-{bug.replace('_', '-')}"
    words.show(part)
    broken = recorded(bug, False)
    sides = {"With the bug": broken} | ({"With the cure": recorded(bug, True)} if healed else {})
    steps = [look.step for look in broken.looks]
    at = st.select_slider(
        "After step",
        range(len(steps)),
        len(steps) - 1,
        format_func=lambda place: str(steps[place]),
        key=f"{part}-at",
    )
    looks = {title: side.looks[at] for title, side in sides.items()}
    st.html(_masks_html(trial, looks))
    for place, (title, side) in zip(st.columns(2), sides.items(), strict=False):
        with place:
            _chart(title, trial, side.looks, at)
    st.caption(_about(trial, bug, sides, at))
    scores = {name: f"{recorded(bug, name == 'cured').looks[-1].miou:.3f}" for name in ("broken", "cured")}
    words.show_filled(f"{part}-healed" if healed else "clinic-not-yet", **scores)
    functions = (*trial.broken.functions, *(trial.cured.functions if healed else ()))
    show_code(*functions, ClinicRun.masks, Run.advance, Engine.step, label="The code that ran")


@st.fragment
def healed_live(words: LessonText, bug: str) -> None:
    """A button that trains with the cure here and now, and what comes of it."""
    run_key, refusal_key = f"training-clinic-live-{bug}", "training-clinic-refused"
    words.show("clinic-live")
    st.button(
        "Apply the fix and train", on_click=_begin, args=(bug, run_key, refusal_key), key=f"{run_key}-begin"
    )
    if refusal := state.recall(refusal_key):
        st.warning(refusal)
    run = _watch(state.recall(run_key, ""))
    if run is not None:
        st.fragment(_monitor, run_every=None if run.ended else _AGAIN)(bug, run.run)


def _begin(bug: str, run_key: str, refusal_key: str) -> None:
    state.forget(refusal_key)
    try:
        state.remember(run_key, begin(clinic_settings(bug, cured=True)))
    except Full as error:
        state.remember(refusal_key, str(error))


def _watch(name: str) -> Watched | None:
    try:
        return wiring.trainings().watch(name)
    except Gone:
        return None


def _monitor(bug: str, name: str) -> None:
    run = _watch(name)
    if run is None:
        st.warning("This run is no longer kept; press the button to train it again.")
        return
    queue = f"Waiting: number {run.position} in the queue, about {run.wait:.0f} s." if run.position else ""
    st.progress(run.progress, queue or run.sentence or f"{run.state.capitalize()}.")
    if not run.ended:
        st.button("Stop", on_click=partial(_stop, name), key=f"training-clinic-stop-{bug}")
    if not run.looks:
        return
    look, trial = run.looks[-1], TRIALS[bug]
    row = row_html(
        f"Trained just now, after {look.step:,} steps", look.predictions[:SHOWN], trial.class_names
    )
    st.html(f'<div class="pw-pictures">{row}</div>')
    _chart("Trained just now", trial, run.looks, len(run.looks) - 1)
    rerun_once_ended(run)


def _stop(name: str) -> None:
    if _watch(name) is not None:
        wiring.trainings().stop(name)


def _masks_html(trial: Trial, looks: dict[str, Look]) -> str:
    truth = trial.truth(watched(_DATA).masks)[:SHOWN]
    rows = pictures_html(_DATA, _HALF) + row_html("Truth", truth, trial.class_names, _HALF)
    for title, look in looks.items():
        about = f"{title}, after {look.step:,} steps"
        rows += row_html(about, look.predictions[:SHOWN], trial.class_names, _HALF)
    return f'<div class="pw-pictures">{rows}</div>{legend_html(trial.class_names)}'


def _about(trial: Trial, bug: str, sides: dict[str, ClinicRecording], at: int) -> str:
    """What the curves are, what they say at the chosen step, and where they come from."""
    settings, first = clinic_settings(bug, cured=False), next(iter(sides.values()))
    results = []
    for title, side in sides.items():
        loss = f"the loss is {_number(side.looks[at].loss)} and " if at else ""
        results.append(f"{title.lower()} {loss}the {trial.scored} {side.looks[at].miou:.3f}")
    recorded_on = f"{day(first.day)} on the {first.device.upper()}, in {first.processor_seconds:.0f} s"
    return (
        f"After {first.looks[at].step} steps: {'; '.join(results)}. {_perfect(trial)}Scored on {len(WATCHED_SEEDS)} "
        f"streets that the network never learns from. Recorded on {recorded_on}: {settings.in_words('network')}, "
        f"{settings.in_words('data')}, batches of {settings.batch}, learning rate {settings.rate:g}, "
        f"seed {settings.seed}."
    )


def _perfect(trial: Trial) -> str:
    """What the truth itself scores, where that is not 1."""
    truth: Masks = trial.truth(watched(_DATA).masks)
    score = trial.broken.score(truth, truth)
    return "" if np.isclose(score, 1) else f"Scored with the bug, the truth itself gets {score:.3f}. "


def _chart(title: str, trial: Trial, looks: Sequence[Look], at: int) -> None:
    """The loss by step on the left axis, the score on the right one, a line at the chosen step."""
    score = [[look.step, round(look.miou, 4)] for look in looks]
    axis: dict[str, Any] = {"type": "value", "axisLabel": {"hideOverlap": True}}
    right = axis | {"name": "score", "min": 0, "max": 1, "splitLine": {"show": False}}
    series = [
        line("loss", loss_points(tuple(looks)), QUIET, dash="dashed"),
        line(trial.scored, score, ACCENT, width=3) | {"yAxisIndex": 1, "markLine": mark(looks[at].step)},
    ]
    st.echarts_chart(
        by_step(title, series, looks[-1].step or 1)
        | {
            "legend": {"bottom": 0, "data": ["loss", trial.scored]},
            "grid": {"left": 8, "right": 8, "top": 52, "bottom": 34, "containLabel": True},
            "yAxis": [axis | {"scale": True, "name": "loss"}, right],
        },
        height=260,
        alt=f"{title}: the {trial.scored} goes from {score[0][1]} to {score[-1][1]}, the loss from "
        f"{_first(looks)} to {_number(looks[-1].loss)}.",
    )


def _first(looks: Sequence[Look]) -> str:
    return next((_number(look.losses[0]) for look in looks if look.losses), "its start")


def _number(loss: float) -> str:
    """A loss with three decimals, or none where it is huge."""
    return f"{loss:,.3f}" if abs(loss) < 1000 else f"{loss:,.0f}"
