"""The training lab: choose, train, watch, go back, compare; all of it on one screen."""

from functools import partial

import streamlit as st

from app import state, wiring
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from app.views.training.choices import choose_settings
from app.views.training.monitor import monitor
from app.views.training.runs import RECORDED, UNTRAINED, Shown, begin, shown
from lessons.training.engine import Engine
from lessons.training.lab.pool import Gone
from lessons.training.lab.run import Run
from lessons.training.lab.settings import Settings, difference
from lessons.waiting import Full

_RUNS, _REFUSAL, _SELECTED = "training-runs", "training-refused", "training-run"
_MOST_RUNS = 8
_AGAIN = 0.5  # seconds from look to look


@section
@guard.answered
def lab(words: LessonText) -> None:
    """Left the settings, the buttons and the runs of this visit, right what the chosen run does."""
    words.show("lab-touch")
    with st.container(key="training-lab"):
        left, right = st.columns([1, 3], gap="medium")
        with left:
            settings = choose_settings()
            wiring.trainings().warm(settings.data)
            buttons = st.container(key="training-buttons")
            runs = _runs_of_visit()
            chosen, other, other_title = _choose_runs(runs, settings)
            with buttons:
                _buttons(settings, chosen)
        with right:
            goes_on = chosen.live is not None and not chosen.live.ended
            repainted = st.fragment(monitor, run_every=_AGAIN if goes_on else None)
            repainted(chosen.name, other, other_title, settings)


@section
def what_a_step_does(words: LessonText) -> None:
    """The words of the lab, and the code that ran."""
    words.show("step")
    show_code(Run.advance, Engine.step, label="The step that just ran, again and again")


def _buttons(settings: Settings, chosen: Shown) -> None:
    """Train; and pause, resume or stop the chosen run while it goes on."""
    pool, run = wiring.trainings(), chosen.live
    st.button("Train", type="primary", on_click=_begin, args=(settings,), icon=":material/play_arrow:")
    paused, idle = run is not None and run.state == "paused", run is None or run.ended
    work = partial(pool.resume if paused else pool.pause, run.run if run else "")
    label, key = ("Resume", "training-resume") if paused else ("Pause", "training-pause")
    st.button(label, on_click=_unless_gone, args=(work,), disabled=idle, key=key)
    stop = partial(pool.stop, run.run if run else "")
    st.button("Stop", on_click=_unless_gone, args=(stop,), disabled=idle, key="training-stop")
    if refusal := state.recall(_REFUSAL):
        st.warning(refusal)


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


def _runs_of_visit() -> dict[str, str]:
    """The recorded run and those of this visit that the server still has: their titles by name, the oldest first."""
    titles, kept = {RECORDED: "Recorded run"}, []
    for name in state.recall(_RUNS, ()):
        try:
            settings = wiring.trainings().watch(name).settings
        except Gone:
            continue
        kept.append(name)
        titles[name] = f"Run {len(kept)}: {settings.in_words('loss')}, seed {settings.seed}"
    state.remember(_RUNS, tuple(kept))
    return titles


def _choose_runs(titles: dict[str, str], settings: Settings) -> tuple[Shown, str | None, str]:
    """Which run to look at, the name of the one beside it, and a short title of that."""
    names = list(titles)
    if state.recall(_SELECTED) not in names:
        state.remember(_SELECTED, names[-1])
    name = st.selectbox(
        "Run",
        names,
        names.index(state.recall(_SELECTED)),
        format_func=titles.__getitem__,
        key=_SELECTED,
    )
    others = {each: titles[each] for each in reversed(names) if each != name}
    if len(names) == 1:
        others = {UNTRAINED: "Yours: not trained yet"}
    other = st.selectbox(
        "Beside it",
        [None, *others],
        index=1,
        format_func=lambda each: others[each] if each else "no other",
        key=f"training-other-{name}-{len(names)}",
    )
    chosen, about = shown(name, settings), "Nothing beside it."
    if other == UNTRAINED:
        about = "What your settings begin with."
    elif other:
        differs = difference(chosen.settings, shown(other, settings).settings)
        about = f"What differs: {'; '.join(differs)}." if differs else "Their settings are the same."
    st.caption(about)
    return chosen, other, others[other].partition(":")[0] if other else ""
