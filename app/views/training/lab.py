"""The training lab: choose, train, watch, go back, compare."""

from functools import partial

import streamlit as st

from app import state, wiring
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import opened as unet_opened
from app.ui.shell import menu
from app.views.training.choices import choose_settings
from app.views.training.figures import classes_html, curves, masks_html
from app.views.training.runs import begin, rerun_once_ended
from lessons.training.engine import Engine
from lessons.training.lab.export import curve_csv, predictions_png, weights_file
from lessons.training.lab.look import Look, Watched
from lessons.training.lab.pool import Gone
from lessons.training.lab.run import Run
from lessons.training.lab.settings import Settings, difference
from lessons.waiting import Full

_RUNS, _REFUSAL, _SELECTED = "training-runs", "training-refused", "training-run"
_MOST_RUNS = 8
_AGAIN = 0.5  # seconds from look to look


@section
def lab(words: LessonText) -> None:
    """The settings, the button, and the runs of this visit; a run that goes on repaints its own part."""
    words.show("lab-touch")
    settings = choose_settings()
    pool = wiring.trainings()
    pool.warm(settings.data)
    st.button("Train", type="primary", on_click=_begin, args=(settings,), icon=":material/play_arrow:")
    if refusal := state.recall(_REFUSAL):
        st.warning(refusal)
    runs = _runs_of_visit()
    if not runs:
        words.show("lab-empty")
    else:
        _show_runs(runs)
    words.show("lab-name")
    show_code(Run.advance, Engine.step, label="The step that just ran, again and again")


def _begin(settings: Settings) -> None:
    state.forget(_REFUSAL)
    try:
        name = begin(settings)
    except Full as error:
        state.remember(_REFUSAL, str(error))
        return
    state.remember(_RUNS, (*state.recall(_RUNS, ()), name)[-_MOST_RUNS:])
    state.remember(_SELECTED, name)


def _unless_gone(work: partial[None]) -> None:
    try:
        work()
    except Gone as error:
        state.remember(_REFUSAL, str(error))


def _runs_of_visit() -> dict[str, Watched]:
    """The runs of this visit that the server still has, by name, the oldest first."""
    runs: dict[str, Watched] = {}
    for name in state.recall(_RUNS, ()):
        try:
            runs[name] = wiring.trainings().watch(name)
        except Gone:
            continue
    state.remember(_RUNS, tuple(runs))
    return runs


def _show_runs(runs: dict[str, Watched]) -> None:
    names = list(runs)
    titles = {name: _title(number, runs[name]) for number, name in enumerate(names, 1)}
    chosen, other = names[-1], None
    if len(names) > 1:
        left, right = st.columns(2)
        if state.recall(_SELECTED) not in names:
            state.remember(_SELECTED, chosen)
        at = names.index(state.recall(_SELECTED))
        chosen = left.selectbox("Run", names, at, format_func=titles.__getitem__, key=_SELECTED)
        others = [name for name in reversed(names) if name != chosen]
        other = right.selectbox(
            "Beside it",
            [None, *others],
            index=1,
            format_func=lambda name: titles[name] if name else "no other",
            key=f"training-other-{chosen}-{len(names)}",
        )
    if other:
        differs = difference(runs[chosen].settings, runs[other].settings)
        st.caption(f"What differs: {'; '.join(differs)}." if differs else "Their settings are the same.")
    every = None if runs[chosen].ended else _AGAIN
    st.fragment(_monitor, run_every=every)(chosen, other, titles[other] if other else "")


def _title(number: int, run: Watched) -> str:
    settings = run.settings
    return f"Run {number}: {settings.in_words('network')}, {settings.in_words('loss')}, seed {settings.seed}"


