"""What a run of the lab does at one moment: its masks, scores, curve and classes, always in the same places."""

from functools import partial

import streamlit as st

from app import state
from app.ui.networks import opened as unet_opened
from app.ui.shell import menu
from app.views.training.figures import classes_html, curves, in_steps, masks_html
from app.views.training.runs import Shown, rerun_once_ended, seconds_since_begin, shown
from lessons.training.lab.export import curve_csv, predictions_png, weights_file
from lessons.training.lab.look import Look, Watched
from lessons.training.lab.pictures import WATCHED_SEEDS
from lessons.training.lab.pool import Gone
from lessons.training.lab.settings import Settings
from lessons.waiting import Full


def monitor(name: str, other: str | None, other_title: str, settings: Settings) -> None:
    """Show the run of this name and, beside it, the other; `settings` are those of one that has not begun."""
    try:
        run = shown(name, settings)
        beside = shown(other, settings) if other else None
    except (Gone, Full) as error:
        st.warning(str(error))
        return
    with st.container(key="training-progress"):
        _status(run)
    with st.container(key="training-back"):
        at = _go_back(run)
    look = run.looks[at]
    at_other = _at_step(beside.looks, look.step) if beside else None
    st.html(masks_html(run.settings, look, at_other, other_title))
    st.caption(
        f"After {in_steps(look.step)}: mIoU {look.miou:.3f}, pixel accuracy {look.pixel_accuracy:.3f}, boundary IoU "
        f"{look.boundary_iou:.3f} ({len(WATCHED_SEEDS)} pictures)."
    )
    left, right = st.columns(2)
    with left:
        curves(run.settings, run.looks, at, beside.looks if beside else (), other_title)
    right.html(classes_html(run.settings, look, at_other))
    if run.live:
        rerun_once_ended(run.live)


def _status(run: Shown) -> None:
    live = run.live
    if live is None:
        last = run.looks[-1]
        st.progress(
            1.0,
            f"Recorded: {last.step:,} steps with the usual settings. Press Train to watch a network of your own.",
        )
        return
    status = {
        "waiting": f"Waiting: number {live.position} in the queue, about {live.wait:.0f} s.",
        "training": "Training.",
        "paused": "Paused.",
        "finished": "Finished.",
        "stopped": "Stopped.",
        "failed": "It failed.",
    }[live.state]
    last, speed = run.looks[-1], ""
    if last.step:
        speed = f"{in_steps(last.step)} in {last.seconds:.1f} s, {last.steps_per_second:.1f} steps a second."
    elif live.state == "training":
        status = f"Getting ready to train, for {seconds_since_begin():.1f} s."
    st.progress(live.progress, " ".join(filter(None, (status, live.sentence, speed))))


def _go_back(run: Shown) -> int:
    """Which look to show: the last one, until the learner goes back to another while the run stands still."""
    steps = [look.step for look in run.looks]
    last, chosen = len(steps) - 1, f"training-step-{run.name}"
    goes_on = run.live is not None and not (run.live.ended or run.live.state == "paused")
    if not last or goes_on:
        state.forget(chosen)
        st.caption("Pause it, or let it end, to go back to any step and to keep what it has learned.")
        return last
    slider, keep = st.columns([3, 1], vertical_alignment="bottom")
    # The last look may still be on its way when the learner goes back already: another slider, the same step.
    step, key = state.recall(chosen), f"training-at-{run.name}-{last}"
    at = slider.select_slider(
        "Go back to step",
        range(last + 1),
        steps.index(step) if step in steps else last,
        format_func=lambda index: f"{steps[index]:,}",
        key=key,
        on_change=lambda: state.remember(chosen, steps[state.recall(key)]),
    )
    if run.live:
        with keep.popover("Keep", icon=":material/download:", width="stretch"):
            _keeping(run.live, run.live.looks[at])
    return at


def _at_step(looks: tuple[Look, ...], step: int) -> Look | None:
    """The last look at that step or before it, None if there are none."""
    before = [look for look in looks if look.step <= step]
    return before[-1] if before else None


def _keeping(run: Watched, look: Look) -> None:
    """Buttons that save the curve, the pictures and the weights, each made when it is asked for; and one that opens it.

    It opens the network as it was at this look in the U-Net lesson, or says why it cannot.
    """
    step, weights = weights_file(run.looks, look.step)
    files = (
        ("Curve (CSV)", "curve.csv", "text/csv", partial(curve_csv, run.settings, run.looks)),
        ("Pictures (PNG)", "pictures.png", "image/png", partial(predictions_png, run.settings, look)),
        (
            f"Weights after {in_steps(step)}",
            "weights.safetensors",
            "application/octet-stream",
            lambda: weights,
        ),
    )
    for label, name, kind, make in files:
        st.download_button(label, make, name, kind, key=f"training-save-{name}", on_click="ignore")
    refusal = unet_opened.why_not(run, look)
    if st.button("Look inside this network", disabled=bool(refusal), key=f"training-inside-{run.run}"):
        unet_opened.open_run(run, look)
        st.switch_page(menu.view("unet"))
    st.caption(
        refusal
        or "The U-Net lesson then shows yours: its maps, its skips to cut, and what a pixel looked at."
    )