def _monitor(name: str, other: str | None, other_title: str) -> None:
    pool = wiring.trainings()
    try:
        run = pool.watch(name)
        beside = pool.watch(other).looks if other else ()
    except Gone as error:
        st.warning(str(error))
        return
    _status(run)
    if not run.looks:
        return
    at = _go_back(name, run)
    look, at_other = run.looks[at], _at_step(beside, run.looks[at].step)
    st.html(masks_html(run.settings, look, at_other, other_title))
    st.html(classes_html(run.settings, look, at_other))
    st.caption(
        f"After {look.step:,} steps: mIoU {look.miou:.3f}, pixel accuracy {look.pixel_accuracy:.3f}, boundary IoU "
        f"{look.boundary_iou:.3f}, over eight pictures that the network never learns from."
    )
    curves(run.settings, run.looks, at, beside, other_title)
    if run.ended or run.state == "paused":
        _saving(run, look)
        _inside(run, look)
    rerun_once_ended(run)


def _go_back(name: str, run: Watched) -> int:
    """Which look to show: the last one, until the learner goes back to another while the run stands still."""
    steps = [look.step for look in run.looks]
    last, chosen = len(steps) - 1, f"training-step-{name}"
    if not last or not (run.ended or run.state == "paused"):
        state.forget(chosen)
        return last
    # The last look may still be on its way when the learner goes back already: another slider, the same step.
    step, key = state.recall(chosen), f"training-at-{name}-{last}"
    return st.select_slider(
        "Go back to step",
        range(last + 1),
        steps.index(step) if step in steps else last,
        format_func=lambda index: f"{steps[index]:,}",
        key=key,
        on_change=lambda: state.remember(chosen, steps[state.recall(key)]),
    )


def _at_step(looks: tuple[Look, ...], step: int) -> Look | None:
    """The last look at that step or before it, None if there are none."""
    before = [look for look in looks if look.step <= step]
    return before[-1] if before else None


def _status(run: Watched) -> None:
    pool = wiring.trainings()
    status = {
        "waiting": f"Waiting: number {run.position} in the queue, about {run.wait:.0f} s.",
        "training": "Training.",
        "paused": "Paused.",
        "finished": "Finished.",
        "stopped": "Stopped.",
        "failed": "It failed.",
    }[run.state]
    speed = ""
    if run.looks and run.looks[-1].step:
        last = run.looks[-1]
        speed = f" {last.step:,} steps in {last.seconds:.1f} s, {last.steps_per_second:.0f} steps a second."
    st.progress(run.progress, f"{status} {run.sentence}{speed}".replace("  ", " "))
    if run.ended:
        return
    left, right, _ = st.columns([1, 1, 4])
    if run.state == "paused":
        left.button(
            "Resume", on_click=_unless_gone, args=(partial(pool.resume, run.run),), key="training-resume"
        )
    else:
        left.button(
            "Pause", on_click=_unless_gone, args=(partial(pool.pause, run.run),), key="training-pause"
        )
    right.button("Stop", on_click=_unless_gone, args=(partial(pool.stop, run.run),), key="training-stop")


def _saving(run: Watched, look: Look) -> None:
    """Buttons that save the curve, the pictures and the weights; each file is made when it is asked for."""
    step, weights = weights_file(run.looks, look.step)
    files = (
        ("Curve (CSV)", "curve.csv", "text/csv", partial(curve_csv, run.settings, run.looks)),
        ("Pictures (PNG)", "pictures.png", "image/png", partial(predictions_png, run.settings, look)),
        (f"Weights after {step:,} steps", "weights.safetensors", "application/octet-stream", lambda: weights),
    )
    for place, (label, name, kind, make) in zip(st.columns(3), files, strict=True):
        place.download_button(label, make, name, kind, key=f"training-save-{name}", on_click="ignore")


def _inside(run: Watched, look: Look) -> None:
    """A button that opens the network as it was at this look in the U-Net lesson, or why it cannot."""
    refusal = unet_opened.why_not(run, look)
    if st.button("Look inside this network", disabled=bool(refusal), key=f"training-inside-{run.run}"):
        unet_opened.open_run(run, look)
        st.switch_page(menu.view("unet"))
    st.caption(
        refusal
        or "The U-Net lesson then shows yours: its maps, its skips to cut, and what a pixel looked at."
    )
